"""Keyrings as systems have them: one that works, one that is locked, one that never answers."""

import threading


class MemoryKeyring:
    """Keeps what it is given."""

    def __init__(self):
        self.kept = {}

    def get_password(self, service, name, /):
        return self.kept.get((service, name))

    def set_password(self, service, name, password, /):
        self.kept[service, name] = password

    def delete_password(self, service, name, /):
        del self.kept[service, name]


class LockedKeyring(MemoryKeyring):
    """Refuses, and quotes what it was to keep, as an error of some system may."""

    def get_password(self, service, name, /):
        raise OSError("locked")

    def set_password(self, service, name, password, /):
        raise OSError(f"locked: {password}")


class ForgetfulKeyring(MemoryKeyring):
    """Takes everything and keeps nothing, as `keyring.backends.null` does."""

    def set_password(self, service, name, password, /):
        pass


class SilentKeyring(MemoryKeyring):
    """Does not answer until it is released."""

    def __init__(self):
        super().__init__()
        self.released = threading.Event()

    def get_password(self, service, name, /):
        self.released.wait()
        return

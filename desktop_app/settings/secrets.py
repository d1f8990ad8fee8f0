"""Keys of engines: in the system's keyring, from the environment, or for this run in memory.

They are nowhere else: not in settings, logs, backups, errors or on a command line.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from typing import Any, Protocol, Self, TypeVar

from desktop_app.base.messages import Message, message
from desktop_app.base.secret import Secret
from desktop_app.settings.engines import EngineSettings

SERVICE = "sempre"
VARIABLES: Mapping[str, str] = {
    "anthropic": "ANTHROPIC_API_KEY",
    "openai": "OPENAI_API_KEY",
}
# A locked keyring may ask the person for its password first; a broken one may never answer.
KEYRING_TIMEOUT_S = 30.0

_T = TypeVar("_T")


class Keyring(Protocol):
    """What is used of the `keyring` package."""

    def get_password(self, service: str, name: str, /) -> str | None:
        """Return what was kept, None where nothing was."""
        ...

    def set_password(self, service: str, name: str, password: str, /) -> None:
        """Keep `password`."""
        ...

    def delete_password(self, service: str, name: str, /) -> None:
        """Forget it."""
        ...


class NoKeyringError(Exception):
    """There is no keyring that keeps secrets from others, or it does not answer."""


class Keys:
    """The keys of all engines; used on the event loop's thread, which it never blocks.

    `in_keyring` names the engines whose key the person put there (`EngineSettings.key_in_keyring`):
    others are not looked for. What was given in this run goes before the keyring, and that before
    the environment.
    """

    def __init__(
        self,
        in_keyring: Iterable[str] = (),
        environment: Mapping[str, str] = os.environ,
        load: Callable[[], Keyring] | None = None,
        timeout_s: float = KEYRING_TIMEOUT_S,
    ) -> None:
        self._in_keyring = set(in_keyring)
        self._environment = environment
        self._load = load or system_keyring
        self._timeout_s = timeout_s
        self._held: dict[str, Secret] = {}

    @classmethod
    def of(cls, engines: Mapping[str, EngineSettings]) -> Self:
        """Return the keys that go with what was set for each engine."""
        keys = cls()
        keys.look_in_keyring(engines)
        return keys

    def look_in_keyring(self, engines: Mapping[str, EngineSettings]) -> None:
        """Look there from now on for the keys of those of whom the settings say so."""
        self._in_keyring = {name for name, engine in engines.items() if engine.key_in_keyring}

    def has(self, name: str, *, with_environment: bool = True) -> bool:
        """Tell at once whether there should be a key for an engine."""
        in_environment = with_environment and self._from_environment(name) is not None
        return name in self._held or name in self._in_keyring or in_environment

    async def key(self, name: str, *, with_environment: bool = True) -> Secret | None:
        """Return the key of an engine, None where there is none or the keyring does not tell."""
        if name not in self._held and name in self._in_keyring:
            try:
                kept = await self._ask(lambda keyring: keyring.get_password(SERVICE, name))
            except NoKeyringError:
                kept = None
            if kept:
                self._held[name] = Secret(kept)
        held = self._held.get(name)
        return held or (self._from_environment(name) if with_environment else None)

    async def keep(self, name: str, key: Secret) -> Message | None:
        """Keep a key; None where it is in the keyring now, else what the person must be told.

        It holds at once either way. The caller saves `key_in_keyring` in the settings accordingly.
        """
        self._held[name] = key
        try:
            await self._ask(lambda keyring: _write(keyring, name, key))
        except NoKeyringError:
            self._in_keyring.discard(name)
            return message(
                "Settings",
                "The key holds until you quit: this system has no keyring that could keep it, or "
                "it is locked. Put it into the environment variable {variable} to have it always.",
                variable=VARIABLES.get(name, "OPENAI_API_KEY"),
            )
        self._in_keyring.add(name)
        return None

    async def forget(self, name: str) -> Message | None:
        """Remove a key from memory and keyring; the environment's is not ours.

        Returns what the person must be told where it may still be in the keyring.
        """
        self._held.pop(name, None)
        if name not in self._in_keyring:
            return None
        self._in_keyring.discard(name)
        try:
            await self._ask(lambda keyring: keyring.delete_password(SERVICE, name))
        except NoKeyringError:
            return message(
                "Settings",
                "The keyring did not answer, so the key may still be there. Sempre does not use it "
                "any more; remove the entry “{service}” by hand.",
                service=SERVICE,
            )
        return None

    def _from_environment(self, name: str) -> Secret | None:
        text = self._environment.get(VARIABLES.get(name, ""), "").strip()
        return Secret(text) if text else None

    async def _ask(self, question: Callable[[Keyring], _T]) -> _T:
        """Return what the keyring answers; raises NoKeyringError, also where it takes too long."""
        answer: Future[_T] = Future()

        def ask() -> None:
            answer.set_running_or_notify_cancel()  # whoever no longer waits can't cancel it
            try:
                answer.set_result(question(self._load()))
            except Exception:  # noqa: BLE001 - each system's keyring raises errors of its own
                # not the original: it may quote what was to be kept
                answer.set_exception(NoKeyringError())

        # a daemon: a keyring that hangs must not hold up the end of the program
        threading.Thread(target=ask, name="sempre-keyring", daemon=True).start()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(answer), self._timeout_s)
        except TimeoutError:
            raise NoKeyringError from None


def system_keyring() -> Keyring:
    """Return the system's keyring.

    Raises:
        NoKeyringError: there is none, or one that writes plain text.
    """
    import keyring

    chosen: Any = keyring.get_keyring()
    if type(chosen).__module__.startswith(("keyring.backends.fail", "keyrings.alt")):
        raise NoKeyringError
    found: Keyring = chosen
    return found


def _write(keyring: Keyring, name: str, key: Secret) -> None:
    keyring.set_password(SERVICE, name, key.reveal())
    if keyring.get_password(SERVICE, name) != key.reveal():  # the null keyring takes everything
        raise NoKeyringError

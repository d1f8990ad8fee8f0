"""All conversations on this machine: where they are, finding them, reading them, writing ours."""

from desktop_app.sessions.index import Hit
from desktop_app.sessions.store.store import Store

__all__ = ["Hit", "Store"]

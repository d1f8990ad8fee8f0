"""All conversations on this machine: where they are, finding them, reading them, writing ours."""

from typing import TYPE_CHECKING

from desktop_app.sessions.store.store import Store

if TYPE_CHECKING:
    from desktop_app.sessions.index import Hit as Hit  # for annotations; it loads the whole index

__all__ = ["Store"]

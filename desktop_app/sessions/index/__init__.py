"""The index: summaries and full text of every conversation, derived from the files.

It may be lost at any time and makes itself anew. Only `store`, `backup` and `health` use it.
"""

from typing import TYPE_CHECKING

from desktop_app.sessions.index.files import IndexFile

__all__ = ["Hit", "Index", "IndexFile"]

# A conversation opens without the index, so the rest is loaded when it is named (PEP 562).
if TYPE_CHECKING:
    from desktop_app.sessions.index.index import Index
    from desktop_app.sessions.index.search import Hit


def __getattr__(name: str) -> object:
    """Return `Index` or `Hit`, loaded."""
    if name == "Index":
        from desktop_app.sessions.index.index import Index

        return Index
    if name == "Hit":
        from desktop_app.sessions.index.search import Hit

        return Hit
    raise AttributeError(name)

"""The index: summaries and full text of every conversation, derived from the files.

It may be lost at any time and makes itself anew. Only `store`, `backup` and `health` use it.
"""

from desktop_app.sessions.index.files import IndexFile
from desktop_app.sessions.index.index import GLANCE_ABOVE_BYTES, Index
from desktop_app.sessions.index.search import Hit

__all__ = ["GLANCE_ABOVE_BYTES", "Hit", "Index", "IndexFile"]

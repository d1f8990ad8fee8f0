"""Writing conversations: the append protocol on one file, and the one thread that writes."""

from desktop_app.sessions.journal.append import Journal, create_journal
from desktop_app.sessions.journal.writer import WriterThread

__all__ = ["Journal", "WriterThread", "create_journal"]

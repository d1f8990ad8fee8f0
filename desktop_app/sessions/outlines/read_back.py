"""Reading the entry of a row back from its file: an outline holds no text."""

from pathlib import Path

from desktop_app.sessions.entries import Entry, entry_of
from desktop_app.sessions.lines import read_exactly
from desktop_app.sessions.outlines.rows import key_of
from desktop_app.sessions.outlines.table import OutlineTable
from desktop_app.sessions.records import parse_line


def entry_at(path: Path, table: OutlineTable, position: int) -> Entry | None:
    """Return the entry of a row, None where the file no longer has it there. Raises OSError."""
    offset, length = table.place(position)
    key = table.keys()[position]
    entries = map(entry_of, parse_line(read_exactly(path, offset, length), offset))
    return next((e for e in entries if e is not None and key_of(e.uuid) == key), None)

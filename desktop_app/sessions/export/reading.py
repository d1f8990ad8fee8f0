"""What of a conversation goes into an export for people, in file order and bounded memory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop_app.sessions.entries import Block, BlockKind, Entry, EntryKind, entry_of
from desktop_app.sessions.export.choice import ExportChoice
from desktop_app.sessions.lines import ParsedLine, read_parsed
from desktop_app.sessions.progress import Watch
from desktop_app.sessions.transcript import without_repeats

_TOLD_EVERY_BYTES = 1 << 20
_OF_TOOLS = frozenset({EntryKind.TOOL_RESULT, EntryKind.PERMISSION, EntryKind.META})
_WITHOUT_BLOCKS = frozenset({EntryKind.COMPACTION, EntryKind.DAMAGE})


def watched_lines(path: Path, watch: Watch) -> Iterator[ParsedLine]:
    """Yield the parsed lines of a file and tell `watch` how far it is. Raises OSError."""
    untold = 0
    for line in read_parsed(path):
        yield line
        untold += line.length + 1
        if untold >= _TOLD_EVERY_BYTES:
            watch.add_bytes(untold)
            untold = 0
    watch.add_bytes(untold)


def shown_entries(path: Path, choice: ExportChoice, watch: Watch) -> Iterator[Entry]:
    """Yield what `choice` lets people see of a conversation. Raises OSError."""
    entries = (
        entry
        for line in watched_lines(path, watch)
        for item in line.items
        if (entry := entry_of(item)) is not None
    )
    for entry in without_repeats(entries):
        if not choice.has_tools and (entry.kind in _OF_TOOLS or entry.is_sidechain):
            continue
        if entry.kind in _WITHOUT_BLOCKS:
            yield entry
            continue
        blocks = tuple(block for block in entry.blocks if _is_shown(block, choice))
        if blocks:
            yield replace(entry, blocks=blocks)


def _is_shown(block: Block, choice: ExportChoice) -> bool:
    match block.kind:
        case BlockKind.THINKING:
            return choice.has_thinking and bool(block.text.strip())
        case BlockKind.TOOL_USE | BlockKind.TOOL_RESULT:
            return choice.has_tools
        case BlockKind.TEXT:
            return bool(block.text.strip())
        case _:
            return True

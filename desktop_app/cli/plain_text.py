"""Text for terminals: harmless whatever it holds, short where it is one of many."""

import re
from datetime import datetime

_SIZE_STEP = 1000
# C0 without newline and tab, DEL and C1 (a terminal obeys them), marks that turn the direction
# of text around, and lone surrogates (no codec takes them).
_ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BLANK = re.compile(r"\s+")
_CONTROL_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = "\x7f", "\u2421"


def inert(text: str) -> str:
    """Return `text` with every character that acts on a terminal made visible instead."""
    return _ACTIVE.sub(_picture, text.replace("\r\n", "\n"))


def escape_active(json_text: str) -> str:
    """Return JSON that means the same, with every such character written as an escape."""
    return _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)


def one_line(text: str, limit: int) -> str:
    """Return the beginning of `text` on one line, inert, at most `limit` characters long."""
    # a single word may be 100 MB long; nothing beyond this much can reach the line
    folded = _BLANK.sub(" ", text[: limit * 20]).strip()
    return inert(folded if len(folded) <= limit else folded[: limit - 1] + "…")


def size_text(size_bytes: int) -> str:
    """Return a size as the window shows it, in decimal units: `512 B`, `13.3 KB`."""
    size = float(size_bytes)
    for unit in ("B", "KB", "MB", "GB"):
        if size < _SIZE_STEP:
            return f"{size:.0f} B" if unit == "B" else f"{size:.1f} {unit}"
        size /= _SIZE_STEP
    return f"{size:.1f} TB"


def moment_text(moment: datetime | None) -> str:
    """Return `2026-11-22 12:00` in the machine's own time zone; a dash where it is unknown."""
    return f"{_local(moment):%Y-%m-%d %H:%M}" if moment else "-"


def day_text(moment: datetime) -> str:
    """Return `2026-11-22` in the machine's own time zone."""
    return f"{_local(moment):%Y-%m-%d}"


def time_text(moment: datetime | None) -> str:
    """Return `12:00` in the machine's own time zone; nothing where it is unknown."""
    return f"{_local(moment):%H:%M}" if moment else ""


def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):  # year 1 or 9999 near a zone's border
        return moment


def _picture(found: re.Match[str]) -> str:
    character = found[0]
    if character < " ":
        return chr(_CONTROL_PICTURES + ord(character))
    return _DELETE_PICTURE if character == _DELETE else "\ufffd"

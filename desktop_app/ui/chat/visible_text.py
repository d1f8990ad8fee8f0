"""Makes text inert: what could steer a screen or a reader's eye becomes visible characters.

Nothing is lost from the file by this; it concerns only what is drawn.
"""

import re

# Overrides and embeddings reorder what is read; isolates end with their paragraph and are
# needed for right-to-left names, so prose keeps them and only code shows them.
_PROSE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ufff9-\uffff]")
_CODE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\uffff]"
)
_COLOUR_SEQUENCE = re.compile("\x1b\\[[0-9;:]*[mK]")
# What Claude Code puts around the words of its own commands.
# The message of a command only repeats its name.
_OWN_MARKS = re.compile(
    r"<command-message>[^<]*</command-message>"
    r"|</?(?:command-(?:name|args)|local-command-(?:caveat|stdout|stderr)"
    r"|system-reminder|task-notification)>"
)

_BIDI_NAMES = {
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
_CONTROL_NAMES = {"\x00": "NUL", "\x07": "BEL", "\x08": "BS", "\x1b": "ESC", "\x7f": "DEL"}


def visible_prose(text: str) -> str:
    """Return `text` for a paragraph: control characters visible, overrides harmless."""
    return _PROSE.sub(_picture, text.replace("\r\n", "\n"))


def visible_code(text: str) -> str:
    """Return `text` for code, where every character that reorders is shown by its name."""
    return _CODE.sub(_picture, text.replace("\r\n", "\n"))


def terminal_output(text: str) -> str:
    """Return what a program printed, without colour sequences, everything else visible."""
    return visible_code(_COLOUR_SEQUENCE.sub("", text))


def one_line(text: str, limit: int = 300) -> str:
    """Return the beginning of `text` on one line, white space folded, isolated from its row."""
    start = visible_code(" ".join(text[: limit * 4].split()))
    return f"\u2068{start[:limit]}\u2069" if start else ""


def without_marks(text: str) -> str:
    """Return what Claude Code wrote between its own tags, for a line that sums it up."""
    return _OWN_MARKS.sub(" ", text).strip()


def _picture(match: re.Match[str]) -> str:
    character = match[0]
    if name := _BIDI_NAMES.get(character) or _CONTROL_NAMES.get(character):
        return f"⟦{name}⟧"
    if character == "\r":
        return "\n"
    is_control = character < " " or "\x7f" <= character <= "\x9f"
    return f"⟦{ord(character):02X}⟧" if is_control else "\ufffd"

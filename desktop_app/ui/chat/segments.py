"""Cuts growing Markdown into pieces that can be laid out once and left alone.

Running a Markdown reader over a growing reply again and again is quadratic (20 KB in 200-byte
steps: 0.95 s), so only the last, still open piece is ever read again. A piece ends at the end of
a top-level block; blocks without end are cut, so that no piece is ever large.
"""

import re
from enum import StrEnum

from desktop_app.base.values import frozen

# Paragraphs are gathered up to this size: fewer documents, still cheap to lay out again.
GATHER_CHARS = 1_200
# A list this long may be cut between two items.
LIST_CHARS = 3_000
# A block this long is cut wherever a line or a word ends.
CUT_CHARS = 4_000
CODE_CHUNK_LINES = 60

_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$")
_LIST_ITEM = re.compile(r"^ {0,3}([-*+]|\d{1,9}[.)])(\s|$)")
_TABLE_RULE = re.compile(r"^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


class SegmentKind(StrEnum):
    """How a piece is drawn."""

    PROSE = "prose"
    CODE = "code"


@frozen
class Segment:
    """One piece. `continues` tells that it goes on where a block was cut.

    `joint` is what stood between it and the piece before it.
    """

    kind: SegmentKind
    text: str
    language: str = ""
    continues: bool = False
    joint: str = "\n\n"


@frozen
class PlainPiece:
    """A piece of plain text; `joint` is what stood between it and the one before."""

    text: str
    joint: str


class SegmentReader:
    """Takes Markdown as it arrives; hands out finished segments and the open rest."""

    def __init__(self) -> None:
        self._finished: list[Segment] = []
        self._lines: list[str] = []
        self._size = 0
        self._partial = ""
        self._fence: _Fence | None = None
        self._is_continuation = False
        self._is_list = False
        self._after_blank = False
        self._table_head: tuple[str, str] | None = None
        self._is_mid_line = False

    def feed(self, text: str) -> list[Segment]:
        """Take more text and return the segments that are finished by it."""
        *lines, rest = (self._partial + text).split("\n")
        for line in lines:
            self._take_line(self._without_excess(line))
        self._partial = self._without_excess(rest)
        finished, self._finished = self._finished, []
        return finished

    def open_segment(self) -> Segment | None:
        """Return the piece that may still grow, None where there is none."""
        lines = [*self._lines, self._partial] if self._partial else self._lines
        if not any(lines) and self._fence is None:
            return None
        return self._segment("\n".join(lines))

    def close(self) -> list[Segment]:
        """Return what was still open; the text ends here."""
        if self._partial:
            self._take_line(self._partial)
            self._partial = ""
        self._flush()
        finished, self._finished = self._finished, []
        return finished

    def _without_excess(self, line: str) -> str:
        """Finish what a line has beyond `CUT_CHARS` and return what is left of it.

        It is broken after the last space in the second half of the limit, else inside a word; so
        the cuts are the same however the line arrives.
        """
        start = 0
        while len(line) - start > CUT_CHARS:
            limit = start + CUT_CHARS
            end = line.rfind(" ", start + CUT_CHARS // 2, limit) + 1 or limit
            self._take_line(line[start:end])
            self._flush(is_cut=True)
            self._is_mid_line = True
            start = end
        return line[start:]

    def _take_line(self, line: str) -> None:
        if self._fence is not None:
            self._take_code(line, self._fence)
        elif match := _FENCE.match(line):
            self._flush()
            self._is_continuation = False
            self._fence = _Fence(len(match[1]), match[2], match[3].strip())
        else:
            self._take_prose(line)

    def _take_code(self, line: str, fence: "_Fence") -> None:
        if fence.is_closed_by(line):
            self._flush()
            self._fence = None
            self._is_continuation = False
            return
        if self._lines and self._size + len(line) > CUT_CHARS:
            self._flush(is_cut=True)
        self._append(fence.strip_indent(line))
        if len(self._lines) >= CODE_CHUNK_LINES:
            self._flush(is_cut=True)

    def _take_prose(self, line: str) -> None:
        if not line.strip():
            self._after_blank = bool(self._lines)
            if self._lines:
                self._append("")
            return
        if self._after_blank and self._begins_block(line) and self._size >= GATHER_CHARS:
            self._flush()
        if self._size + len(line) > CUT_CHARS and self._lines:
            self._flush(is_cut=not self._after_blank)
            if self._is_continuation and self._table_head is not None:
                self._lines.extend(self._table_head)
        self._note_structure(line)
        self._append(line)
        self._after_blank = False

    def _begins_block(self, line: str) -> bool:
        if line[0] in " \t":
            return False
        is_next_item = self._is_list and _LIST_ITEM.match(line) is not None
        return not is_next_item or self._size >= LIST_CHARS

    def _note_structure(self, line: str) -> None:
        if self._after_blank or not self._lines:
            self._is_list = _LIST_ITEM.match(line) is not None or (
                self._is_list and line[0] in " \t"
            )
            self._table_head = None
        elif "|" in self._lines[-1] and "-" in line and _TABLE_RULE.match(line):
            self._table_head = (self._lines[-1], line)

    def _append(self, line: str) -> None:
        self._lines.append(line)
        self._size += len(line) + 1

    def _flush(self, *, is_cut: bool = False) -> None:
        if any(self._lines) or (self._fence is not None and not self._is_continuation):
            self._finished.append(self._segment("\n".join(self._lines)))
            self._is_continuation = is_cut
            self._is_mid_line = False
        self._lines = []
        self._size = 0
        self._after_blank = False
        if not is_cut:
            self._is_list = False
            self._table_head = None

    def _segment(self, text: str) -> Segment:
        joint = "\n\n"
        if self._is_continuation:
            joint = "" if self._is_mid_line else "\n"
        if self._fence is not None:
            language = self._fence.language
            return Segment(SegmentKind.CODE, text, language, self._is_continuation, joint)
        shown = _dedented(text.strip("\n"))
        return Segment(SegmentKind.PROSE, shown, "", self._is_continuation, joint)


@frozen
class _Fence:
    """An open code fence: its indentation, its marks and the words after it."""

    indent: int
    marks: str
    info: str

    @property
    def language(self) -> str:
        return self.info.split()[0].strip("{}.")[:40] if self.info.strip("{}. ") else ""

    def is_closed_by(self, line: str) -> bool:
        end = line.strip()
        return (
            end.startswith(self.marks)
            and set(end) == {self.marks[0]}
            and len(line) - len(line.lstrip()) <= self.indent + 3
        )

    def strip_indent(self, line: str) -> str:
        if not self.indent:
            return line
        lead = len(line) - len(line.lstrip(" \t"))
        return line[min(lead, self.indent) :]


def _dedented(text: str) -> str:
    """Return `text` without the indentation of its first line.

    What follows a fence inside a list item is indented under it; standing alone it would be read
    as code.
    """
    lead = text[: len(text) - len(text.lstrip(" \t"))]
    if not lead:
        return text
    return "\n".join(line.removeprefix(lead) for line in text.split("\n"))


def split_markdown(text: str) -> list[Segment]:
    """Return all segments of a finished text."""
    reader = SegmentReader()
    return [*reader.feed(text), *reader.close()]


def split_plain(text: str) -> list[PlainPiece]:
    """Return plain text in pieces of bounded size, cut at the ends of lines where there are any."""
    pieces: list[PlainPiece] = []
    start = 0
    joint = "\n\n"
    while len(text) - start > CUT_CHARS:
        end = text.rfind("\n", start + CUT_CHARS // 2, start + CUT_CHARS)
        if end >= 0:
            pieces.append(PlainPiece(text[start:end], joint))
            start, joint = end + 1, "\n"
        else:
            end = text.rfind(" ", start + CUT_CHARS // 2, start + CUT_CHARS) + 1
            end = end or start + CUT_CHARS
            pieces.append(PlainPiece(text[start:end], joint))
            start, joint = end, ""
    pieces.append(PlainPiece(text[start:], joint))
    return pieces

"""Piles Markdown segments up as parts; the last one may still be open and grow."""

from desktop_app.ui.chat.markdown import PARAGRAPH_GAP_PX, gap_before
from desktop_app.ui.chat.rows.code_part import CodeBlock, CodePart
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.text_part import MarkdownPart
from desktop_app.ui.chat.segments import PlainPiece, Segment, SegmentKind
from desktop_app.ui.chat.style import Style

_GAP_BELOW_CODE_PX = 14  # a box has no line height that would add to the gap


class SegmentStack:
    """Parts for segments in their order. Finished parts are never touched again."""

    def __init__(self, style: Style, *, is_growing: bool = False) -> None:
        self.parts: list[Part] = []
        self._style = style
        self._is_growing = is_growing
        self._code: CodeBlock | None = None
        self._code_part: CodePart | None = None

    def add(self, segment: Segment, *, has_gap: bool = True) -> None:
        """Put a finished segment at the end."""
        if segment.kind is SegmentKind.CODE:
            self._add_code(segment, has_gap=has_gap)
        else:
            self._add_prose(segment, has_gap=has_gap)

    def open_parts(self, segment: Segment) -> list[Part]:
        """Return parts that show `segment` for now, without adding them."""
        if segment.kind is SegmentKind.CODE:
            continued = segment.continues and self._code is not None
            piece = PlainPiece(segment.text, segment.joint)
            block = self._block(segment, piece)
            part = CodePart(block, 0, self._style)
            if continued:
                part.continue_box()
            gap = 0 if continued or not self.parts else PARAGRAPH_GAP_PX
            return [Gap(self._style.px(gap)), part]
        gap = self._prose_gap(segment)
        return [Gap(self._style.px(gap)), self._prose_part(segment)]

    def _add_prose(self, segment: Segment, *, has_gap: bool) -> None:
        if has_gap:
            self.parts.append(Gap(self._style.px(self._prose_gap(segment))))
        self._end_code()
        self.parts.append(self._prose_part(segment))

    def _prose_part(self, segment: Segment) -> MarkdownPart:
        part = MarkdownPart(segment.text, self._style)
        part.joint = segment.joint
        return part

    def _add_code(self, segment: Segment, *, has_gap: bool) -> None:
        piece = PlainPiece(segment.text, segment.joint)
        if segment.continues and self._code is not None and self._code_part is not None:
            self._code_part.is_last = False
            self._code.chunks.append(piece)
        else:
            if has_gap:
                gap = PARAGRAPH_GAP_PX if self.parts else 0
                self.parts.append(Gap(self._style.px(gap)))
            self._code = self._block(segment, piece)
        self._code_part = CodePart(self._code, len(self._code.chunks) - 1, self._style)
        self.parts.append(self._code_part)

    def _block(self, segment: Segment, piece: PlainPiece) -> CodeBlock:
        is_dark = self._style.theme.is_dark
        return CodeBlock(segment.language, [piece], "", is_dark, self._is_growing)

    def _end_code(self) -> None:
        self._code = None
        self._code_part = None

    def _prose_gap(self, segment: Segment) -> int:
        if not self.parts or segment.continues:
            return 0
        gap = gap_before(segment.text)
        return gap if self._code is None else max(gap, _GAP_BELOW_CODE_PX)

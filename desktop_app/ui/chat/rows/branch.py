"""The line above a message that stands beside others: which one it is, and ways to the others."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from desktop_app.sessions.outline import Branch
from desktop_app.ui.chat.rows.part import Canvas, HoverPart, RowAction, ShowBranches
from desktop_app.ui.chat.style import Style
from desktop_app.ui.formats import format_count
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import HIT_AREA_PX

_GAP_PX = 8


class BranchPart(HoverPart):
    """Shows `‹ 2 of 3 ›`; the arrows lead to the neighbours, the middle to a choice of all.

    `number` counts from 1.
    """

    def __init__(self, number: int, branches: tuple[Branch, ...], style: Style) -> None:
        super().__init__(style.px(HIT_AREA_PX))
        self._number = number
        self._count = len(branches)
        self._branch = branches[number - 1]
        self._uuid = self._branch.uuid
        self._style = style

    @property
    def label(self) -> str:
        """Which branch of how many begins here."""
        return translate(
            "Transcript",
            "{number} of {count}",
            number=format_count(self._number),
            count=format_count(self._count),
        )

    @property
    def words(self) -> str:
        """Whether the conversation goes on in it, and how much it has."""
        if self._branch.is_current:
            return translate("Transcript", "The conversation goes on here.")
        return translate("Transcript", "Another branch, {n} records.", self._branch.records)

    def paint(self, canvas: Canvas) -> None:
        """Draw arrows, label and words."""
        painter, style, theme = canvas.painter, self._style, self._style.theme
        left, label, right = self._boxes()
        center = Qt.AlignmentFlag.AlignCenter
        painter.setFont(style.strong)
        for box, sign, direction in ((left, "‹", -1), (right, "›", 1)):
            is_open = self._neighbour(direction) is not None
            is_hovered = canvas.hover is not None and box.contains(canvas.hover)
            if is_open and is_hovered:
                painter.fillRect(box, theme.code)
            painter.setPen(theme.accent if is_open else theme.border)
            painter.drawText(box, center, sign)
        painter.setFont(style.small_strong)
        painter.setPen(theme.text)
        painter.drawText(label, center, self.label)
        painter.setFont(style.small.font)
        painter.setPen(theme.text2)
        start = right.right() + style.px(_GAP_PX)
        room = max(0.0, canvas.width_px - start)
        words = QFontMetricsF(style.small.font).elidedText(
            self.words, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(
            QRectF(start, 0, room, self.height_px),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            words,
        )

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return the way to a neighbour, or to a choice of all."""
        left, label, right = self._boxes()
        if label.contains(point):
            return ShowBranches(self._uuid)
        for box, direction in ((left, -1), (right, 1)):
            if box.contains(point) and self._neighbour(direction) is not None:
                return ShowBranches(self._uuid, direction)
        return None

    def tooltip_at(self, point: QPointF) -> str:
        """Tell what a click does."""
        action = self.action_at(point)
        if not isinstance(action, ShowBranches):
            return ""
        if action.direction < 0:
            return translate("Transcript", "Go to the branch before")
        if action.direction > 0:
            return translate("Transcript", "Go to the branch after")
        return translate("Transcript", "Choose a branch")

    def _neighbour(self, direction: int) -> int | None:
        number = self._number + direction
        return number if 1 <= number <= self._count else None

    def _boxes(self) -> tuple[QRectF, QRectF, QRectF]:
        side = float(self.height_px)
        width = QFontMetricsF(self._style.small_strong).horizontalAdvance(self.label)
        width += self._style.px(_GAP_PX)
        return (
            QRectF(0, 0, side, side),
            QRectF(side, 0, width, side),
            QRectF(side + width, 0, side, side),
        )

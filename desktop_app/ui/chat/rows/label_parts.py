"""Parts of one line: day separators, the head of a message, folded things, small marks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from desktop_app.base.values import frozen
from desktop_app.ui.chat.rows.drawing import LEFT, RIGHT, paint_divider, paint_icon
from desktop_app.ui.chat.rows.part import (
    Canvas,
    FixedPart,
    HoverPart,
    RowAction,
    ShowStretch,
    Toggle,
)
from desktop_app.ui.chat.style import Style
from desktop_app.ui.chat.visible_text import one_line
from desktop_app.ui.formats import format_exact
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import CONTROL_RADIUS_PX

_HEAD_PX = 26
_HEAD_AIR_PX = 4  # between the head and the text under it
_DAY_PX = 32
_FOLD_PX = 30
_MARK_PX = 26
_ICON_PX = 14


@frozen
class Mark:
    """An icon with a word: how far a message is on its way to the disk, or what became of it."""

    icon: str
    color: QColor
    words: str
    is_icon_only: bool = False


class DayPart(FixedPart):
    """A line with the day, between messages of different days in the reader's time zone."""

    def __init__(self, day: date, today: Callable[[], date], style: Style, words: str = "") -> None:
        super().__init__(style.px(_DAY_PX))
        self._day = day
        self._today = today
        self._style = style
        self._words = words

    @property
    def label(self) -> str:
        """The day in words, as of now: yesterday's "Today" is not repeated."""
        if self._day == self._today():
            return translate("Transcript", "Today")
        if self._day == self._today() - timedelta(days=1):
            return translate("Transcript", "Yesterday")
        return QLocale().toString(
            QDate(self._day.year, self._day.month, self._day.day), QLocale.FormatType.LongFormat
        )

    def paint(self, canvas: Canvas) -> None:
        """Draw the day between two hairlines."""
        paint_divider(canvas, self._style, self.height_px, self.label)


class DividerPart(FixedPart):
    """A line with words, for instance where a conversation was compacted."""

    def __init__(self, words: str, icon: str, style: Style) -> None:
        super().__init__(style.px(_DAY_PX))
        self.words = words
        self._icon = icon
        self._style = style

    def paint(self, canvas: Canvas) -> None:
        """Draw the words between two hairlines."""
        paint_divider(canvas, self._style, self.height_px, self.words, self._icon)


class HeadPart(FixedPart):
    """Who said it, when, and whether it is kept."""

    def __init__(
        self, author: str, moment: datetime | None, mark: Mark | None, style: Style
    ) -> None:
        super().__init__(style.px(_HEAD_PX) + style.px(_HEAD_AIR_PX))
        self._line_px = style.px(_HEAD_PX)
        self.author = author
        self._moment = moment
        self.mark = mark
        self.further_words: Callable[[], str] = str  # for its tool tip, asked when it is shown
        self._style = style
        self._width_px = 0

    def paint(self, canvas: Canvas) -> None:
        """Draw author left, time and mark right."""
        painter, style = canvas.painter, self._style
        self._width_px = canvas.width_px
        right = float(canvas.width_px)
        if self.mark is not None:
            right = self._paint_mark(painter, right, self.mark) - style.px(8)
        painter.setFont(style.small.font)
        painter.setPen(style.theme.text2)
        time = clock_time(self._moment)
        painter.drawText(QRectF(0, 0, right, self._line_px), RIGHT, time)
        taken = QFontMetricsF(style.small.font).horizontalAdvance(time) + style.px(12)
        painter.setFont(style.strong)
        painter.setPen(style.theme.text)
        room = right - taken
        author = QFontMetricsF(style.strong).elidedText(
            self.author, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(QRectF(0, 0, room, self._line_px), LEFT, author)

    def tooltip_at(self, point: QPointF) -> str:
        """Tell the exact time and what the mark means, on the right half."""
        if point.x() < self._width_px / 2 or not 0 <= point.y() < self.height_px:
            return ""
        lines = [format_exact(self._moment)] if self._moment else []
        if self.mark is not None:
            lines.append(self.mark.words)
        lines.append(self.further_words())
        return "\n".join(line for line in lines if line)

    def _paint_mark(self, painter: QPainter, right: float, mark: Mark) -> float:
        style = self._style
        if not mark.is_icon_only:
            painter.setFont(style.small.font)
            painter.setPen(mark.color)
            painter.drawText(QRectF(0, 0, right, self._line_px), RIGHT, mark.words)
            right -= QFontMetricsF(style.small.font).horizontalAdvance(mark.words) + style.px(4)
        size = style.px(_ICON_PX)
        paint_icon(painter, mark.icon, mark.color, QPointF(right - size, self._line_px / 2), size)
        return right - size


class MarkPart(FixedPart):
    """A mark on a line of its own, under a message."""

    def __init__(self, mark: Mark, style: Style) -> None:
        super().__init__(style.px(_MARK_PX))
        self.mark = mark
        self._style = style

    def paint(self, canvas: Canvas) -> None:
        """Draw icon and word."""
        painter, size = canvas.painter, self._style.px(_ICON_PX)
        paint_icon(painter, self.mark.icon, self.mark.color, QPointF(0, self.height_px / 2), size)
        painter.setFont(self._style.small.font)
        painter.setPen(self.mark.color)
        left = size + self._style.px(6)
        area = QRectF(left, 0, canvas.width_px - left, self.height_px)
        painter.drawText(area, LEFT, self.mark.words)


@frozen
class FoldLabel:
    """What a folded thing is called: icon, title, and a detail that may be cut."""

    icon: str
    title: str
    detail: str = ""
    is_error: bool = False


class FoldPart(HoverPart):
    """One line that stands for something folded; a click opens or closes it."""

    def __init__(self, key: str, label: FoldLabel, style: Style, *, is_open: bool) -> None:
        super().__init__(style.px(_FOLD_PX))
        self.key = key
        self.label = label
        self.is_open = is_open
        self._style = style
        self._detail = one_line(label.detail)

    def paint(self, canvas: Canvas) -> None:
        """Draw chevron, icon, title and detail."""
        painter, style, theme = canvas.painter, self._style, self._style.theme
        box = QRectF(0, 1, canvas.width_px, self.height_px - 2)
        if canvas.hover is not None and box.contains(canvas.hover):
            path = QPainterPath()
            path.addRoundedRect(box, style.px(CONTROL_RADIUS_PX), style.px(CONTROL_RADIUS_PX))
            painter.fillPath(path, theme.code)
        color = theme.danger if self.label.is_error else theme.text2
        size, middle = style.px(_ICON_PX), self.height_px / 2
        chevron = "chevron-down" if self.is_open else "chevron-right"
        paint_icon(painter, chevron, theme.text2, QPointF(style.px(4), middle), size)
        left = float(style.px(10) + size)
        paint_icon(painter, self.label.icon, color, QPointF(left, middle), size)
        left += size + style.px(6)
        left += self._paint_words(
            painter, left, canvas, self.label.title, style.small_strong, color
        )
        self._paint_words(
            painter, left + style.px(8), canvas, self._detail, style.small.font, theme.text2
        )

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return the toggling."""
        return Toggle(self.key) if 0 <= point.y() < self.height_px else None

    def tooltip_at(self, point: QPointF) -> str:
        """Tell what a click does."""
        if self.is_open:
            return translate("Transcript", "Hide the details")
        return translate("Transcript", "Show the details")

    def _paint_words(
        self,
        painter: QPainter,
        left: float,
        canvas: Canvas,
        words: str,
        font: QFont,
        color: QColor,
    ) -> float:
        room = canvas.width_px - left - self._style.px(8)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room))
        painter.setFont(font)
        painter.setPen(color)
        # Both fonts stand on one base line, whatever their ascents are.
        base = QFontMetricsF(self._style.small.font)
        y = (self.height_px - base.height()) / 2 + base.ascent()
        painter.drawText(QPointF(left, y), shown)
        return metrics.horizontalAdvance(shown)


class ShowAllPart(HoverPart):
    """A line under something long: shows the rest of it, or hides it again."""

    def __init__(self, key: str, words: str, style: Style) -> None:
        super().__init__(style.px(_FOLD_PX))
        self.key = key
        self.words = words
        self._style = style

    def paint(self, canvas: Canvas) -> None:
        """Draw the words as a link."""
        painter = canvas.painter
        font = QFont(self._style.small.font)
        font.setUnderline(canvas.hover is not None)
        painter.setFont(font)
        painter.setPen(self._style.theme.accent)
        left = self._style.px(12)
        painter.drawText(QRectF(left, 0, canvas.width_px - left, self.height_px), LEFT, self.words)

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return the toggling."""
        return Toggle(self.key) if 0 <= point.y() < self.height_px else None


class StretchPart(ShowAllPart):
    """A line that leads to another stretch of a text too long to be shown at once."""

    def __init__(self, key: str, number: int, words: str, style: Style) -> None:
        super().__init__(key, words, style)
        self._number = number

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return the showing of that stretch."""
        return ShowStretch(self.key, self._number) if 0 <= point.y() < self.height_px else None


def clock_time(moment: datetime | None) -> str:
    """Return hour and minute in the reader's time zone."""
    return moment.astimezone().strftime("%H:%M") if moment is not None else ""

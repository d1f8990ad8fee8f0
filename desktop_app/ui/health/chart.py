"""The growth of the conversations, drawn by hand: one line, no library, no animation."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.sessions.health import GrowthFigures
from desktop_app.sessions.vitals import SizePoint
from desktop_app.ui.formats import format_bytes, format_day
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import LIGHT, SECONDARY_SCALE, Theme

_PLOT_LINES = 4  # height of the plot in lines of text
_FILL_ALPHA = 40
_LINE_WIDTH_PX = 1.5


class GrowthChart(QWidget):
    """Total size over time, from the first conversation until today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._growth = GrowthFigures()
        self.setObjectName("healthGrowth")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("HealthPanel", "Growth of all conversations"))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme` from now on."""
        self._theme = theme
        self.update()

    def set_growth(self, growth: GrowthFigures) -> None:
        """Show the totals of a report."""
        self._growth = growth
        self.setVisible(self.has_points)
        self.setAccessibleDescription(self._description())
        self.setToolTip(self._description())
        self.update()

    @property
    def has_points(self) -> bool:
        """Whether there is anything to draw."""
        points = self._points
        return len(points) > 1 and points[0].moment < points[-1].moment

    @property
    def _points(self) -> tuple[SizePoint, ...]:
        return self._growth.points

    def sizeHint(self) -> QSize:
        """Return a height in lines of text, so that it grows with the font."""
        line_px = self.fontMetrics().height()
        return QSize(0, round((_PLOT_LINES + SECONDARY_SCALE) * line_px) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the area below it, the baseline and the two dates."""
        if not self.has_points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SECONDARY_SCALE)
        painter.setFont(font)
        text_px = painter.fontMetrics().height()
        plot = QRectF(0, 2, self.width(), self.height() - text_px - 6)
        self._draw_plot(painter, plot)
        self._draw_dates(painter, QRectF(0, plot.bottom() + 4, self.width(), text_px))
        painter.end()

    def _draw_plot(self, painter: QPainter, plot: QRectF) -> None:
        line = self._line(plot)
        area = QPainterPath(line)
        area.lineTo(plot.bottomRight())
        area.lineTo(plot.bottomLeft())
        area.closeSubpath()
        fill = QColor(self._theme.accent)
        fill.setAlpha(_FILL_ALPHA)
        painter.fillPath(area, fill)
        painter.setPen(QPen(self._theme.border, 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.setPen(QPen(self._theme.accent, _LINE_WIDTH_PX))
        painter.drawPath(line)

    def _line(self, plot: QRectF) -> QPainterPath:
        largest = self._largest_bytes or 1
        step_px = plot.width() / (len(self._points) - 1)
        corners = [
            QPointF(
                plot.left() + index * step_px,
                plot.bottom() - point.size_bytes / largest * plot.height(),
            )
            for index, point in enumerate(self._points)
        ]
        path = QPainterPath(corners[0])
        for corner in corners[1:]:
            path.lineTo(corner)
        return path

    @property
    def _largest_bytes(self) -> int:
        return max(point.size_bytes for point in self._points)

    def _draw_dates(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(self._theme.text2)
        first = format_day(self._points[0].moment, self._points[-1].moment)
        label = translate("HealthPanel", "up to {size}", size=format_bytes(self._largest_bytes))
        today = translate("HealthPanel", "today")
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, first)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, today)
        if painter.fontMetrics().horizontalAdvance(f"{first}   {label}   {today}") < place.width():
            painter.drawText(
                place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, label
            )

    def _description(self) -> str:
        if not self.has_points:
            return ""
        first, last = self._points[0], self._points[-1]
        whole = translate(
            "HealthPanel",
            "From {first_size} on {first_day} to {last_size} today.",
            first_size=format_bytes(first.size_bytes),
            first_day=format_day(first.moment, last.moment),
            last_size=format_bytes(last.size_bytes),
        )
        since = self._growth.recorded_since
        if since is None:
            source = translate("HealthPanel", "Worked out from the times in your conversations.")
        else:
            source = translate(
                "HealthPanel",
                "Recorded since {day}; before that, worked out from the times in your "
                "conversations.",
                day=format_day(since, last.moment),
            )
        return f"{whole} {source}"

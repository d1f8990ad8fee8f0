"""The way on from a reply that was cut off, as long as nothing came after it."""

from PySide6.QtCore import QPointF

from desktop_app.ui.chat.rows.label_parts import ShowAllPart
from desktop_app.ui.chat.rows.part import Canvas, ContinueReply, RowAction
from desktop_app.ui.chat.rows.row import RowSettings
from desktop_app.ui.i18n import translate


class ContinuePart(ShowAllPart):
    """A line that asks for the rest; no height under a reply that was answered already."""

    def __init__(self, uuid: str, settings: RowSettings) -> None:
        super().__init__("", translate("Transcript", "Continue this reply"), settings.style)
        self._uuid = uuid
        self._settings = settings
        self._line_px = self.height_px
        self.lay_out(0)

    def estimate(self, width_px: int) -> None:
        """Look whether it is needed."""
        self.lay_out(width_px)

    def lay_out(self, width_px: int) -> None:
        """Look whether it is needed."""
        is_newest = self._settings.newest_message() == self._uuid
        self.height_px = self._line_px if is_newest else 0

    def paint(self, canvas: Canvas) -> None:
        """Draw the words where they are needed."""
        if self.height_px:
            super().paint(canvas)

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return the asking for the rest."""
        return ContinueReply() if 0 <= point.y() < self.height_px else None

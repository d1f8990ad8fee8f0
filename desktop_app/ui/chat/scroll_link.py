"""Keeps the scroll bar and the view's place in the text together.

A conversation that is loaded as a whole has its pixels on the bar. Of any other one the bar stands
for the file's bytes: a drag to a place that was not read asks for it, and small steps (the wheel,
arrows, pages) stay pixels of the view.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractSlider

from desktop_app.ui.chat.file_scale import FileScale
from desktop_app.ui.chat.transcript_bar import TranscriptBar
from desktop_app.ui.models.transcript_model import TranscriptModel

if TYPE_CHECKING:
    from desktop_app.ui.chat.transcript_view import TranscriptView

# The bar's range for a file: fine enough for any screen, and far from the limits of an int.
FULL = 1 << 29
_MIN_VISIBLE_SHARE = 0.002
_MAX_VISIBLE_SHARE = 0.5
# Further than this in one step is a jump: what is between is not laid out.
_JUMP_SCREENS = 4


class ScrollLink(QObject):
    """Both directions, so that neither follows what it caused itself."""

    offsetRequested = Signal(int)  # the reader wants the rows at this byte of the file

    def __init__(self, view: "TranscriptView", model: TranscriptModel, bar: TranscriptBar) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._bar = bar
        self._scale = FileScale(model, view.row_flow, view.shelf)
        self._is_following = False
        self._is_exact = True
        self._value = 0
        self._visible_share = 1.0
        self._wanted: float | None = None  # the share whose rows are being read
        bar.actionTriggered.connect(self._on_action)
        bar.sliderReleased.connect(self.follow)

    @property
    def is_exact(self) -> bool:
        """Whether the bar counts pixels, because everything is loaded."""
        return self._is_exact

    def restart(self) -> None:
        """Begin with other rows; everything may be loaded now, or no longer."""
        self._is_exact = not (self._model.has_before or self._model.has_after)
        self.measure()

    def measure(self) -> None:
        """Take the size of the bar's handle from what the viewport shows of the file."""
        share = self._scale.visible_share
        self._visible_share = max(_MIN_VISIBLE_SHARE, min(share, _MAX_VISIBLE_SHARE))

    def follow(self) -> None:
        """Bring the bar to where the view is."""
        if self._is_exact and (self._model.has_before or self._model.has_after):
            self._is_exact = False  # and stays so: the handle must not change its meaning often
            self.measure()
        self._is_following = True
        if self._is_exact:
            self._follow_pixels()
        else:
            self._follow_bytes()
        self._value = self._bar.value()
        self._is_following = False

    def bar_moved(self) -> None:
        """Bring the view to where the bar was moved."""
        value = self._bar.value()
        delta, self._value = value - self._value, value
        if self._is_following or not delta:
            return
        flow = self._view.row_flow
        if not self._is_exact:
            self._go_to(value / FULL)
        elif abs(delta) <= _JUMP_SCREENS * flow.viewport_px:
            self._view.scroll_pixels(delta)
        else:
            flow.scroll_to_offset(value)
            self._view.scrolled()

    def place_wanted(self) -> None:
        """Show the place whose rows have just been read."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._scale.place(wanted)
            self._view.scrolled()

    def give_up(self) -> None:
        """Stay where the view is: the wanted rows could not be read."""
        self._wanted = None
        self.follow()

    def _follow_pixels(self) -> None:
        flow = self._view.row_flow
        self._bar.setRange(0, max(0, flow.total_px - flow.viewport_px))
        self._bar.setPageStep(max(1, flow.viewport_px))
        self._bar.setSingleStep(self._view.step_px)
        self._bar.setValue(flow.offset_px)

    def _follow_bytes(self) -> None:
        self._bar.setRange(0, FULL)
        self._bar.setPageStep(round(FULL * self._visible_share / (1 - self._visible_share)))
        if self._wanted is None and not self._bar.isSliderDown():
            self._bar.setValue(round(self._scale.share * FULL))

    def _go_to(self, share: float) -> None:
        self._wanted = None
        if share <= 0:
            self._view.keys.go_to_start()
        elif share >= 1:
            self._view.jump_to_end()
        elif self._scale.holds(share):
            self._scale.place(share)
            self._view.scrolled()
        else:
            self._view.follows_end = False
            self._wanted = share
            self.offsetRequested.emit(self._scale.offset_of(share))

    def _on_action(self, action: int) -> None:
        """Take a step of the bar's as one of the view's, before the bar takes it itself."""
        page = self._view.row_flow.viewport_px
        steps = {
            QAbstractSlider.SliderAction.SliderSingleStepAdd.value: self._view.step_px,
            QAbstractSlider.SliderAction.SliderSingleStepSub.value: -self._view.step_px,
            QAbstractSlider.SliderAction.SliderPageStepAdd.value: page,
            QAbstractSlider.SliderAction.SliderPageStepSub.value: -page,
        }
        if not self._is_exact and action in steps:
            self._view.scroll_pixels(steps[action])
            self._bar.setSliderPosition(self._bar.value())

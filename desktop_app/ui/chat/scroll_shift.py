"""Scrolling moves what is on the screen and paints only what came into view.

Pixels are moved by the window's backing store, as `QWidget.scroll` does it. That is right only
while everything visible moved alike; else the whole viewport is painted.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from desktop_app.ui.chat.row_flow import PlacedPart
from desktop_app.ui.theme import SURFACE_RADIUS_PX

if TYPE_CHECKING:
    from desktop_app.ui.chat.transcript_view import TranscriptView

# Moving less than this share of the viewport is not worth the trouble.
_MIN_KEPT_SHARE = 0.25


def common_shift(before: Sequence[PlacedPart], after: Sequence[PlacedPart]) -> int | None:
    """Return how far down all parts moved that are in both; None where they did not move alike."""
    tops = {placed.part: placed.top for placed in before}
    shifts = {placed.top - tops[placed.part] for placed in after if placed.part in tops}
    return shifts.pop() if len(shifts) == 1 else None


def move_picture(view: "TranscriptView", before: Sequence[PlacedPart]) -> None:
    """Bring the viewport's picture, in which parts stood as in `before`, to the present places."""
    viewport, flow = view.viewport(), view.row_flow
    shift = common_shift(before, flow.placed)
    height = viewport.height()
    if shift is None or abs(shift) > height * (1 - _MIN_KEPT_SHARE):
        viewport.update()
        return
    if not shift:
        return
    # With a rectangle, so that the button that floats over the text stays where it is.
    viewport.scroll(0, shift, viewport.rect())
    # A ground that was cut off by the edge may have been drawn to its estimated end.
    fresh = abs(shift) + view.shelf.settings.style.px(SURFACE_RADIUS_PX)
    top = 0 if shift > 0 else height - fresh
    viewport.update(QRect(0, top, viewport.width(), fresh))
    button = view.jump_button
    if button.isVisible():
        viewport.update(button.geometry().translated(0, shift))
        viewport.update(button.geometry())
    if view.pointer.hover is not None:
        _update_hovered(view, view.pointer.hover.y(), shift)


def _update_hovered(view: "TranscriptView", hover_y: float, shift: int) -> None:
    """Paint what was under the mouse before, and what is now."""
    for placed in view.row_flow.placed:
        end = placed.top + placed.part.hover_px
        if placed.top <= hover_y < end or placed.top <= hover_y + shift < end:
            width = view.viewport().width()
            view.viewport().update(QRect(0, placed.top, width, placed.part.hover_px))

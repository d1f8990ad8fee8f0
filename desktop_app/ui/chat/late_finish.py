"""Finishes what is visible after it was shown: colours of code may come a frame later.

Finding them takes longer than laying out and painting all the rest. While Pygments is being loaded
they wait, and have their turn after the next painting. Parts that scroll away before their turn
cost nothing.
"""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from desktop_app.ui.chat.code_colors import can_color
from desktop_app.ui.chat.row_flow import RowFlow

# Half a frame; what is left has its turn after the next painting.
_BUDGET_S = 0.008


class LateFinish(QObject):
    """`look` after each painting; `changed` is called when a part may have another height."""

    def __init__(self, flow: RowFlow, changed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._flow = flow
        self._changed = changed
        # Armed by a painting that left something unfinished, never otherwise.
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)

    def look(self) -> None:
        """Note whether anything visible is unfinished."""
        if self._turn.isActive() or not can_color():
            return
        if any(p.part.is_unfinished for p in self._flow.placed):
            self._turn.start()

    def _on_turn(self) -> None:
        end = perf_counter() + _BUDGET_S
        unfinished = [p.part for p in self._flow.placed if p.part.is_unfinished]
        for part in unfinished:
            part.finish()
            if perf_counter() > end:
                break
        if unfinished:
            self._changed()

"""What a search found, where it is drawn: the text as it is shown, not as it was written."""

from collections.abc import Sequence

from PySide6.QtGui import QTextDocument

from desktop_app.base.values import frozen
from desktop_app.sessions.folding import occurrences_of
from desktop_app.ui.chat.row_flow import PlacedPart
from desktop_app.ui.chat.rows.text_part import DocumentPart
from desktop_app.ui.models.transcript_model import TranscriptModel

_FIRST_OF_TWO_UNITS = 0x10000  # Qt counts characters from here on as two


@frozen
class ShownHit:
    """One hit on the screen: the entry by its place in the file, a part of it, a stretch there."""

    offset: int
    part: int
    start: int
    end: int


@frozen
class HitMarks:
    """Everything that holds `folded` (see `sessions.folding`), and the hit that was gone to."""

    model: TranscriptModel
    folded: str
    current: ShownHit | None = None

    def ranges_in(self, placed: PlacedPart) -> Sequence[tuple[int, int]]:
        """Return the stretches of a part that hold it; only messages are searched."""
        is_searched = self.model.entry(placed.row).is_message
        if not is_searched or not isinstance(placed.part, DocumentPart):
            return ()
        return shown_occurrences(placed.part.document, self.folded)

    def current_in(self, placed: PlacedPart) -> tuple[int, int] | None:
        """Return the stretch of the current hit, None where it is in another part."""
        hit = self.current
        if hit is None or placed.number != hit.part:
            return None
        is_here = self.model.entry(placed.row).offset == hit.offset
        return (hit.start, hit.end) if is_here else None


def shown_occurrences(document: QTextDocument, folded: str) -> list[tuple[int, int]]:
    """Return where a document holds `folded`, as its own positions."""
    text = document.toPlainText()
    found = list(occurrences_of(text, folded))
    if not found or max(text) < chr(_FIRST_OF_TWO_UNITS):
        return found
    return [(_units(text[:start]), _units(text[:end])) for start, end in found]


def _units(text: str) -> int:
    return len(text) + sum(character >= chr(_FIRST_OF_TWO_UNITS) for character in text)

"""Where a hit in the text of a message stands on the screen, unfolded if it must be."""

from itertools import islice

from desktop_app.sessions.entries import BlockKind, Entry, EntryKind
from desktop_app.sessions.folding import occurrences_of
from desktop_app.ui.chat.hit_marks import ShownHit, shown_occurrences
from desktop_app.ui.chat.row_shelf import RowShelf
from desktop_app.ui.chat.rows.long_text import LONG_TEXT_CHARS, open_key, stretches
from desktop_app.ui.chat.rows.row import Folds
from desktop_app.ui.chat.rows.text_part import DocumentPart

# A long text is opened first, then the code in it.
_UNFOLDINGS = 3


def place_hit(shelf: RowShelf, row: int, entry: Entry, folded: str, number: int) -> ShownHit | None:
    """Return where the hit `number` of a message stands; what hides it is unfolded.

    What was written but is not shown (the address of a link) is told by the text around it. None
    where the message holds no such hit any more.
    """
    found = next(islice(occurrences_of(entry.text, folded), number, None), None)
    if found is None:
        return None
    place = found[0]
    for _ in range(_UNFOLDINGS):
        hit = _shown(shelf, row, entry, folded, place)
        if hit is not None or not _unfold(shelf, row, entry, place):
            return hit
    return _shown(shelf, row, entry, folded, place)


def _shown(shelf: RowShelf, row: int, entry: Entry, folded: str, place: int) -> ShownHit | None:
    """Return the hit that begins at the character `place` of the text, if a part shows it."""
    text, cursor = entry.text, _stretch_start(shelf.settings.folds, entry, place)
    for number, part in enumerate(shelf.row(row).parts):
        if not isinstance(part, DocumentPart) or not part.source:
            continue
        start = text.find(part.source, cursor)
        if start < 0:
            continue
        cursor = start + len(part.source)
        if start <= place < cursor:
            before = sum(first < place - start for first, _ in occurrences_of(part.source, folded))
            shelf.lay_out(row, number)
            shown = shown_occurrences(part.document, folded)
            stretch = shown[min(before, len(shown) - 1)] if shown else (0, 0)
            return ShownHit(entry.offset, number, *stretch)
    return None


def _stretch_start(folds: Folds, entry: Entry, place: int) -> int:
    """Return where in the text that begins which the row shows: a repeated one is not mistaken."""
    key, start, text = _block_at(entry, place)
    if len(text) <= LONG_TEXT_CHARS or not folds.is_open(open_key(key)):
        return 0
    return start + stretches(text)[folds.stretches.get(key, 0)][0]


def _unfold(shelf: RowShelf, row: int, entry: Entry, place: int) -> bool:
    """Open what may hide the character `place`; False where nothing does."""
    folds = shelf.settings.folds
    key, start, text = _block_at(entry, place)
    wanted = {name for name in shelf.row(row).toggle_keys if ":code-" in name}
    is_changed = False
    if len(text) > LONG_TEXT_CHARS:
        wanted.add(open_key(key))
        cuts = stretches(text)
        number = next(n for n, (_, end) in enumerate(cuts) if place - start < end)
        is_changed = folds.stretches.get(key, 0) != number
        folds.stretches[key] = number
    is_changed |= not wanted <= folds.open_keys
    folds.open_keys |= wanted
    if is_changed:
        shelf.rebuild(row)
    return is_changed


def _block_at(entry: Entry, place: int) -> tuple[str, int, str]:
    """Return folding key, first character and text of the block at a character of the text."""
    if entry.kind is not EntryKind.REPLY:
        return entry.uuid, 0, entry.text
    start = 0
    key, block_start, text = f"{entry.uuid}:0", 0, ""
    for number, block in enumerate(entry.blocks):
        if block.kind is not BlockKind.TEXT or start > place:
            continue
        key, block_start, text = f"{entry.uuid}:{number}", start, block.text
        start += len(block.text) + 2  # the blank line between blocks
    return key, block_start, text

"""One row of the transcript: parts on top of each other, and what a row must know to be built."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtGui import QColor

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry, EntryKind
from desktop_app.ui.chat.branch_book import BranchBook
from desktop_app.ui.chat.late_content import LateContent
from desktop_app.ui.chat.rows.label_parts import FoldPart, ShowAllPart, StretchPart
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.style import Style

# Replies that follow each other share one head until this much time has passed.
SHARED_HEAD = timedelta(minutes=5)
ROW_GAP_PX = 24
NEAR_GAP_PX = 8
BUBBLE_PADDING_PX = 12

_HEADED = frozenset({EntryKind.PROMPT, EntryKind.QUEUED_PROMPT, EntryKind.REPLY})
_FOLDED = frozenset({EntryKind.META, EntryKind.SUMMARY, EntryKind.TOOL_RESULT})


@dataclass
class Folds:
    """What the reader opened; everything else is folded. Keys outlive the rows."""

    open_keys: set[str] = field(default_factory=set)
    stretches: dict[str, int] = field(default_factory=dict)  # which one of a very long text

    def is_open(self, key: str) -> bool:
        """Tell whether `key` was opened."""
        return key in self.open_keys

    def clear(self) -> None:
        """Close everything."""
        self.open_keys.clear()
        self.stretches.clear()

    def toggle(self, key: str) -> None:
        """Open what is closed, close what is open."""
        self.open_keys ^= {key}


@frozen
class RowSettings:
    """What all rows of a view have in common."""

    style: Style
    folds: Folds
    today: Callable[[], date]
    engine_labels: Mapping[str, str] = field(default_factory=dict)
    late: LateContent | None = None  # None: nothing is read beside the records
    branches: BranchBook | None = None
    newest_message: Callable[[], str] = str  # its uuid; empty where it is not known
    entries_of_message: Callable[[str], Sequence[Entry]] = lambda _: ()


@frozen
class Place:
    """Where a row stands: what its neighbour above decides about its look."""

    day: date | None = None  # the day to announce above it
    has_head: bool = True
    is_first: bool = False
    is_below_folded: bool = False


@dataclass
class Row:
    """The parts of one entry, from top to bottom. `bubble_from` is the first part on a ground."""

    parts: list[Part]
    bubble_from: int = 0
    bubble: QColor | None = None
    uuid: str = ""

    @property
    def height_px(self) -> int:
        """The height of all parts; exact as far as they are laid out."""
        return sum(part.height_px for part in self.parts)

    def top_of(self, part: int) -> int:
        """Return the distance from the row's top to the top of a part."""
        return sum(p.height_px for p in self.parts[:part])

    def estimate(self, width_px: int) -> None:
        """Forget every layout."""
        for part in self.parts:
            part.estimate(width_px)

    @property
    def fold_keys(self) -> list[str]:
        """The keys of everything foldable in it, from top to bottom."""
        return [part.key for part in self.parts if isinstance(part, FoldPart)]

    @property
    def toggle_keys(self) -> list[str]:
        """The keys of everything foldable or cut in it."""
        return [
            part.key
            for part in self.parts
            if isinstance(part, FoldPart | ShowAllPart)
            and part.key
            and not isinstance(part, StretchPart)
        ]

    def shows(self, keys: Set[str]) -> bool:
        """Tell whether a key is its message, folds something in it, or is what it waits for."""
        if self.uuid in keys or not keys.isdisjoint(self.toggle_keys):
            return True
        return any(part.late_key in keys for part in self.parts)


def place_of(entry: Entry, previous: Entry | None) -> Place:
    """Return where `entry` stands below `previous` (None at the top of what is loaded)."""
    day = local_day(entry)
    before = local_day(previous) if previous is not None else None
    # what has no time of its own (damage) does not begin a day
    is_new_day = day is not None and day != before and (previous is None or before is not None)
    return Place(
        day=day if is_new_day else None,
        has_head=entry.kind in _HEADED and (is_new_day or not _continues(entry, previous)),
        is_first=previous is None,
        is_below_folded=not is_new_day and previous is not None and _is_folded(previous),
    )


def local_day(entry: Entry) -> date | None:
    """Return the day of an entry in the reader's time zone."""
    return entry.timestamp.astimezone().date() if entry.timestamp is not None else None


def space_above(entry: Entry, place: Place, style: Style) -> Gap:
    """Return the gap between this row and the one above it."""
    is_apart = place.has_head or entry.kind not in _HEADED | {EntryKind.TOOL_RESULT}
    return Gap(style.px(ROW_GAP_PX if is_apart else NEAR_GAP_PX))


def folded_space_above(place: Place, style: Style) -> Gap:
    """Return the gap above a folded row: a run of them stands close together."""
    return Gap(0 if place.is_below_folded else style.px(NEAR_GAP_PX))


def _is_folded(entry: Entry) -> bool:
    return entry.is_sidechain or entry.kind in _FOLDED


def _continues(entry: Entry, previous: Entry | None) -> bool:
    if previous is None or entry.kind is not EntryKind.REPLY:
        return False
    if previous.kind is EntryKind.TOOL_RESULT:
        return _is_soon_after(entry, previous)
    if previous.kind is not EntryKind.REPLY:
        return False
    is_same_message = bool(entry.message_id) and previous.message_id == entry.message_id
    is_same_author = previous.author == entry.author and _is_soon_after(entry, previous)
    return is_same_message or is_same_author


def _is_soon_after(entry: Entry, previous: Entry) -> bool:
    if entry.timestamp is None or previous.timestamp is None:
        return True
    return abs(entry.timestamp - previous.timestamp) < SHARED_HEAD

"""Rows of the palette: conversations, commands and messages, under the names of their kinds."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from desktop_app.base.values import frozen
from desktop_app.sessions.folding import fold
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import Summary
from desktop_app.ui.formats import format_age
from desktop_app.ui.i18n import translate
from desktop_app.ui.models.session_rows import project_name, shown_title

if TYPE_CHECKING:
    from desktop_app.sessions.store import Hit

# What a palette shows of its first two kinds; the rest comes with another letter.
MAX_CONVERSATIONS = 8
MAX_COMMANDS_WITH_TEXT = 6
MAX_HITS = 60
# No title and no name of a project is longer; a text that long is looked for in messages only.
MAX_NAME_CHARS = 300
# As many characters stand before the first mark, so that it is within the row.
_BEFORE_MARK_CHARS = 24


class Kind(Enum):
    """What a row is; headings and titles of groups can't be chosen."""

    HEADING = auto()
    GROUP = auto()
    CONVERSATION = auto()
    COMMAND = auto()
    HIT = auto()


@frozen
class PaletteRow:
    """One row: `text` at the left, with the ranges `marks` of it marked, `side` at the right."""

    kind: Kind
    text: str
    side: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    ref: SessionRef | None = None
    uuid: str = ""
    action: QAction | None = None

    @property
    def is_choosable(self) -> bool:
        """Whether Enter does something here."""
        return self.kind not in (Kind.HEADING, Kind.GROUP)

    @property
    def spoken(self) -> str:
        """The whole row for screen readers."""
        names = {
            Kind.CONVERSATION: translate("Palette", "Conversation"),
            Kind.COMMAND: translate("Palette", "Command"),
            Kind.HIT: translate("Palette", "Message"),
        }
        parts = (names.get(self.kind, ""), self.text, self.side)
        return ", ".join(part for part in parts if part)


class NamedConversations:
    """All conversations, with what their names are compared by; made at the first comparison."""

    def __init__(self, summaries: Sequence[Summary]) -> None:
        self._summaries = summaries

    def matching(self, query: str) -> list[Summary]:
        """Return the first that hold every word of `query`: in the title before in the project.

        They keep their order otherwise; an empty `query` fits all.
        """
        if len(query) > MAX_NAME_CHARS:
            return []
        words = _words(query)
        if not words:
            return list(self._summaries[:MAX_CONVERSATIONS])
        found = self._names
        for word in words:
            found = [name for name in found if word in name[1] or word in name[2]]
        by_title: list[Summary] = []
        by_project: list[Summary] = []
        for summary, title, _ in found:
            is_title = all(word in title for word in words)
            (by_title if is_title else by_project).append(summary)
        return [*by_title, *by_project][:MAX_CONVERSATIONS]

    @cached_property
    def _names(self) -> list[tuple[Summary, str, str]]:
        """Title and directory of each, folded; both in one go, which is many times faster."""
        titles = _folded_at_once(summary.title for summary in self._summaries)
        places = _folded_at_once(summary.cwd for summary in self._summaries)
        return list(zip(self._summaries, titles, places, strict=True))


def conversation_rows(named: NamedConversations, query: str, now: datetime) -> Iterator[PaletteRow]:
    """Yield the conversations whose names fit `query`, the latest ones where it is empty."""
    found = named.matching(query)
    if found:
        heading = (
            translate("Palette", "Conversations")
            if query
            else translate("Palette", "Recent conversations")
        )
        yield PaletteRow(Kind.HEADING, heading)
    for summary in found:
        age = "" if summary.last_activity is None else format_age(summary.last_activity, now)
        side = " · ".join(part for part in (project_name(summary.cwd), age) if part)
        yield PaletteRow(Kind.CONVERSATION, shown_title(summary), side, ref=summary.ref)


def command_rows(actions: Iterable[QAction], query: str) -> Iterator[PaletteRow]:
    """Yield the commands that fit `query` and can be given now, with their keys."""
    words = _words(query) if len(query) <= MAX_NAME_CHARS else None
    if words is None:
        return
    native = QKeySequence.SequenceFormat.NativeText
    fitting = [
        PaletteRow(Kind.COMMAND, action.text(), action.shortcut().toString(native), action=action)
        for action in actions
        if action.isEnabled() and all(word in fold(action.text()) for word in words)
    ]
    if fitting:
        yield PaletteRow(Kind.HEADING, translate("Palette", "Commands"))
    yield from fitting[:MAX_COMMANDS_WITH_TEXT] if words else fitting


def hit_rows(hits: "Iterable[Hit]", now: datetime) -> Iterator[PaletteRow]:
    """Yield `hits` under the titles of their conversations, the best conversation first."""
    groups: dict[SessionRef, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.ref, []).append(hit)
    if groups:
        yield PaletteRow(Kind.HEADING, translate("Palette", "In messages"))
    for ref, group in groups.items():
        title = group[0].title or translate("SessionList", "New conversation")
        yield PaletteRow(Kind.GROUP, title)
        for hit in group:
            age = "" if hit.timestamp is None else format_age(hit.timestamp, now)
            text, marks = _from_mark(hit.snippet, hit.marks)
            yield PaletteRow(Kind.HIT, text, age, marks, ref, hit.uuid)


def as_typed(query: str) -> str:
    """Return `query` for the search, so that a word still being typed is the beginning of one."""
    if query and query[-1].isalnum() and query.count('"') % 2 == 0:
        return f"{query}*"
    return query


def _folded_at_once(texts: Iterable[str]) -> list[str]:
    return fold("\0".join(text.replace("\0", " ") for text in texts)).split("\0")


def _words(query: str) -> list[str]:
    """Return the words of `query`, folded, the one that tells most first."""
    return sorted(dict.fromkeys(fold(query).split()), key=len, reverse=True)


def _from_mark(
    snippet: str, marks: tuple[tuple[int, int], ...]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the snippet from shortly before its first mark on."""
    cut = marks[0][0] - _BEFORE_MARK_CHARS if marks else 0
    if cut <= 1:
        return snippet, marks
    cut = snippet.find(" ", cut, marks[0][0]) + 1 or cut  # at a word, where there is one
    moved = tuple((start - cut + 1, end - cut + 1) for start, end in marks)
    return f"…{snippet[cut:]}", moved

"""Rows of the list of conversations: texts made once, so that painting only looks them up."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import Enum, auto
from functools import cache, cached_property, partial
from pathlib import PurePath

from PySide6.QtCore import QLocale

from desktop_app.base.system_errors import reason_named
from desktop_app.base.values import frozen
from desktop_app.sessions.refs import Origin
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.ui.formats import format_age, format_bytes, format_exact
from desktop_app.ui.i18n import render, translate

_WEEK_DAYS = 7


class Badge(Enum):
    """What is remarkable about a conversation."""

    NONE = auto()
    IMPORTED = auto()  # begun in Claude Code
    FROM_EXPORT = auto()  # of another program, imported
    RESCUED = auto()  # deleted by Claude Code, kept here
    DAMAGED = auto()
    UNREADABLE = auto()


class SessionRow:
    """One conversation at one moment.

    Its texts are made when they are first looked at: of thousands of rows a window shows twenty.
    """

    def __init__(self, summary: Summary, now: datetime) -> None:
        self.summary = summary
        self.ref = summary.ref
        self.badge = _badge(summary)
        self._now = now

    @cached_property
    def title(self) -> str:
        """The first line."""
        return shown_title(self.summary)

    @cached_property
    def detail(self) -> str:
        """The second line: project and size."""
        size = format_bytes(self.summary.size_bytes)
        project = project_name(self.summary.cwd)
        return f"{project} · {size}" if project else size

    @cached_property
    def time(self) -> str:
        """How long ago something was said."""
        moment = self.summary.last_activity
        return "" if moment is None else format_age(moment, self._now)

    @cached_property
    def badge_text(self) -> str:
        """The word that goes with the badge's icon."""
        return _badge_text(self.badge)

    @cached_property
    def tool_tip(self) -> str:
        """Everything worth knowing, with the exact time."""
        return _tool_tip(self.summary, self.title)

    @cached_property
    def spoken(self) -> str:
        """The whole row for screen readers."""
        detail = self.detail.replace(" · ", ", ")
        parts = (self.title, detail, self.time, self.badge_text, _reason(self.summary))
        return ", ".join(part for part in parts if part)

    @cached_property
    def searched(self) -> str:
        """What the filter looks at, folded."""
        return folded(f"{self.title} {self.summary.cwd} {self.ref.session_id} {self.badge_text}")


@frozen
class HeadingRow:
    """The name of a span of time."""

    title: str


Row = SessionRow | HeadingRow


def rows_of(summaries: Iterable[Summary], now: datetime) -> list[Row]:
    """Return the rows of `summaries`, which come latest activity first, under their headings."""
    rows: list[Row] = []
    heading = ""
    today = now.astimezone().date()
    group_of = cache(partial(_group, today))  # thousands of conversations, few days
    for summary in summaries:
        moment = summary.last_activity
        group = group_of(None if moment is None else moment.astimezone().date())
        if group != heading:
            heading = group
            rows.append(HeadingRow(group))
        rows.append(SessionRow(summary, now))
    return rows


def filtered(rows: Iterable[Row], text: str) -> list[Row]:
    """Return the rows that hold every word of `text`, under those headings that still head one.

    Case and accents do not matter. An empty `text` keeps all.
    """
    words = folded(text).split()
    return list(_with_needed_headings(rows, words))


def folded(text: str) -> str:
    """Return `text` without case and accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def shown_title(summary: Summary) -> str:
    """Return the title, or what stands for one."""
    if summary.title:
        return summary.title
    if summary.state is SessionState.UNREADABLE:
        return summary.path.name
    return translate("SessionList", "New conversation")


def project_name(cwd: str) -> str:
    """Return the last part of a working directory, of this system's kind or another's."""
    return PurePath(cwd.replace("\\", "/")).name or cwd


def _group(today: date, day: date | None) -> str:
    if day is None:
        return translate("SessionList", "Earlier")
    if day >= today:
        return translate("SessionList", "Today")
    if day == today - timedelta(days=1):
        return translate("SessionList", "Yesterday")
    if day >= today - timedelta(days=_WEEK_DAYS):
        return translate("SessionList", "Previous 7 days")
    month = QLocale().standaloneMonthName(day.month)
    return month if day.year == today.year else f"{month} {day.year}"


# Where a data export came from, by its own name.
_IMPORTED_FROM = {Origin.CHATGPT: "ChatGPT", Origin.CLAUDE_AI: "Claude.ai"}


def _badge(summary: Summary) -> Badge:
    if summary.state is SessionState.UNREADABLE:
        return Badge.UNREADABLE
    if summary.state is SessionState.DAMAGED:
        return Badge.DAMAGED
    if summary.is_rescued:
        return Badge.RESCUED
    if summary.origin in _IMPORTED_FROM:
        return Badge.FROM_EXPORT
    return Badge.IMPORTED if summary.origin is Origin.CLAUDE_CODE else Badge.NONE


def _badge_text(badge: Badge) -> str:
    texts = {
        Badge.NONE: "",
        Badge.IMPORTED: translate("SessionList", "Claude Code"),
        Badge.FROM_EXPORT: translate("SessionList", "Imported"),
        Badge.RESCUED: translate("SessionList", "Rescued"),
        Badge.DAMAGED: translate("SessionList", "damaged"),
        Badge.UNREADABLE: translate("SessionList", "can't be read"),
    }
    return texts[badge]


def _tool_tip(summary: Summary, title: str) -> str:
    lines = [title, summary.cwd]
    if summary.last_activity is not None:
        lines.append(
            translate(
                "SessionList", "Last activity: {time}", time=format_exact(summary.last_activity)
            )
        )
    if not summary.is_estimated:
        lines.append(translate("SessionList", "{n} messages", summary.messages))
    if summary.origin is Origin.CLAUDE_CODE:
        lines.append(translate("SessionList", "Begun in Claude Code"))
    if program := _IMPORTED_FROM.get(summary.origin):
        lines.append(translate("SessionList", "Imported from {program}", program=program))
    if summary.is_rescued:
        lines.append(translate("SessionList", "Claude Code has deleted it; Sempre keeps it"))
    if summary.damaged:
        lines.append(
            translate(
                "SessionList",
                "{n} places in the file are damaged; everything else is shown",
                summary.damaged,
            )
        )
    if summary.reason:
        lines.append(
            translate("SessionList", "The file can't be read: {reason}", reason=_reason(summary))
        )
    return "\n".join(line for line in lines if line)


def _reason(summary: Summary) -> str:
    return render(reason_named(summary.reason)) if summary.reason else ""


def _with_needed_headings(rows: Iterable[Row], words: list[str]) -> Iterator[Row]:
    heading: HeadingRow | None = None
    for row in rows:
        if isinstance(row, HeadingRow):
            heading = row
        elif all(word in row.searched for word in words):
            if heading is not None:
                yield heading
                heading = None
            yield row

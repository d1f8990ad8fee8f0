"""Rows of the list of conversations: strings made once, so that painting only looks them up."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from pathlib import PurePath

from PySide6.QtCore import QLocale

from desktop_app.sessions.refs import Origin, SessionRef
from desktop_app.sessions.summary import SessionState, Summary
from desktop_app.ui.formats import format_age, format_bytes, format_exact
from desktop_app.ui.i18n import translate

_WEEK_DAYS = 7


class Badge(Enum):
    """What is remarkable about a conversation."""

    NONE = auto()
    IMPORTED = auto()  # begun in Claude Code
    DAMAGED = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One conversation; `searched` is what the filter looks at."""

    ref: SessionRef
    title: str
    detail: str
    time: str
    badge: Badge
    badge_text: str
    tool_tip: str
    spoken: str
    searched: str


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The name of a span of time."""

    title: str


Row = SessionRow | HeadingRow


def rows_of(summaries: Iterable[Summary], now: datetime) -> list[Row]:
    """Return the rows of `summaries`, which come latest activity first, under their headings."""
    rows: list[Row] = []
    heading = ""
    today = now.astimezone().date()
    for summary in summaries:
        group = _group(summary.last_activity, today)
        if group != heading:
            heading = group
            rows.append(HeadingRow(group))
        rows.append(session_row(summary, now))
    return rows


def filtered(rows: Iterable[Row], text: str) -> list[Row]:
    """Return the rows that hold every word of `text`, under those headings that still head one.

    Case and accents do not matter. An empty `text` keeps all.
    """
    words = folded(text).split()
    return list(_with_needed_headings(rows, words))


def folded(text: str) -> str:
    """Return `text` without case and accents."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def session_row(summary: Summary, now: datetime) -> SessionRow:
    """Return the row of one conversation."""
    title = shown_title(summary)
    project = project_name(summary.cwd)
    size = format_bytes(summary.size_bytes)
    badge = _badge(summary)
    badge_text = _badge_text(badge)
    detail = f"{project} · {size}" if project else size
    time = format_age(summary.last_activity, now) if summary.last_activity else ""
    spoken = (title, project, time, size, badge_text, summary.reason)
    return SessionRow(
        ref=summary.ref,
        title=title,
        detail=detail,
        time=time,
        badge=badge,
        badge_text=badge_text,
        tool_tip=_tool_tip(summary, title),
        spoken=", ".join(part for part in spoken if part),
        searched=folded(f"{title} {summary.cwd} {summary.ref.session_id} {badge_text}"),
    )


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


def _group(moment: datetime | None, today: date) -> str:
    if moment is None:
        return translate("SessionList", "Earlier")
    day = moment.astimezone().date()
    if day >= today:
        return translate("SessionList", "Today")
    if day == today - timedelta(days=1):
        return translate("SessionList", "Yesterday")
    if day >= today - timedelta(days=_WEEK_DAYS):
        return translate("SessionList", "Previous 7 days")
    month = QLocale().standaloneMonthName(day.month)
    return month if day.year == today.year else f"{month} {day.year}"


def _badge(summary: Summary) -> Badge:
    if summary.state is SessionState.UNREADABLE:
        return Badge.UNREADABLE
    if summary.state is SessionState.DAMAGED:
        return Badge.DAMAGED
    return Badge.IMPORTED if summary.origin is Origin.CLAUDE_CODE else Badge.NONE


def _badge_text(badge: Badge) -> str:
    texts = {
        Badge.NONE: "",
        Badge.IMPORTED: translate("SessionList", "Claude Code"),
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
    lines.append(translate("SessionList", "{n} messages", summary.messages))
    if summary.origin is Origin.CLAUDE_CODE:
        lines.append(translate("SessionList", "Begun in Claude Code"))
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
            translate("SessionList", "The file can't be read: {reason}", reason=summary.reason)
        )
    return "\n".join(line for line in lines if line)


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

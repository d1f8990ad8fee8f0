"""A sub-agent's transcript, opened in place below the call that started it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.sub_agents import WHOLE_ENTRIES, SubAgent, read_sub_agent
from desktop_app.ui.chat.late_content import Content, Missing
from desktop_app.ui.chat.rows.label_parts import (
    DividerPart,
    FoldLabel,
    FoldPart,
    Mark,
    MarkPart,
    ShowAllPart,
)
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings, place_of
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import translate

RowBuilder = Callable[[Entry, Place, RowSettings], Row]


@frozen
class AgentCall:
    """The call that started a sub-agent: its id, and where its record stands in the file."""

    tool_use_id: str
    offset: int


def sub_agent_parts(call: AgentCall, build: RowBuilder, settings: RowSettings) -> list[Part]:
    """Return the folded line of the sub-agent's transcript and, when open, its messages."""
    if settings.late is None or not call.tool_use_id:
        return []
    key = f"agent:{call.tool_use_id}"
    all_key = f"{key}:all"
    is_all = settings.folds.is_open(all_key)
    late_key = f"{key}:whole" if is_all else f"{key}:ends"
    content = settings.late.get(late_key, partial(_read, call=call, is_all=is_all))
    is_open = settings.folds.is_open(key)
    detail = _detail(content)
    label = FoldLabel("agent", translate("Transcript", "Transcript of the sub-agent"), detail)
    fold = FoldPart(key, label, settings.style, is_open=is_open)
    fold.late_key = late_key
    if not is_open or not isinstance(content, SubAgent):
        return [fold]
    return [fold, *_message_parts(content, all_key, build, settings, is_all=is_all)]


def _read(store: Store, ref: SessionRef, call: AgentCall, *, is_all: bool) -> Content:
    limit = {"limit": WHOLE_ENTRIES} if is_all else {}
    found = read_sub_agent(store, ref, call.tool_use_id, call.offset, **limit)
    return found or Missing("")


def _detail(content: Content | None) -> str:
    if content is None:
        return translate("Transcript", "is being read")
    if not isinstance(content, SubAgent):
        return translate("Transcript", "is not kept on this machine")
    if content.is_whole:
        return translate("Transcript", "{n} messages", content.messages)
    return format_bytes(content.file_bytes)


def _message_parts(
    agent: SubAgent, all_key: str, build: RowBuilder, settings: RowSettings, *, is_all: bool
) -> list[Part]:
    style = settings.style
    parts = _rows(agent.first, build, settings)
    if not agent.is_whole:
        words = translate("Transcript", "The middle of a long transcript is left out here.")
        parts += [Gap(style.px(8)), DividerPart(words, "", style)]
    parts += _rows(agent.last, build, settings)
    parts.append(Gap(style.px(8)))
    if is_all and not agent.is_whole:
        words = translate("Transcript", "The rest is in the file {path}", path=agent.path)
        parts.append(MarkPart(Mark("info", style.theme.text2, words), style))
    elif is_all or not agent.is_whole:
        words = (
            translate("Transcript", "Show less")
            if is_all
            else translate("Transcript", "Open the whole transcript")
        )
        parts.append(ShowAllPart(all_key, words, style))
    parts.append(DividerPart(translate("Transcript", "End of the sub-agent"), "agent", style))
    return parts


def _rows(entries: Sequence[Entry], build: RowBuilder, settings: RowSettings) -> list[Part]:
    previous: Entry | None = None
    parts: list[Part] = []
    for entry in entries:
        place = place_of(entry, previous)
        if previous is None:
            place = replace(place, day=None)  # the day of the call is above it already
        parts += build(entry, place, settings).parts
        previous = entry
    return parts

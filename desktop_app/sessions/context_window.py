"""One window of context: which turns fit, and how everything is put into messages.

Roles alternate, the first message is the person's and the last is the prompt, as both APIs ask.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_app.engines.base import ContextMessage, ContextWindow, Passage
from desktop_app.sessions.context_tokens import block_tokens, blocks_tokens, text_tokens
from desktop_app.sessions.context_turns import Block, Told

# Shares of the budget.
PINS_SHARE, RECALL_SHARE, SUMMARY_SHARE = 0.15, 0.15, 0.25
TURNS_SHARE = 1 - PINS_SHARE - RECALL_SHARE
# How much of what a summary already stands for is shown as it was, so that the tone goes on.
BEHIND_BOUNDARY_SHARE = 0.15
# Images and documents of older prompts are only named.
PROMPTS_WITH_FILES = 2

_SYSTEM = (
    "This conversation is long. You may see a summary of its earlier part, messages that the "
    "person brought back, and passages recalled from its history with their dates; they were said "
    "earlier, not now. Rely on them, and do not speak of this arrangement unless asked."
)


@dataclass
class Chosen:
    """What a window will hold; `newest` in the order of the conversation, the prompt last."""

    newest: list[Told] = field(default_factory=list)
    summary: str = ""
    boundary_uuid: str = ""
    is_everything: bool = True
    pinned: list[Told] = field(default_factory=list)
    recalled: list[Passage] = field(default_factory=list)

    @property
    def uuids(self) -> frozenset[str]:
        """What is there word for word."""
        return frozenset(told.uuid for told in (*self.newest, *self.pinned))


def newest_turns(turns: Iterable[Told], budget_tokens: int) -> Chosen:
    """Choose from `turns`, newest first and the prompt before all others.

    The prompt always goes: where it is too long by itself, the server says so.
    """
    chosen = Chosen()
    taken, prompts, limit = 0, 0, budget_tokens
    for told in turns:
        if told.is_boundary:
            if chosen.boundary_uuid:
                break
            chosen.boundary_uuid = told.uuid
            chosen.summary = fitting(told.summary, int(budget_tokens * SUMMARY_SHARE))
            taken += text_tokens(chosen.summary)
            limit = min(limit, taken + int(budget_tokens * BEHIND_BOUNDARY_SHARE))
            continue
        prompts += told.role == "user"
        turn = told if prompts <= PROMPTS_WITH_FILES else told.without_files()
        if chosen.newest and taken + turn.tokens > limit:
            chosen.is_everything = False
            break
        taken += turn.tokens
        chosen.newest.append(turn)
    chosen.is_everything = chosen.is_everything and not chosen.boundary_uuid
    if not chosen.is_everything:
        _make_room(chosen, taken, int(budget_tokens * TURNS_SHARE))
    chosen.newest.reverse()
    return chosen


def fitting(text: str, budget_tokens: int) -> str:
    """Return the beginning of a text that has at most so many tokens."""
    tokens = text_tokens(text)
    if tokens <= budget_tokens:
        return text
    return text[: max(0, int(len(text) * budget_tokens / tokens) - 1)] + "…"


def assembled(chosen: Chosen) -> ContextWindow:
    """Return the messages of a window with their estimate, not yet corrected."""
    before = [*_summary(chosen.summary), *_brought_back(chosen.pinned)]
    recalled = _recalled(chosen.recalled)
    messages: list[ContextMessage] = []
    if before:
        _add(messages, "user", before, "")
    for told in chosen.newest[:-1]:
        if not messages and told.role != "user":
            _add(messages, "user", [_text("[The conversation goes on here.]")], "")
        _add(messages, told.role, told.blocks, told.uuid)
    prompt = chosen.newest[-1]
    if messages and messages[-1].role == "user":
        # a prompt without an answer came before, or only the summary
        _add(messages, "assistant", [_text("[No reply.]")], "")
    _add(messages, "user", [*recalled, *prompt.blocks], prompt.uuid)
    system = _SYSTEM if before or recalled else ""
    tokens = sum(blocks_tokens(message.blocks) for message in messages)
    return ContextWindow(tuple(messages), tokens + (text_tokens(system) if system else 0), system)


def passage_tokens(passage: Passage) -> int:
    """Return an estimate for a passage as it is quoted."""
    return block_tokens(_quoted(passage.role, passage.text, "2026-01-01 00:00"))


def _make_room(chosen: Chosen, taken: int, limit: int) -> None:
    """Leave out the oldest turns until there is room for what else is shown."""
    while len(chosen.newest) > 1 and taken > limit:
        taken -= chosen.newest.pop().tokens


def _add(messages: list[ContextMessage], role: str, blocks: Sequence[Block], uuid: str) -> None:
    if messages and messages[-1].role == role:
        last = messages.pop()
        blocks, uuid = (*last.blocks, *blocks), uuid or last.uuid
    messages.append(ContextMessage(role, tuple(blocks), uuid))


def _summary(summary: str) -> list[Block]:
    return [_text(f"[Summary of the conversation so far]\n{summary}")] if summary else []


def _brought_back(pinned: Iterable[Told]) -> list[Block]:
    return [
        _quoted(told.role, told.text, _date(told.timestamp), "Brought back by the person")
        for told in pinned
    ]


def _recalled(passages: Iterable[Passage]) -> list[Block]:
    return [_quoted(each.role, each.text, _date(each.timestamp)) for each in passages]


def _quoted(role: str, text: str, date: str, how: str = "Recalled from earlier") -> Block:
    who = "the person" if role == "user" else "the assistant"
    return _text(f"[{how}; {who} said on {date}]\n{text}\n[End of the quotation]")


def _date(timestamp: object) -> str:
    return str(timestamp)[:16] if timestamp else "an unknown date"


def _text(text: str) -> Block:
    return {"type": "text", "text": text}

"""Prompt salvage: what is left of conversations that were swept before Sempre came.

Claude Code's list of typed prompts is never swept. For every conversation named there that exists
nowhere any more, a conversation of ours is written that holds the prompts, and says first of all
that the replies are lost.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen
from desktop_app.claude_code.layout import encode_project
from desktop_app.claude_code.prompt_history import HISTORY_NAME, TypedPrompt, read_prompts
from desktop_app.sessions.errors import NotSavedError, UnreadableSessionError
from desktop_app.sessions.records import RecordContext, encode_line, new_uuid
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.restored_file import write_new

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

NOTICE_SUBTYPE = "prompts_only"
# Not "sempre": it was not begun here.
ENTRYPOINT = "claude-code-history"
_NOTICE = message(
    "Salvage",
    "Incomplete: Claude Code deleted this conversation before Sempre could protect it. These are "
    "the prompts from its list of typed prompts; the replies are lost.",
)
_TITLE_CHARS = 80


@frozen
class SalvageReport:
    """What was salvaged now; `unnamed_prompts` belong to no conversation that could be told."""

    salvaged: tuple[SessionRef, ...] = ()
    prompts: int = 0
    unnamed_prompts: int = 0


def salvage(store: "Store", render: Callable[[Message], str] = str) -> SalvageReport:
    """Write a conversation for each that is only left in the list of prompts; durable on return.

    `render` gives the sentences that are written into it their language. Never twice, and never
    for an id that exists in any project, ours, Claude Code's or the vault's. A crash leaves whole
    conversations only; the next call does the others.

    Raises:
        UnreadableSessionError: the list of prompts can't be read.
        NotSavedError: the disk refused; what was written before stays.
    """
    known = {file.ref.session_id for file in store.files()}
    lost, unnamed = _lost_conversations(store.claude_dir, known)
    salvaged, prompts = [], 0
    for ref, typed in lost.items():
        path = store.own_path(ref)
        try:
            is_new = write_new(path, _lines(ref, typed, render))
        except OSError as error:
            raise NotSavedError(path, reason_of(error)) from error
        if is_new:
            salvaged.append(ref)
            prompts += len(typed)
    return SalvageReport(tuple(salvaged), prompts, unnamed)


def _lost_conversations(
    claude_dir: Path, known: set[str]
) -> tuple[dict[SessionRef, list[TypedPrompt]], int]:
    """Return the prompts of each conversation that is nowhere, and how many can't be told."""
    lost: dict[str, list[TypedPrompt]] = {}
    unnamed = 0
    try:
        for prompt in read_prompts(claude_dir):
            if not prompt.session_id:
                unnamed += 1
            elif prompt.session_id not in known:
                lost.setdefault(prompt.session_id, []).append(prompt)
    except OSError as error:
        raise UnreadableSessionError.because(claude_dir / HISTORY_NAME, error) from error
    # a conversation stands where it began, even if its directory changed later
    return {
        SessionRef(encode_project(typed[0].project_dir), session_id): typed
        for session_id, typed in lost.items()
    }, unnamed


def _lines(
    ref: SessionRef, typed: list[TypedPrompt], render: Callable[[Message], str]
) -> Iterator[bytes]:
    """Yield the records: the notice, the prompts as one chain, the pointer, the title."""
    context = RecordContext(ref.session_id, typed[0].project_dir)
    leaf = new_uuid()
    notice = context.notice(
        NOTICE_SUBTYPE, render(_NOTICE), uuid=leaf, parent_uuid=None, now=typed[0].moment
    )
    yield _encoded(notice)
    for prompt in typed:
        uuid = new_uuid()
        record = context.user(prompt.text, uuid=uuid, parent_uuid=leaf, now=prompt.moment)
        yield _encoded(record | {"cwd": prompt.project_dir})
        leaf = uuid
    yield encode_line(context.last_prompt(typed[-1].text, leaf))
    title = message("Salvage", "{title} (prompts only)", title=_one_line(typed[0].text))
    yield encode_line(context.title(render(title)))


def _encoded(record: dict[str, Any]) -> bytes:
    return encode_line(record | {"entrypoint": ENTRYPOINT})


def _one_line(text: str) -> str:
    words = " ".join(text[: _TITLE_CHARS * 8].split())
    return words if len(words) <= _TITLE_CHARS else words[: _TITLE_CHARS - 1].rstrip() + "…"

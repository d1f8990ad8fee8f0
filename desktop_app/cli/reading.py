"""Commands that tell what there is: sessions and search."""

from datetime import datetime
from typing import Any

import click

from desktop_app.base.clock import to_iso
from desktop_app.base.messages import message
from desktop_app.cli.invocation import DONE, Invocation, runs
from desktop_app.cli.options import TypedText, global_options, json_option
from desktop_app.cli.plain_text import moment_text, one_line, size_text
from desktop_app.sessions.refs import Origin
from desktop_app.sessions.store import Store
from desktop_app.sessions.summary import SessionState, Summary

_TITLE_CHARACTERS = 70
_SNIPPET_CHARACTERS = 400

_STATES = {
    SessionState.READY: message("Cli", "ready"),
    SessionState.EMPTY: message("Cli", "empty"),
    SessionState.DAMAGED: message("Cli", "damaged"),
    SessionState.UNREADABLE: message("Cli", "unreadable"),
}
_ORIGINS = {
    Origin.SEMPRE: "Sempre",
    Origin.CLAUDE_CODE: "Claude Code",
    Origin.CHATGPT: "ChatGPT",
    Origin.CLAUDE_AI: "Claude.ai",
}


@click.command(short_help="List all conversations.")
@json_option
@global_options
@runs
def sessions(invocation: Invocation, as_json: bool) -> int:
    """List all conversations, yours and Claude Code's, the latest activity first.

    `messages` counts what people and engines said: prompts, prompts sent while a reply was being
    written, and replies, each reply once however many records it takes. Tool results, sub-agents
    and notices are in `records` only.
    """
    with invocation.open_store() as store:
        summaries = store.summaries()
    if as_json:
        invocation.output.document([_summary_fields(summary) for summary in summaries])
        return DONE
    if not summaries:
        invocation.output.line(invocation.translate("Cli", "There is no conversation yet."))
    for summary in summaries:
        _print_summary(invocation, summary)
    return DONE


@click.command(short_help="Search all conversations.")
@click.argument("query", type=TypedText())
@json_option
@global_options
@runs
def search(invocation: Invocation, query: str, as_json: bool) -> int:
    """Search all conversations: words, "phrases", beginnings of words with a `*`."""
    with invocation.open_store() as store:
        store.refresh_index()
        hits = store.search(query)
    if as_json:
        invocation.output.document(
            [
                {
                    "session": hit.ref.session_id,
                    "uuid": hit.uuid,
                    "snippet": hit.snippet,
                    "time": _iso(hit.timestamp),
                    "project": hit.ref.project,
                    "title": hit.title,
                    "role": hit.role,
                }
                for hit in hits
            ]
        )
        return DONE
    if not hits:
        invocation.output.line(invocation.translate("Cli", "Nothing was found."))
    for hit in hits:
        is_prompt = hit.role == "user"
        author = invocation.render(message("Cli", "You") if is_prompt else message("Cli", "Reply"))
        title = one_line(hit.title, _TITLE_CHARACTERS)
        invocation.output.line(f"{moment_text(hit.timestamp)}  {author}  {title}")
        invocation.output.line(f"    {one_line(hit.snippet, _SNIPPET_CHARACTERS)}")
        invocation.output.line(f"    {hit.ref.session_id}  {hit.uuid}")
    return DONE


def note_namesakes(invocation: Invocation, store: Store, session_id: str, project: str) -> None:
    """Say on stderr under which other projects the same id exists."""
    for other in store.find_all(session_id):
        if other.project != project:
            invocation.errors.line(
                invocation.translate(
                    "Cli",
                    "Another conversation has the same id: --cwd {cwd}",
                    cwd=store.cwd(other),
                )
            )


def _print_summary(invocation: Invocation, summary: Summary) -> None:
    title = one_line(summary.title, _TITLE_CHARACTERS)
    facts = [
        moment_text(summary.last_activity),
        title or invocation.translate("Cli", "(no title)"),
        invocation.translate("Cli", "{n} messages", summary.messages),
        size_text(summary.size_bytes),
        _ORIGINS[summary.origin],
    ]
    if summary.is_rescued:
        facts.append(invocation.translate("Cli", "rescued"))
    if summary.state is not SessionState.READY:
        facts.append(invocation.render(_STATES[summary.state]))
    invocation.output.line("  ".join(facts))
    invocation.output.line(f"    {summary.ref.session_id}  {summary.cwd or summary.ref.project}")


def _summary_fields(summary: Summary) -> dict[str, Any]:
    return {
        "id": summary.ref.session_id,
        "title": summary.title,
        "cwd": summary.cwd,
        "origin": summary.origin.value,
        "messages": summary.messages,
        "records": summary.records,
        "bytes": summary.size_bytes,
        "created": _iso(summary.created),
        "last_activity": _iso(summary.last_activity),
        "state": summary.state.value,
        "reason": summary.reason,
        "project": summary.ref.project,
        "path": str(summary.path),
        "is_ours": summary.is_ours,
        "rescued": summary.is_rescued,
        "damaged": summary.damaged,
    }


def _iso(moment: datetime | None) -> str | None:
    return to_iso(moment) if moment else None

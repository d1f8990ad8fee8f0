"""Requests for permission as records: shown in the conversation, and still open after a restart.

A request and its answer are `system` records beside the chain: nothing of the conversation hangs
on them, and they are not copied into Claude Code's own file.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.engines.base import PermissionAnswer, PermissionRequest, Verdict
from desktop_app.sessions.entries import PERMISSION_ANSWER, PERMISSION_REQUEST, EntryKind, entry_of
from desktop_app.sessions.lines import read_items_backwards
from desktop_app.sessions.records import Record, RecordContext, new_uuid

# A request that is open stands at the end of its conversation.
SEARCHED_BYTES = 4 * 1024 * 1024

_ANSWERED = {
    Verdict.ALLOW_ONCE: "Allowed once: {tool}",
    Verdict.ALLOW_CONVERSATION: "Allowed for this conversation: {tool}",
    Verdict.DENY: "Denied: {tool}",
    Verdict.DENY_AND_STOP: "Denied and stopped: {tool}",
}


def request_record(
    context: RecordContext, request: PermissionRequest, parent_uuid: str | None, now: datetime
) -> dict[str, Any]:
    """Return the record of a request, with everything that answering it later needs."""
    sentence = request.title or f"Permission asked: {request.tool_name}"
    record = context.notice(
        PERMISSION_REQUEST, sentence, uuid=new_uuid(), parent_uuid=parent_uuid, now=now
    )
    return record | {
        "permission": {
            "id": request.id,
            "toolName": request.tool_name,
            "input": dict(request.input),
            "title": request.title,
            "suggestions": [dict(suggestion) for suggestion in request.suggestions],
        }
    }


def answer_record(
    context: RecordContext,
    request: PermissionRequest,
    answer: PermissionAnswer,
    parent_uuid: str | None,
    now: datetime,
) -> dict[str, Any]:
    """Return the record of what the person said to a request."""
    sentence = _ANSWERED[answer.verdict].format(tool=request.tool_name)
    record = context.notice(
        PERMISSION_ANSWER, sentence, uuid=new_uuid(), parent_uuid=parent_uuid, now=now
    )
    return record | {
        "permission": {
            "id": request.id,
            "toolName": request.tool_name,
            "verdict": answer.verdict.value,
            "reason": answer.reason,
        }
    }


def open_request(path: Path) -> PermissionRequest | None:
    """Return the request that the conversation ends with and nobody has answered; or None.

    A request stays open until it is answered or the person has written anything else. Raises
    OSError.
    """
    read_bytes = 0
    for item in read_items_backwards(path):
        if not isinstance(item, Record) or item.is_sidechain:
            continue
        read_bytes += item.length
        subtype = item.text("subtype")
        if subtype == PERMISSION_REQUEST:
            return _request(item.fields.get("permission"))
        if subtype == PERMISSION_ANSWER or _is_prompt(item) or read_bytes > SEARCHED_BYTES:
            return None
    return None


def continuation(request: PermissionRequest, answer: PermissionAnswer) -> str:
    """Return the prompt that tells a model of an answer it no longer waits for."""
    if answer.verdict in {Verdict.ALLOW_ONCE, Verdict.ALLOW_CONVERSATION}:
        return f"You may use {request.tool_name} as you asked. Go on."
    sentence = f"Do not use {request.tool_name} as you asked."
    return f"{sentence} {answer.reason}".strip()


def _is_prompt(record: Record) -> bool:
    entry = entry_of(record)
    return entry is not None and entry.kind in {EntryKind.PROMPT, EntryKind.QUEUED_PROMPT}


def _request(fields: object) -> PermissionRequest | None:
    if not isinstance(fields, Mapping):
        return None
    given, suggestions = fields.get("input"), fields.get("suggestions")
    return PermissionRequest(
        id=str(fields.get("id", "")),
        tool_name=str(fields.get("toolName", "")),
        input=given if isinstance(given, Mapping) else {},
        title=str(fields.get("title", "")),
        suggestions=tuple(suggestions) if isinstance(suggestions, list) else (),
    )

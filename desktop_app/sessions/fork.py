"""A copy of a conversation under an id of its own, for when another program has the first open."""

import os
from pathlib import Path

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    name_without_replacing,
    sync_data,
    write_all,
)
from desktop_app.base.system_errors import reason_of
from desktop_app.sessions.adoption import PARTIAL_SUFFIX, copy_directory
from desktop_app.sessions.errors import NotSavedError
from desktop_app.sessions.lines import read_lines
from desktop_app.sessions.records import Record, encode_line, new_uuid, parse_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store


def fork(store: Store, ref: SessionRef) -> SessionRef:
    """Copy the whole history to a new conversation of ours and return that; blocks.

    Every line is kept, damaged ones as they are. Records keep their uuids and name the new
    conversation, as the forks of Claude Code's own do.

    Raises:
        SessionNotFoundError: there is no such conversation.
        NotSavedError: it can't be read, or the disk refused; no copy is left behind.
    """
    source = store.path(ref)
    copy = SessionRef(ref.project, new_uuid())
    target = store.own_path(copy)
    partial = target.with_name(target.name + PARTIAL_SUFFIX)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_renamed(source, partial, copy.session_id)
        copy_directory(source.with_suffix(""), target.with_suffix(""))
        name_without_replacing(partial, target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise NotSavedError(target, reason_of(error)) from error
    return copy


def _write_renamed(source: Path, target: Path, session_id: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | SAFE_OPEN_FLAGS
    fd = os.open(target, flags, PRIVATE_FILE)
    try:
        for _, line in read_lines(source):
            write_all(fd, _renamed(line, session_id))
        sync_data(fd)
    finally:
        os.close(fd)


def _renamed(line: bytes, session_id: str) -> bytes:
    items = tuple(parse_line(line, 0))
    if len(items) != 1 or not isinstance(items[0], Record):
        return line + b"\n"
    fields = items[0].fields
    if "sessionId" not in fields:
        return line + b"\n"
    return encode_line({**fields, "sessionId": session_id})

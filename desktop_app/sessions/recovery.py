"""After a kill: turns what checkpoints kept into interrupted replies."""

import logging
import os
from pathlib import Path

from desktop_app.base.clock import parse_iso
from desktop_app.base.errors import SempreError
from desktop_app.base.files import open_regular
from desktop_app.base.values import frozen
from desktop_app.sessions.checkpoints import (
    CHECKPOINT_SUFFIX,
    CheckpointHeader,
    header_of,
    try_lock,
)
from desktop_app.sessions.errors import InvalidSessionIdError
from desktop_app.sessions.records import Record, RecordContext, parse_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.reply import PartialText, interrupted_record
from desktop_app.sessions.store import Store

# The reply stands at the end; other programs may have added a little behind it.
SEARCHED_TAIL_LINES = 200
SET_ASIDE_SUFFIX = ".set-aside"

_log = logging.getLogger("sempre.checkpoints")


@frozen
class LostReply:
    """What one checkpoint tells."""

    header: CheckpointHeader
    text: PartialText


def recover_replies(store: Store) -> tuple[SessionRef, ...]:
    """Append every lost reply as an interrupted one and return whose they were. Blocks.

    A checkpoint is removed only after its record is durable. One that a living process writes is
    left alone; one that can't be used is set aside, never removed; one that can't be recovered
    now (a full disk) stays for the next start.
    """
    recovered: dict[SessionRef, None] = {}
    for path in sorted(store.paths.inflight.glob(f"*{CHECKPOINT_SUFFIX}")):
        try:
            if ref := _recover(store, path):
                recovered[ref] = None
        except (OSError, SempreError) as error:
            _log.warning("checkpoint %s was left for the next start: %s", path.name, error)
    return tuple(recovered)


def _recover(store: Store, path: Path) -> SessionRef | None:
    fd = open_regular(path, os.O_RDWR)
    try:
        if not try_lock(fd, path):
            return None
        return _recover_locked(store, path, _read_all(fd))
    finally:
        os.close(fd)


def _recover_locked(store: Store, path: Path, content: bytes) -> SessionRef | None:
    try:
        lost = read_checkpoint(content)
    except (ValueError, InvalidSessionIdError):
        _set_aside(path, "its header is damaged")
        return None
    if lost is None or not lost.text.blocks():
        path.unlink()
        return None
    ref = lost.header.ref
    if not store.is_ours(ref):
        _set_aside(path, "its conversation is gone")
        return None
    is_missing = not _has_record(store, ref, lost.header.position.uuid)
    if is_missing:
        _append(store, lost)
    path.unlink()
    return ref if is_missing else None


def read_checkpoint(content: bytes) -> LostReply | None:
    """Return what a checkpoint's bytes hold, None where they hold nothing; torn lines are skipped.

    Raises:
        ValueError: there is more than a header line, but no header.
        InvalidSessionIdError: the header names an impossible place.
    """
    first, _, rest = content.partition(b"\n")
    header = next((header_of(r) for r in parse_line(first, 0) if isinstance(r, Record)), None)
    if header is None:
        if rest.strip():
            raise ValueError("no header")
        return None
    text = PartialText()
    for line in rest.split(b"\n"):
        for item in parse_line(line, 0):
            for kind in ("text", "thinking"):
                if isinstance(item, Record) and (piece := item.text(kind)):
                    text.add(kind, piece)
    return LostReply(header, text)


def _append(store: Store, lost: LostReply) -> None:
    header = lost.header
    context = RecordContext(header.ref.session_id, store.cwd(header.ref))
    moment = parse_iso(header.timestamp) or store.clock.now()
    record = interrupted_record(context, header.position, lost.text, moment)
    if record is not None:
        pointer = context.last_prompt(header.prompt, header.position.uuid)
        store.append(header.ref, [record, pointer]).result()


def _has_record(store: Store, ref: SessionRef, uuid: str) -> bool:
    return any(
        isinstance(item, Record) and item.uuid == uuid
        for line in store.raw_lines(ref, tail=SEARCHED_TAIL_LINES)
        if uuid.encode() in line
        for item in parse_line(line, 0)
    )


def _set_aside(path: Path, reason: str) -> None:
    path.rename(path.with_name(path.name + SET_ASIDE_SUFFIX))
    _log.warning("checkpoint %s was set aside: %s", path.name, reason)


def _read_all(fd: int) -> bytes:
    with os.fdopen(fd, "rb", closefd=False) as file:
        return file.read()

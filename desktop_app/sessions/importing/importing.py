"""Importing, conversation by conversation; each is here whole or not at all.

Doing it again adds nothing that is here. What was done before a cancel or a crash stays valid, and
repeating completes it.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from threading import Event

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    make_private_directory,
    name_without_replacing,
    sync_data,
    write_all,
)
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen
from desktop_app.claude_code.discovery import find_transcripts
from desktop_app.claude_code.layout import encode_project
from desktop_app.sessions import adoption
from desktop_app.sessions.errors import NotSavedError, UnreadableSessionError
from desktop_app.sessions.importing import chatgpt, claude_ai
from desktop_app.sessions.importing.conversion import Converted, convert
from desktop_app.sessions.importing.elements import BrokenArrayError, read_elements
from desktop_app.sessions.importing.errors import ImportRefusedError
from desktop_app.sessions.importing.foreign import ForeignConversation, UnknownShapeError
from desktop_app.sessions.importing.source import UNREADABLE, DataExport, data_export
from desktop_app.sessions.lines import read_items
from desktop_app.sessions.records import Record, encode_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

CLAUDE_CODE = "claude-code"
_PARTIAL_SUFFIX = ".importing"


class _Outcome(StrEnum):
    NEW = "new"
    GROWN = "grown"
    KNOWN = "known"
    UNREADABLE = "unreadable"


@frozen
class ImportReport:
    """What came, or would come; the numbers are conversations."""

    source: str = ""  # "chatgpt", "claude.ai", "claude-code"; empty where nothing was found
    new: int = 0
    grown: int = 0
    known: int = 0
    unreadable: int = 0
    is_cut_off: bool = False  # the source ends early or is damaged; what stood before is counted
    is_stopped: bool = False  # it was told to stop

    def with_one(self, source: str, outcome: str) -> "ImportReport":
        """Return the report with one more conversation."""
        counted = {outcome: getattr(self, outcome) + 1}
        return replace(self, source=self.source or source, **counted)


def import_from(
    store: Store,
    path: Path,
    *,
    is_dry_run: bool = False,
    progress: Callable[[ImportReport], None] | None = None,
    cancel: Event | None = None,
) -> ImportReport:
    """Import what `path` holds, or only count it. Blocks.

    Raises:
        ImportRefusedError: there is nothing in it that can be imported.
        NotSavedError: the disk refused; the conversations before are here.
    """
    report = ImportReport()
    for report in _steps(store, path, is_dry_run=is_dry_run):
        if progress is not None:
            progress(report)
        if cancel is not None and cancel.is_set():
            return replace(report, is_stopped=True)
    if not report.source and not report.is_cut_off:
        raise ImportRefusedError(path, message("Import", "there are no conversations in it"))
    if not (report.new or report.grown or report.known):
        raise ImportRefusedError(path, message("Import", "no conversation in it can be read"))
    return report


def _steps(store: Store, path: Path, *, is_dry_run: bool) -> Iterator[ImportReport]:
    projects = _projects(path)
    if projects is not None:
        yield from _from_claude_code(store, projects, is_dry_run=is_dry_run)
        return
    with data_export(path) as export:
        yield from _from_data_export(store, export, is_dry_run=is_dry_run)


def _projects(path: Path) -> Path | None:
    """Return where a directory of Claude Code's has its transcripts."""
    if not path.is_dir():
        return None
    return next((p for p in (path / "projects", path) if next(find_transcripts(p), None)), None)


def _from_claude_code(store: Store, projects: Path, *, is_dry_run: bool) -> Iterator[ImportReport]:
    report = ImportReport()
    for file in find_transcripts(projects):
        ref = SessionRef(file.project, file.session_id)
        try:
            outcome = _unite(store, ref, file.path, is_dry_run=is_dry_run)
        except (UnreadableSessionError, OSError):
            outcome = _Outcome.UNREADABLE
        report = report.with_one(CLAUDE_CODE, outcome.value)
        yield report


def _unite(store: Store, ref: SessionRef, path: Path, *, is_dry_run: bool) -> _Outcome:
    own = store.own_path(ref)
    here = own if store.is_ours(ref) else store.their_path(ref)
    if here is not None and here.resolve() == path.resolve():
        return _Outcome.KNOWN
    is_known = here is not None
    if is_dry_run:
        with path.open("rb"):
            pass
        is_new = here is None or next(adoption.missing_lines(path, here), None) is not None
    else:
        store.adopt(ref)  # first what is on this machine, so that the union holds both
        is_new = store.adopt(ref, path)
    if not is_known:
        return _Outcome.NEW
    return _Outcome.GROWN if is_new else _Outcome.KNOWN


def _from_data_export(
    store: Store, export: DataExport, *, is_dry_run: bool
) -> Iterator[ImportReport]:
    report = ImportReport()
    home = str(Path.home().resolve())
    try:
        for value in _conversations(export):
            source, conversation = _read(value)
            if conversation is None:
                report = report.with_one(source, _Outcome.UNREADABLE.value)
                yield report
                continue
            now = store.clock.now()
            converted = convert(conversation, home, now, export.picture)
            outcome = _keep(store, converted, is_dry_run=is_dry_run)
            report = report.with_one(source, outcome.value)
            yield report
    except (BrokenArrayError, *UNREADABLE):
        yield replace(report, is_cut_off=True)


def _conversations(export: DataExport) -> Iterator[object]:
    for value in read_elements(export.stream):
        inner = value.get("conversations") if isinstance(value, dict) else None
        yield from inner if isinstance(inner, list) else (value,)


def _read(value: object) -> tuple[str, ForeignConversation | None]:
    if isinstance(value, dict):
        for program in (chatgpt, claude_ai):
            if program.is_conversation(value):
                try:
                    return program.SOURCE, program.read_conversation(value)
                except (UnknownShapeError, RecursionError):
                    return program.SOURCE, None
    return "", None


def _keep(store: Store, converted: Converted, *, is_dry_run: bool) -> _Outcome:
    if not converted.chain:
        return _Outcome.UNREADABLE
    refs = store.refs_of_id(converted.session_id)
    if not refs:
        ref = SessionRef(encode_project(converted.context.cwd), converted.session_id)
        if not is_dry_run:
            _write_new(store.own_path(ref), converted)
        return _Outcome.NEW
    return _complete(store, refs[0], converted, is_dry_run=is_dry_run)


def _complete(store: Store, ref: SessionRef, converted: Converted, *, is_dry_run: bool) -> _Outcome:
    path = store.path(ref)
    try:
        here = {i.uuid for i in read_items(path) if isinstance(i, Record) and i.uuid}
    except OSError as error:
        raise UnreadableSessionError.because(path, error) from error
    missing = [record for record in converted.chain if record["uuid"] not in here]
    if not missing:
        return _Outcome.KNOWN
    if not is_dry_run:
        leaf = store.leaf(ref)
        ends = {record["uuid"] for record in converted.chain}
        # who went on here goes on there, whatever was said elsewhere meanwhile
        goes_on = leaf if leaf is not None and leaf not in ends else converted.chain[-1]["uuid"]
        pointer = converted.context.last_prompt(converted.last_prompt, goes_on)
        store.adopt(ref)
        store.append(ref, [*missing, pointer]).result()
    return _Outcome.GROWN


def _write_new(target: Path, converted: Converted) -> None:
    leaf = converted.chain[-1]["uuid"]
    records = [*converted.chain, converted.context.last_prompt(converted.last_prompt, leaf)]
    if converted.title["customTitle"]:
        records.append(converted.title)
    partial = target.with_name(f"{target.name}.{os.getpid()}{_PARTIAL_SUFFIX}")
    try:
        make_private_directory(target.parent)
        fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | SAFE_OPEN_FLAGS, PRIVATE_FILE)
        try:
            write_all(fd, b"".join(map(encode_line, records)))
            sync_data(fd)
        finally:
            os.close(fd)
        name_without_replacing(partial, target)
    except OSError as error:
        raise NotSavedError(target, reason_of(error)) from error
    finally:
        partial.unlink(missing_ok=True)

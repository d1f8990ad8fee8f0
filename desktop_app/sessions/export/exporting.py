"""Writing one or many conversations as files, each whole or not at all."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Protocol

from desktop_app.base.errors import SempreError
from desktop_app.base.files import make_private_directory
from desktop_app.base.values import frozen
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.errors import UnreadableSessionError
from desktop_app.sessions.export.choice import ExportChoice, ExportFormat
from desktop_app.sessions.export.errors import NotWrittenError
from desktop_app.sessions.export.html import HtmlRenderer
from desktop_app.sessions.export.markdown import MarkdownRenderer
from desktop_app.sessions.export.pdf import print_pages
from desktop_app.sessions.export.print_markup import PrintRenderer
from desktop_app.sessions.export.reading import shown_entries
from desktop_app.sessions.export.records import json_pieces
from desktop_app.sessions.export.target import check_place, new_file
from desktop_app.sessions.export.words import Facts, Render, Words
from desktop_app.sessions.lines import read_exactly
from desktop_app.sessions.progress import BackupCancelledError, Progress, Watch
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.summary import Summary

_NAME_CHARS = 60
_NOT_IN_NAMES = re.compile(r"[^\w-]+")


class Renderer(Protocol):
    """Turns entries into pieces of one text."""

    def begin(self, facts: Facts) -> Iterator[str]:
        """Yield the head."""

    def entry(self, entry: Entry) -> Iterator[str]:
        """Yield one entry."""

    def end(self) -> Iterator[str]:
        """Yield the foot."""


_RENDERERS: Mapping[ExportFormat, Callable[[Words], Renderer]] = {
    ExportFormat.MARKDOWN: MarkdownRenderer,
    ExportFormat.HTML: HtmlRenderer,
    ExportFormat.PDF: PrintRenderer,
}


@frozen
class Exported:
    """One conversation that stands in a file now."""

    ref: SessionRef
    path: Path
    size_bytes: int


@frozen
class ExportReport:
    """What was written, and what was not and why."""

    exported: tuple[Exported, ...]
    failed: tuple[tuple[SessionRef, SempreError], ...]


@frozen
class Exporting:
    """What an export needs beside the conversation."""

    store: Store
    choice: ExportChoice
    render: Render  # sentences in the language of the export


def export_conversation(
    exporting: Exporting,
    ref: SessionRef,
    target: Path,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> Exported:
    """Write one conversation to the new file `target`; it is on the disk on return. Blocks.

    Raises:
        ExportError: nothing was written under that name.
        UnreadableSessionError, SessionNotFoundError: the conversation can't be read.
        BackupCancelledError: it was told to stop; nothing is left of the file.
    """
    watch = Watch(progress, cancel)
    summary = exporting.store.summary(ref)
    watch.begin("export", summary.size_bytes, 1)
    return _write(exporting, summary, target, watch)


def export_conversations(
    exporting: Exporting,
    refs: Sequence[SessionRef],
    directory: Path,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> ExportReport:
    """Write each conversation to a file of its own in `directory`, which is made where missing.

    What fails for one is told in the report, and the others go on. A file that is there already
    counts as such a failure unless it may be replaced.

    Raises:
        ExportError: the directory can't be made.
        BackupCancelledError: it was told to stop; the files that were finished stay.
    """
    watch = Watch(progress, cancel)
    summaries = [exporting.store.summary(ref) for ref in refs]
    watch.begin("export", sum(summary.size_bytes for summary in summaries), len(summaries))
    check_place(exporting.store, directory / "file")
    try:
        make_private_directory(directory)
    except OSError as error:
        raise NotWrittenError(directory, error) from error
    exported: list[Exported] = []
    failed: list[tuple[SessionRef, SempreError]] = []
    for summary in summaries:
        target = directory / file_name(summary, exporting.choice.format)
        try:
            exported.append(_write(exporting, summary, target, watch))
        except BackupCancelledError:
            raise
        except SempreError as error:
            failed.append((summary.ref, error))
        watch.add_file()
    return ExportReport(tuple(exported), tuple(failed))


def file_name(summary: Summary, kind: ExportFormat) -> str:
    """Return a name for the file: day, title and id, harmless on every system."""
    day = f"{summary.created:%Y-%m-%d} " if summary.created else ""
    title = unicodedata.normalize("NFC", summary.title)
    title = _NOT_IN_NAMES.sub(" ", title).strip()[:_NAME_CHARS].strip()
    title = title.encode("utf-8")[:120].decode("utf-8", "ignore").strip()
    return f"{day}{title} {summary.ref.session_id}".strip() + f".{kind.value}"


def _write(exporting: Exporting, summary: Summary, target: Path, watch: Watch) -> Exported:
    check_place(exporting.store, target)
    # whether it can be read is asked first, so that what fails below is the target's fault
    try:
        read_exactly(summary.path, 0, 1)
    except OSError as error:
        raise UnreadableSessionError.because(summary.path, error) from error
    now = exporting.store.clock.now()
    with new_file(target, replaces=exporting.choice.replaces) as file:
        if exporting.choice.format is ExportFormat.JSON:
            for raw in json_pieces(summary, now, watch):
                file.write(raw)
        elif exporting.choice.format is ExportFormat.PDF:
            print_pages(_pieces(exporting, summary, now, watch), summary.title, file)
        else:
            for piece in _pieces(exporting, summary, now, watch):
                file.write(piece.encode("utf-8", "replace"))
    return Exported(summary.ref, target, target.stat().st_size)


def _pieces(exporting: Exporting, summary: Summary, now: datetime, watch: Watch) -> Iterator[str]:
    words = Words(exporting.render)
    renderer = _RENDERERS[exporting.choice.format](words)
    yield from renderer.begin(words.facts(summary, now))
    for entry in shown_entries(summary.path, exporting.choice, watch):
        yield from renderer.entry(entry)
    yield from renderer.end()

"""The command that prints one conversation: as text for people, or record by record."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click
import orjson

from desktop_app.cli.conversation_text import ConversationText
from desktop_app.cli.invocation import DONE, Invocation, runs
from desktop_app.cli.options import global_options, json_option
from desktop_app.cli.output import encode_json
from desktop_app.cli.reading import note_namesakes
from desktop_app.sessions.entries import Entry, entry_of
from desktop_app.sessions.errors import UnreadableSessionError
from desktop_app.sessions.lines import (
    ParsedLine,
    read_items,
    read_parsed,
    read_parsed_backwards,
)
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.transcript import without_repeats

_CONTROL_BYTES = re.compile(rb"[\x00-\x1f]")


@click.command(short_help="Print one conversation.")
@click.argument("session_id", metavar="ID")
@click.option("--tail", type=click.IntRange(min=1), metavar="N", help="Only the last N.")
@json_option
@global_options
@runs
def show(invocation: Invocation, session_id: str, tail: int | None, as_json: bool) -> int:
    """Print a conversation as readable text, or with --json one record per line.

    With --json each record is printed byte for byte as it stands in the file; bytes that hold no
    record appear as {"type": "sempre-damage", "offset", "length", "reason"}, and a record that is
    not strict JSON is written anew. --tail counts records with --json, else what is shown. The id
    may exist under several projects: --cwd chooses; else yours, else the latest is taken.
    """
    with invocation.open_store() as store:
        ref = store.find(session_id, invocation.given_cwd)
        try:
            if as_json:
                _print_records(invocation, store.path(ref), tail)
            else:
                _print_text(invocation, _entries(store, ref, tail))
        except OSError as error:
            raise UnreadableSessionError.because(store.path(ref), error) from error
        note_namesakes(invocation, store, session_id, ref.project)
    return DONE


def _print_text(invocation: Invocation, entries: Iterable[Entry]) -> None:
    text = ConversationText(invocation.catalog)
    for entry in entries:
        for line in text.lines(entry):
            invocation.output.line(line)
        if not invocation.output.is_open:
            break
    if text.is_empty:
        invocation.output.line(invocation.translate("Cli", "This conversation is still empty."))


def _entries(store: Store, ref: SessionRef, tail: int | None) -> Iterator[Entry]:
    if tail is not None:
        yield from store.tail(ref, tail).entries[-tail:]
        return
    items = read_items(store.path(ref))
    yield from without_repeats(entry for item in items if (entry := entry_of(item)) is not None)


def _print_records(invocation: Invocation, path: Path, tail: int | None) -> None:
    if tail is None:
        lines: Iterable[ParsedLine] = read_parsed(path)
    else:
        backwards = (line for line in read_parsed_backwards(path) if line.items)
        lines = reversed(list(islice(backwards, tail)))
    for line in lines:
        for item in line.items:
            invocation.output.raw_line(_record_line(item, line.raw, line.offset))
        if not invocation.output.is_open:
            break


def _record_line(item: Record | Damage, raw: bytes, offset: int) -> bytes:
    if isinstance(item, Damage):
        return encode_json(
            {
                "type": "sempre-damage",
                "offset": item.offset,
                "length": item.length,
                "reason": item.reason.value,
            }
        )
    start = item.offset - offset
    content = raw[start : start + item.length]
    return content if _is_strict(content) else encode_json(dict(item.fields))


def _is_strict(content: bytes) -> bool:
    """Tell whether a strict reader takes these bytes, which a lenient one took as a record."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if not _CONTROL_BYTES.search(content.rstrip(b"\r")):
        return True
    try:  # a tab between tokens is fine, inside a string it is not
        orjson.loads(content)
    except orjson.JSONDecodeError:
        return False
    return True

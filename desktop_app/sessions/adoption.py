"""Taking over a conversation that Claude Code began: first a copy, later a union.

The source is only read. A crash at any moment leaves either no copy or a whole one, because the
copy gets its name last; doing it again completes it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    NotARegularFileError,
    check_regular,
    make_private_directory,
    reading,
    sync_data,
    sync_directory,
    write_all,
)
from desktop_app.sessions import union
from desktop_app.sessions.lines import CHUNK_BYTES, read_lines
from desktop_app.sessions.records import Damage, Record, RecordContext, encode_line, parse_line
from desktop_app.sessions.transcript import last_prompt, read_leaf

PARTIAL_SUFFIX = ".partial"


def copy_durably(source: Path, target: Path) -> bool:
    """Copy a regular file to a name that is not taken yet; mode 0600, on the disk on return.

    Returns False, and changes nothing, where `target` exists already.

    Raises:
        NotARegularFileError: `source` is a link, a pipe, a directory.
        OSError: it can't be read, or there is no room.
    """
    make_private_directory(target.parent)
    # named after the process: the window and the command line may adopt at the same time
    partial = target.with_name(f"{target.name}.{os.getpid()}{PARTIAL_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | SAFE_OPEN_FLAGS
    out = os.open(partial, flags, PRIVATE_FILE)
    try:
        with reading(source) as fd:
            while chunk := os.read(fd, CHUNK_BYTES):
                write_all(out, chunk)
        sync_data(out)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    finally:
        os.close(out)
    try:
        # unlike a rename, a link never replaces what another process has put there meanwhile
        os.link(partial, target)
    except FileExistsError:
        return False
    finally:
        partial.unlink(missing_ok=True)
    sync_directory(target.parent)
    return True


def copy_directory(source: Path, target: Path) -> bool:
    """Bring every regular file below `source` that is new or has grown to `target`.

    Links and special files are left out. A file that grew replaces our shorter copy only where
    that is its exact beginning; anything else of ours stays. Returns whether anything changed.
    """
    changed = False
    for path in _regular_files(source):
        copy = target / path.relative_to(source)
        if not copy.exists():
            changed |= copy_durably(path, copy)
        elif path.stat().st_size > check_regular(copy).st_size and _is_prefix(copy, path):
            grown = copy.with_name(copy.name + ".grown")
            grown.unlink(missing_ok=True)
            copy_durably(path, grown)
            grown.replace(copy)
            sync_directory(copy.parent)
            changed = True
    return changed


def missing_lines(source: Path, ours: Path) -> Iterator[bytes]:
    """Yield the lines of `source`, newline included, that `ours` lacks; see `union`.

    Where no message is new, a pointer back to our newest record follows what would lead the next
    prompt elsewhere: the inner links of turns that we have already (what Claude Code notes between
    prompt and reply), and pointers that were true at an earlier place of their file. A person who
    went back in Claude Code is followed, unless we went on meanwhile. A last line that is being
    written at this moment, or that a full disk cut off, is left for the next time.
    """
    mine = (line for _, line in read_lines(ours))
    leaf = read_leaf(ours)
    theirs = _Seeking(_finished_lines(source), leaf)
    is_chain_longer = has_messages = False
    pointer: str | None = None
    for line in union.missing_lines(theirs, mine):
        for item in parse_line(line, 0):
            if not isinstance(item, Record):
                continue
            if item.is_in_chain:
                is_chain_longer = True
                has_messages |= item.type in {"user", "assistant"}
            elif item.type == "last-prompt":
                pointer = item.text("leafUuid")
        yield line + b"\n"
    if leaf is None or has_messages:
        return
    went_back = pointer is not None and pointer == read_leaf(source) and theirs.has_found
    if is_chain_longer or (pointer is not None and not went_back):
        yield encode_line(RecordContext(ours.stem, "").last_prompt(last_prompt(ours), leaf))


class _Seeking:
    """Lines, and whether one of those that were taken names a uuid."""

    def __init__(self, lines: Iterator[bytes], uuid: str | None) -> None:
        self.has_found = False
        self._lines = lines
        self._needle = (uuid or "").encode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.has_found |= self._needle in line
            yield line


def _finished_lines(path: Path) -> Iterator[bytes]:
    held: bytes | None = None
    end = 0
    for offset, line in read_lines(path):
        if held is not None:
            yield held
        held, end = line, offset + len(line)
    if held is not None and (_has_byte_at(path, end) or not _is_torn(held)):
        yield held


def _has_byte_at(path: Path, offset: int) -> bool:
    with reading(path) as fd:
        return os.pread(fd, 1, offset) != b""


def _is_torn(line: bytes) -> bool:
    return any(isinstance(item, Damage) for item in parse_line(line, 0))


def _regular_files(directory: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(directory):
        for name in sorted(names):
            path = Path(parent, name)
            try:
                check_regular(path)
            except (NotARegularFileError, FileNotFoundError):
                continue
            yield path


def _is_prefix(shorter: Path, longer: Path) -> bool:
    with reading(shorter) as a, reading(longer) as b:
        while chunk := os.read(a, CHUNK_BYTES):
            if os.read(b, len(chunk)) != chunk:
                return False
    return True

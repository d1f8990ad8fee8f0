"""Reading an archive that anybody may have made: damaged, cut off, or hostile.

Nothing is extracted by the zip's own word. What the manifest names is streamed under the sizes
that the manifest states, and everything else in the file is a reason to refuse it.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from desktop_app.base.files import open_regular
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of
from desktop_app.sessions.archive.manifest import (
    MAX_MANIFEST_BYTES,
    Manifest,
    ManifestError,
    Member,
    decode,
)
from desktop_app.sessions.archive.names import MANIFEST, find_clash, is_safe_stored
from desktop_app.sessions.archive.seal import CHUNK_BYTES, is_seal, read_seal
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.progress import Watch

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_LOCAL_HEADER_BYTES = 30
_UNIX = 3
# What zipfile and zlib raise on damaged or strange input, the documented and the other.
_FORMAT_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    MemoryError,
)


@dataclass(frozen=True)
class Archive:
    """An open archive whose list of members agrees with its manifest; contents not yet read."""

    path: Path
    manifest: Manifest
    archive_bytes: int
    _file: BinaryIO = field(repr=False)
    _zip: zipfile.ZipFile = field(repr=False)
    _entries: Mapping[str, zipfile.ZipInfo] = field(repr=False)

    def chunks(self, member: Member) -> Iterator[bytes]:
        """Yield the content of `member`, at most 1 MiB at a time, never more than its size.

        Raises:
            BackupError: at the end at the latest, if it is not what the manifest says.
        """
        digest = sha256()
        left = member.size
        entry = self._entries[member.stored_name]
        with _naming(self.path, member.path), self._zip.open(entry) as stream:
            while chunk := stream.read(min(CHUNK_BYTES, left + 1)):
                left -= len(chunk)
                if left < 0:
                    break
                digest.update(chunk)
                yield chunk
        if left != 0 or digest.hexdigest() != member.sha256:
            raise _damaged_member(self.path, member.path)

    def verify(self, watch: Watch) -> str:
        """Read every byte; return the SHA-256 of the archive file itself.

        Raises:
            BackupError: something is damaged; the sentence names the member.
        """
        for member in self.manifest.members:
            for chunk in self.chunks(member):
                watch.add_bytes(len(chunk))
            watch.add_file()
        return self.seal()

    def seal(self) -> str:
        """Return the SHA-256 of the archive file after comparing it with the seal inside.

        Raises:
            BackupError: a byte outside of the members' contents was changed.
        """
        digest = read_seal(self._file)
        if digest is None:
            raise refused(
                self.path,
                message(
                    "Backup",
                    "The backup {name} is damaged or was changed after it was made: "
                    "its seal is broken.",
                    name=self.path.name,
                ),
            )
        return digest


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open `path` and read its manifest; nothing is written anywhere.

    Raises:
        BackupError: it can't be read, is no backup of ours, or is built in a way ours never are.
    """
    try:
        fd = open_regular(Path(os.path.realpath(path)))  # the user may name it by a link
    except OSError as error:
        raise unreadable(path, error) from error
    with os.fdopen(fd, "rb") as file:
        with _naming(path, None):
            opened = zipfile.ZipFile(file)
        with opened:
            yield _inspect(path, file, opened)


def refused(path: Path, title: Message) -> BackupError:
    """Return the error for an archive that can't be trusted."""
    return BackupError(
        title,
        data=message(
            "Backup", "Nothing was taken from it, and your conversations are as they were."
        ),
        hint=message(
            "Backup", "Use another backup; this one is kept at {path} as it is.", path=path
        ),
    )


def unreadable(path: Path, error: OSError) -> BackupError:
    """Return the error for an archive that the system does not let us read."""
    return refused(
        path,
        message(
            "Backup",
            "The backup {name} can't be read: {reason}.",
            name=path.name,
            reason=reason_of(error),
        ),
    )


def _inspect(path: Path, file: BinaryIO, opened: zipfile.ZipFile) -> Archive:
    """Check the table of contents, read the manifest, compare the two."""
    entries = opened.infolist()
    size = os.fstat(file.fileno()).st_size
    if not entries or entries[-1].filename != MANIFEST or not is_seal(opened.comment):
        raise _not_ours(path)
    for entry in entries[:-1]:
        if not is_safe_stored(entry.orig_filename):
            raise _unsafe_member(path, entry.orig_filename)
    for entry in entries:
        if not _is_plain_file(entry):
            raise _unsafe_member(path, entry.orig_filename)
    clash = find_clash(entry.orig_filename for entry in entries)
    if clash is not None:
        raise _unsafe_member(path, clash[1])
    _check_layout(path, entries)
    manifest = _read_manifest(path, opened, entries[-1])
    by_name = {entry.filename: entry for entry in entries[:-1]}
    _compare(path, manifest, by_name)
    return Archive(path, manifest, size, file, opened, by_name)


def _is_plain_file(entry: zipfile.ZipInfo) -> bool:
    mode = entry.external_attr >> 16
    return (
        entry.orig_filename == entry.filename  # zipfile cuts names at a NUL
        and entry.compress_type in _METHODS
        and not entry.flag_bits & _ENCRYPTED
        and (entry.create_system != _UNIX or stat.S_IFMT(mode) in {0, stat.S_IFREG})
    )


def _check_layout(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse overlapping members, the trick by which small bombs become large ones."""
    end = 0
    for entry in entries:
        if entry.header_offset < end:
            raise _unsafe_member(path, entry.filename)
        end = entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size


def _read_manifest(path: Path, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Manifest:
    with _naming(path, MANIFEST), opened.open(entry) as stream:
        raw = stream.read(MAX_MANIFEST_BYTES + 1)
        if len(raw) > MAX_MANIFEST_BYTES:
            raise _damaged_member(path, MANIFEST)
    try:
        return decode(raw)
    except ManifestError as error:
        raise _damaged_member(path, MANIFEST) from error


def _compare(path: Path, manifest: Manifest, entries: Mapping[str, zipfile.ZipInfo]) -> None:
    named = {member.stored_name: member.size for member in manifest.members}
    for name in named.keys() ^ entries.keys():
        raise refused(
            path,
            message(
                "Backup",
                "The backup {name} does not match its own list: {member}.",
                name=path.name,
                member=name,
            ),
        )
    for name, entry in entries.items():
        if entry.file_size != named[name]:
            raise _damaged_member(path, name)


@contextmanager
def _naming(path: Path, member: str | None) -> Iterator[None]:
    """Translate what reading raises, once, into an error that names the member."""
    try:
        yield
    except OSError as error:
        raise unreadable(path, error) from error
    except _FORMAT_ERRORS as error:
        raise (_damaged_member(path, member) if member else _not_ours(path)) from error


def _not_ours(path: Path) -> BackupError:
    return refused(
        path,
        message(
            "Backup",
            "{name} is not a complete backup made by Sempre.",
            name=path.name,
        ),
    )


def _damaged_member(path: Path, member: str) -> BackupError:
    return refused(
        path,
        message(
            "Backup",
            "The backup {name} is damaged at {member}.",
            name=path.name,
            member=member,
        ),
    )


def _unsafe_member(path: Path, member: str) -> BackupError:
    return refused(
        path,
        message(
            "Backup",
            "The archive {name} holds something that no backup of Sempre holds: {member}.",
            name=path.name,
            member=ascii(member)[1:-1][:200],
        ),
    )

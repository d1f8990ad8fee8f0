"""Writing an archive so that nothing half-made ever carries its final name."""

import errno
import io
import os
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self, cast

from desktop_app.base.files import (
    PRIVATE_FILE,
    SAFE_OPEN_FLAGS,
    name_without_replacing,
    sync_data,
)
from desktop_app.base.system_errors import words_of
from desktop_app.sessions.archive.manifest import Manifest, Member
from desktop_app.sessions.archive.names import MANIFEST, StoredNames, kind_of
from desktop_app.sessions.archive.seal import CHUNK_BYTES, EMPTY_SEAL, write_seal

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from desktop_app.sessions.progress import Watch

PARTIAL_SUFFIX = ".partial"
# Text of transcripts deflates to less than half already at level 1; higher levels cost far more
# time than they save space, and a backup that takes long is a backup that is not made.
_LEVEL = 1
_UNIX = 3
_FIRST_ZIP_YEAR = 1980
_LAST_ZIP_YEAR = 2107


class ArchiveWriter:
    """An archive being written as `<target>.partial`; leaving it without `commit` removes that.

    Order: `add` for each file, `finish`, then `commit` once the caller has read it back.
    All methods raise OSError as the system does, FileExistsError where a name is taken.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.partial = target.with_name(target.name + PARTIAL_SUFFIX)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | SAFE_OPEN_FLAGS
        self._file = _Sink(os.open(self.partial, flags, PRIVATE_FILE))
        self._zip = zipfile.ZipFile(
            cast("BinaryIO", self._file), "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL
        )
        self._ahead = ThreadPoolExecutor(1, "sempre-backup")
        self._names = StoredNames()
        self._is_committed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ahead.shutdown()
        self._file.drop()  # the zip's own closing must not write to a full disk once more
        self._zip.close()
        self._file.close()
        if not self._is_committed:
            self.partial.unlink(missing_ok=True)

    def add(self, name: str, source: int, limit: int, watch: "Watch") -> tuple[Member, str | None]:
        """Store the first `limit` bytes of the open file `source`, the file called `name`.

        Returns the member, and a reason (English words) where only a shorter beginning could be
        read: a dying disk must not keep the rest from being saved. Memory: three chunks.
        """
        status = os.fstat(source)
        stored_name = self._names.add(name)
        stream = _Stream(source, limit)
        with self._zip.open(_entry(stored_name, limit, status.st_mtime), "w") as content:
            # the next chunk is read and hashed while this one is compressed
            waiting = self._ahead.submit(stream.read)
            while chunk := waiting.result():
                waiting = self._ahead.submit(stream.read)
                content.write(chunk)
                watch.add_bytes(len(chunk))
        stored_as = None if stored_name == name else stored_name
        member = Member(name, stream.size, stream.digest, kind_of(name), stored_as)
        return member, stream.problem

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest as the last member, seal the archive, sync it to the disk."""
        content = manifest.encode()
        entry = _entry(MANIFEST, len(content), manifest.created.timestamp())
        self._zip.writestr(entry, content, zipfile.ZIP_DEFLATED, _LEVEL)
        self._zip.comment = EMPTY_SEAL
        self._zip.close()
        write_seal(cast("BinaryIO", self._file))
        sync_data(self._file.fileno())
        _forget_cached_pages(self._file.fileno())

    def commit(self) -> None:
        """Give the archive its final name, durably, without ever replacing another file.

        On return the backup survives a power cut. A crash in between leaves the partial name, or
        both names of the one complete file.
        """
        name_without_replacing(self.partial, self.target)
        self._is_committed = True


class _Stream:
    """The first `limit` bytes of an open file, hashed as they are read."""

    def __init__(self, fd: int, limit: int) -> None:
        self._fd = fd
        self._limit = limit
        self._digest = sha256()
        self.size = 0
        self.problem: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read."""
        return self._digest.hexdigest()

    def read(self) -> bytes:
        """Return the next chunk, empty at the end or where no more can be read."""
        if self.size == self._limit:
            return b""
        try:
            chunk = os.read(self._fd, min(CHUNK_BYTES, self._limit - self.size))
        except OSError as error:
            self.problem = words_of(error)
            return b""
        if not chunk:
            self.problem = "it became shorter while it was read"
        self._digest.update(chunk)
        self.size += len(chunk)
        return chunk


class _Sink(io.FileIO):
    """The file under the zip: takes every write whole, and after `drop` takes and forgets it."""

    def __init__(self, fd: int) -> None:
        super().__init__(fd, "r+b")
        self._is_dropped = False

    def write(self, data: "ReadableBuffer") -> int:
        view = memoryview(data).cast("B")
        done = len(view) if self._is_dropped else 0
        while done < len(view):
            done += super().write(view[done:])
        return len(view)

    def drop(self) -> None:
        self._is_dropped = True


def _entry(name: str, size: int, mtime: float) -> zipfile.ZipInfo:
    # UTC, so that the same data gives the same archive everywhere
    moment = time.gmtime(max(mtime, 0))[:6]
    if moment[0] < _FIRST_ZIP_YEAR:
        moment = (_FIRST_ZIP_YEAR, 1, 1, 0, 0, 0)
    elif moment[0] > _LAST_ZIP_YEAR:
        moment = (_LAST_ZIP_YEAR, 12, 31, 23, 59, 58)
    entry = zipfile.ZipInfo(name, moment)
    entry.create_system = _UNIX
    entry.external_attr = (0o100000 | PRIVATE_FILE) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined] # noqa: SLF001 - public only in 3.13
    entry.file_size = size  # decides on ZIP64 before the first byte
    return entry


def _forget_cached_pages(fd: int) -> None:
    """Ask the kernel to drop the synced pages, so that reading back reads the disk. A hint only."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)

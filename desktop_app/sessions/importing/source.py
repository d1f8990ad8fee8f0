"""What was named for an import: a zip, a file or a directory, looked at without trusting it."""

import base64
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from desktop_app.base.files import NotARegularFileError, check_regular, open_regular
from desktop_app.base.messages import message
from desktop_app.base.system_errors import reason_of
from desktop_app.sessions.attachments import LIMITS_MB, MEGABYTE, media_type_of
from desktop_app.sessions.importing.errors import ImportRefusedError

CONVERSATIONS = "conversations.json"
# Real exports hold some ten thousand files; text shrinks to a tenth at best.
MAX_MEMBERS = 200_000
MAX_RATIO = 200
MAX_BYTES = 50_000_000_000
_SUSPICIOUS_BYTES = 100_000_000
_ASSET = re.compile(r"(file[-_][A-Za-z0-9]+)")
_ENCRYPTED = 0x1
UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


class DataExport:
    """An open data export: the stream of conversations, and the pictures beside it."""

    def __init__(self, stream: IO[bytes], size_bytes: int, archive: zipfile.ZipFile | None) -> None:
        self.stream = stream
        self.size_bytes = size_bytes
        self._archive = archive
        names = archive.namelist() if archive else []
        self._assets = {
            found[1]: name for name in names if (found := _ASSET.match(name.rpartition("/")[2]))
        }

    def picture(self, pointer: str) -> dict[str, object] | None:
        """Return a picture of the export as a content block; None where it has none of it."""
        found = _ASSET.match(pointer)
        name = self._assets.get(found[1]) if found else None
        limit_bytes = LIMITS_MB["image"] * MEGABYTE
        if self._archive is None or name is None:
            return None
        try:
            if self._archive.getinfo(name).file_size > limit_bytes:
                return None
            content = self._archive.read(name)
        except UNREADABLE:
            return None
        kind = media_type_of(content) or ""
        if not kind.startswith("image/"):
            return None
        data = base64.b64encode(content).decode("ascii")
        return {"type": "image", "source": {"type": "base64", "media_type": kind, "data": data}}


@contextmanager
def data_export(path: Path) -> Iterator[DataExport]:
    """Open the conversations of a data export: a zip, its directory, or the file itself.

    Raises:
        ImportRefusedError: it can't be read, holds none, or is built to fill disks or memory.
    """
    file = path / CONVERSATIONS if path.is_dir() else path
    try:
        size_bytes = check_regular(file).st_size
        with open(open_regular(file), "rb") as raw:  # noqa: PTH123 - a descriptor, not a path
            if not zipfile.is_zipfile(raw):
                raw.seek(0)
                yield DataExport(raw, size_bytes, None)
                return
            with zipfile.ZipFile(raw) as archive:
                member = _checked(path, archive)
                with archive.open(member) as stream:
                    yield DataExport(stream, member.file_size, archive)
    except FileNotFoundError as error:
        raise ImportRefusedError(
            path, message("Import", "there are no conversations in it")
        ) from error
    except (NotARegularFileError, OSError) as error:
        raise ImportRefusedError(path, reason_of(error)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefusedError(path, message("Import", "the zip is damaged")) from error


def _checked(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    is_bomb = total > _SUSPICIOUS_BYTES and total > MAX_RATIO * max(packed, 1)
    if len(members) > MAX_MEMBERS or total > MAX_BYTES or is_bomb:
        raise ImportRefusedError(path, message("Import", "it would unpack to far too much"))
    found = [m for m in members if m.filename.rpartition("/")[2] == CONVERSATIONS]
    if not found:
        raise ImportRefusedError(path, message("Import", "there are no conversations in it"))
    member = min(found, key=lambda m: m.filename.count("/"))
    if member.flag_bits & _ENCRYPTED:
        raise ImportRefusedError(path, message("Import", "it is encrypted"))
    return member

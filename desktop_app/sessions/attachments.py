"""Files that go with a prompt: kept beside the conversation, and told to the model in its record.

What a file is, its content says and not its name. It is on the disk before the prompt that names
it, and stays there: the record holds it too, in the form that Claude Code resumes from.
"""

import base64
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from desktop_app.base.errors import SempreError
from desktop_app.base.files import make_private_directory, reading, write_durably
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.values import frozen
from desktop_app.engines.base import Attachment
from desktop_app.sessions.errors import NotSavedError
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

DIRECTORY = "attachments"
PASTED_DIRECTORY = "pasted"  # in the data directory: pictures that go with a draft
MEGABYTE = 1_000_000
# What the Messages API takes of one file; a request with all of them must stay below 32 MB, and
# base64 makes a third more.
LIMITS_MB: Mapping[str, int] = {"image": 5, "application": 20, "text": 1}
MAX_TOTAL_MB = 22
MAX_NAME_CHARS = 80

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_UNSAFE = re.compile(r"[^\w.()\[\] -]", re.UNICODE)


class AttachmentRefusedError(SempreError):
    """A file can't go with a message; nothing was saved."""

    def __init__(self, title: Message) -> None:
        super().__init__(
            title,
            data=message("Attachments", "Nothing was sent; your text is still in the composer."),
            hint=message("Attachments", "Remove the file or take another, then send again."),
        )


@frozen
class KeptFile:
    """One attachment on the disk, and the content block that tells it to a model."""

    attachment: Attachment
    block: Mapping[str, Any]


@frozen
class OfferedFile:
    """One file that could go with a prompt."""

    path: Path
    size_bytes: int
    media_type: str


def check_attachments(store: Store, files: Sequence[Path]) -> tuple[OfferedFile, ...]:
    """Return what `files` are, so that a refusal comes before anything is sent; nothing is copied.

    Raises:
        AttachmentRefusedError: one is too large, can't be read, or is of no known kind.
    """
    del store  # every piece of work is handed one
    read = [(file, _read(file)) for file in files]
    return tuple(
        OfferedFile(file, len(content), media_type_of(content) or "") for file, content in read
    )


def keep_pasted(store: Store, content: bytes, name: str) -> Path:
    """Put a pasted picture on the disk, to go with a draft; return where it stands.

    Raises:
        NotSavedError: the disk refused.
    """
    directory = store.paths.root / PASTED_DIRECTORY / sha256(content).hexdigest()[:16]
    path = directory / name
    try:
        make_private_directory(directory.parent)
        make_private_directory(directory)
        write_durably(path, content)
    except OSError as error:
        raise NotSavedError(path, reason_of(error)) from error
    return path


def drop_pasted(store: Store, files: Sequence[Path]) -> None:
    """Remove what `keep_pasted` made of these: they went with a prompt or were taken out again."""
    place = store.paths.root / PASTED_DIRECTORY
    for file in files:
        if file.parent.parent == place:
            with suppress(OSError):
                file.unlink()
                file.parent.rmdir()


def keep_attachments(store: Store, ref: SessionRef, files: Sequence[Path]) -> tuple[KeptFile, ...]:
    """Copy `files` beside the conversation; they are durable when this returns.

    Raises:
        AttachmentRefusedError: one is too large, can't be read, or is of no known kind.
        NotSavedError: the disk refused.
    """
    read = [(file, _read(file)) for file in files]
    if sum(len(content) for _, content in read) > MAX_TOTAL_MB * MEGABYTE:
        raise AttachmentRefusedError(
            message(
                "Attachments",
                "The files together are larger than {limit} MB, which is the most that one "
                "message takes.",
                limit=MAX_TOTAL_MB,
            )
        )
    directory = store.own_path(ref).with_suffix("") / DIRECTORY
    return tuple(_keep(directory, file.name, content) for file, content in read)


def media_type_of(content: bytes) -> str | None:
    """Return what a file is by its content; None where no model takes it."""
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    try:
        is_text = content.strip() != b"" and "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "text/plain" if is_text else None


def _read(file: Path) -> bytes:
    try:
        with reading(file) as fd:
            size_bytes = os.fstat(fd).st_size
            content = b"" if size_bytes > MAX_TOTAL_MB * MEGABYTE else _all(fd)
    except OSError as error:
        raise AttachmentRefusedError(
            message(
                "Attachments",
                "{name} can't be read: {reason}.",
                name=file.name,
                reason=reason_of(error),
            )
        ) from error
    media_type = media_type_of(content) if content else None
    limit_mb = LIMITS_MB[media_type.partition("/")[0]] if media_type else MAX_TOTAL_MB
    if size_bytes > limit_mb * MEGABYTE:
        raise AttachmentRefusedError(
            message(
                "Attachments",
                "{name} has {size} MB; of such a file at most {limit} MB can be sent.",
                name=file.name,
                size=-(-size_bytes // MEGABYTE),
                limit=limit_mb,
            )
        )
    if media_type is None:
        raise AttachmentRefusedError(
            message(
                "Attachments",
                "{name} is no image, PDF or text, which is what can be sent.",
                name=file.name,
            )
        )
    return content


def _all(fd: int) -> bytes:
    parts: list[bytes] = []
    while part := os.read(fd, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _keep(directory: Path, name: str, content: bytes) -> KeptFile:
    plain = _UNSAFE.sub("_", name).strip(". ")[-MAX_NAME_CHARS:] or "file"
    path = directory / f"{sha256(content).hexdigest()[:16]}-{plain}"
    try:
        make_private_directory(directory.parent)
        make_private_directory(directory)
        if not path.exists():
            write_durably(path, content)
    except OSError as error:
        raise NotSavedError(path, reason_of(error)) from error
    media_type = media_type_of(content) or "text/plain"
    return KeptFile(Attachment(path, media_type, name), _block(media_type, name, content))


def _block(media_type: str, name: str, content: bytes) -> dict[str, Any]:
    if media_type == "text/plain":
        return {"type": "text", "text": f"[{name}]\n{content.decode('utf-8')}"}
    data = base64.b64encode(content).decode("ascii")
    source = {"type": "base64", "media_type": media_type, "data": data}
    if media_type.startswith("image/"):
        return {"type": "image", "source": source}
    return {"type": "document", "source": source, "title": name}

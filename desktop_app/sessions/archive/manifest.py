"""The manifest: what an archive holds, file by file, as `manifest.json`, its last member.

Format "sempre-backup", version 1: sequence, created (UTC), files (path, size, sha256, kind),
skipped (path, reason), totals. A file that stands in the archive under another name than its own
(`names`) has that as `stored_as`. Unknown fields are ignored, so that later versions may add some.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson

from desktop_app.base.clock import parse_iso, to_iso
from desktop_app.base.values import frozen
from desktop_app.sessions.archive.names import (
    MemberKind,
    find_clash,
    is_safe,
    is_stored_name,
    kind_of,
    rescued_transcript,
)

FORMAT = "sempre-backup"
VERSION = 1
# About 200 bytes per file: more than a million files.
MAX_MANIFEST_BYTES = 256 * 1024 * 1024

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class ManifestError(ValueError):
    """The text is no manifest of ours, or contradicts itself. The words are for the log."""


@frozen
class Member:
    """One file in the archive: `path` relative to the data directory, with slashes.

    `stored_as` is its name in the archive where that is another one.
    """

    path: str
    size: int
    sha256: str
    kind: MemberKind
    stored_as: str | None = None

    @property
    def stored_name(self) -> str:
        """Its name in the archive."""
        return self.stored_as or self.path


@frozen
class Skipped:
    """A file that is not in the archive, or only its beginning, and why (English words)."""

    path: str
    reason: str


@dataclass(frozen=True)
class Manifest:
    """What an archive claims to hold."""

    sequence: int
    created: datetime
    members: tuple[Member, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether something is missing, so that nothing may be removed on its strength."""
        return bool(self.skipped)

    @cached_property
    def size_bytes(self) -> int:
        """The bytes of all files together, uncompressed."""
        return sum(member.size for member in self.members)

    @cached_property
    def conversations(self) -> int:
        """How many of the files are conversations."""
        return sum(member.kind is MemberKind.CONVERSATION for member in self.members)

    @cached_property
    def rescued(self) -> int:
        """How many transcripts that Claude Code has deleted are among them, each counted once."""
        names = (rescued_transcript(member.path) for member in self.members)
        return len({name for name in names if name is not None})

    def encode(self) -> bytes:
        """Return the manifest as indented JSON, made to be read by people too."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "sequence": self.sequence,
            "created": to_iso(self.created),
            "is_partial": self.is_partial,
            "totals": {
                "files": len(self.members),
                "conversations": self.conversations,
                "size": self.size_bytes,
            },
            "skipped": [asdict(skipped) for skipped in self.skipped],
            "files": [_fields(member) for member in self.members],
        }
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def decode(raw: bytes) -> Manifest:
    """Read a manifest and check that it agrees with itself.

    Raises:
        ManifestError: it is not one, of a later version, or names something unsafe.
    """
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ManifestError("not JSON") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ManifestError("not a manifest")
    if document.get("version") != VERSION:
        raise ManifestError(f"version {document.get('version')!r}")
    created = parse_iso(document.get("created"))
    if created is None:
        raise ManifestError("no time of creation")
    manifest = Manifest(
        sequence=_count(document, "sequence"),
        created=created,
        members=tuple(_member(item) for item in _objects(document, "files")),
        skipped=tuple(
            Skipped(str(item.get("path")), str(item.get("reason")))
            for item in _objects(document, "skipped")
        ),
    )
    _check_totals(manifest, document)
    clash = find_clash(member.stored_name for member in manifest.members)
    clash = clash or find_clash((member.path for member in manifest.members), fold=str)
    if clash is not None:
        raise ManifestError(f"two names for one file: {clash[0]!r}, {clash[1]!r}")
    return manifest


def _member(item: Mapping[str, Any]) -> Member:
    path, digest = item.get("path"), item.get("sha256")
    if not isinstance(path, str) or not is_safe(path):
        raise ManifestError(f"unsafe path {path!r}")
    if not isinstance(digest, str) or not _SHA256.match(digest):
        raise ManifestError(f"no SHA-256 for {path!r}")
    if item.get("kind") != kind_of(path):
        raise ManifestError(f"wrong kind of {path!r}")
    stored_as = item.get("stored_as")
    if stored_as is not None and not (
        isinstance(stored_as, str) and is_stored_name(stored_as, path)
    ):
        raise ManifestError(f"{path!r} is not stored under its name")
    return Member(path, _count(item, "size"), digest, kind_of(path), stored_as)


def _fields(member: Member) -> dict[str, Any]:
    fields = asdict(member)
    if member.stored_as is None:
        del fields["stored_as"]
    return fields


def _check_totals(manifest: Manifest, document: Mapping[str, Any]) -> None:
    totals = document.get("totals")
    found = {
        "files": len(manifest.members),
        "conversations": manifest.conversations,
        "size": manifest.size_bytes,
    }
    if totals != found or document.get("is_partial") is not manifest.is_partial:
        raise ManifestError("the totals do not add up")


def _objects(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = document.get(name)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ManifestError(f"no list of {name}")
    return value


def _count(document: Mapping[str, Any], name: str) -> int:
    value = document.get(name)
    if type(value) is not int or value < 0:
        raise ManifestError(f"{name} is not a count")
    return value

"""What the vault tells about itself."""

from pathlib import Path

from desktop_app.base.values import frozen
from desktop_app.claude_code.discovery import TranscriptFile


@frozen
class Unprotected:
    """A file that could be neither linked nor copied, and why, in English."""

    path: Path
    reason: str


@frozen
class Protected:
    """What one pass did: files newly linked, copies made or brought up to date, what failed.

    `lacks_room` says that copies were left out because the disk has no room for them.
    """

    linked: int = 0
    copied: int = 0
    failures: tuple[Unprotected, ...] = ()
    lacks_room: bool = False


@frozen
class VaultReport:
    """Which transcripts are safe from what, read from the directories alone.

    `transcripts` counts those in the vault. `linked` of them share their bytes with Claude Code's
    file: safe from deletion, not from a rewrite. `copied` of them exist independently as well (or
    are the last one left). `only_linked` lack that still, `rescued` exist nowhere but here,
    `unprotected` are Claude Code's without any of it. `size_bytes` is what only the vault keeps;
    `lacks_room` says that the disk has no room for the copies that are still to be made.
    """

    transcripts: int = 0
    linked: int = 0
    copied: int = 0
    older_versions: int = 0
    size_bytes: int = 0
    lacks_room: bool = False
    only_linked: tuple[TranscriptFile, ...] = ()
    rescued: tuple[TranscriptFile, ...] = ()
    unprotected: tuple[TranscriptFile, ...] = ()

r"""Which names may stand in an archive, when writing one and when reading a stranger's.

The same rule serves both ends, so a backup never holds a name that its own check refuses. It keeps
out everything that could lead out of the data directory on any system: absolute names, `..`,
drive letters, backslashes, control characters (CVE-2025-4517 is the class).
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX, is_session_id

PROJECTS = "projects"
SETTINGS = "settings.json"
MANIFEST = "manifest.json"

# NAME_MAX of every file system in use; PATH_MAX on Linux with room left for the data directory.
_MAX_PART_BYTES = 255
_MAX_NAME_BYTES = 2048
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")


class MemberKind(StrEnum):
    """What a member is to the user."""

    CONVERSATION = "conversation"
    ATTACHMENT = "attachment"
    SETTINGS = "settings"


def kind_of(name: str) -> MemberKind:
    """Return what the member `name` holds: `projects/<project>/<id>.jsonl` is a conversation."""
    if name == SETTINGS:
        return MemberKind.SETTINGS
    parts = name.split("/")
    is_transcript = len(parts) == 3 and parts[2].endswith(TRANSCRIPT_SUFFIX)
    if is_transcript and is_session_id(parts[2].removesuffix(TRANSCRIPT_SUFFIX)):
        return MemberKind.CONVERSATION
    return MemberKind.ATTACHMENT


def is_safe(name: str) -> bool:
    """Tell whether `name` stays inside the data directory and names something a backup holds."""
    if name == SETTINGS:
        return True
    parts = name.split("/")
    return parts[0] == PROJECTS and len(parts) > 1 and _fits(name) and all(map(_is_plain, parts))


def find_clash(names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first two names that are one file on a system that ignores case or accents' form.

    Also finds a name that is another's directory, which no tool could extract.
    """
    seen: dict[str, str] = {}
    parents: dict[str, str] = {}
    for name in names:
        folded = fold(name)
        other = seen.get(folded) or parents.get(folded)
        if other is not None:
            return other, name
        seen[folded] = name
        while "/" in folded:
            folded = folded.rpartition("/")[0]
            if folded in seen:
                return seen[folded], name
            if folded in parents:
                break
            parents[folded] = name
    return None


def fold(name: str) -> str:
    """Return the form in which case-insensitive, normalising file systems compare names."""
    return unicodedata.normalize("NFC", name).casefold()


def _fits(name: str) -> bool:
    try:
        raw = name.encode("utf-8")
    except UnicodeEncodeError:  # bytes that are no text; a zip could not carry them faithfully
        return False
    return len(raw) <= _MAX_NAME_BYTES


def _is_plain(part: str) -> bool:
    return (
        part not in {"", ".", ".."}
        and "\\" not in part
        and not _CONTROL.search(part)
        and not _DRIVE.match(part)
        and len(part.encode("utf-8")) <= _MAX_PART_BYTES
    )

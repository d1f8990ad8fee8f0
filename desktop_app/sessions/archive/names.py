r"""Which names may stand in an archive, when writing one and when reading a stranger's.

The same rule serves both ends, so a backup never holds a name that its own check refuses. It keeps
out everything that could lead out of the data directory on any system: absolute names, `..`,
drive letters, backslashes, control characters (CVE-2025-4517 is the class).

A file whose name differs from another's only in case stands in the archive below `same-name-2/`
(`same-name-3/`, …), so that any tool can extract both on any system; the manifest has its true
name.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from desktop_app.claude_code.layout import TRANSCRIPT_SUFFIX, is_session_id

PROJECTS = "projects"
VAULT = "vault"
VAULT_TREES = ("projects", "copies")
SETTINGS = "settings.json"
MANIFEST = "manifest.json"

# NAME_MAX of every file system in use; PATH_MAX on Linux with room left for the data directory.
_MAX_PART_BYTES = 255
_MAX_NAME_BYTES = 2048
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_STORED_APART = re.compile(r"\Asame-name-[1-9][0-9]{0,5}/")
_DRIVE = re.compile(r"[A-Za-z]:")


class MemberKind(StrEnum):
    """What a member is to the user."""

    CONVERSATION = "conversation"
    ATTACHMENT = "attachment"
    SETTINGS = "settings"
    RESCUED = "rescued"  # from the vault: what Claude Code's directory has no longer


def kind_of(name: str) -> MemberKind:
    """Return what the member `name` holds: `projects/<project>/<id>.jsonl` is a conversation."""
    if name == SETTINGS:
        return MemberKind.SETTINGS
    parts = name.split("/")
    if parts[0] == VAULT:
        return MemberKind.RESCUED
    return MemberKind.CONVERSATION if _is_transcript(parts) else MemberKind.ATTACHMENT


def rescued_transcript(name: str) -> str | None:
    """Return `<project>/<id>.jsonl` of a rescued transcript, None for anything else."""
    parts = name.split("/")
    is_rescued = parts[0] == VAULT and _is_transcript(parts[1:])
    return "/".join(parts[2:]) if is_rescued else None


def is_safe(name: str) -> bool:
    """Tell whether `name` stays inside the data directory and names something a backup holds."""
    if name == SETTINGS:
        return True
    parts = name.split("/")
    if parts[0] == VAULT:
        parts = parts[1:] if len(parts) > 1 and parts[1] in VAULT_TREES else []
    elif parts[0] != PROJECTS:
        return False
    return len(parts) > 1 and _fits(name) and all(map(_is_plain, parts))


def is_safe_stored(name: str) -> bool:
    """Tell the same of a name as it stands in the archive."""
    return is_safe(_STORED_APART.sub("", name, count=1))


def is_stored_name(stored: str, name: str) -> bool:
    """Tell whether the file `name` may stand in an archive as `stored`."""
    return _STORED_APART.sub("", stored, count=1) == name


class StoredNames:
    """Gives each file the name under which no tool on any system takes it for another one."""

    def __init__(self) -> None:
        self._apart: list[DistinctNames] = []

    def add(self, name: str) -> str:
        """Return the name for `name` in the archive, most often itself."""
        for number, names in enumerate(self._apart, 1):
            if names.add(name) is None:
                return _stored(name, number)
        self._apart.append(DistinctNames())
        self._apart[-1].add(name)
        return _stored(name, len(self._apart))


class DistinctNames:
    """Names of which none is another's, nor another's directory, as `fold` sees them."""

    def __init__(self, fold: Callable[[str], str] | None = None) -> None:
        self._fold = fold or fold_name
        self._files: dict[str, str] = {}
        self._directories: dict[str, str] = {}

    def add(self, name: str) -> str | None:
        """Take `name` in; or leave it, and return the one that it clashes with."""
        folded = self._fold(name)
        other = self._files.get(folded) or self._directories.get(folded)
        parents = list(_parents(folded))
        for parent in parents:
            other = other or self._files.get(parent)
        if other is None:
            self._files[folded] = name
            self._directories.update(dict.fromkeys(parents, name))
        return other


def find_clash(
    names: Iterable[str], fold: Callable[[str], str] | None = None
) -> tuple[str, str] | None:
    """Return the first two names that are one file on a system that ignores case or accents' form.

    Also finds a name that is another's directory, which no tool could extract. With `fold` other
    names count as the same.
    """
    distinct = DistinctNames(fold)
    for name in names:
        other = distinct.add(name)
        if other is not None:
            return other, name
    return None


def fold_name(name: str) -> str:
    """Return the form in which case-insensitive, normalising file systems compare names."""
    return unicodedata.normalize("NFC", name).casefold()


def _stored(name: str, number: int) -> str:
    return name if number == 1 else f"same-name-{number}/{name}"


def _parents(name: str) -> Iterator[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _is_transcript(parts: list[str]) -> bool:
    """Tell whether `parts` are a tree, a project in it, and `<session id>.jsonl`."""
    stem = parts[-1].removesuffix(TRANSCRIPT_SUFFIX)
    return len(parts) == 3 and stem != parts[-1] and is_session_id(stem)


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

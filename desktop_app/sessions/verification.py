"""Reading every byte of a conversation and telling what is sound and what is not."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.base.files import check_regular
from desktop_app.sessions.lines import read_items
from desktop_app.sessions.records import Damage, Record
from desktop_app.sessions.refs import SessionRef


@dataclass(frozen=True, slots=True)
class Verification:
    """What one conversation file holds. `reason` says why it could not be read at all."""

    ref: SessionRef
    path: Path
    size_bytes: int = 0
    records: int = 0
    damages: tuple[Damage, ...] = ()
    missing_parents: tuple[str, ...] = ()  # uuids that records name as parent and nobody has
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether every byte is part of a record and every chain is whole."""
        return not (self.damages or self.missing_parents or self.reason)


def verify_file(ref: SessionRef, path: Path) -> Verification:
    """Read every byte of `path` and return what was found; changes nothing, never raises."""
    records = 0
    damages: list[Damage] = []
    known: set[str] = set()
    named: dict[str, None] = {}  # parents in the order of their appearance
    try:
        size_bytes = check_regular(path).st_size
        for item in read_items(path):
            if isinstance(item, Damage):
                damages.append(item)
                continue
            records += 1
            if item.uuid:
                known.add(item.uuid)
            if item.parent_uuid and _needs_parent(item):
                named[item.parent_uuid] = None
    except OSError as error:
        return Verification(ref, path, reason=error.strerror or str(error))
    missing = tuple(uuid for uuid in named if uuid not in known)
    return Verification(ref, path, size_bytes, records, tuple(damages), missing)


def _needs_parent(record: Record) -> bool:
    # the first record of a sub-agent continues a record of another file
    return record.is_in_chain

"""The union of two versions of one conversation, line by line; neither version loses one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from desktop_app.sessions.records import Record, parse_line

_DIGEST_BYTES = 16


def missing_lines(other: Iterable[bytes], ours: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield the lines of `other` that `ours` lacks, in their order, as they came.

    Lines are compared one by one up to where the two part. Behind that a sound line counts as
    present by the uuids of its records; whatever has none (titles, pointers) or holds damage by
    its bytes, as often as it occurs.
    Lines may carry their newline or not; a blank line is missing only where all of the rest is.
    Memory: 16 bytes and overhead per line of `ours` behind the parting, none before it.
    """
    theirs, mine = iter(other), iter(ours)
    for line in theirs:
        own = next(mine, None)
        if own is None:
            yield line
            yield from theirs
            return
        if _bare(own) != _bare(line):
            yield from _absent_from(_Lines(own, mine), line, theirs)
            return


class _Lines:
    """What the rest of one version holds."""

    def __init__(self, first: bytes, rest: Iterable[bytes]) -> None:
        self._uuids: set[bytes] = set()
        self._plain: Counter[bytes] = Counter()
        self._add(first)
        for line in rest:
            self._add(line)

    def take(self, line: bytes) -> bool:
        """Tell whether `line` is there; one without uuid is used up by it."""
        if not line.strip():
            return True
        uuids = _uuids(line)
        if uuids:
            return uuids <= self._uuids
        key = _digest(_bare(line))
        if not self._plain[key]:
            return False
        self._plain[key] -= 1
        return True

    def _add(self, line: bytes) -> None:
        uuids = _uuids(line)
        self._uuids |= uuids
        if not uuids:
            self._plain[_digest(_bare(line))] += 1


def _absent_from(known: _Lines, first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    if not known.take(first):
        yield first
    yield from (line for line in rest if not known.take(line))


def _bare(line: bytes) -> bytes:
    return line.removesuffix(b"\n")


def _uuids(line: bytes) -> set[bytes]:
    """Return what identifies a sound line; nothing where only its bytes do."""
    found: set[bytes] = set()
    for item in parse_line(_bare(line), 0):
        if not isinstance(item, Record) or not item.uuid:
            return set()
        found.add(_digest(item.uuid.encode("utf-8", "surrogatepass")))
    return found


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()

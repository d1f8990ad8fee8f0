"""Every state in which a disk may legally be found after a power cut, within reason.

A cut falls after any operation. Names that were not durable yet may be there or not: all, none,
the first few, all but one, only one. Data that was not durable may be there, missing, written out
of order, torn at a sector, page or byte, or be NULs: the size was stored before the data was. With
several files, one varies while the others have everything or nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from tests.faults.power_cuts.model import Announcement, DataChange, Disk, Inode, NameChange

SECTOR_BYTES, PAGE_BYTES = 512, 4096
MAX_EDGES = 4

Piece = tuple[DataChange, bytes | None]  # what of a change arrived; None for a truncation
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file; equal where they are equal."""

    data: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class State:
    """One disk after a cut: `files` by path below the root, None for a directory.

    `announced` is what the caller had been told by then, and `seconds` the last moment at which
    the cut may have come.
    """

    label: str
    files: dict[str, Content | None]
    announced: tuple[Announcement, ...]
    seconds: float

    def write_to(self, directory: Path) -> None:
        """Make this state real in a directory that does not exist yet."""
        directory.mkdir(parents=True)
        for path in sorted(self.files):
            content = self.files[path]
            if content is None:
                (directory / path).mkdir(mode=0o700)
            else:
                (directory / path).write_bytes(content.data)


def distinct_states(disk: Disk, *, at_every_cut: bool = True) -> list[State]:
    """Return the states without repetition, each with the latest cut that may lead to it.

    Without `at_every_cut` only cuts right before a sync are taken, and the last one: until then
    uncertainty only grows, so that little is left out, and programs with hundreds of operations
    are done in time.
    """
    syncs = set(range(len(disk.times))) - {change.number for change in disk.changes}
    ends = {sync - 1 for sync in syncs} | {len(disk.times) - 1}
    cuts = range(-1, len(disk.times)) if at_every_cut else sorted(ends)
    found: dict[bytes, State] = {}
    for state in _states(disk, cuts):
        key = blake2b(digest_size=16)
        for path, content in sorted(state.files.items()):
            key.update(path.encode("utf-8", "surrogateescape") + b"\0")
            key.update(content.digest if content else b"/")
        found.pop(key.digest(), None)
        found[key.digest()] = state
    return list(found.values())


def _states(disk: Disk, cuts: Iterable[int]) -> Iterator[State]:
    contents = _Contents()
    for cut in cuts:
        issued = [change for change in disk.changes if change.number <= cut]
        names = [change for change in issued if isinstance(change, NameChange)]
        uncertain = [change for change in names if not change.is_durable_after(cut)]
        variations = _variations(issued, cut)
        announced = tuple(a for a in disk.announcements if a.after <= cut + 1)
        seconds = disk.times[cut + 1] if cut + 1 < len(disk.times) else disk.end_seconds
        for arrived in _name_choices(uncertain):
            tree = _tree(disk, names, cut, set(map(id, arrived)))
            lost = [c.label for c in uncertain if c not in arrived]
            # where only some names arrived, varying every file as well would show nothing new
            is_extreme = not lost or not arrived
            for what, choose in _data_choices(variations, with_details=is_extreme):
                files = {
                    path: None if inode.is_directory else contents.of(inode, choose(inode))
                    for path, inode in tree.items()
                }
                label = f"cut after {_label(disk, cut)}; names lost: {lost or 'none'}; {what}"
                yield State(label, files, announced, seconds)


def _variations(issued: Sequence[object], cut: int) -> dict[Inode, list[tuple[str, Pieces]]]:
    """Return for each file the contents it may have: the first has all, the second the least."""
    durable: dict[Inode, list[DataChange]] = {}
    uncertain: dict[Inode, list[DataChange]] = {}
    for change in issued:
        if isinstance(change, DataChange):
            kind = durable if change.is_durable_after(cut) else uncertain
            kind.setdefault(change.inode, []).append(change)
    return {
        inode: list(_file_choices(durable.get(inode, []), uncertain.get(inode, [])))
        for inode in durable | uncertain
    }


def _file_choices(
    durable: Sequence[DataChange], uncertain: Sequence[DataChange]
) -> Iterator[tuple[str, Pieces]]:
    def whole(changes: Sequence[DataChange]) -> Pieces:
        return tuple((change, change.content) for change in changes)

    def together(pieces: Pieces) -> Pieces:
        everything = (*whole(durable), *pieces)
        return tuple(sorted(everything, key=lambda piece: piece[0].number))

    yield "all data", together(whole(uncertain))
    yield "no data", together(())
    for position, change in enumerate(uncertain):
        before, after = uncertain[:position], uncertain[position + 1 :]
        if position:
            yield f"data before {change.label}", together(whole(before))
        if before or after:
            yield f"data without {change.label}", together((*whole(before), *whole(after)))
        for how, content in _damaged(change):
            yield f"{change.label} {how}", together((*whole(before), (change, content)))


def _damaged(change: DataChange) -> Iterator[tuple[str, bytes]]:
    """Yield what may have arrived of one write other than all and nothing."""
    content = change.content
    if not content:
        return
    yield "as NULs", bytes(len(content))
    for edge in _edges(change.offset, len(content)):
        rest = len(content) - edge
        yield f"torn at {edge}", content[:edge]
        yield f"with NULs before {edge}", bytes(edge) + content[edge:]
        yield f"with NULs from {edge}", content[:edge] + bytes(rest)


def _edges(offset: int, length: int) -> list[int]:
    """Return where a write may be cut: its first and last byte, its middle, sectors, pages."""
    aligned = {
        edge - offset
        for step in (SECTOR_BYTES, PAGE_BYTES)
        for edge in range((offset // step + 1) * step, offset + length, step)
    }
    sample = sorted(aligned)
    if len(sample) > MAX_EDGES:
        half = MAX_EDGES // 2
        sample = sample[:half] + sample[-half:]
    return sorted(edge for edge in {1, length // 2, length - 1, *sample} if 0 < edge < length)


def _name_choices(uncertain: list[NameChange]) -> Iterator[list[NameChange]]:
    positions = range(len(uncertain))
    choices = [
        tuple(positions),
        (),
        *(tuple(range(count)) for count in positions),
        *(tuple(p for p in positions if p != left_out) for left_out in positions),
        *((only,) for only in positions),
    ]
    for choice in dict.fromkeys(choices):
        yield [uncertain[position] for position in choice]


def _data_choices(
    variations: dict[Inode, list[tuple[str, Pieces]]], *, with_details: bool
) -> Iterator[tuple[str, Callable[[Inode], Pieces]]]:
    """Yield which content each file has: everywhere all or nothing, or one file in between."""

    def everywhere(which: int, special: Inode | None = None, pieces: Pieces = ()):
        def choose(inode: Inode) -> Pieces:
            if inode is special:
                return pieces
            return variations[inode][which][1] if inode in variations else ()

        return choose

    for which, what in enumerate(("all data", "no data")):
        yield what, everywhere(which)
    if not with_details:
        return
    for inode, choices in variations.items():
        for label, pieces in choices[2:]:
            for which, what in enumerate(("all", "no")):
                yield f"{label}, {what} data elsewhere", everywhere(which, inode, pieces)


def _tree(disk: Disk, names: list[NameChange], cut: int, arrived: set[int]) -> dict[str, Inode]:
    tree = dict(disk.initial)
    for change in names:
        if change.is_durable_after(cut) or id(change) in arrived:
            change.apply(tree)
    reachable: dict[str, Inode] = {}
    for path in sorted(tree):
        parent = path.rpartition("/")[0]
        if path == disk.root or parent == disk.root or parent in reachable:
            reachable[path] = tree[path]
    return {
        path.removeprefix(disk.root + "/"): inode
        for path, inode in reachable.items()
        if path != disk.root
    }


def _label(disk: Disk, cut: int) -> str:
    at_cut = [change.label for change in disk.changes if change.number == cut]
    return f"operation {cut} ({at_cut[0] if at_cut else 'sync' if cut >= 0 else 'begin'})"


class _Contents:
    """Builds each content once."""

    def __init__(self) -> None:
        self._built: dict[tuple[Inode, tuple[tuple[int, bytes | None], ...]], Content] = {}

    def of(self, inode: Inode, pieces: Pieces) -> Content:
        key = (inode, tuple((change.number, content) for change, content in pieces))
        if key not in self._built:
            data = _build(inode.initial, pieces)
            self._built[key] = Content(data, blake2b(data, digest_size=16).digest())
        return self._built[key]


def _build(initial: bytes, pieces: Pieces) -> bytes:
    built = bytearray(initial)
    for change, content in pieces:
        if len(built) < change.offset:
            built += bytes(change.offset - len(built))
        if content is None:
            del built[change.offset :]
        else:
            built[change.offset : change.offset + len(content)] = content
    return bytes(built)

"""Reading every byte of a conversation and telling what is sound and what is not."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path

from desktop_app.base.files import check_regular
from desktop_app.base.system_errors import words_of
from desktop_app.base.values import frozen
from desktop_app.sessions.chains import MAX_LISTED, ChainFigures, Chains
from desktop_app.sessions.lines import read_exactly, read_items
from desktop_app.sessions.records import Damage, Record, parse_line
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import SummaryFold
from desktop_app.sessions.tool_calls import ToolCalls

_NO_CHAIN = ChainFigures()


@frozen
class Verification:
    """What one conversation file holds. `reason` says why it could not be read at all.

    Of each kind the first `MAX_LISTED` are named; `damaged`, `chain` and `orphan_tool_calls` count
    all. What only describes the conversation is told and is no damage: a branch that was left, a
    loop, an interrupted tool call, an id that is used twice. Reading in file order meets it all.
    """

    ref: SessionRef
    path: Path
    size_bytes: int = 0
    records: int = 0
    messages: int = 0
    damaged: int = 0
    damages: tuple[Damage, ...] = ()
    chain: ChainFigures = _NO_CHAIN
    missing_parents: tuple[str, ...] = ()  # uuids that records name as parent and nobody has
    cycles: tuple[str, ...] = ()  # one uuid of each loop of records that continue each other
    conflicts: tuple[str, ...] = ()  # uuids under which different bytes stand
    orphan_tool_calls: int = 0
    uses_without_result: tuple[str, ...] = ()
    results_without_use: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether every byte is part of a record and no record is missing."""
        return not (self.damaged or self.chain.missing_parents or self.reason)


def verify_file(
    ref: SessionRef,
    path: Path,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    on_read: Callable[[int], None] = lambda _: None,
) -> Verification:
    """Read every byte of `path` and return what was found; changes nothing.

    `on_read` is told the bytes of each record. Raises concurrent.futures.CancelledError when
    `should_stop` says so, and what `on_read` raises.
    """
    try:
        size_bytes = check_regular(path).st_size
        fold = _Fold(path)
        for item in read_items(path):
            if should_stop():
                raise CancelledError
            fold.add(item)
            on_read(item.length)
        return fold.result(ref, size_bytes)
    except OSError as error:
        return Verification(ref, path, reason=words_of(error))


class _Fold:
    """Takes the items of one file in their order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._summary = SummaryFold()
        self._damages: list[Damage] = []
        self._chains = Chains()
        self._tools = ToolCalls()
        self._conflicts: dict[str, None] = {}

    def add(self, item: Record | Damage) -> None:
        """Take the next item; raises OSError where an earlier one can't be read again."""
        self._summary.add(item)
        if isinstance(item, Damage):
            if len(self._damages) < MAX_LISTED:
                self._damages.append(item)
            return
        self._tools.add(item)
        earlier = self._chains.add(item)
        if earlier is not None and item.uuid and len(self._conflicts) < MAX_LISTED:
            before = read_exactly(self._path, *earlier)
            if before != read_exactly(self._path, item.offset, item.length):
                self._conflicts[item.uuid] = None

    def result(self, ref: SessionRef, size_bytes: int) -> Verification:
        """Return what was found."""
        facts = self._summary.facts()
        chain, loops = self._chains.figures()
        return Verification(
            ref,
            self._path,
            size_bytes,
            facts.records,
            facts.messages,
            facts.damaged,
            tuple(self._damages),
            chain,
            self._chains.missing_parents(),
            tuple(self._uuid_at(*place) for place in loops),
            tuple(self._conflicts),
            self._tools.orphans,
            self._tools.uses_without_result,
            self._tools.results_without_use,
        )

    def _uuid_at(self, offset: int, length: int) -> str:
        for item in parse_line(read_exactly(self._path, offset, length), offset):
            if isinstance(item, Record) and item.uuid:
                return item.uuid
        return ""  # the file changed under us

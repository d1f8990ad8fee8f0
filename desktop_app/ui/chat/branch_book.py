"""Which messages of the open conversation stand beside others: edited prompts, replies made again.

Rows ask while they are built; what is not known yet is asked of the outline once they were painted,
all rows of a moment at once, and told when it is there.
"""

from collections.abc import Mapping
from concurrent.futures import CancelledError

from PySide6.QtCore import QObject, Signal

from desktop_app.base.errors import SempreError
from desktop_app.base.files import check_regular
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.outline import Branch, branch_points
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.ui.store_worker import StoreWorker

# The outline reads the file through once; of a larger one only who asks is told (message menu).
ASKED_BY_ITSELF_BYTES = 48 * 1024 * 1024

Branches = tuple[Branch, ...]


class BranchBook(QObject):
    """The branches at the rows of one conversation. Lives on the window's thread."""

    found = Signal(object)  # frozenset: uuids of messages at which branches are known now

    def __init__(
        self, worker: StoreWorker, tasks: TaskOwner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._tasks = tasks
        self._ref: SessionRef | None = None
        self._known: dict[str, Branches] = {}
        self._numbers: dict[str, int] = {}
        self._wanted: set[str] = set()
        self._is_asking = False

    def show(self, ref: SessionRef | None) -> None:
        """Know another conversation from now on."""
        self._ref = ref
        self._known = {}
        self._numbers = {}
        self._wanted = set()
        self._is_asking = False

    def at(self, uuid: str) -> Branches:
        """Return the branches of which one begins with a message; none where that is not known.

        Then the next `look` asks for it, and `found` tells if there are any.
        """
        known = self._known.get(uuid)
        if known is not None or self._ref is None:
            return known or ()
        self._known[uuid] = ()
        self._wanted.add(uuid)
        return ()

    def look(self) -> None:
        """Ask for what rows wanted to know. Call it after a painting: no frame waits for it."""
        if self._ref is not None and self._wanted and not self._is_asking:
            self._is_asking = True
            self._tasks.start(self._ask(self._ref, self._known), "look for branches")

    def number_of(self, uuid: str) -> int:
        """Return which of its branches begins with a message, from 1 on; 0 where none is known."""
        return self._numbers.get(uuid, 0)

    def learn(self, branches: Branches) -> None:
        """Take branches that somebody asked for."""
        # all of them are learned together, so the first one speaks for the others
        if not branches or self._known.get(branches[0].uuid) == branches:
            return
        self._numbers.update((branch.uuid, n) for n, branch in enumerate(branches, 1))
        uuids = frozenset(branch.uuid for branch in branches)
        self._known.update(dict.fromkeys(uuids, branches))
        self.found.emit(uuids)

    async def _ask(self, ref: SessionRef, known: dict[str, Branches]) -> None:
        try:
            while known is self._known and self._wanted:
                uuids, self._wanted = self._wanted, set()
                points = await self._worker.run(_small_branch_points, ref, tuple(uuids))
                if known is self._known:
                    for branches in {id(found): found for found in points.values()}.values():
                        self.learn(branches)
        except (SempreError, CancelledError):
            return  # the page tells what can't be read; rows go without
        finally:
            if known is self._known:
                self._is_asking = False


def _small_branch_points(
    store: Store, ref: SessionRef, uuids: tuple[str, ...]
) -> Mapping[str, Branches]:
    size_bytes = store.read(ref, lambda path: check_regular(path).st_size)
    return branch_points(store, ref, uuids) if size_bytes <= ASKED_BY_ITSELF_BYTES else {}

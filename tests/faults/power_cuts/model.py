"""A disk as a program's calls change it, and from when on each change survives a power cut.

The rules, the strictest that POSIX allows: what was written to a file is volatile until a later
successful fsync or fdatasync of it; a name that was made, moved or removed is volatile until its
directory is synced (both directories, for a move between two). Under EXT4 a successful sync of
anything also commits every name changed before it, as that file system's journal does. After a
failed sync the changes it covered are never durable again: the kernel reports the error once and
forgets the pages.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import PurePosixPath

from tests.faults.power_cuts.system_calls import SystemCall

NEVER = 1 << 60

_Action = Callable[[SystemCall], None]


class Rules(Enum):
    """Which file system's promises hold."""

    POSIX = auto()
    EXT4 = auto()


class UnmodelledCallError(Exception):
    """The program did something to a file that this model does not understand."""


@dataclass(eq=False)
class Inode:
    """A file or directory; `initial` is what was in it before the program began."""

    is_directory: bool = False
    initial: bytes = b""
    size: int = 0


@dataclass(eq=False)
class Change:
    """Something that a power cut may undo, until `durable_from` operations were issued."""

    number: int
    label: str
    durable_from: int = NEVER
    is_poisoned: bool = False

    def is_durable_after(self, cut: int) -> bool:
        return self.durable_from <= cut


@dataclass(eq=False)
class DataChange(Change):
    """Bytes written at an offset; with `content` None the file is cut or extended to `offset`."""

    inode: Inode = field(default_factory=Inode)
    offset: int = 0
    content: bytes | None = None


@dataclass(eq=False)
class NameChange(Change):
    """A name that was made (`inode`), moved (`source` and `target`) or removed (no `inode`)."""

    target: str = ""
    source: str | None = None
    inode: Inode | None = None
    unsynced: set[str] = field(default_factory=set)

    def apply(self, names: dict[str, Inode]) -> None:
        if self.source is not None:
            moved = names.pop(self.source, None)
            if moved is None:
                return
            names[self.target] = moved
            inside = [name for name in names if name.startswith(self.source + "/")]
            for name in inside:
                names[self.target + name.removeprefix(self.source)] = names.pop(name)
        elif self.inode is None:
            names.pop(self.target, None)
        else:
            names[self.target] = self.inode


@dataclass(frozen=True)
class Announcement:
    """What the program told its caller when `after` operations had been issued."""

    after: int
    seconds: float
    line: bytes


@dataclass
class _OpenFile:
    inode: Inode
    position: int = 0
    is_appending: bool = False


class Disk:
    """Replays calls; afterwards `changes`, `announcements` and `times` tell the whole story."""

    def __init__(
        self,
        root: str,
        initial: dict[str, Inode],
        *,
        rules: Rules = Rules.POSIX,
        ignored: str = r"(?!)",
    ) -> None:
        self.root = root
        self.initial = initial
        self.changes: list[Change] = []
        self.announcements: list[Announcement] = []
        self.times: list[float] = []  # when the operation of that number was issued
        self.end_seconds = 0.0
        self._names = dict(initial)
        self._rules = rules
        self._ignored = re.compile(ignored)
        self._open: dict[int, _OpenFile] = {}
        self._operations_after = [0]  # by number of calls that came back
        self._said = b""
        self._actions: dict[str, _Action] = {
            "open": self._opened, "openat": self._opened, "creat": self._opened,
            "close": self._closed, "lseek": self._moved,
            "dup": self._duplicated, "dup2": self._duplicated, "dup3": self._duplicated,
            "write": self._wrote, "pwrite64": self._wrote_at,
            "ftruncate": self._truncated,
            "rename": self._renamed, "renameat": self._renamed, "renameat2": self._renamed,
            "unlink": self._removed, "unlinkat": self._removed, "rmdir": self._removed,
            "mkdir": self._made_directory, "mkdirat": self._made_directory,
            "link": self._linked, "linkat": self._linked,
        }  # fmt: skip

    def replay(self, call: SystemCall) -> None:
        """Take the next call that came back."""
        self.end_seconds = call.seconds
        if call.name in {"fsync", "fdatasync"}:
            self._synced(call)
        elif call.name in {"clone", "clone3", "fork", "vfork"}:
            if "CLONE_THREAD" not in " ".join(call.arguments) and call.result > 0:
                raise UnmodelledCallError("the program started another process")
        elif not call.has_failed:
            if call.name in self._actions:
                self._actions[call.name](call)
            elif self._concerns_us(call):
                raise UnmodelledCallError(call.name)
        self._operations_after.append(len(self.times))

    # --- descriptors

    def _opened(self, call: SystemCall) -> None:
        path = call.result_path
        if not self._is_ours(path):
            self._open.pop(call.result, None)
            return
        flags = " ".join(call.arguments)
        if path not in self._names:
            self._name(f"create {self._short(path)}", path, inode=Inode())
        inode = self._names[path]
        if "O_TRUNC" in flags and inode.size:
            self._change_data(inode, 0, None, f"truncate {self._short(path)}")
        self._open[call.result] = _OpenFile(inode, 0, "O_APPEND" in flags)

    def _closed(self, call: SystemCall) -> None:
        self._open.pop(call.descriptor(0), None)

    def _moved(self, call: SystemCall) -> None:
        if file := self._open.get(call.descriptor(0)):
            file.position = call.result

    def _duplicated(self, call: SystemCall) -> None:
        if file := self._open.get(call.descriptor(0)):
            self._open[call.result] = file
        else:
            self._open.pop(call.result, None)

    # --- data

    def _wrote(self, call: SystemCall) -> None:
        content = call.data(1)[: call.result]
        file = self._open.get(call.descriptor(0))
        if file is None:
            if call.descriptor(0) == 1:
                self._announced(call, content)
            return
        offset = file.inode.size if file.is_appending else file.position
        file.position = offset + len(content)
        self._change_data(file.inode, offset, content, self._label(call))

    def _wrote_at(self, call: SystemCall) -> None:
        if file := self._open.get(call.descriptor(0)):
            content = call.data(1)[: call.result]
            self._change_data(file.inode, int(call.arguments[3]), content, self._label(call))

    def _truncated(self, call: SystemCall) -> None:
        if file := self._open.get(call.descriptor(0)):
            self._change_data(file.inode, int(call.arguments[1]), None, self._label(call))

    def _change_data(self, inode: Inode, offset: int, content: bytes | None, label: str) -> None:
        number = self._issue()
        self.changes.append(DataChange(number, label, inode=inode, offset=offset, content=content))
        end = offset + len(content or b"")
        inode.size = offset if content is None else max(inode.size, end)

    def _announced(self, call: SystemCall, content: bytes) -> None:
        *lines, self._said = (self._said + content).split(b"\n")
        self.announcements += (Announcement(len(self.times), call.seconds, line) for line in lines)

    # --- names

    def _made_directory(self, call: SystemCall) -> None:
        path = self._argument_path(call, "mkdirat")
        if self._is_ours(path):
            self._name(f"mkdir {self._short(path)}", path, inode=Inode(is_directory=True))

    def _removed(self, call: SystemCall) -> None:
        path = self._argument_path(call, "unlinkat")
        if self._is_ours(path):
            self._name(f"remove {self._short(path)}", path)

    def _renamed(self, call: SystemCall) -> None:
        source, target = self._two_paths(call, plain="rename")
        if self._is_ours(source) != self._is_ours(target):
            raise UnmodelledCallError(f"a move across the border: {source} -> {target}")
        if self._is_ours(source):
            label = f"rename {self._short(source)} -> {self._short(target)}"
            self._name(label, target, source=source)

    def _linked(self, call: SystemCall) -> None:
        source, target = self._two_paths(call, plain="link")
        if self._is_ours(target):
            if source not in self._names:
                raise UnmodelledCallError(f"a link to {source}, which is not below the root")
            self._name(f"link {self._short(target)}", target, inode=self._names[source])

    def _name(
        self, label: str, target: str, *, source: str | None = None, inode: Inode | None = None
    ) -> None:
        directories = {str(PurePosixPath(path).parent) for path in (target, source) if path}
        change = NameChange(
            self._issue(), label, target=target, source=source, inode=inode, unsynced=directories
        )
        change.apply(self._names)
        self.changes.append(change)

    # --- durability

    def _synced(self, call: SystemCall) -> None:
        path = call.descriptor_path(0)
        file = self._open.get(call.descriptor(0))
        if file is None or (not self._is_ours(path) and path != self.root):
            return
        issued_before = self._operations_after[call.begun_after]
        covered = [c for c in self.changes if c.number < issued_before and c.durable_from == NEVER]
        number = self._issue()
        for change in covered:
            if isinstance(change, DataChange) and change.inode is file.inode:
                if call.has_failed:
                    change.is_poisoned = True
                elif not change.is_poisoned:
                    change.durable_from = number
            elif isinstance(change, NameChange) and not call.has_failed:
                if file.inode.is_directory:
                    change.unsynced.discard(path)
                if not change.unsynced or self._rules is Rules.EXT4:
                    change.durable_from = number

    def _issue(self) -> int:
        self.times.append(self.end_seconds)
        return len(self.times) - 1

    # --- places

    def _is_ours(self, path: str) -> bool:
        if path == self.root:
            return True
        return path.startswith(self.root + "/") and not self._ignored.search(self._short(path))

    def _concerns_us(self, call: SystemCall) -> bool:
        """Tell whether a call without a rule above may change a file below the root."""
        if call.name == "mmap":
            is_writing = "MAP_SHARED" in call.arguments[3] and "PROT_WRITE" in call.arguments[2]
            return is_writing and self._is_ours(call.descriptor_path(4))
        if call.name in {"sync", "syncfs"}:
            return True
        return any(self._is_ours(call.descriptor_path(n)) for n in range(len(call.arguments)))

    def _short(self, path: str) -> str:
        return path.removeprefix(self.root + "/")

    def _label(self, call: SystemCall) -> str:
        return f"{call.name} {self._short(call.descriptor_path(0))}"

    @staticmethod
    def _argument_path(call: SystemCall, at_form: str) -> str:
        return call.path(1, relative_to=0) if call.name == at_form else call.path(0)

    @staticmethod
    def _two_paths(call: SystemCall, plain: str) -> tuple[str, str]:
        if call.name == plain:
            return call.path(0), call.path(1)
        return call.path(1, relative_to=0), call.path(3, relative_to=2)

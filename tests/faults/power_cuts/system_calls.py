"""What a program asked of the system, as `strace -f -y -xx -ttt` tells it.

With `-xx` every string is hexadecimal, so a line can be taken apart without knowing quoting rules.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Everything that changes a file, a name, or what a descriptor means.
TRACED = (
    "open,openat,creat,close,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,"
    "fsync,fdatasync,sync,syncfs,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,link,"
    "linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,lseek,mmap,clone,clone3,fork,vfork,dup,dup2,dup3,"
    "sendfile,copy_file_range"
)

_LINE = re.compile(r"(\d+)\s+([\d.]+) (.*)", re.DOTALL)
_UNFINISHED = " <unfinished ...>"
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)", re.DOTALL)
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+|\?)(?:<(.*?)>)?(.*)", re.DOTALL)
_DESCRIPTOR = re.compile(r"(-?\d+|AT_FDCWD)(?:<(.*)>)?\Z", re.DOTALL)
_HEXADECIMAL = re.compile(r"\\x([0-9a-f]{2})")
_DELETED = " (deleted)"


@dataclass(frozen=True, slots=True)
class SystemCall:
    """One call that came back; `begun_after` calls had come back when it began."""

    name: str
    arguments: tuple[str, ...]
    result: int
    result_path: str
    begun_after: int
    seconds: float  # since the epoch, when it came back or, for a whole line, when it began

    @property
    def has_failed(self) -> bool:
        return self.result < 0

    def data(self, position: int) -> bytes:
        """The bytes of a string argument."""
        return unhex(self.arguments[position])

    def descriptor(self, position: int) -> int:
        number = _descriptor(self.arguments[position])[0]
        return -1 if number == "AT_FDCWD" else int(number)

    def descriptor_path(self, position: int) -> str:
        """Where the descriptor leads, as the kernel names it."""
        return _descriptor(self.arguments[position])[1].removesuffix(_DELETED)

    def path(self, position: int, *, relative_to: int | None = None) -> str:
        """A path argument; `relative_to` is the position of the `…at` call's directory."""
        directory = "" if relative_to is None else self.descriptor_path(relative_to)
        text = self.data(position).decode("utf-8", "surrogateescape")
        return str(Path(directory, text))


def strace_problem() -> str:
    """Say why nothing can be traced here; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    command = ["strace", "-qq", "-e", "trace=none", "true"]
    probe = subprocess.run(command, capture_output=True, check=False)
    return "" if probe.returncode == 0 else "this process may not trace others (ptrace)"


def strace(output: Path, *options: str) -> list[str]:
    """Return the words to put before a command so that its calls are written to `output`."""
    return ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-ttt", "-qq", "-s", "100000000",
            "-o", str(output), "-e", f"trace={TRACED}", "-e", "signal=none", *options]  # fmt: skip


def read_calls(trace: Path) -> Iterator[SystemCall]:
    """Yield the calls in the order in which they came back."""
    unfinished: dict[str, tuple[str, int]] = {}
    count = 0
    with trace.open(encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            match = _LINE.match(line.rstrip("\n"))
            if match is None:
                continue
            process, seconds, body = match.groups()
            if body.endswith(_UNFINISHED):
                unfinished[process] = (body.removesuffix(_UNFINISHED).rstrip(), count)
                continue
            begun_after = count
            if resumed := _RESUMED.match(body):
                head, begun_after = unfinished.pop(process, ("", count))
                body = head + resumed[1]
            call = _CALL.match(body)
            if call is None or call[3] == "?":
                continue
            name, arguments, result, path, _ = call.groups()
            yield SystemCall(name, _split(arguments), int(result), _text(path or ""),
                             begun_after, float(seconds))  # fmt: skip
            count += 1


def unhex(text: str) -> bytes:
    return bytes(int(digits, 16) for digits in _HEXADECIMAL.findall(text))


def _text(path: str) -> str:
    return unhex(path).decode("utf-8", "surrogateescape") if "\\x" in path else path


def _descriptor(argument: str) -> tuple[str, str]:
    match = _DESCRIPTOR.match(argument)
    return (match[1], _text(match[2] or "")) if match else ("-1", "")


def _split(arguments: str) -> tuple[str, ...]:
    """Split at the commas that stand in no braces, brackets or quotes."""
    pieces: list[str] = []
    depth, begin, is_quoted = 0, 0, False
    for position, letter in enumerate(arguments):
        if letter == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif letter in "{[(":
            depth += 1
        elif letter in "}])":
            depth -= 1
        elif letter == "," and depth == 0:
            pieces.append(arguments[begin:position].strip())
            begin = position + 1
    last = arguments[begin:].strip()
    return (*pieces, last) if last else tuple(pieces)

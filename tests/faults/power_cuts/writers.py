"""Writers that append lines, right and wrong, so that the enumerator itself can be judged.

    python writers.py HOW DIRECTORY

Each prints `saved N` when it calls line N durable.
"""

import os
import sys
from pathlib import Path

LINES = [b'{"n":%d,"text":"%s"}\n' % (n, b"word " * 120) for n in range(3)]


def say(number: int) -> None:
    os.write(1, b"saved %d\n" % number)


def sync_directory(directory: Path) -> None:
    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(fd)
    os.close(fd)


def append(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def right(directory: Path) -> None:
    fd = append(directory / "lines.jsonl")
    sync_directory(directory)
    for number, line in enumerate(LINES):
        os.write(fd, line)
        os.fdatasync(fd)
        say(number)


def acknowledging_before_the_sync(directory: Path) -> None:
    fd = append(directory / "lines.jsonl")
    sync_directory(directory)
    for number, line in enumerate(LINES):
        os.write(fd, line)
        say(number)
        os.fdatasync(fd)


def without_syncing_the_directory(directory: Path) -> None:
    fd = append(directory / "lines.jsonl")
    for number, line in enumerate(LINES):
        os.write(fd, line)
        os.fdatasync(fd)
        say(number)


def newline_after_the_sync(directory: Path) -> None:
    fd = append(directory / "lines.jsonl")
    sync_directory(directory)
    for number, line in enumerate(LINES):
        os.write(fd, line.removesuffix(b"\n"))
        os.fdatasync(fd)
        say(number)
        os.write(fd, b"\n")


def retrying_a_failed_sync(directory: Path) -> None:
    fd = append(directory / "lines.jsonl")
    sync_directory(directory)
    for number, line in enumerate(LINES):
        os.write(fd, line)
        try:
            os.fdatasync(fd)
        except OSError:
            os.fdatasync(fd)
        say(number)


def replacing_without_a_sync(directory: Path) -> None:
    for number in range(len(LINES)):
        partial = directory / "lines.partial"
        fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(fd, b"".join(LINES[: number + 1]))
        os.close(fd)
        partial.rename(directory / "lines.jsonl")
        sync_directory(directory)
        say(number)


def writing_through_a_mapping(directory: Path) -> None:
    import mmap

    with (directory / "lines.jsonl").open("wb+") as file:
        file.truncate(4096)
        with mmap.mmap(file.fileno(), 4096) as mapping:
            mapping[: len(LINES[0])] = LINES[0]
            mapping.flush()
    say(0)


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))

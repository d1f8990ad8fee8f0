"""Pages made by a process of its own, so that Qt is loaded by nobody else and can't fail us."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import desktop_app
from desktop_app.sessions.export.errors import NoPdfError

PRINTER = "desktop_app.ui.pdf_printing"
# Parts are laid out one after the other; each begins on a page of its own.
PART_CHARS = 200_000
PART_END = b"\0"


def print_pages(pieces: Iterable[str], title: str, out: BinaryIO) -> None:
    """Lay out pieces of simple HTML as a PDF and write it to the file `out`. Blocks.

    Raises:
        NoPdfError: the process could not be started or failed.
        OSError: the disk refused.
    """
    with TemporaryFile() as refusal:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", PRINTER, f"/dev/fd/{out.fileno()}", title],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=refusal,
                pass_fds=(out.fileno(),),
                env=_environment(),
            )
        except OSError as error:
            raise NoPdfError(error.strerror or "") from error
        with process:
            try:
                _feed(process, pieces)
            except BrokenPipeError:
                pass  # its exit code tells
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            refusal.seek(0)
            words = refusal.read(4000).decode("utf-8", "replace").strip().splitlines()
            raise NoPdfError(words[-1][:300] if words else f"code {process.returncode}")


def _feed(process: "subprocess.Popen[bytes]", pieces: Iterable[str]) -> None:
    pipe = process.stdin
    if pipe is None:
        return
    with pipe:
        written = 0
        for piece in pieces:
            pipe.write(piece.encode("utf-8", "replace"))
            written += len(piece)
            if written >= PART_CHARS:
                pipe.write(PART_END)
                written = 0


def _environment() -> dict[str, str]:
    # the package may stand in a checkout that only this process knows
    root = os.fspath(Path(desktop_app.__file__).parent.parent)
    known = os.environ.get("PYTHONPATH")
    path = f"{root}{os.pathsep}{known}" if known else root
    return os.environ | {"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}

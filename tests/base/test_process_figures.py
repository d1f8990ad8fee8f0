"""Figures of this process follow what it really holds."""

import mmap
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop_app.base.process_figures import measure_process

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's table is Linux's")


def counted():
    """Return handles, threads and children."""
    figures = measure_process()
    return figures.handles or 0, figures.threads, figures.children or 0


@linux_only
def test_handles_threads_and_children_are_counted():
    null = Path(os.devnull)
    handles, threads, children = before = counted()
    with null.open(), null.open():
        assert counted() == (handles + 2, threads, children)
    release = threading.Event()
    thread = threading.Thread(target=release.wait)
    thread.start()
    child = subprocess.Popen(["sleep", "30"])
    try:
        during = counted()
    finally:
        release.set()
        thread.join()
        child.kill()
        child.wait()

    assert during[1:] == (threads + 1, children + 1)
    assert counted() == before


@linux_only
def test_memory_is_what_is_resident():
    with mmap.mmap(-1, 40 << 20) as block:  # its own pages: an allocation may reuse resident ones
        before = measure_process().memory_bytes or 0
        block.write(b"x" * len(block))
        assert (measure_process().memory_bytes or 0) - before > 39 << 20


def test_a_system_without_the_table_tells_only_the_threads(tmp_path):
    figures = measure_process(tmp_path)

    assert (figures.memory_bytes, figures.handles, figures.children) == (None, None, None)

"""The transcript: opening, scrolling, streaming and giants, as ratios within one run.

python tests/benchmarks/bench_transcript.py [--big-mb 100] [--rounds 3] [--messages 400]

Opening compares the window over a big and a small conversation with a bare window; scrolling
compares with a QTextDocument that lays out and paints the same messages; streaming compares its
last tenth with its first.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QApplication

from desktop_app.sessions.entries import EntryKind, EntryState
from desktop_app.ui.chat.code_colors import load_common
from desktop_app.ui.chat.rows.row import Folds, RowSettings
from desktop_app.ui.chat.style import make_style
from desktop_app.ui.chat.transcript_view import TranscriptView
from desktop_app.ui.models.streamed_reply import StreamedReply
from desktop_app.ui.models.transcript_model import TranscriptModel
from desktop_app.ui.theme import LIGHT
from tests.fakes.entries import EntryFile, entry
from tests.fakes.transcripts import encoded, prompt, reply, write_transcript

MB = 1024 * 1024
SIZE_PX = (800, 700)
WHEEL_PX = 72
PIECE_BYTES = 20
PIECES_PER_FRAME = 8  # 10 KB/s at 60 frames a second
STREAMED_KB = 200
WORDS = "always kept never lost it goes on until somebody reads all of it again".split()  # noqa: SIM905
BARE = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTextBrowser())
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def text_of(number, source):
    """Return Markdown such as replies are made of, 0.5 to 2 KB."""
    sentence = " ".join(source.choices(WORDS, k=source.randint(30, 90)))
    code = "\n".join(f"    value_{n} = compute({n}, 'x')" for n in range(source.randint(2, 10)))
    return (
        f"## Part {number}\n\n{sentence} **strong** and `code`.\n\n- one\n- two {number}\n\n"
        f"```python\ndef part_{number}():\n{code}\n```\n\n{sentence}"
    )


def percentile(samples, share):
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed_ms(action):
    """Return the CPU time of `action`: others may be busy on this machine."""
    start = process_time()
    action()
    return (process_time() - start) * 1000


# --- opening


def conversation_of(size_mb, projects, number):
    source = Random(number)  # noqa: S311 - the same texts each time
    texts = [text_of(n, source) for n in range(200)]
    records = []
    for text in texts:
        records += [prompt("And then?", cwd="/bench"), reply(text, message_id=None)]
    block = encoded(*records)
    ref, path = write_transcript(projects, number, project="-bench")
    with path.open("ab") as file:
        while path.stat().st_size < size_mb * MB:
            file.write(block)
            file.flush()
    return ref


def run_once(arguments, home):
    """Return the peak memory in MB and the seconds of one process."""
    environment = os.environ | {"HOME": str(home)}
    start = perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return usage.ru_maxrss / 1024, perf_counter() - start


def bench_opening(root, big_mb, rounds):
    claude = root / "claude"
    refs = {size: conversation_of(size, claude / "projects", size) for size in (1, big_mb)}
    painted = {size: [] for size in refs}
    memory = {size: [] for size in refs}
    bare = []
    for turn in range(rounds):
        bare.append(run_once(["-c", BARE], root)[1] * 1000)
        for size, ref in refs.items():
            timings = root / "timings.json"
            peak_mb, _ = run_once(
                ["-m", "desktop_app", "--data-dir", str(root / f"data-{size}-{turn}"),
                 "--claude-dir", str(claude), "--session", ref.session_id,
                 "--timings", str(timings), "--quit-when-painted"],
                root,
            )  # fmt: skip
            painted[size].append(json.loads(timings.read_text())["transcript_painted"])
            memory[size].append(peak_mb)
    bare_ms, small_ms, big_ms = map(statistics.median, (bare, painted[1], painted[big_mb]))
    print(f"opening: bare window            {bare_ms:8.0f} ms (whole process)")
    print(f"opening: 1 MB painted           {small_ms:8.0f} ms   {small_ms / bare_ms:.2f} x bare")
    print(f"opening: {big_mb} MB painted         {big_ms:8.0f} ms   {big_ms / small_ms:.2f} x 1 MB")
    small_mb, large_mb = statistics.median(memory[1]), statistics.median(memory[big_mb])
    print(f"opening: peak memory            {large_mb:8.0f} MB   {large_mb / small_mb:.2f} x 1 MB")


# --- scrolling


def made_view(entries):
    model = TranscriptModel()
    style = make_style(LIGHT, QApplication.font(), 1.0)
    settings = RowSettings(style, Folds(), lambda: date(2026, 11, 22), {})
    view = TranscriptView(model, settings)
    view.resize(*SIZE_PX)
    view.show()
    QApplication.processEvents()  # before that a window is not exposed, and paints nothing
    assert view.windowHandle().isExposed()
    file = EntryFile(entries)
    model.reset(file.tail(len(entries)))
    view.viewport().repaint()
    return view, model


def bare_costs_ms(texts, width_px):
    """Return what each message costs a bare QTextDocument: reading, layout, painting."""
    picture = QImage(*SIZE_PX, QImage.Format.Format_ARGB32_Premultiplied)
    costs = []
    for text in texts:
        start = process_time()
        document = QTextDocument()
        document.setMarkdown(text)
        document.setTextWidth(width_px)
        painter = QPainter(picture)
        document.drawContents(painter)
        painter.end()
        costs.append((process_time() - start) * 1000)
    return costs


def bench_scrolling(count):
    source = Random(7)  # noqa: S311 - the same texts each time
    texts = [text_of(n, source) for n in range(count)]
    entries = [entry(n, text, EntryKind.REPLY) for n, text in enumerate(texts)]
    view, _ = made_view(entries)
    bare_ms = bare_costs_ms(texts, view.column.text_width_px)
    one_ms = percentile(bare_ms, 0.99)

    def move(action):
        def step():
            action()
            # paints what is to be painted, as the window does it once a frame
            QApplication.sendEvent(view, QEvent(QEvent.Type.UpdateRequest))

        return timed_ms(step)

    def visible_ms():
        return sum(bare_ms[row] for row in {placed.row for placed in view.row_flow.placed})

    wheel = [move(lambda: view.scroll_pixels(-WHEEL_PX)) for _ in range(count)]
    seen = [move(lambda: view.scroll_pixels(WHEEL_PX)) for _ in range(count // 4)]
    print(f"scrolling: bare message     p50 {statistics.median(bare_ms):6.2f} p99 {one_ms:6.2f} ms")
    report("wheel step, first seen", wheel, one_ms)
    report("wheel step, seen before", seen, one_ms)
    view.close()

    view, _ = made_view(entries)
    costs, pages = [], []
    while view.row_flow.offset_px > 0 and len(pages) < count:
        pages.append(move(lambda: view.keys._scroll_page(-1)))
        costs.append(visible_ms())
    report("page, first seen", pages, percentile(costs, 0.99))
    view.close()

    view, _ = made_view(entries)
    costs, jumps = [], []
    for _ in range(count // 4):
        share = source.random()
        jumps.append(move(lambda share=share: view.verticalScrollBar().setValue(
            int(share * view.verticalScrollBar().maximum()))))  # fmt: skip
        costs.append(visible_ms())
    report("jump", jumps, percentile(costs, 0.99))
    view.close()


def report(name, samples, against_ms):
    p50, p99 = statistics.median(samples), percentile(samples, 0.99)
    ratio = p99 / against_ms
    print(f"scrolling: {name:24s} p50 {p50:6.2f} p99 {p99:6.2f} ms   p99 {ratio:.2f} x bare")


# --- streaming


def bench_streaming():
    source = Random(3)  # noqa: S311 - the same texts each time
    text = ""
    while len(text) < STREAMED_KB * 1024:
        text += text_of(len(text), source) + "\n\n"
    pieces = [text[n : n + PIECE_BYTES] for n in range(0, STREAMED_KB * 1024, PIECE_BYTES)]
    load_common()  # as the window does beside its first seconds
    view, model = made_view([entry(0, "Go on", EntryKind.PROMPT)])
    head = entry(1, "", EntryKind.REPLY, state=EntryState.STREAMING, blocks=(), offset=-1)
    reply_in_flight = StreamedReply(head)
    model.begin_streaming(reply_in_flight)
    tenth = len(pieces) // 10
    costs, longest = [], 0.0
    for part in range(10):
        start = process_time()
        for number, piece in enumerate(pieces[part * tenth : (part + 1) * tenth]):
            reply_in_flight.add_text(piece)
            if number % PIECES_PER_FRAME == 0:
                longest = max(longest, timed_ms(lambda: frame(view, model)))
        costs.append((process_time() - start) * 1000 / (STREAMED_KB / 10))
    print(
        f"streaming {STREAMED_KB} KB: first tenth {costs[0]:.2f}, last {costs[-1]:.2f} ms CPU/KB,"
        f" {costs[-1] / costs[0]:.2f} x; longest frame {longest:.1f} ms"
    )
    view.close()


def frame(view, model):
    model.announce_streaming()
    view.viewport().repaint()


# --- giants


def bench_giants():
    word = "x" * MB
    code = "```python\n" + "value = compute('text', 12)  # why\n" * (MB // 34) + "```"
    prose = "\n\n".join(" ".join(WORDS) for _ in range(10 * MB // 80))
    made_view([entry(0, text_of(0, Random(1)), EntryKind.REPLY)])[0].close()  # noqa: S311
    for name, text in (("1 MB word", word), ("1 MB code", code), ("10 MB message", prose)):
        for kind in (EntryKind.REPLY, EntryKind.PROMPT):
            longest_stalls(f"{name}, {kind.value}", text, kind)


def longest_stalls(name, text, kind):
    source = Random(1)  # noqa: S311 - the same texts each time
    around = [entry(n, text_of(n, source), EntryKind.REPLY) for n in range(20)]
    entries = [*around[:10], entry(10, text, kind), *around[11:]]
    view = None

    def opened():
        nonlocal view
        view, _ = made_view(entries)

    opening = timed_ms(opened)

    def scrolled(steps, delta_px):
        def step():
            view.scroll_pixels(delta_px)
            view.viewport().repaint()

        return max(timed_ms(step) for _ in range(steps))

    folded = scrolled(150, -90)
    keys = view.shelf.row(10).toggle_keys
    unfolding = 0.0
    for key in keys:

        def unfold(key=key):
            view.toggle(key, 10)
            view.viewport().repaint()

        unfolding = max(unfolding, timed_ms(unfold))
    view.show_row(10)
    unfolded = scrolled(150, 90)
    ends = timed_ms(view.jump_to_end)
    print(
        f"giant: {name:24s} open {opening:7.1f}  scroll {folded:6.1f}  show all {unfolding:7.1f}"
        f"  scroll it {unfolded:6.1f}  to the end {ends:6.1f} ms (longest)"
    )
    view.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--big-mb", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--messages", type=int, default=400)
    parser.add_argument("--only", choices=("opening", "scrolling", "streaming", "giants"))
    options = parser.parse_args()
    app = QApplication([])
    app.setStyle("Fusion")
    if options.only in {None, "scrolling"}:
        bench_scrolling(options.messages)
    if options.only in {None, "streaming"}:
        bench_streaming()
    if options.only in {None, "giants"}:
        bench_giants()
    if options.only in {None, "opening"}:
        with tempfile.TemporaryDirectory(dir=".") as directory:
            bench_opening(Path(directory).resolve(), options.big_mb, options.rounds)


if __name__ == "__main__":
    main()

"""The chat page over a real store and manager: sending, stopping, reading, jumping."""

import asyncio
import errno
import os
from contextlib import asynccontextmanager
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.base.tasks import TaskOwner
from desktop_app.engines.base import TextDelta, ThinkingDelta
from desktop_app.sessions.entries import EntryKind, EntryState
from desktop_app.sessions.errors import NotSavedError
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.ui.chat.composer import ComposerState
from desktop_app.ui.chat.page import ChatPage
from desktop_app.ui.dialogs.day_dialog import DayDialog
from desktop_app.ui.theme import LIGHT
from tests.fakes.engines import FakeFactory, final
from tests.fakes.transcripts import prompt, reply, write_transcript


async def until(condition):
    """Return when `condition` holds; the test's own limit ends a wait in vain."""
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)


@pytest.fixture
def engines():
    return FakeFactory()


@pytest.fixture
def opened(qtbot, paths, claude_dir, clock, engines, tmp_path):
    """Return an async context manager that gives a page over a conversation."""

    @asynccontextmanager
    async def open_page(ref=None):
        with Store(paths, claude_dir, clock) as store:
            async with SessionManager(store, engines) as manager, TaskOwner() as tasks:
                ref = ref or await manager.create(tmp_path)
                page = ChatPage(manager, tasks, LIGHT, clock)
                qtbot.addWidget(page)
                page.resize(800, 600)
                page.show()
                unsubscribe = manager.subscribe(page.on_event)
                page.show_conversation(ref, await manager.open(ref))
                yield page
                unsubscribe()
                await manager.stop(ref)
                page.hide()

    return open_page


@pytest.fixture
def long_conversation(claude_dir):
    """Prompts far from each other: 600 records with five prompts among them."""
    records = []
    for number in range(600):
        if number % 120 == 60:
            records.append(prompt(f"question {number}", uuid=f"question-{number}"))
        else:
            records.append(reply(f"answer {number}", message_id=f"m{number}", uuid=f"a-{number}"))
    ref, _ = write_transcript(claude_dir / "projects", 7, *records)
    return ref


def texts(page):
    return [page.model.entry(row).text for row in range(page.model.rowCount())]


def is_pending(page):
    return page.composer.state is ComposerState.PENDING


def send(qtbot, page, text):
    page.composer.edit.setPlainText(text)
    qtbot.keyClick(page.composer.edit, Qt.Key.Key_Return)


async def test_the_text_stays_until_it_is_on_the_disk(qtbot, opened, engines):
    async with opened() as page:
        send(qtbot, page, "Where is it?")
        assert is_pending(page)
        assert page.composer.text == "Where is it?"
        qtbot.keyClick(page.composer.edit, Qt.Key.Key_Return)
        await until(lambda: not is_pending(page))
        assert page.composer.text == ""
        await until(lambda: engines.made and engines.latest.turns)
        assert texts(page)[0] == "Where is it?"
        assert page.model.entry(0).state is EntryState.SAVED
        assert len(engines.latest.turns) == 1


async def test_a_text_that_was_not_saved_stays_and_is_told(qtbot, opened, monkeypatch, caplog):
    async with opened() as page:
        errors = []
        page.errorOccurred.connect(errors.append)

        def full(*_arguments):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as disk:
            disk.setattr(os, "write", full)
            send(qtbot, page, "Keep this")
            await until(lambda: errors)
        assert isinstance(errors[0], NotSavedError)
        assert page.composer.text == "Keep this"
        assert not is_pending(page)
        assert texts(page) == []


async def test_a_reply_is_streamed_then_saved_in_its_row(qtbot, opened, engines):
    async with opened() as page:
        send(qtbot, page, "Go")
        await until(lambda: engines.made and engines.latest.turns)
        engines.latest.send(ThinkingDelta("let me see"), TextDelta("Hello **"), TextDelta("you**"))
        await until(lambda: texts(page)[-1] == "Hello **you**")
        assert page.model.entry(1).state is EntryState.STREAMING
        assert page.composer.stop_button.isVisible()
        engines.latest.send(final("Hello **you**"), None)
        await until(lambda: page.model.entry(1).state is EntryState.SAVED)
        await until(lambda: not page.composer.stop_button.isVisible())
        assert texts(page) == ["Go", "Hello **you**"]


async def test_esc_stops_the_reply_and_its_beginning_stays(qtbot, opened, engines):
    async with opened() as page:
        send(qtbot, page, "Go")
        await until(lambda: engines.made and engines.latest.turns)
        engines.latest.send(TextDelta("The beginning"))
        await until(lambda: texts(page)[-1] == "The beginning")
        qtbot.keyClick(page.composer.edit, Qt.Key.Key_Escape)
        await until(lambda: page.model.entry(1).is_interrupted)
        assert texts(page) == ["Go", "The beginning"]


async def test_a_reply_that_fails_is_told_and_leaves_no_row(qtbot, opened, engines, caplog):
    async with opened() as page:
        errors = []
        page.errorOccurred.connect(errors.append)
        send(qtbot, page, "Go")
        await until(lambda: engines.made and engines.latest.turns)
        engines.latest.send(RuntimeError("broken"))
        await until(lambda: errors and page.model.streaming is None)
        assert texts(page)[0] == "Go"
        assert all(
            page.model.entry(row).uuid != "streaming" for row in range(page.model.rowCount())
        )


async def test_a_draft_of_another_conversation_is_not_cleared(qtbot, opened, tmp_path):
    async with opened() as page:
        manager, first = page._service, page.ref
        send(qtbot, page, "for the first")
        second = await manager.create(tmp_path)
        page.show_conversation(second, await manager.open(second))
        page.set_draft("for the second")
        await until(lambda: first not in page._pending)
        assert page.composer.text == "for the second"
        await manager.stop(first)


async def test_coming_back_to_a_pending_text_shows_it_as_such(qtbot, opened, monkeypatch):
    async with opened() as page:
        first, last_page = page.ref, await page._service.tail(page.ref, 10)
        saved = asyncio.Event()
        submit = page._service.submit

        async def slowly(*arguments, **options):
            await saved.wait()
            return await submit(*arguments, **options)

        monkeypatch.setattr(page._service, "submit", slowly)
        send(qtbot, page, "on its way")
        page.show_conversation(first, last_page)
        page.set_draft("an older draft")
        assert page.composer.text == "on its way"
        assert is_pending(page)
        saved.set()
        await until(lambda: not is_pending(page))
        assert page.composer.text == ""


async def test_a_message_outside_of_the_window_is_read_and_shown(opened, long_conversation):
    async with opened(long_conversation) as page:
        page.jump_to("question-60")
        await until(lambda: page.view.currentIndex().row() >= 0)
        assert page.model.entry(page.view.currentIndex().row()).text == "question 60"


async def test_a_jump_waits_for_the_read_that_is_under_way(opened, long_conversation):
    async with opened(long_conversation) as page:
        page.history.load_before()
        assert page.history.is_reading
        page.jump_to("a-3")
        await until(lambda: page.view.currentIndex().row() >= 0)
        assert page.model.entry(page.view.currentIndex().row()).text == "answer 3"


async def test_a_jump_to_nowhere_says_so(opened, long_conversation):
    async with opened(long_conversation) as page:
        page.jump_to("no-such-uuid")
        await until(page._strip.isVisible)
        assert "not in this conversation" in page._strip.words


async def test_own_messages_are_found_beyond_the_window(opened, long_conversation):
    async with opened(long_conversation) as page:
        found = []
        for expected in (540, 420, 300):
            page.go_to_prompt(-1)
            await until(lambda e=expected: _current_text(page) == f"question {e}")
            found.append(_current_text(page))
        page.go_to_prompt(1)
        await until(lambda: _current_text(page) == "question 420")


def _current_text(page):
    row = page.view.currentIndex().row()
    return page.model.entry(row).text if row >= 0 else ""


async def test_home_and_end_reach_the_ends_of_the_file(qtbot, opened, long_conversation):
    async with opened(long_conversation) as page:
        qtbot.keyClick(page.view, Qt.Key.Key_Home)
        await until(lambda: page.model.entry(0).text == "answer 0")
        assert page.model.has_after
        qtbot.keyClick(page.view, Qt.Key.Key_End)
        await until(lambda: not page.model.has_after)
        assert texts(page)[-1] == "answer 599"
        assert page.view.row_flow.is_at_end


async def test_what_another_program_appends_is_shown(opened, claude_dir, long_conversation):
    async with opened(long_conversation) as page:
        with page._service._store.path(long_conversation).open("ab") as file:
            file.write(b'{"type":"user","uuid":"late","message":{"content":"late"}}\n')
        page.refresh()
        await until(lambda: texts(page)[-1] == "late")
        assert page.view.row_flow.is_at_end


async def test_a_file_that_cannot_be_read_is_told_and_read_again(opened, long_conversation):
    async with opened(long_conversation) as page:
        path = page._service._store.path(long_conversation)
        aside = path.rename(path.with_suffix(".aside"))
        page.history.load_start()
        await until(page._strip.isVisible)
        aside.rename(path)
        page._strip.retryRequested.emit()
        await until(lambda: page.model.entry(0).text == "answer 0")
        assert not page._strip.isVisible()


async def test_authors_are_called_by_their_engines_labels(qtbot, opened, engines):
    async with opened() as page:
        send(qtbot, page, "Go")
        await until(lambda: engines.made and engines.latest.turns)
        engines.latest.send(final("Done"), None)
        await until(lambda: page.model.rowCount() == 2 and page.model.streaming is None)
        assert page.model.entry(1).kind is EntryKind.REPLY
        heads = [part for part in page.view.shelf.row(1).parts if hasattr(part, "author")]
        assert [part.author for part in heads] == ["Conducted"]


async def test_a_drag_on_the_bar_reads_the_place_and_of_many_wishes_the_last(
    opened, long_conversation
):
    async with opened(long_conversation) as page:
        bar = page.view.bar
        reads = []
        page.history.readSucceeded.connect(lambda: reads.append(1))
        bar.setSliderDown(True)
        for share in (0.9, 0.7, 0.6, 0.4, 0.25):
            bar.setSliderPosition(round(share * bar.maximum()))
        bar.setSliderDown(False)
        await until(lambda: not page.history.is_reading and len(reads) > 1)
        placed = page.view.row_flow.placed
        shown = [page.model.entry(part.row).text.split()[-1] for part in placed]
        assert any(abs(int(number) - 150) < 8 for number in shown)
        assert len(reads) <= 4
        assert bar.value() == pytest.approx(0.25 * bar.maximum(), rel=0.02)


async def test_own_messages_are_reached_however_far_away(claude_dir, opened):
    records = [prompt("the first question", uuid="first")]
    records += [reply(f"answer {n}", message_id=f"m{n}", uuid=f"a-{n}") for n in range(900)]
    ref, _ = write_transcript(claude_dir / "projects", 8, *records)
    async with opened(ref) as page:
        page.go_to_prompt(-1)
        await until(
            lambda: page.model.entry(max(0, page.view.currentIndex().row())).uuid == "first"
        )
        assert page.view.row_flow.placed[0].row == 0
        assert not page.model.has_before


@pytest.mark.parametrize(("day", "uuid"), [(3, "day-3"), (4, "day-6"), (1, "day-3")])
async def test_a_day_shows_its_first_message_or_the_next_one(claude_dir, opened, day, uuid):
    records = [
        reply(f"text {d} {n}", message_id=f"m{d}-{n}", uuid=f"day-{d}" if not n else f"{d}-{n}",
              timestamp=f"2026-11-{d:02}T12:00:{n % 60:02}.000Z")
        for d in (3, 6, 9) for n in range(200)
    ]  # fmt: skip
    ref, _ = write_transcript(claude_dir / "projects", 9, *records)
    async with opened(ref) as page:
        page._walk.go_to_day(date(2026, 11, day))
        await until(lambda: page.model.entry(max(0, page.view.currentIndex().row())).uuid == uuid)


@pytest.fixture
def dated_conversation(claude_dir):
    stamp = "2026-11-03T12:00:00.000Z"
    ref, _ = write_transcript(claude_dir / "projects", 10, prompt("one", timestamp=stamp))
    return ref


async def test_a_day_behind_the_last_message_is_told(opened, dated_conversation):
    async with opened(dated_conversation) as page:
        page._walk.go_to_day(date(2096, 1, 1))
        await until(page._strip.isVisible)
        assert page._strip.words == "Nothing was written here on that day or later."


async def test_the_day_is_asked_for_in_a_calendar(qtbot, opened, dated_conversation):
    async with opened(dated_conversation) as page:
        page.go_to_day()
        dialog = page.findChild(DayDialog)
        chosen = []
        dialog.dayChosen.connect(chosen.append)
        dialog.calendar.setSelectedDate(QDate(2026, 11, 5))
        qtbot.mouseClick(dialog.findChild(QPushButton, "dayGoButton"), Qt.MouseButton.LeftButton)
        assert chosen == [date(2026, 11, 5)]
        await until(page._strip.isVisible)

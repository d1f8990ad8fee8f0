"""Find in a conversation, over a real store and manager."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import Qt

from desktop_app.base.tasks import TaskOwner
from desktop_app.engines.base import TextDelta
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.ui.chat.page import ChatPage
from desktop_app.ui.theme import LIGHT
from tests.fakes.engines import FakeFactory, final
from tests.fakes.transcripts import encoded, prompt, reply, write_transcript


async def until(condition):
    """Return when `condition` holds; the test's own limit ends a wait in vain."""
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)


@pytest.fixture
def engines():
    return FakeFactory()


@pytest.fixture
def opened(qtbot, paths, claude_dir, clock, engines):
    """Return an async context manager that gives a page over a conversation."""

    @asynccontextmanager
    async def open_page(ref):
        with Store(paths, claude_dir, clock) as store:
            async with SessionManager(store, engines) as manager, TaskOwner() as tasks:
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
def conversation(claude_dir):
    """600 replies; every hundredth has two needles, the one in the middle deep inside code."""
    records = []
    for number in range(600):
        text = f"answer {number}"
        if number == 300:
            code = "\n".join(f"line {n}" for n in range(200))
            text = f"A Needle.\n\n```\n{code}\nneedle\n```"
        elif number % 100 == 0:
            text = f"needle and Needle {number}"
        records.append(reply(text, message_id=f"m{number}", uuid=f"a-{number}"))
    ref, path = write_transcript(claude_dir / "projects", 7, *records)
    return ref, path


def find(qtbot, page, text):
    page.finder.open()
    page.finder.bar.field.setText(text)
    qtbot.keyClick(page.finder.bar.field, Qt.Key.Key_Return)


def words(page):
    return page.finder.bar.words


def current_text(page):
    """Return the text of the current hit, which is in view."""
    hit = page.view.hits.current
    if hit is None:
        return None
    for placed in page.view.row_flow.placed:
        entry = page.model.entry(placed.row)
        if entry.offset == hit.offset and placed.number == hit.part:
            top = placed.top + placed.part.line_top_px(hit.start)
            assert 0 <= top < page.view.viewport().height()
            return entry.uuid, placed.part.text(hit.start, hit.end)
    return None


async def test_all_hits_are_counted_and_gone_through_with_the_keys(qtbot, opened, conversation):
    async with opened(conversation[0]) as page:
        find(qtbot, page, "needle")
        await until(lambda: words(page) == "12 of 12")
        await until(lambda: current_text(page) == ("a-500", "Needle"))
        qtbot.keyClick(page.finder.bar.field, Qt.Key.Key_Return)
        await until(lambda: words(page) == "1 of 12" and not page.history.is_reading)
        await until(lambda: current_text(page) == ("a-0", "needle"))
        modifier = Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(page.finder.bar.field, Qt.Key.Key_Return, modifier)
        await until(lambda: words(page) == "12 of 12" and not page.history.is_reading)
        await until(lambda: current_text(page) == ("a-500", "Needle"))


async def test_a_hit_in_folded_code_far_away_is_read_and_opened(qtbot, opened, conversation):
    async with opened(conversation[0]) as page:
        find(qtbot, page, "needle")
        await until(lambda: words(page) == "12 of 12")
        for _ in range(5):
            qtbot.mouseClick(page.finder.bar.up, Qt.MouseButton.LeftButton)
        await until(lambda: words(page) == "7 of 12" and not page.history.is_reading)
        await until(lambda: current_text(page) == ("a-300", "Needle"))
        qtbot.mouseClick(page.finder.bar.down, Qt.MouseButton.LeftButton)
        await until(lambda: current_text(page) == ("a-300", "needle"))


async def test_hits_are_marked_in_the_text_and_on_the_scroll_bar(qtbot, opened, conversation):
    async with opened(conversation[0]) as page:
        find(qtbot, page, "needle")
        await until(lambda: words(page) == "12 of 12")
        await until(lambda: current_text(page) == ("a-500", "Needle"))
        ticks = page.view.bar.ticks
        assert len(ticks) == 6
        assert ticks[0] == 0
        assert 0.75 < ticks[-1] < 0.9
        theme = page.view.shelf.settings.style.theme
        picture = page.view.viewport().grab().toImage()
        colors = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 2)
            for y in range(0, picture.height(), 2)
        }
        assert {theme.hit.name(), theme.warn.name()} <= colors
        page.finder.close()
        assert page.view.hits is None
        assert page.view.bar.ticks == []


async def test_nothing_found_is_said(qtbot, opened, conversation):
    async with opened(conversation[0]) as page:
        find(qtbot, page, "haystack")
        await until(lambda: words(page) == "No hits")
        assert not page.finder.bar.up.isEnabled()
        page.finder.bar.field.clear()
        await until(lambda: words(page) == "")


async def test_another_text_ends_the_search_for_the_first(qtbot, opened, conversation):
    async with opened(conversation[0]) as page:
        find(qtbot, page, "answer")
        find(qtbot, page, "a-999 is nowhere")
        find(qtbot, page, "ánswer 42")
        await until(lambda: words(page) == "11 of 11")  # 42 and 420 to 429
        assert page.finder.hit_count == 11


async def test_messages_that_come_while_the_bar_is_open_are_counted(
    qtbot, opened, conversation, engines
):
    ref, path = conversation
    async with opened(ref) as page:
        find(qtbot, page, "needle")
        await until(lambda: words(page) == "12 of 12")
        with path.open("ab") as file:
            file.write(encoded(prompt("one more needle", uuid="more")))
        page.refresh()
        await until(lambda: words(page) == "12 of 13")
        page.composer.edit.setPlainText("my needle")
        qtbot.keyClick(page.composer.edit, Qt.Key.Key_Return)
        await until(lambda: words(page) == "12 of 14")
        await until(lambda: engines.made and engines.latest.turns)
        engines.latest.send(TextDelta("needle"), final("needle"), None)
        await until(lambda: words(page) == "12 of 15")
        await until(lambda: not page.composer.stop_button.isVisible())


async def test_esc_closes_the_bar_and_its_text_is_there_the_next_time(qtbot, opened, conversation):
    async with opened(conversation[0]) as page:
        find(qtbot, page, "needle")
        await until(lambda: words(page) == "12 of 12")
        qtbot.keyClick(page.finder.bar.field, Qt.Key.Key_Escape)
        assert not page.finder.bar.isVisible()
        page.finder.open()
        assert page.finder.bar.field.selectedText() == "needle"
        await until(lambda: words(page) == "12 of 12")


async def test_a_file_that_cannot_be_read_is_said(qtbot, opened, conversation):
    ref, path = conversation
    async with opened(ref) as page:
        path.unlink()
        find(qtbot, page, "needle")
        await until(lambda: words(page) == "Not searched")
        assert page._strip.isVisible()

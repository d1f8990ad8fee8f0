"""A whole window over a conversation whose file another program changes meanwhile."""

import os
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from tests.fakes.transcripts import encoded, prompt, reply, write_transcript
from tests.fakes.windows import running, until


def messages(count, word="message"):
    return [
        prompt(f"{word} {n}", uuid=f"{word}-{n}")
        if n % 2
        else reply(f"{word} {n}", message_id=f"{word}{n}", uuid=f"{word}-{n}")
        for n in range(count)
    ]


class Watched:
    """The open window and the file below it."""

    def __init__(self, shell, path):
        self.shell = shell
        self.path = path
        self.strip = shell.chat.findChild(QFrame, "readStrip")

    @property
    def words(self):
        return "" if self.strip.isHidden() else self.strip.findChild(QLabel, "readStripText").text()

    def holds(self, uuid):
        return self.shell.chat.model.row_of(uuid) is not None

    def append(self, *records):
        with self.path.open("ab") as stream:
            stream.write(encoded(*records))

    def replace(self, *records):
        other = self.path.with_name("other.part")
        other.write_bytes(encoded(*records))
        other.replace(self.path)


@pytest.fixture
def watched(opened, paths, claude_dir):
    """Return an async context manager: a window over `count` messages, watched and drafted in."""

    @asynccontextmanager
    async def open_one(count=300, *, is_ours=True):
        projects = paths.projects if is_ours else claude_dir / "projects"
        ref, path = write_transcript(projects, 5, *messages(count))
        async with opened(session_id=ref.session_id) as shell, running(shell):
            await until(lambda: shell.conversations._watch._watcher.files() == [str(path)])
            await until(lambda: not shell.chat.history.is_reading)
            shell.chat.composer.edit.setPlainText("half a thought")
            yield Watched(shell, path)
            assert shell.chat.draft() == "half a thought"

    return open_one


async def test_growth_is_shown_and_nothing_is_said(watched):
    async with watched() as window:
        for number in range(3):
            window.append(prompt("more", uuid=f"more-{number}"))
            await until(lambda n=number: window.holds(f"more-{n}"))

        assert window.words == ""


@pytest.mark.parametrize("count", [0, 40])
async def test_a_shortened_file_is_shown_as_it_is_now(watched, count):
    async with watched() as window:
        os.truncate(window.path, len(encoded(*messages(count))))
        await until(lambda: "shortened" in window.words)

        assert window.shell.chat.model.rowCount() == count
        window.append(prompt("afterwards", uuid="afterwards"))
        await until(lambda: window.holds("afterwards"))
        assert "shortened" in window.words  # until it is closed by hand


@pytest.mark.parametrize("count", [300, 500])
async def test_another_file_in_its_place_is_shown_and_told(watched, count):
    async with watched() as window:
        window.replace(*messages(count, "otherwise"))
        await until(lambda: "different file" in window.words)

        assert window.holds(f"otherwise-{count - 1}")
        assert not window.holds("message-299")
        window.append(prompt("afterwards", uuid="afterwards"))
        await until(lambda: window.holds("afterwards"))


async def test_a_reader_further_up_is_told_too(watched):
    async with watched(2000) as window:
        window.shell.chat.history.load_start()
        await until(lambda: window.holds("message-0"))
        window.replace(*messages(2500, "otherwise"))

        await until(lambda: "different file" in window.words)
        assert window.holds("otherwise-2499")


async def test_the_same_file_saved_again_is_no_news(watched):
    async with watched() as window:
        window.replace(*messages(300), prompt("and one", uuid="one"))
        await until(lambda: window.holds("one"))

        assert window.holds("message-299")
        assert window.words == ""


async def test_a_removed_file_is_told_and_goes_on_when_it_is_back(watched):
    async with watched() as window:
        title = window.shell.window.windowTitle()
        kept = window.path.read_bytes()
        window.path.unlink()
        await until(lambda: "removed or moved" in window.words)
        assert window.holds("message-299")
        await until(lambda: not window.shell.conversations.list.summaries)
        assert window.shell.window.windowTitle() == title

        window.path.write_bytes(kept)
        window.append(prompt("back again", uuid="back"))
        await until(lambda: window.holds("back") and window.words == "")


async def test_a_removed_directory_is_watched_for_too(watched):
    async with watched() as window:
        aside = window.path.parent.with_name("aside")
        window.path.parent.rename(aside)
        window.shell.chat.refresh()  # the system tells nothing of a directory above
        await until(lambda: "removed or moved" in window.words)

        aside.rename(window.path.parent)
        window.append(prompt("back again", uuid="back"))
        await until(lambda: window.holds("back") and window.words == "")


async def test_what_claude_code_deletes_stays_open_from_the_vault(watched):
    async with watched(is_ours=False) as window:
        watch = window.shell.conversations._watch._watcher
        vault = window.shell._context.manager._store.vault
        await until(lambda: vault.path(window.path.parent.name, window.path.stem) is not None)
        window.path.unlink()
        await until(lambda: watch.files() and watch.files() != [str(window.path)])

        window.shell.chat.refresh()
        await until(lambda: not window.shell.chat.history.is_reading)
        assert window.holds("message-299")
        assert window.words == ""


async def test_a_message_goes_into_the_file_as_it_is_now(qtbot, watched):
    async with watched() as window:
        await _send(qtbot, window.shell.chat, "before")
        window.replace(*messages(10, "otherwise"))
        await until(lambda: "shortened" in window.words)

        await _send(qtbot, window.shell.chat, "afterwards")
        assert b"afterwards" in window.path.read_bytes()
        window.shell.chat.composer.edit.setPlainText("half a thought")


async def _send(qtbot, chat, text):
    chat.composer.edit.setPlainText(text)
    qtbot.keyClick(chat.composer.edit, Qt.Key.Key_Return)
    await until(lambda: not chat.draft())
    await chat._service.wait_idle(chat.ref)

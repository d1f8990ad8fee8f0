"""A conversation that Claude Code has open in a terminal: told, followed, gone on in a copy."""

import json
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.claude_code.layout import encode_project
from desktop_app.sessions.records import RecordContext, encode_line, new_uuid
from tests.fakes.engines import final
from tests.fakes.windows import until


class Terminal:
    """Stands for Claude Code in another place: a living process that has a conversation open."""

    def __init__(self, claude_dir, cwd, clock):
        self._claude_dir = claude_dir
        self._cwd = cwd
        self._clock = clock

    def claim(self, ref):
        """Say that the conversation is open there; return the file that says so."""
        path = self._claude_dir / "sessions" / f"{os.getppid()}.json"
        path.parent.mkdir(exist_ok=True)
        fields = {"pid": os.getppid(), "sessionId": ref.session_id, "cwd": "/"}
        path.write_text(json.dumps(fields))
        return path

    def transcript(self, ref):
        """Return its own file of the conversation, made where there is none."""
        project = encode_project(os.path.realpath(self._cwd))
        path = self._claude_dir / "projects" / project / f"{ref.session_id}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return path

    async def write(self, manager, ref, text):
        """Append what somebody typed there."""
        parent = await manager.run(lambda store: store.leaf(ref))
        prompt = RecordContext(ref.session_id, str(self._cwd)).user(
            text, uuid=new_uuid(), parent_uuid=parent, now=self._clock.now()
        )
        with self.transcript(ref).open("ab") as file:
            file.write(encode_line({**prompt, "entrypoint": "cli"}))


@pytest.fixture
def terminal(claude_dir, options, clock):
    return Terminal(claude_dir, options.cwd, clock)


async def _exchange(shell, factory, text):
    await shell._context.manager.submit(shell.conversations.current, text)
    await until(lambda: bool(factory.made and factory.latest.turns))
    factory.latest.send(final("Known."))
    await shell._context.manager.wait_idle()


async def _refused(qtbot, shell, text="Me too"):
    shell.chat.composer.edit.setPlainText(text)
    qtbot.keyClick(shell.chat.composer.edit, Qt.Key.Key_Return)
    await until(lambda: shell.window.banner.notice is not None)
    assert "in another place" in shell.window.banner.notice.title


def _click(qtbot, place, name):
    button = place.findChild(QPushButton, name)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _texts(shell):
    model = shell.chat.model
    return [model.entry(row).text for row in range(model.rowCount())]


async def test_it_is_followed_until_it_is_closed_there(qtbot, steered, factory, terminal):
    async with steered() as shell:
        await _exchange(shell, factory, "Remember the heron")
        ref, composer = shell.conversations.current, shell.chat.composer
        claimed = terminal.claim(ref)
        await _refused(qtbot, shell)
        _click(qtbot, shell.window.banner, "bannerAction")
        line = shell.upkeep.steering.follow
        assert line.isVisible()
        assert not composer.isEnabled()
        assert shell.chat.draft() == "Me too"

        await terminal.write(shell._context.manager, ref, "Written in the terminal")
        _click(qtbot, line, "followWrite")
        await until(lambda: "still has" in line.accessibleName())
        assert not composer.isEnabled()

        claimed.unlink()
        await until(composer.isEnabled)
        assert not line.isVisible()
        await until(lambda: _texts(shell)[-1] == "Written in the terminal")
        assert shell.chat.draft() == "Me too"


async def test_what_is_written_there_appears_here(qtbot, steered, factory, terminal):
    async with steered() as shell:
        await _exchange(shell, factory, "Remember the heron")
        ref = shell.conversations.current
        theirs = terminal.transcript(ref)
        terminal.claim(ref)
        await _refused(qtbot, shell)
        _click(qtbot, shell.window.banner, "bannerAction")
        watch = shell.upkeep.steering._elsewhere._watch
        await until(lambda: str(theirs) in watch._watcher.files())
        await terminal.write(shell._context.manager, ref, "Written in the terminal")
        await until(lambda: _texts(shell)[-1] == "Written in the terminal")
        assert not shell.chat.composer.isEnabled()


@pytest.mark.parametrize("follows_first", [False, True])
async def test_it_goes_on_in_a_copy_with_what_was_typed(
    qtbot, steered, factory, terminal, follows_first
):
    async with steered() as shell:
        await _exchange(shell, factory, "Remember the heron")
        ref = shell.conversations.current
        terminal.claim(ref)
        await _refused(qtbot, shell)
        if follows_first:
            _click(qtbot, shell.window.banner, "bannerAction")
            _click(qtbot, shell.upkeep.steering.follow, "followCopy")
        else:
            _click(qtbot, shell.window.banner, "bannerSecondAction")
        await until(lambda: shell.conversations.current != ref)
        copy = shell.conversations.current
        assert _texts(shell) == ["Remember the heron", "Known."]
        assert shell.chat.draft() == "Me too"
        assert shell.chat.composer.isEnabled()
        shell.conversations.open(ref)
        await until(lambda: shell.conversations.current == ref)
        assert shell.chat.draft() == ""
        assert shell.chat.composer.isEnabled() is not follows_first
        shell.conversations.open(copy)
        await until(lambda: shell.conversations.current == copy)
        factory.made.clear()
        await _exchange(shell, factory, "What bird?")
        assert _texts(shell)[-2:] == ["What bird?", "Known."]


async def test_the_choice_is_gone_with_its_conversation(qtbot, steered, factory, terminal):
    async with steered() as shell:
        await _exchange(shell, factory, "Remember the heron")
        terminal.claim(shell.conversations.current)
        await _refused(qtbot, shell)
        shell.conversations.begin()
        await until(lambda: shell.window.banner.notice is None)
        assert shell.chat.composer.isEnabled()

"""Engines over a real window: their states, adding one, its key, its models, its real answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from desktop_app.ui.dialogs.engines_dialog import EnginesDialog
from tests.fakes import openai_api
from tests.fakes.openai_api import OpenAiApi
from tests.fakes.windows import running, until


@pytest.fixture(autouse=True)
def loaded():
    """Load the vendor's package outside the time that a test may take."""
    pytest.importorskip("openai")


def part(dialog, kind, name):
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def press(dialog, name):
    QTest.mouseClick(part(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def said(dialog):
    label = dialog._said
    return label.text() if label.isVisible() else ""


async def open_dialog(shell):
    shell.maintenance.change_settings()
    press(shell.maintenance.dialog, "settingsEngines")
    await until(lambda: isinstance(shell.maintenance.dialog, EnginesDialog))
    return shell.maintenance.dialog


def add(dialog, name, address):
    part(dialog, QLineEdit, "enginesNewName").setText(name)
    part(dialog, QLineEdit, "enginesNewAddress").setText(address)
    press(dialog, "enginesAdd")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_a_server_is_added_says_hello_and_becomes_the_default(opened):
    async with OpenAiApi() as server, opened(engine=None) as shell, running(shell):
        server.plan = [openai_api.reply("Hello ", "to you.")]
        dialog = await open_dialog(shell)
        states = part(dialog, QComboBox, "enginesChoice")
        listed = [states.itemText(index) for index in range(states.count())]
        assert "Anthropic – Needs a key" in listed
        add(dialog, "My server", server.address.removeprefix("http://"))
        assert states.currentText() == "My server – Ready"
        press(dialog, "enginesHello")
        await until(lambda: "Hello to you." in said(dialog))
        press(dialog, "enginesPrefer")
        settings = shell._context.preferences.settings
        assert settings.engine == "openai:my-server"
        assert settings.engines["openai:my-server"].base_url == server.base_url
        assert shell._context.manager.engine_name(shell.conversations.current) == settings.engine
        press(dialog, "engineListModels")
        model = part(dialog, QComboBox, "engineModel")
        await until(lambda: model.findText(openai_api.MODEL) > 0)
        model.hidePopup()
        press(dialog, "enginesRemove")
        await until(lambda: "openai:my-server" not in shell._context.preferences.settings.engines)
        assert shell._context.preferences.settings.engine is None
        dialog.reject()


async def test_a_server_that_refuses_or_is_not_there_is_told_in_words(opened):
    async with OpenAiApi() as server, opened() as shell, running(shell):
        server.plan = [openai_api.refusal(401, "invalid_request_error", "Incorrect API key")]
        dialog = await open_dialog(shell)
        add(dialog, "refuses", server.base_url)
        press(dialog, "enginesHello")
        await until(dialog._problem.isVisible)
        assert "does not accept the key" in dialog._problem.text
        assert "message is saved" not in dialog._problem.text
        add(dialog, "nowhere", "127.0.0.1:9")
        assert not dialog._problem.isVisible()
        press(dialog, "enginesHello")
        await until(dialog._problem.isVisible)
        assert "can't be reached" in dialog._problem.text
        assert "Did not answer" in part(dialog, QComboBox, "enginesChoice").currentText()
        add(dialog, "odd", "ftp://user:password@host")
        assert "no address" in dialog._problem.text
        dialog.reject()


async def test_a_key_leaves_its_field_and_without_a_keyring_that_is_said(opened, paths):
    async with opened() as shell, running(shell):
        dialog = await open_dialog(shell)
        dialog.choose("anthropic")
        field = part(dialog, QLineEdit, "engineKey")
        assert field.echoMode() is QLineEdit.EchoMode.Password
        field.setText("sk-canary-77")
        press(dialog, "engineKeepKey")
        assert field.text() == ""
        await until(lambda: "until you quit" in said(dialog))
        assert "Ready" in part(dialog, QComboBox, "enginesChoice").currentText()
        assert shell._context.keys.has("anthropic")
        assert not shell._context.preferences.settings.engines["anthropic"].key_in_keyring
        dialog.reject()
    files = [path.read_bytes() for path in paths.root.rglob("*") if path.is_file()]
    assert files
    assert not any(b"canary" in content for content in files)


async def test_the_dialogs_can_be_closed_while_a_server_is_asked(opened):
    async with OpenAiApi() as server, opened() as shell, running(shell):
        server.plan = [openai_api.held("one", shell._close_requested)]
        dialog = await open_dialog(shell)
        add(dialog, "slow", server.base_url)
        press(dialog, "enginesHello")
        await server.arrived.wait()
        dialog.reject()
        await until(lambda: shell.maintenance.dialog is None)

"""What a model sees of a conversation: the meter, and messages brought back by hand."""

from dataclasses import replace

import pytest

from desktop_app.settings.engines import EngineSettings
from desktop_app.ui.chat.message_menu import message_menu
from tests.fakes import openai_api
from tests.fakes.openai_api import OpenAiApi
from tests.fakes.windows import running, until

ENGINE = "openai:mine"
FIRST = "The heron nests in the old mill. " * 8


@pytest.fixture(autouse=True)
def loaded():
    """Load the vendor's package outside the time that a test may take."""
    pytest.importorskip("openai")


def set_up(shell, server):
    preferences = shell._context.preferences
    mine = EngineSettings(base_url=server.base_url, window_tokens=1500)
    preferences.change(replace(preferences.settings, engine=ENGINE, engines={ENGINE: mine}))


async def say(shell, text):
    manager, ref = shell._context.manager, shell.conversations.current
    entry = await manager.submit(ref, text)
    await manager.wait_idle(ref)
    return entry


def actions(shell, uuid):
    model = shell.chat.model
    row = model.row_of(uuid)
    menu = message_menu(shell.chat.view, row, None)
    return {action.text(): action for action in menu.actions() if action.text()}


async def test_the_meter_tells_what_was_seen_and_a_message_is_brought_back(opened):
    async with OpenAiApi() as server, opened(engine=None) as shell, running(shell):
        server.plan = [openai_api.reply("I see.")]
        meter = shell.upkeep.steering.context.meter
        assert not meter.isVisible()
        set_up(shell, server)
        shell.conversations.shown.emit(shell.conversations.current)
        first = await say(shell, FIRST)
        await until(meter.isVisible)
        assert meter.text().endswith(" %")
        assert "whole conversation" in meter.toolTip()
        for number in range(9):
            await say(shell, f"{number} " + "Something else entirely, at length. " * 40)
        assert "whole conversation" not in meter.toolTip()
        assert "still in the file" in meter.accessibleDescription()
        assert "heron" not in str(server.posted[-1])
        bring = "Bring this back into context"
        await until(lambda: shell.chat.model.row_of(first.uuid) is not None)
        actions(shell, first.uuid)[bring].trigger()
        take_out = "Take out of the context"
        await until(lambda: take_out in actions(shell, first.uuid))
        await say(shell, "Short")
        assert "heron" in str(server.posted[-1])
        assert "brought back by you." in meter.toolTip()
        ways = {action.text(): action.data() for action in meter.menu().actions()}
        assert ways["Go to a message brought back (1)"] == first.uuid
        actions(shell, first.uuid)[take_out].trigger()
        await until(lambda: bring in actions(shell, first.uuid))


async def test_an_engine_that_remembers_by_itself_has_neither(opened):
    async with opened(engine="recall") as shell, running(shell):
        meter = shell.upkeep.steering.context.meter
        entry = await say(shell, "Hello")
        assert not meter.isVisible()
        await until(lambda: shell.chat.model.row_of(entry.uuid) is not None)
        assert not any("context" in text for text in actions(shell, entry.uuid))

"""The first start says who answers and what was found, once."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.ui.dialogs.engines_dialog import EnginesDialog
from desktop_app.ui.engine_offer import ENGINES_KEY
from tests.fakes.windows import running, until


def told(shell):
    notice = shell.window.banner.notice
    return notice if notice is not None and notice.key == ENGINES_KEY else None


async def test_a_machine_without_a_model_is_told_so_once(opened):
    async with opened(engine=None) as shell, running(shell):
        await until(lambda: told(shell) is not None)
        assert told(shell).title == "No model was found on this machine."
        assert "Recall answers" in told(shell).data
        QTest.mouseClick(shell.window.banner._action, Qt.MouseButton.LeftButton)
        await until(lambda: isinstance(shell.maintenance.dialog, EnginesDialog))
        shell.maintenance.dialog.reject()
    async with opened(engine=None) as shell, running(shell):
        shell.upkeep.engine_offer.offer()
        assert told(shell) is None


async def test_what_was_found_answers_and_is_named(opened, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "made-up")
    monkeypatch.setenv("OPENAI_API_KEY", "made-up")
    async with opened(engine=None) as shell, running(shell):
        await until(lambda: told(shell) is not None)
        assert told(shell).title.endswith(" answers you.")
        assert "OpenAI" in told(shell).hint


async def test_a_choice_takes_the_notice_back(opened):
    async with opened(engine=None) as shell, running(shell):
        await until(lambda: told(shell) is not None)
        preferences = shell._context.preferences
        preferences.change(replace(preferences.settings, engine="recall"))
        assert told(shell) is None


async def test_who_named_an_engine_is_offered_none(opened):
    async with opened(engine="recall") as shell, running(shell):
        await until(lambda: "index_ready" in shell._timings._reached)
        assert told(shell) is None

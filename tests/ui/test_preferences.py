"""Choices hold at once and are saved behind the window."""

import json
from dataclasses import replace

import pytest

from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads
from desktop_app.settings.file import SettingsNotSavedError
from desktop_app.settings.model import Settings
from desktop_app.ui.preferences import Preferences


class _Opened:
    """Preferences over `file`, with the tasks and the thread that they need."""

    def __init__(self, file):
        self._file = file

    async def __aenter__(self):
        self.tasks = TaskOwner()
        self._threads = WorkerThreads(1, "test-settings")
        return Preferences(self._file, self.tasks, self._threads), self.tasks

    async def __aexit__(self, *_):
        await self.tasks.aclose()
        await self._threads.aclose(1)


async def _saved(tasks):
    for task in tasks.running:
        await task


async def test_a_choice_is_announced_and_saved(qapp, paths):
    async with _Opened(paths.settings_file) as (preferences, tasks):
        announced = []
        preferences.changed.connect(announced.append)
        preferences.change(Settings(theme="dark"))
        await _saved(tasks)

    assert announced == [Settings(theme="dark")]
    assert json.loads(paths.settings_file.read_text())["theme"] == "dark"


async def test_of_many_quick_choices_the_last_is_saved(qapp, paths):
    async with _Opened(paths.settings_file) as (preferences, tasks):
        for _ in range(9):
            preferences.zoom_by(1)
        await _saved(tasks)

    assert json.loads(paths.settings_file.read_text())["zoom_percent"] == 190


@pytest.mark.parametrize(("steps", "percent"), [(-9, 75), (99, 300), (0, 100), (2, 120)])
async def test_zoom_has_its_limits_and_a_way_back(qapp, paths, steps, percent):
    async with _Opened(paths.settings_file) as (preferences, tasks):
        preferences.change(replace(preferences.settings, zoom_percent=100))
        preferences.zoom_by(steps)
        await _saved(tasks)

        assert preferences.settings.zoom_percent == percent


async def test_the_same_choice_again_writes_nothing(qapp, paths):
    async with _Opened(paths.settings_file) as (preferences, tasks):
        preferences.change(preferences.settings)

        assert tasks.running == ()
    assert not paths.settings_file.exists()


async def test_a_disk_that_refuses_is_told_and_the_choice_holds(qapp, paths):
    paths.settings_file.mkdir(parents=True)
    async with _Opened(paths.settings_file) as (preferences, tasks):
        failures = []
        preferences.saveFailed.connect(failures.append)
        preferences.change(Settings(theme="dark"))
        await _saved(tasks)

        assert [type(failure) for failure in failures] == [SettingsNotSavedError]
        assert preferences.settings.theme == "dark"

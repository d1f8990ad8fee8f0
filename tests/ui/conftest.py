"""A whole window over a real store, for the tests of the parts that need one."""

import gc
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTranslator

from desktop_app.app import open_shell
from desktop_app.sessions.store import Store
from desktop_app.settings.options import LaunchOptions
from desktop_app.ui.timings import Timings


@pytest.fixture(autouse=True, scope="module")
def garbage_stays_on_this_thread():
    """Keep worker threads from destroying Qt objects of dead cycles (`ui.garbage` says why)."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def options(tmp_path, paths, claude_dir):
    """A start of the window with nothing special about it."""
    cwd = tmp_path / "shop"
    cwd.mkdir()
    return LaunchOptions(paths.root, claude_dir, cwd, "en", engine="recall", size=(1100, 700))


@pytest.fixture
def dressed(qapp):
    """Leave the application's palette, style sheet, language and locale as they were."""
    palette, locale = qapp.palette(), QLocale()
    yield qapp
    qapp.setPalette(palette)
    qapp.setStyleSheet("")
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(locale)


@pytest.fixture
def opened(dressed, clock, paths, options):
    """Return an async context manager: `async with opened(theme="dark") as shell`."""

    @asynccontextmanager
    async def open_one(**changes):
        chosen = replace(options, **changes)
        with Store(paths, chosen.claude_dir, clock) as store:
            async with open_shell(dressed, store, chosen, Timings()) as shell:
                yield shell
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    return open_one

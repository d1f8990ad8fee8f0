"""What tests of the chat page share: one style, and a view over entries."""

from contextlib import asynccontextmanager
from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.ui.chat.code_colors import load_common
from desktop_app.ui.chat.page import ChatPage
from desktop_app.ui.chat.rows.row import Folds, RowSettings
from desktop_app.ui.chat.style import make_style
from desktop_app.ui.chat.transcript_view import TranscriptView
from desktop_app.ui.models.transcript_model import TranscriptModel
from desktop_app.ui.theme import LIGHT
from tests.fakes.engines import FakeFactory


@pytest.fixture(autouse=True, scope="session")
def languages():
    load_common()  # as the window does beside its first seconds


@pytest.fixture(autouse=True)
def english_locale():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def style(qapp):
    return make_style(LIGHT, QApplication.font(), 1.0)


@pytest.fixture
def row_settings(style):
    return RowSettings(style, Folds(), lambda: date(2026, 11, 22), {"echo": "Echo"})


@pytest.fixture
def model(qapp):
    return TranscriptModel()


@pytest.fixture
def view(qtbot, model, row_settings):
    view = TranscriptView(model, row_settings)
    qtbot.addWidget(view)
    view.resize(700, 500)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def chat_page(qtbot, paths, claude_dir, clock):
    """Return an async context manager: a page over a conversation of a real store and manager."""

    @asynccontextmanager
    async def open_page(ref):
        with Store(paths, claude_dir, clock) as store:
            async with SessionManager(store, FakeFactory()) as manager, TaskOwner() as tasks:
                page = ChatPage(manager, tasks, LIGHT, clock)
                qtbot.addWidget(page)
                page.resize(800, 600)
                page.show()
                page.show_conversation(ref, await manager.open(ref))
                yield page
                for dialog in page.findChildren(QDialog):
                    dialog.close()
                page.hide()

    return open_page

"""What tests of the chat page share: one style, and a view over entries."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop_app.ui.chat.rows.row import Folds, RowSettings
from desktop_app.ui.chat.style import make_style
from desktop_app.ui.chat.transcript_view import TranscriptView
from desktop_app.ui.models.transcript_model import TranscriptModel
from desktop_app.ui.theme import LIGHT


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

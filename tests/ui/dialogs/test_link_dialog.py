"""Nothing leaves the application without being seen."""

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from desktop_app.ui.dialogs.link_dialog import LinkDialog


class Browser(QObject):
    """Takes the place of the system's browser."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot("QUrl")
    def open(self, url):
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp):
    browser = Browser()
    # PySide6 takes a str here; its stubs say bytes.
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]
    yield browser
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def open_dialog(qtbot):
    def make(url):
        dialog = LinkDialog(url)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return make


def test_the_whole_address_is_shown_and_opened_on_demand(open_dialog, browser, qtbot):
    url = "https://example.org/a/very/long/path?with=query&and=more#part"
    dialog = open_dialog(url)
    assert dialog.findChild(QPlainTextEdit, "linkAddress").toPlainText() == url
    assert browser.opened == []

    with qtbot.waitSignal(dialog.accepted):
        dialog.findChild(QPushButton, "linkOpenButton").click()

    assert browser.opened == [url]


def test_a_mail_address_is_not_for_the_browser(open_dialog):
    dialog = open_dialog("mailto:ana@example.org")
    assert dialog.findChild(QPushButton, "linkOpenButton").text() == "Write a mail"


def test_no_line_of_the_address_is_cut_in_half(open_dialog):
    dialog = open_dialog("https://example.org/" + "long-" * 100)
    address = dialog.findChild(QPlainTextEdit, "linkAddress")
    around_px = 2 * address.document().documentMargin()
    assert (address.viewport().height() - around_px) % address.fontMetrics().lineSpacing() == 0


def test_a_look_alike_name_is_unmasked(open_dialog):
    dialog = open_dialog("https://ex\u0430mple.org/")  # a Cyrillic "a"

    assert "xn--" in dialog.findChild(QPlainTextEdit, "linkAddress").toPlainText()


def test_copying_opens_nothing(open_dialog, browser, qtbot):
    dialog = open_dialog("https://example.org/x")

    with qtbot.waitSignal(dialog.accepted):
        dialog.findChild(QPushButton, "linkCopyButton").click()

    assert QGuiApplication.clipboard().text() == "https://example.org/x"
    assert browser.opened == []


def test_cancel_does_nothing(open_dialog, browser, qtbot):
    dialog = open_dialog("https://example.org/x")

    with qtbot.waitSignal(dialog.rejected):
        dialog.findChild(QPushButton, "linkCancelButton").click()

    assert browser.opened == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/x", "%%"])
def test_other_schemes_are_never_opened(open_dialog, url):
    dialog = open_dialog(url)

    assert dialog.windowTitle() == "This link is not opened"
    assert not dialog.findChild(QPushButton, "linkOpenButton").isVisible()
    assert dialog.findChild(QPushButton, "linkCancelButton").isDefault()

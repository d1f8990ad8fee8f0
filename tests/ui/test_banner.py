"""The banner tells three sentences, can be dismissed, and offers an action."""

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.ui.banner import Banner, Notice, Severity
from desktop_app.ui.theme import DARK

NOTICE = Notice(
    "The disk is full.", "Nothing is lost.", "Free some space.", Severity.DANGER, "disk"
)


@pytest.fixture
def banner(qtbot):
    widget = Banner()
    qtbot.addWidget(widget)
    widget.set_theme(DARK)
    return widget


def _texts(banner):
    return " ".join(label.text() for label in banner.findChildren(QLabel))


def test_it_is_hidden_until_there_is_something_to_tell(banner):
    assert banner.isHidden()
    assert banner.accessibleName()


def test_it_tells_what_happened_what_it_means_and_what_to_do(banner):
    banner.show_notice(NOTICE)

    assert not banner.isHidden()
    assert all(part in _texts(banner) for part in (NOTICE.title, NOTICE.data, NOTICE.hint))
    assert banner.accessibleName() == "Problem: The disk is full."


def test_text_from_outside_is_never_markup(banner):
    banner.show_notice(Notice("<b>bold</b>"))

    assert "<b>bold</b>" in _texts(banner)


def test_dismissing_hides_and_tells_whom(banner, qtbot):
    banner.show_notice(NOTICE)
    with qtbot.waitSignal(banner.dismissed) as caught:
        banner.findChild(object, "bannerDismiss").click()

    assert banner.isHidden()
    assert caught.args == [NOTICE]


def test_the_action_is_announced_once_and_the_banner_goes(banner, qtbot):
    offered = Notice("Removed.", action="Undo")
    banner.show_notice(offered)
    button = banner.findChild(object, "bannerAction")
    assert button.text() == "Undo"
    with qtbot.waitSignal(banner.actionTriggered) as caught:
        button.click()

    assert caught.args == [offered]
    assert banner.notice is None


def test_the_end_of_a_cause_takes_back_its_own_notice_only(banner):
    banner.show_notice(NOTICE)
    banner.take_back("another")
    assert not banner.isHidden()

    banner.take_back("disk")
    assert banner.isHidden()


def test_a_newer_notice_replaces_the_older(banner):
    banner.show_notice(NOTICE)
    banner.show_notice(Notice("Offline."))

    assert "disk" not in _texts(banner)
    assert "Offline." in _texts(banner)

"""Known failures become sentences; bugs are logged without the user's words."""

import logging
import sys
import threading

import pytest

from desktop_app.sessions.errors import ConversationBusyError
from desktop_app.ui.banner import Severity
from desktop_app.ui.errors import CRASH_KEY, CrashReporter, notice_of


def test_a_known_failure_tells_its_three_sentences(qapp):
    notice = notice_of(ConversationBusyError())

    assert notice.title == "A reply is still being written in this conversation."
    assert notice.data == "Your text stays in the composer."
    assert "Esc" in notice.hint


def test_a_bug_offers_its_report_and_quotes_nothing(qapp):
    notice = notice_of(KeyError("my secret"))

    assert notice.severity is Severity.DANGER
    assert notice.key == CRASH_KEY
    assert notice.action
    assert "secret" not in f"{notice.title}{notice.data}{notice.hint}"


@pytest.fixture
def caught():
    return []


def test_an_exception_that_nobody_caught_is_logged_and_told(caught, caplog):
    with caplog.at_level(logging.ERROR), CrashReporter(caught.append):
        error = ValueError("my secret")
        sys.excepthook(ValueError, error, None)

    assert caught == [error]
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_a_thread_s_exception_is_told_too(caught, caplog):
    def fail():
        raise LookupError

    with CrashReporter(caught.append):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()

    assert [type(error) for error in caught] == [LookupError]


def test_ctrl_c_is_not_a_bug(caught, monkeypatch):
    passed_on = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: passed_on.append(kind))
    with CrashReporter(caught.append):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert caught == []
    assert passed_on == [KeyboardInterrupt]


def test_the_hooks_are_given_back():
    before = sys.excepthook, threading.excepthook
    with CrashReporter(lambda _: None):
        assert sys.excepthook is not before[0]
    assert (sys.excepthook, threading.excepthook) == before

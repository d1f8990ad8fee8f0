"""Failures on their way to the user: known ones as three sentences, bugs as a report."""

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType

from desktop_app.base.errors import SempreError
from desktop_app.base.traces import trace_without_text
from desktop_app.sessions.errors import LiveElsewhereError
from desktop_app.ui.banner import Notice, Severity
from desktop_app.ui.i18n import render, translate

CRASH_KEY = "crash"
LIVE_ELSEWHERE_KEY = "live-elsewhere"

_logger = logging.getLogger("sempre.crash")


def notice_of(error: BaseException, *, severity: Severity = Severity.WARNING) -> Notice:
    """Return what the user is told about `error`; for a bug it offers the report."""
    if isinstance(error, SempreError):
        title, data, hint = (render(part) for part in error.parts)
        notice = Notice(title, data, hint, severity)
        return _with_ways_on(notice) if isinstance(error, LiveElsewhereError) else notice
    return Notice(
        translate("Errors", "Something in Sempre went wrong ({kind}).", kind=type(error).__name__),
        translate("Errors", "Your conversations are on the disk and untouched."),
        translate("Errors", "You can go on. The details are in the log, without any message text."),
        Severity.DANGER,
        CRASH_KEY,
        translate("Errors", "Copy the report"),
    )


def _with_ways_on(notice: Notice) -> Notice:
    return replace(
        notice,
        key=LIVE_ELSEWHERE_KEY,
        action=translate("Errors", "Follow"),
        second_action=translate("Errors", "Continue in a copy"),
    )


class CrashReporter:
    """Catches what no code caught, on any thread, logs its trace and tells the listener.

    A context manager; afterwards the hooks are as they were. The listener is called on the thread
    of the failure and never for a `KeyboardInterrupt`.
    """

    def __init__(self, listener: Callable[[BaseException], None]) -> None:
        self._listener = listener

    def __enter__(self) -> "CrashReporter":
        """Take over the hooks."""
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        return self

    def __exit__(self, *_: object) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def report(self, error: BaseException) -> None:
        """Log `error` and tell the listener."""
        _logger.error("unexpected failure:\n%s", trace_without_text(error))
        self._listener(error)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
        else:
            self.report(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

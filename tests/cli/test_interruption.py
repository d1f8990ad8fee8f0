"""A signal is a wish: told once, and everything is as before afterwards."""

import os
import signal

import pytest

from desktop_app.cli.interruption import on_interruption
from desktop_app.sessions.backup import make_backup

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.mark.parametrize("number", NUMBERS)
def test_each_signal_is_told_and_handlers_come_back(number):
    before = [signal.getsignal(n) for n in NUMBERS]
    told = []
    with on_interruption(lambda: told.append(number)):
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
    assert told == [number, number]
    assert [signal.getsignal(n) for n in NUMBERS] == before


def test_what_the_caller_ignores_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        told = []
        with on_interruption(lambda: told.append(1)):
            os.kill(os.getpid(), signal.SIGHUP)
        assert told == []
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_signal_during_a_backup_leaves_no_half_made_one(sempre, monkeypatch):
    sempre("send", "hi")

    def interrupted(store, target, *, cancel):
        os.kill(os.getpid(), signal.SIGTERM)
        return make_backup(store, target, cancel=cancel)

    monkeypatch.setattr("desktop_app.cli.writing.make_backup", interrupted)
    result = sempre("backup")
    assert result.status == 1
    assert "cancelled" in result.errors.splitlines()[0]
    assert list(sempre.data_dir.glob("backups/*")) == []

"""A full disk refuses clearly, loses nothing that was kept, and is over when it is over."""

import errno
import os

import pytest

from desktop_app.engines.base import TextDelta
from desktop_app.sessions.errors import NotSavedError
from desktop_app.sessions.events import (
    EntrySaved,
    StorageFailed,
    StorageRecovered,
    TextStreamed,
    TurnEnded,
    TurnFailed,
    TurnStarted,
)
from tests.fakes.conversations import manager_with, records
from tests.fakes.engines import final


@pytest.fixture
def full_disk(monkeypatch):
    """Return a switch: while it is on, every write of this process finds the disk full."""
    real_write, switch = os.write, {"on": False}

    def write(fd, data):
        if switch["on"]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real_write(fd, data)

    monkeypatch.setattr(os, "write", write)
    return switch


async def test_a_full_disk_refuses_the_prompt_and_says_when_it_is_over(
    store, ref, full_disk, caplog
):
    manager, factory, log = manager_with(store)
    async with manager:
        full_disk["on"] = True
        with pytest.raises(NotSavedError):
            await manager.submit(ref, "Hello")
        assert not manager.is_busy(ref)
        assert factory.made == []
        assert isinstance(log.of(StorageFailed)[0].error, NotSavedError)
        assert log.of(EntrySaved) == []
        full_disk["on"] = False
        await manager.submit(ref, "Hello again")
        assert len(log.of(StorageRecovered)) == 1
        await manager.stop(ref)
    assert [r["message"]["content"] for r in records(store, ref)] == ["Hello again"]


async def test_a_reply_that_finds_the_disk_full_comes_back_at_the_next_start(
    store, ref, full_disk, caplog, paths, monkeypatch
):
    monkeypatch.setattr("desktop_app.sessions.checkpoints.FLUSH_DELAY_S", 0)
    manager, factory, log = manager_with(store)
    async with manager:
        await manager.submit(ref, "Hello")
        await log.wait_for(TurnStarted)
        engine = factory.latest
        engine.send(TextDelta("Dear text"))
        checkpoint = paths.inflight / f"{ref.session_id}.jsonl"
        await log.wait_for(TextStreamed)
        while not checkpoint.exists() or b"Dear text" not in checkpoint.read_bytes():
            await manager.sessions()
        full_disk["on"] = True
        engine.send(final("Dear text, complete."))
        ended = await log.wait_for(TurnEnded)
        error = log.of(TurnFailed)[0].error
        assert ended.reply_uuid is None
        assert isinstance(error, NotSavedError)
        assert "Your message is saved" in str(error.data)
        assert checkpoint.exists()
        full_disk["on"] = False
    manager, _, _ = manager_with(store)
    async with manager:
        assert manager.recovered == (ref,)
    reply = records(store, ref)[1]
    assert reply["message"]["content"] == [{"type": "text", "text": "Dear text"}]
    assert reply["interrupted"] is True

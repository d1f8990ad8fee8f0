"""What an engine finds in the user's history, whether or not anybody indexed it before."""

import shutil
from itertools import count

import pytest

from desktop_app.base.threads import WorkerThreads
from desktop_app.sessions.history import StoreHistory
from desktop_app.sessions.store import Store
from tests.fakes.transcripts import prompt, write_transcript


@pytest.fixture
def store(paths, claude_dir, real_claude_dir, clock):
    shutil.copytree(real_claude_dir, claude_dir, dirs_exist_ok=True)
    with Store(paths, claude_dir, clock) as store:
        yield store


async def test_the_first_answer_knows_conversations_that_nobody_opened(store):
    threads = WorkerThreads(2, "test-work")
    history = StoreHistory(store, threads)
    found = await history.search(["elsewhere"], limit=5)
    size = await history.size()
    await threads.aclose(timeout_s=5)
    assert {passage.project for passage in found} == {"-home-user-other"}
    assert size.conversations == 12
    assert size.is_complete


async def test_catching_up_ends_when_the_answer_has_waited_long_enough(store, clock, monkeypatch):
    threads = WorkerThreads(2, "test-work")
    monkeypatch.setattr("desktop_app.sessions.history.MAX_CATCH_UP_S", 0.0)
    history = StoreHistory(store, threads)
    found = await history.search(["elsewhere"], limit=5)
    size = await history.size()
    await threads.aclose(timeout_s=5)
    assert found == []
    assert not size.is_complete


async def test_a_large_conversation_delays_no_answer_and_hides_no_other(store, clock, monkeypatch):
    write_transcript(
        store.claude_projects, 7, *[prompt(f"wombat {number}") for number in range(3_000)]
    )
    looks = count()
    monkeypatch.setattr(clock, "monotonic", lambda: next(looks) / 1_000)  # 1 ms a look
    threads = WorkerThreads(2, "test-work")
    history = StoreHistory(store, threads)
    found = await history.search(["elsewhere"], limit=5)
    size = await history.size()
    await threads.aclose(timeout_s=5)
    assert {passage.project for passage in found} == {"-home-user-other"}
    assert not size.is_complete

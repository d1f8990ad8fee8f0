"""A turn from the prompt to the durable reply, whatever the engine does."""

import pytest

from desktop_app.base.messages import message
from desktop_app.engines.base import (
    Failure,
    FinalMessage,
    TextDelta,
    ThinkingDelta,
    ToolResult,
    ToolUse,
    Usage,
)
from desktop_app.sessions import turn as turn_module
from desktop_app.sessions.entries import EntryKind
from desktop_app.sessions.errors import EngineFailedError, FileReplacedError
from desktop_app.sessions.events import (
    EntrySaved,
    TextStreamed,
    ThinkingStreamed,
    TurnEnded,
    TurnFailed,
    TurnStarted,
)
from tests.fakes.conversations import manager_with, records
from tests.fakes.engines import final


async def begin(manager, factory, log, ref, text="Hello"):
    """Submit and return the prompt's entry and the engine that answers."""
    entry = await manager.submit(ref, text)
    await log.wait_for(TurnStarted)
    return entry, factory.latest


async def test_prompt_stream_reply(store, ref, clock):
    manager, factory, log = manager_with(store)
    async with manager:
        prompt = await manager.submit(ref, "Hello")
        # durable before any engine has seen it
        assert records(store, ref)[0]["uuid"] == prompt.uuid
        assert manager.is_busy(ref)
        await log.wait_for(TurnStarted)
        factory.latest.send(TextDelta("Hi"), TextDelta(" you"), final("Hi, you."))
        ended = await log.wait_for(TurnEnded)
        assert not manager.is_busy(ref)
    user, assistant, pointer = records(store, ref)
    assert user["message"] == {"role": "user", "content": "Hello"}
    assert user["parentUuid"] is None
    assert assistant["parentUuid"] == user["uuid"]
    assert assistant["uuid"] == ended.reply_uuid
    assert assistant["message"]["content"] == [{"type": "text", "text": "Hi, you."}]
    assert assistant["message"]["stop_reason"] == "end_turn"
    assert assistant["engine"] == "conducted"
    assert "interrupted" not in assistant
    assert pointer == {
        "type": "last-prompt",
        "lastPrompt": "Hello",
        "leafUuid": assistant["uuid"],
        "sessionId": ref.session_id,
    }
    assert [event.text for event in log.of(TextStreamed)] == ["Hi", " you"]
    assert ended.was_stopped is False
    order = [name for name in log.names if name != "ConversationsChanged"]
    assert order == [
        "SessionOpened",
        "EntrySaved",
        "TurnStarted",
        "TextStreamed",
        "TextStreamed",
        "EntrySaved",
        "TurnEnded",
    ]


async def test_the_engine_gets_the_prompt_and_the_history(store, ref, tmp_path):
    manager, factory, log = manager_with(store)
    async with manager:
        prompt, engine = await begin(manager, factory, log, ref)
        engine.send(final("Hi"))
        await manager.wait_idle(ref)
        (turn,) = engine.turns
        assert (turn.prompt, turn.prompt_uuid) == ("Hello", prompt.uuid)
        assert (turn.project, turn.session_id) == (ref.project, ref.session_id)
        assert turn.cwd == tmp_path
        await manager.refresh_index()
        assert (await turn.history.size()).messages == 2
        (passage,) = await turn.history.search(["hello", "hi"], limit=5, before_uuid=prompt.uuid)
        assert (passage.role, passage.text) == ("assistant", "Hi")


async def test_the_next_turn_continues_the_chain_on_the_same_connection(store, ref):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.send(final("One"))
        await manager.wait_idle()
        await manager.submit(ref, "And?")
        engine.send(final("Two"))
        await manager.wait_idle()
        assert factory.made == [engine]
        assert manager.connection_count == 1
    chain = [record for record in records(store, ref) if "uuid" in record]
    assert [r["parentUuid"] for r in chain] == [None, *(r["uuid"] for r in chain[:-1])]
    assert engine.closes == 1


async def test_stop_keeps_what_had_arrived(store, ref):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.send(ThinkingDelta("Hmm"), TextDelta("Half a "), TextDelta("reply"))
        await log.wait_for(TextStreamed, 2)
        await manager.stop(ref)
        ended = await log.wait_for(TurnEnded)
        assert engine.interrupts == 1
    assistant = records(store, ref)[1]
    assert ended.was_stopped
    assert ended.reply_uuid == assistant["uuid"]
    assert assistant["message"]["content"] == [{"type": "text", "text": "Half a reply"}]
    assert assistant["message"]["stop_reason"] is None
    assert assistant["interrupted"] is True
    assert assistant["interruptedThinking"] == "Hmm"
    assert [event.text for event in log.of(ThinkingStreamed)] == ["Hmm"]
    assert log.of(TurnFailed) == []
    assert log.of(EntrySaved)[-1].entry.is_interrupted


async def test_stop_before_any_text_saves_no_reply(store, ref):
    manager, factory, log = manager_with(store)
    async with manager:
        await begin(manager, factory, log, ref)
        await manager.stop(ref)
        assert (await log.wait_for(TurnEnded)).reply_uuid is None
    assert [record["type"] for record in records(store, ref)] == ["user"]


async def test_a_stop_at_once_never_asks_the_engine(store, ref):
    manager, factory, log = manager_with(store)
    async with manager:
        await manager.submit(ref, "Oh no")
        await manager.stop(ref)
        assert factory.latest.turns == []
        assert log.of(TurnEnded) == [TurnEnded(ref, None, was_stopped=True)]


async def test_stop_without_a_turn_does_nothing(store, ref):
    manager, _, log = manager_with(store)
    async with manager:
        await manager.stop(ref)
        assert manager.live_count == 0
        await manager.open(ref)
        await manager.stop(ref)
        assert log.of(TurnEnded) == []


@pytest.mark.parametrize("kind", ["is_deaf", "is_stubborn"])
async def test_stop_does_not_wait_for_an_engine_that_will_not(
    store, ref, kind, monkeypatch, caplog
):
    monkeypatch.setattr(turn_module, "STOP_TIMEOUT_S", 0.05)
    monkeypatch.setattr(turn_module, "CANCEL_TIMEOUT_S", 0.05)
    manager, factory, log = manager_with(store, is_deaf=True, is_stubborn=kind == "is_stubborn")
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.send(TextDelta("Partial"))
        await log.wait_for(TextStreamed)
        await manager.stop(ref)
        assert records(store, ref)[1]["interrupted"] is True
        # its state is unknown now: the next turn gets another one
        assert manager.connection_count == 0
        engine.send(TextDelta(" too late"), None)
        await manager.submit(ref, "Again")
        assert manager.is_busy(ref)
        await log.wait_for(TurnStarted, 2)
        factory.latest.send(final("Fine"))
        await manager.wait_idle()
    assert [event.text for event in log.of(TextStreamed)] == ["Partial"]
    assert [engine.closes for engine in factory.made] == [1, 1]


async def test_a_stream_that_hangs_after_its_reply_holds_nothing_up(store, ref, monkeypatch):
    monkeypatch.setattr(turn_module, "CANCEL_TIMEOUT_S", 0.05)
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.hangs_after_stream = True
        engine.send(final("Whole"))
        assert (await log.wait_for(TurnEnded)).reply_uuid == records(store, ref)[1]["uuid"]
        assert log.of(TurnFailed) == []
        assert manager.connection_count == 0


async def test_a_file_replaced_under_a_turn_fails_the_turn(store, ref, caplog):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        store.own_path(ref).write_bytes(b"")
        engine.send(final("Whole"))
        assert (await log.wait_for(TurnEnded)).reply_uuid is None
        assert isinstance(log.of(TurnFailed)[0].error, FileReplacedError)
        assert len(log.of(EntrySaved)) == 1
    assert store.own_path(ref).read_bytes() == b""


async def test_a_failure_keeps_the_text_and_tells_why(store, ref):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.send(
            TextDelta("Half"),
            Failure("overloaded", message("Engines", "Too busy."), message("Engines", "Wait.")),
        )
        ended = await log.wait_for(TurnEnded)
        (failed,) = log.of(TurnFailed)
        assert isinstance(failed.error, EngineFailedError)
        assert str(failed.error.title) == "Too busy."
        assert str(failed.error.hint) == "Wait."
        assert manager.connection_count == 1
    assert records(store, ref)[1]["interrupted"] is True
    assert ended.reply_uuid == records(store, ref)[1]["uuid"]
    assert log.names.index("TurnFailed") < log.names.index("TurnEnded")


async def test_a_crash_keeps_the_text_and_logs_no_word_of_it(store, ref, caplog):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref, "my secret prompt")
        engine.send(TextDelta("a secret reply"), ValueError("a secret in an exception"))
        await log.wait_for(TurnEnded)
        assert isinstance(log.of(TurnFailed)[0].error, EngineFailedError)
        assert manager.connection_count == 0
    assert engine.closes == 1
    assert records(store, ref)[1]["message"]["content"][0]["text"] == "a secret reply"
    assert "builtins.ValueError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("ending", [None, FinalMessage("msg_1", ())])
async def test_an_engine_that_says_nothing_is_a_failure(store, ref, ending):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.send(ending)
        assert (await log.wait_for(TurnEnded)).reply_uuid is None
        assert isinstance(log.of(TurnFailed)[0].error, EngineFailedError)
    assert [record["type"] for record in records(store, ref)] == ["user"]


async def test_a_final_message_without_blocks_keeps_the_streamed_text(store, ref):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.send(TextDelta("Streamed"), FinalMessage("msg_1", ()))
        await manager.wait_idle()
    assert records(store, ref)[1]["message"]["content"] == [{"type": "text", "text": "Streamed"}]
    assert log.of(TurnFailed) == []


async def test_tools_are_stored_as_claude_code_stores_them(store, ref):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.send(
            TextDelta("Let me look."),
            ToolUse("toolu_1", "Read", {"path": "a.txt"}),
            ToolResult("toolu_1", "content of a"),
            TextDelta("It says"),
            Usage("msg_9", 11, 22),
            final("It says so.", "msg_9"),
        )
        await log.wait_for(TurnEnded)
    user, text, use, result, reply, pointer = records(store, ref)
    assert [r["type"] for r in (text, use, result, reply)] == [
        "assistant",
        "assistant",
        "user",
        "assistant",
    ]
    assert text["message"]["content"] == [{"type": "text", "text": "Let me look."}]
    assert use["message"]["content"] == [
        {"type": "tool_use", "id": "toolu_1", "name": "Read", "input": {"path": "a.txt"}}
    ]
    assert text["message"]["id"] == use["message"]["id"]
    assert result["message"]["content"] == [
        {
            "type": "tool_result",
            "tool_use_id": "toolu_1",
            "content": "content of a",
            "is_error": False,
        }
    ]
    assert result["sourceToolAssistantUUID"] == use["uuid"]
    assert reply["message"]["usage"] == {"input_tokens": 11, "output_tokens": 22}
    chain = [user, text, use, result, reply]
    assert [r["parentUuid"] for r in chain] == [None, *(r["uuid"] for r in chain[:-1])]
    assert pointer["leafUuid"] == reply["uuid"]
    kinds = [event.entry.kind for event in log.of(EntrySaved)]
    assert kinds == [
        EntryKind.PROMPT,
        EntryKind.REPLY,
        EntryKind.REPLY,
        EntryKind.TOOL_RESULT,
        EntryKind.REPLY,
    ]


async def test_a_tool_without_a_result_gets_one_when_the_turn_is_stopped(store, ref):
    manager, factory, log = manager_with(store)
    async with manager:
        _, engine = await begin(manager, factory, log, ref)
        engine.send(ToolUse("toolu_1", "Bash", {}))
        await log.wait_for(EntrySaved, 2)
        await manager.stop(ref)
    _, use, result, pointer = records(store, ref)
    (block,) = result["message"]["content"]
    assert block["tool_use_id"] == "toolu_1"
    assert block["is_error"] is True
    assert result["parentUuid"] == use["uuid"]
    assert pointer["leafUuid"] == result["uuid"]

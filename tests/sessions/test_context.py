"""Context without end, with a real engine, a real server on loopback and real files."""

import json
from itertools import pairwise

import pytest

from desktop_app.engines.anthropic_api import anthropic_engine
from desktop_app.engines.base import Capabilities
from desktop_app.engines.connection import Server, no_key
from desktop_app.engines.openai_compatible import openai_engine
from desktop_app.engines.retries import RetryPolicy
from desktop_app.sessions.events import ContextUsed, ConversationCompacted, TurnFailed
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.store import Store
from tests.fakes import anthropic_api, openai_api
from tests.fakes.anthropic_api import AnthropicApi
from tests.fakes.events import EventLog
from tests.fakes.loopback_server import Received, stream_answer
from tests.fakes.openai_api import OpenAiApi

QUICK = RetryPolicy(retries=1, retries_offline=1, first_delay_s=0.001)


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as store:
        yield store


class StrictAnthropicApi(AnthropicApi):
    """Refuses what is longer than its window, as the real one does, and what breaks its rules."""

    WINDOW_TOKENS = 200_000

    def answer_to(self, request: Received):
        body = request.body
        characters = len(json.dumps(body["messages"], ensure_ascii=False))
        tokens = characters // 4 + body["max_tokens"]
        if tokens > self.WINDOW_TOKENS:
            words = f"prompt is too long: {tokens} tokens > {self.WINDOW_TOKENS} maximum"
            return anthropic_api.refusal(400, "invalid_request_error", words)
        roles = [message["role"] for message in body["messages"]]
        assert roles[0] == roles[-1] == "user"
        assert all(before != after for before, after in pairwise(roles))
        if "running summary" in body.get("system", ""):
            return anthropic_api.reply("They spoke of many things.")
        return anthropic_api.reply("Understood.")


class Engines:
    """Hands out engines for the two servers."""

    def __init__(self, anthropic=None, openai=None):
        self._anthropic = anthropic
        self._openai = openai

    def default_name(self):
        return "anthropic"

    def available(self) -> tuple[Capabilities, ...]:
        return ()

    async def discover(self):
        return False

    def create(self, name):
        if name == "anthropic":
            server = Server(name, "Anthropic", self._anthropic.base_url, no_key)
            return anthropic_engine(server, policy=QUICK)
        return openai_engine(Server(name, "Local", self._openai.base_url, no_key), policy=QUICK)


async def told(manager, ref, text, engine="anthropic"):
    log = EventLog()
    unsubscribe = manager.subscribe(log)
    await manager.submit(ref, text, engine=engine)
    await manager.wait_idle(ref)
    await manager.wait_compacted()
    unsubscribe()
    assert [str(event.error) for event in log.of(TurnFailed)] == []


async def grown(store, ref, turns, words=380, first="The code word is Rumpelstilzchen."):
    """Append `turns` prompts and replies of some `words` words each."""
    context = RecordContext(ref.session_id, store.cwd(ref))
    parent, records = None, []
    for number in range(turns):
        text = (
            first
            if number == 0
            else f"Note {number}: " + "lorem ipsum dolor sit amet " * (words // 5)
        )
        now = store.clock.now()
        prompt = context.user(text, uuid=new_uuid(), parent_uuid=parent, now=now)
        reply = context.assistant(
            [{"type": "text", "text": f"Noted {number}. " + "consectetur elit " * (words // 2)}],
            uuid=new_uuid(),
            parent_uuid=prompt["uuid"],
            now=now,
            engine="anthropic",
            message_id=f"msg_{number}",
        )
        parent = reply["uuid"]
        records += [prompt, reply]
    store.append(ref, records).result()
    return records


async def test_the_model_is_given_what_was_said(store, tmp_path):
    ref = store.create(tmp_path)
    async with AnthropicApi() as server, SessionManager(store, Engines(server)) as manager:
        await told(manager, ref, "I am called Ana.")
        await told(manager, ref, "Who am I?")
    sent = server.posted[-1]["messages"]
    assert [message["role"] for message in sent] == ["user", "assistant", "user"]
    assert sent[0]["content"] == [{"type": "text", "text": "I am called Ana."}]
    assert sent[1]["content"][0]["text"] == "Once upon a time."
    assert "system" not in server.posted[-1]


async def test_two_million_tokens_go_on_with_a_window_of_200000(store, tmp_path):
    ref = store.create(tmp_path)
    await grown(store, ref, turns=1_600, words=420)
    assert store.path(ref).stat().st_size > 2_000_000 * 4
    log = EventLog()
    async with StrictAnthropicApi() as server, SessionManager(store, Engines(server)) as manager:
        manager.subscribe(log)
        await told(manager, ref, "What was the code word Rumpelstilzchen about?")
        await told(manager, ref, "And which code word was it?")
    assert not log.of(TurnFailed)
    questions = [body for body in server.posted if "running summary" not in body.get("system", "")]
    assert len(questions) == 2
    for body in questions:
        assert "The code word is Rumpelstilzchen." in json.dumps(body["messages"])
    used = log.of(ContextUsed)[0]
    assert not used.is_everything
    assert used.recalled_uuids
    assert used.tokens <= used.budget_tokens


async def test_a_summary_is_added_and_everything_before_it_stays(store, tmp_path):
    ref = store.create(tmp_path)
    records = await grown(store, ref, turns=300)
    before = store.path(ref).read_bytes()
    log = EventLog()
    async with StrictAnthropicApi() as server, SessionManager(store, Engines(server)) as manager:
        manager.subscribe(log)
        await told(manager, ref, "Let us go on.")
        boundary_uuid = log.of(ConversationCompacted)[0].boundary_uuid
        await told(manager, ref, "What did we speak of?")
        after = [json.loads(line) for line in store.raw_lines(ref)]
    assert store.path(ref).read_bytes().startswith(before)
    by_uuid = {record["uuid"]: record for record in after if "uuid" in record}
    boundary = by_uuid[boundary_uuid]
    assert (boundary["type"], boundary["subtype"]) == ("system", "compact_boundary")
    assert boundary["parentUuid"] is None
    assert by_uuid[boundary["logicalParentUuid"]]["type"] == "assistant"
    summary = next(record for record in after if record.get("isCompactSummary"))
    assert summary["parentUuid"] == boundary_uuid
    assert "They spoke of many things." in summary["message"]["content"]
    prompt = next(r for r in after if "What did we speak of?" in str(r.get("message")))
    assert prompt["parentUuid"] == summary["uuid"]
    sent = json.dumps(server.posted[-1]["messages"])
    assert "They spoke of many things." in sent
    assert records[0]["uuid"] in by_uuid


async def test_a_message_that_was_brought_back_is_shown_and_stays_so(
    paths, claude_dir, clock, tmp_path
):
    async with AnthropicApi() as server:
        with Store(paths, claude_dir, clock) as store:
            ref = store.create(tmp_path)
            records = await grown(store, ref, turns=400, first="My umbrella is green.")
            async with SessionManager(store, Engines(server)) as manager:
                await manager.pin(ref, records[0]["uuid"])
        with Store(paths, claude_dir, clock) as store:
            async with SessionManager(store, Engines(server)) as manager:
                await told(manager, ref, "Go on.")
                assert manager.context(ref).pinned_uuids == (records[0]["uuid"],)
                assert await manager.pinned(ref) == (records[0]["uuid"],)
                await manager.unpin(ref, records[0]["uuid"])
                assert await manager.pinned(ref) == ()
    assert "My umbrella is green." in json.dumps(server.posted[0]["messages"])


async def test_one_conversation_goes_on_with_another_engine(store, tmp_path):
    ref = store.create(tmp_path)
    async with AnthropicApi() as first, OpenAiApi() as second:
        thought = [*anthropic_api.thinking(0, "Hmm."), *anthropic_api.text(1, "Hello Ana.")]
        pieces = [anthropic_api.start(), *thought, *anthropic_api.stop()]
        first.plan = [stream_answer(pieces), anthropic_api.reply("Still Ana.")]
        second.plan = [openai_api.reply("You are Ana.")]
        async with SessionManager(store, Engines(first, second)) as manager:
            await told(manager, ref, "I am called Ana.")
            await told(manager, ref, "Who am I?", engine="openai")
            await told(manager, ref, "Sure?")
            assert not next(store.verify(ref)).missing_parents
    assert second.posted[0]["messages"] == [
        {"role": "user", "content": "I am called Ana."},
        {"role": "assistant", "content": "Hello Ana."},
        {"role": "user", "content": "Who am I?"},
    ]
    assert len(first.posted[-1]["messages"]) == 5


async def test_what_claude_code_did_with_tools_is_told_as_text(store, tmp_path):
    ref = store.create(tmp_path)
    context = RecordContext(ref.session_id, str(tmp_path))
    now = store.clock.now()
    prompt = context.user("Look.", uuid=new_uuid(), parent_uuid=None, now=now)
    use = {"type": "tool_use", "id": "t1", "name": "Bash", "input": {"command": "ls"}}
    used = context.assistant(
        [use], uuid=new_uuid(), parent_uuid=prompt["uuid"], now=now, engine="claude", message_id="m"
    )
    result = context.user("", uuid=new_uuid(), parent_uuid=used["uuid"], now=now)
    result["message"]["content"] = [
        {"type": "tool_result", "tool_use_id": "t1", "content": "a.txt"}
    ]
    store.append(ref, [prompt, used, result]).result()
    async with AnthropicApi() as server, SessionManager(store, Engines(server)) as manager:
        await told(manager, ref, "And now?")
    sent = server.posted[0]["messages"]
    assert [message["role"] for message in sent] == ["user", "assistant", "user"]
    assert "Bash" in str(sent[1])
    assert "a.txt" in str(sent[1])
    assert "tool_use" not in str(sent)

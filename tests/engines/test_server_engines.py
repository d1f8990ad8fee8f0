"""What both engines behind a server do with whatever a real HTTP server answers."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

from desktop_app.base.secret import Secret
from desktop_app.engines.anthropic_api import anthropic_engine
from desktop_app.engines.base import (
    Failure,
    FinalMessage,
    TextDelta,
    TextDropped,
    ThinkingDelta,
    TurnChoices,
    Usage,
    Waiting,
)
from desktop_app.engines.connection import Server
from desktop_app.engines.openai_compatible import openai_engine
from desktop_app.engines.retries import RetryPolicy
from desktop_app.engines.server_engine import ServerRefusedError
from tests.fakes import anthropic_api, openai_api
from tests.fakes.loopback_server import stream_answer
from tests.fakes.turns import turn

KEY = "sk-canary-0123456789"
QUICK = RetryPolicy(retries=3, retries_offline=2, first_delay_s=0.001, longest_delay_s=0.004)


@dataclass(frozen=True)
class Vendor:
    api: ModuleType
    server: Any
    engine: Any
    name: str


VENDORS = [
    Vendor(anthropic_api, anthropic_api.AnthropicApi, anthropic_engine, "anthropic"),
    Vendor(openai_api, openai_api.OpenAiApi, openai_engine, "openai"),
]


@pytest.fixture(params=VENDORS, ids=lambda vendor: vendor.name)
def vendor(request):
    return request.param


async def a_key():
    return Secret(KEY)


@asynccontextmanager
async def connected(vendor, policy=QUICK):
    async with vendor.server() as server:
        engine = vendor.engine(Server(vendor.name, "Vendor", server.base_url, a_key), policy=policy)
        yield server, engine
        await engine.close()


async def played(engine, prompt="Tell me a story.", **changes):
    return [event async for event in engine.stream(turn(prompt, **changes))]


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


async def test_text_streams_and_the_final_message_holds_it(vendor):
    async with connected(vendor) as (server, engine):
        events = await played(engine)
    assert [delta.text for delta in of(TextDelta, events)] == ["Once ", "upon ", "a time."]
    assert events[-1].blocks == ({"type": "text", "text": "Once upon a time."},)
    assert events[-1].stop_reason == "end_turn"
    sent = server.posted[0]
    assert sent["stream"] is True
    assert "Tell me a story." in str(sent["messages"][-1])
    usage = of(Usage, events)[0]
    assert (usage.input_tokens, usage.output_tokens, usage.cache_read_tokens) == (11, 7, 5)
    assert usage.message_id == events[-1].message_id
    assert usage.window_tokens > 0


async def test_the_key_is_sent_as_the_vendor_wants_it(vendor):
    async with connected(vendor) as (server, engine):
        await played(engine)
    headers = server.requests[-1].headers
    assert KEY in (
        headers.get("x-api-key"),
        headers.get("authorization", "").removeprefix("Bearer "),
    )


@pytest.mark.parametrize(
    ("status", "kind"),
    [(429, "rate_limit_error"), (500, "api_error"), (502, "api_error"), (503, "x"), (529, "x")],
)
async def test_what_passes_is_waited_for_and_shown(vendor, status, kind):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.refusal(status, kind, "busy"), vendor.api.reply("There.")]
        events = await played(engine)
    waited = of(Waiting, events)
    assert [(wait.attempt, wait.of) for wait in waited] == [(1, 3)]
    assert isinstance(events[-1], FinalMessage)
    assert not of(TextDropped, events)


async def test_the_server_says_how_long_to_wait(vendor):
    async with connected(vendor) as (server, engine):
        limited = vendor.api.refusal(429, "rate_limit_error", "slowly", retry_after="0.02")
        server.plan = [limited, vendor.api.reply("There.")]
        events = await played(engine)
    assert of(Waiting, events)[0].delay_s == 0.02


async def test_a_wait_that_is_too_long_ends_the_turn(vendor):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.refusal(429, "rate_limit_error", "no", retry_after="86400")]
        events = await played(engine)
    assert [type(event) for event in events] == [Failure]
    assert events[0].reason == "rate-limited"


async def test_it_gives_up_after_some_tries_and_says_that_the_message_is_saved(vendor):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.refusal(529, "overloaded_error", "Overloaded")]
        events = await played(engine)
    assert len(of(Waiting, events)) == 3
    assert len(server.posted) == 4
    assert events[-1].reason == "overloaded"
    assert events[-1].is_retryable
    assert "Your message is saved" in str(events[-1].hint)


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (400, "invalid_request_error", "refused"),
        (401, "authentication_error", "wrong-key"),
        (402, "billing_error", "unpaid"),
        (403, "permission_error", "forbidden"),
        (404, "not_found_error", "not-found"),
        (413, "request_too_large", "too-large"),
    ],
)
async def test_what_does_not_pass_is_said_at_once(vendor, status, kind, reason):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.refusal(status, kind, f"the key {KEY} is no good")]
        events = await played(engine)
    assert [type(event) for event in events] == [Failure]
    assert (events[0].reason, events[0].is_retryable) == (reason, False)
    assert "is no good" in str(events[0].title)
    assert KEY not in str(events[0])
    assert "Your message is saved" in str(events[0].hint)


async def test_a_prompt_that_is_too_long_is_told_so(vendor):
    async with connected(vendor) as (server, engine):
        words = "prompt is too long: 250000 tokens > 200000 maximum context length"
        server.plan = [vendor.api.refusal(400, "invalid_request_error", words)]
        events = await played(engine)
    assert events[-1].reason == "too-long"


async def test_a_cut_stream_is_begun_anew_and_what_came_is_dropped(vendor):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.cut("Half of"), vendor.api.reply("A whole reply.")]
        events = await played(engine)
    kinds = [type(event) for event in events]
    assert kinds.index(TextDropped) < kinds.index(Waiting)
    after = events[kinds.index(TextDropped) :]
    assert [delta.text for delta in of(TextDelta, after)] == ["A whole reply."]
    assert isinstance(events[-1], FinalMessage)


async def test_a_stream_that_is_always_cut_ends_with_what_came_last(vendor):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.cut("Half of")]
        events = await played(engine)
    assert events[-1].reason == "cut"
    assert isinstance(events[-2], TextDelta)  # not dropped: it is kept as interrupted


async def test_an_error_inside_a_stream_is_tried_again_only_where_no_text_came(vendor):
    async with connected(vendor) as (server, engine):
        server.plan = [
            vendor.api.failed_inside("overloaded_error"),
            vendor.api.failed_inside("overloaded_error", "Some text"),
        ]
        events = await played(engine)
    assert len(of(Waiting, events)) == 1
    assert not of(TextDropped, events)
    assert events[-1].reason == "overloaded"


async def test_a_malformed_event_is_a_broken_stream(vendor):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.malformed("Half"), vendor.api.reply("Whole.")]
        events = await played(engine)
    assert of(TextDropped, events)
    assert isinstance(events[-1], FinalMessage)


async def test_a_server_that_is_not_running_is_told_after_few_tries(vendor):
    async with vendor.server() as server:
        base_url = server.base_url
    engine = vendor.engine(Server(vendor.name, "Vendor", base_url, a_key, "a-model"), policy=QUICK)
    events = await played(engine)
    await engine.close()
    assert len(of(Waiting, events)) == QUICK.retries_offline
    assert events[-1].reason == "offline"


async def test_stopping_drops_the_connection_at_once(vendor):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.held("Slowly", asyncio.Event())]
        events = []
        async for event in engine.stream(turn("Go on")):
            events.append(event)
            await engine.interrupt()
        await asyncio.wait_for(server.dropped.wait(), 5)
    assert [event.text for event in events] == ["Slowly"]


async def test_stopping_ends_a_wait_at_once(vendor):
    patient = RetryPolicy(first_delay_s=3600, longest_delay_s=3600)
    async with connected(vendor, patient) as (server, engine):
        server.plan = [vendor.api.refusal(529, "overloaded_error", "Overloaded")]
        events = []
        async for event in engine.stream(turn("Go on")):
            events.append(event)
            await engine.interrupt()
    assert [type(event) for event in events] == [Waiting]


async def test_a_huge_reply_arrives_whole(vendor):
    piece = "The quick brown fox. " * 50
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.reply(*[piece] * 2_000)]
        events = await played(engine)
    assert events[-1].blocks[0]["text"] == piece * 2_000


async def test_a_tool_that_nobody_offered_is_told_in_words(vendor):
    async with connected(vendor) as (server, engine):
        if vendor.name == "anthropic":
            called = anthropic_api.tool_use(1, "look_up", '{"word": ', '"fox"}')
            pieces = [anthropic_api.start(), *anthropic_api.text(0, "Well."), *called]
            pieces += anthropic_api.stop("tool_use")
        else:
            call = {"index": 0, "id": "t1", "function": {"name": "look_up", "arguments": ""}}
            more = {"index": 0, "function": {"arguments": '{"word": "fox"}'}}
            pieces = [*openai_api.texts("Well."), openai_api.chunk({"tool_calls": [call]})]
            pieces += [openai_api.chunk({"tool_calls": [more]}), *openai_api.stop("tool_calls")]
        server.plan = [stream_answer(pieces)]
        events = await played(engine)
    assert {block["type"] for block in events[-1].blocks} == {"text"}
    assert 'look_up({"word": "fox"})' in events[-1].blocks[-1]["text"]


async def test_the_models_are_the_servers(vendor):
    async with connected(vendor) as (server, engine):
        server.pages["/v1/models"] = vendor.api.models("a-model", "b-model", window_tokens=50_000)
        models = await engine.models()
        window_tokens = await engine.window_tokens(TurnChoices(model="b-model"))
    assert [(model.id, model.window_tokens) for model in models] == [
        ("a-model", 50_000),
        ("b-model", 50_000),
    ]
    assert window_tokens == 50_000


async def test_the_chosen_model_is_asked(vendor):
    async with connected(vendor) as (server, engine):
        await played(engine, choices=TurnChoices(model="my-model"))
    assert server.posted[0]["model"] == "my-model"


async def test_a_summary_is_made_by_the_model(vendor):
    async with connected(vendor) as (server, engine):
        server.plan = [vendor.api.cut("no"), vendor.api.reply("They spoke ", "of foxes.")]
        assert await engine.summarize("A: fox?\nB: fox.", TurnChoices()) == "They spoke of foxes."
        server.plan = [vendor.api.refusal(401, "authentication_error", "no")]
        with pytest.raises(ServerRefusedError, match="does not accept the key"):
            await engine.summarize("A", TurnChoices())


async def test_thinking_streams_apart_from_the_text(vendor):
    async with connected(vendor) as (server, engine):
        if vendor.name == "anthropic":
            pieces = [anthropic_api.start(), *anthropic_api.thinking(0, "Hmm.")]
            pieces += [*anthropic_api.text(1, "Yes."), *anthropic_api.stop()]
        else:
            thought = openai_api.chunk({"reasoning_content": "Hmm."})
            pieces = [thought, *openai_api.texts("Yes."), *openai_api.stop()]
        server.plan = [stream_answer(pieces)]
        events = await played(engine)
    assert [event.text for event in of(ThinkingDelta, events)] == ["Hmm."]
    assert events[-1].blocks[-1] == {"type": "text", "text": "Yes."}
    if vendor.name == "anthropic":
        signed = {"type": "thinking", "thinking": "Hmm.", "signature": "signed"}
        assert events[-1].blocks[0] == signed

"""`send`: what it says is saved is on the disk, what arrived of a reply is kept."""

import json
import os
import signal
import threading

import pytest

from desktop_app.engines.base import (
    Capabilities,
    FinalMessage,
    TextDelta,
    ToolResult,
    ToolUse,
)
from desktop_app.engines.registry import Registry
from desktop_app.sessions.records import new_uuid
from desktop_app.sessions.refs import DEFAULT_SESSION_ID

HELLO = ({"text": "Hello"}, {"text": " there."})


def records(path):
    """Read a transcript as any plain JSONL reader does."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def said(path):
    """Return who said what in a transcript, in file order."""
    return [
        (r["type"], content if isinstance(content, str) else content[0]["text"])
        for r in records(path)
        if r["type"] in ("user", "assistant") and (content := r["message"]["content"])
    ]


def test_two_turns_stand_in_the_default_conversation_in_claude_codes_format(sempre, work_dir):
    first = sempre("send", "first question", "--json")
    second = sempre("send", "second question", "--json")
    assert (first.status, second.status) == (0, 0)
    path = sempre.transcript(DEFAULT_SESSION_ID)
    chain = [r for r in records(path) if r["type"] in ("user", "assistant")]
    assert [r["type"] for r in chain] == ["user", "assistant"] * 2
    assert [r["message"]["role"] for r in chain] == [r["type"] for r in chain]
    assert [r["parentUuid"] for r in chain] == [None, *(r["uuid"] for r in chain[:-1])]
    assert all(r["sessionId"] == DEFAULT_SESSION_ID for r in chain)
    assert all(r["cwd"] == str(work_dir) and r["timestamp"].endswith("Z") for r in chain)
    assert chain[0]["message"]["content"] == "first question"
    assert records(path)[-1]["leafUuid"] == chain[-1]["uuid"]
    shown = sempre("show", DEFAULT_SESSION_ID, "--json")
    assert shown.output == path.read_bytes()


def test_events_come_in_order_and_name_the_records(sempre, script):
    result = sempre("send", "hi", *script(*HELLO), "--json")
    saved, *deltas, reply = result.events
    stored = {r.get("uuid"): r for r in records(sempre.transcript(DEFAULT_SESSION_ID))}
    assert saved["event"] == "saved"
    assert stored[saved["uuid"]]["message"]["content"] == "hi"
    assert deltas == [{"event": "delta", "text": "Hello"}, {"event": "delta", "text": " there."}]
    assert (reply["event"], reply["text"]) == ("reply", "Hello there.")
    assert stored[reply["uuid"]]["message"]["content"][0]["text"] == "Hello there."
    assert result.errors == ""


def test_people_read_the_reply_alone(sempre, script):
    result = sempre("send", "hi", *script(*HELLO))
    assert (result.status, result.text, result.errors) == (0, "Hello there.\n", "")


def test_the_embedded_engine_answers_without_any_set_up(sempre):
    result = sempre("send", "hi")
    assert result.status == 0
    assert len(result.text) > 20


def test_a_failure_keeps_both_halves_and_says_so(sempre, script):
    flags = script({"text": "Half a"}, {"fail": "overloaded"})
    result = sempre("send", "hi", *flags, "--json")
    assert result.status == 1
    assert [e["event"] for e in result.events] == ["saved", "delta", "reply", "error"]
    assert result.events[-1]["saved"] is True
    assert result.events[-1]["message"] in result.errors
    assert said(sempre.transcript(DEFAULT_SESSION_ID)) == [("user", "hi"), ("assistant", "Half a")]


def test_a_failure_is_one_sentence_first_for_people(sempre, script):
    result = sempre("send", "hi", *script({"fail": "overloaded"}))
    assert result.status == 1
    assert result.output == b""
    assert result.errors.splitlines()[0].endswith(".")


class DraftingEngine:
    """Uses a tool between two texts and replaces what it streamed of the second."""

    capabilities = Capabilities("draft", "Draft", is_language_model=False, needs_network=False)

    async def stream(self, turn):
        yield TextDelta("Looking.")
        yield ToolUse("t1", "Look", {})
        yield ToolResult("t1", "seen")
        yield TextDelta("A draft")
        yield FinalMessage("m1", ({"type": "text", "text": "The final words."},))

    async def interrupt(self):
        """Nothing runs long enough."""

    async def close(self):
        """Nothing is held."""


def test_the_saved_words_count_not_the_streamed_ones(sempre, monkeypatch):
    monkeypatch.setattr(Registry, "create", lambda self, name: DraftingEngine())
    assert sempre("send", "hi").text == "Looking.\nA draft\nThe final words.\n"
    reply = sempre("send", "hi", "--json").events[-1]
    assert (reply["event"], reply["text"]) == ("reply", "Looking.\n\nThe final words.")


def test_an_unknown_id_begins_a_conversation_in_cwd(sempre, tmp_path):
    session = new_uuid()
    project = tmp_path / "project"
    project.mkdir()
    result = sempre("send", "hi", "--session", session, "--cwd", str(project))
    assert result.status == 0
    assert records(sempre.transcript(session))[0]["cwd"] == str(project)
    (listed,) = sempre("sessions", "--json").json
    assert (listed["id"], listed["cwd"], listed["origin"], listed["messages"]) == (
        session,
        str(project),
        "sempre",
        2,
    )
    assert sempre("send", "again", "--session", session).status == 0
    assert len(said(sempre.transcript(session))) == 4


def test_a_conversation_of_claude_codes_is_continued_in_a_copy(
    sempre_with_history, real_claude_dir, script
):
    session = "00000000-0000-0000-0000-000000000013"
    theirs = real_claude_dir / "projects" / "-home-user-sdk" / f"{session}.jsonl"
    before = theirs.read_bytes()
    result = sempre_with_history("send", "go on", "--session", session, *script(*HELLO))
    assert result.status == 0
    ours = sempre_with_history.transcript(session)
    assert ours.read_bytes().startswith(before)
    assert theirs.read_bytes() == before
    assert said(ours)[-2:] == [("user", "go on"), ("assistant", "Hello there.")]
    listed = {s["id"]: s for s in sempre_with_history("sessions", "--json").json}
    assert listed[session]["is_ours"] is True
    assert listed[session]["origin"] == "claude-code"
    assert listed[session]["messages"] == 10


def test_text_comes_from_stdin(sempre, script):
    text = "várias\nlinhas 😀"
    sempre("send", "-", *script(*HELLO), stdin=f"{text}\n".encode())
    assert said(sempre.transcript(DEFAULT_SESSION_ID))[0] == ("user", text)


def test_bytes_that_are_no_text_do_not_stop_it(sempre, script):
    result = sempre("send", "-", *script(*HELLO), "--json", stdin=b"caf\xe9")
    assert result.status == 0
    assert sempre("show", DEFAULT_SESSION_ID).status == 0
    assert sempre("search", "caf*", "--json").status == 0


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_text_is_wrong_usage_and_makes_nothing(sempre, text):
    for arguments in (("send", text), ("send", "-")):
        result = sempre(*arguments, stdin=text.encode())
        assert result.status == 2
        assert "nothing to send" in result.errors
    assert not sempre.data_dir.joinpath("projects").exists()


def test_a_wrong_id_or_directory_or_engine_saves_nothing(sempre, tmp_path):
    for flags in (
        ("--session", "../../etc/passwd"),
        ("--engine", "hal9000"),
        ("--engine", "scripted"),
        ("--script", str(tmp_path / "missing.json")),
    ):
        result = sempre("send", "hi", *flags, "--json")
        assert result.status == 1
        assert result.errors.splitlines()[0]
        assert result.events == [
            {"event": "error", "message": result.errors.splitlines()[0], "saved": False}
        ]
    assert sempre("send", "hi", "--cwd", str(tmp_path / "missing")).status == 2
    assert sempre("sessions", "--json").json == []


def test_a_disk_that_refuses_is_told_and_nothing_counts_as_saved(sempre, script):
    sempre("send", "one", *script(*HELLO))
    path = sempre.transcript(DEFAULT_SESSION_ID)
    before = path.read_bytes()
    path.unlink()
    path.symlink_to("/dev/full")
    result = sempre("send", "two", *script(*HELLO), "--json")
    assert result.status == 1
    assert [e["event"] for e in result.events] == ["error"]
    assert result.events[0]["saved"] is False
    assert before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_reply_and_keeps_what_had_arrived(sempre, script, number, monkeypatch):
    flags = script({"text": "Partial"}, {"after_ms": 60_000, "text": " never"})
    handlers = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    from desktop_app.cli.output import Output

    event = Output.event

    def event_then_signal(self, value):
        event(self, value)
        if value["event"] == "delta":
            os.kill(os.getpid(), number)

    monkeypatch.setattr(Output, "event", event_then_signal)
    result = sempre("send", "hi", *flags, "--json")
    assert result.status == 1
    assert [e["event"] for e in result.events] == ["saved", "delta", "reply", "error"]
    path = sempre.transcript(DEFAULT_SESSION_ID)
    assert said(path) == [("user", "hi"), ("assistant", "Partial")]
    assert records(path)[1]["interrupted"] is True
    assert "Stopped." in result.errors
    assert list(sempre.data_dir.joinpath("inflight").iterdir()) == []
    assert [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == handlers


def test_the_log_has_the_five_lines_and_never_the_words(sempre, script):
    sempre("send", "my secret words", *script({"text": "private reply"}))
    log = (sempre.data_dir / "logs" / "sempre.log").read_text("utf-8")
    for line in (
        "🔒 Sessões configuradas como PERMANENTES - Nunca expiram",
        "⚙️ Timeout: 0 min (0 = desabilitado)",
        "🔧 Limpeza automática: 0 min (0 = desabilitada)",
        "🔒 Limpeza automática DESABILITADA - Sessões são permanentes",
        "✅ Todas as sessões serão mantidas indefinidamente",
    ):
        assert line + "\n" in log
    assert "secret" not in log
    assert "private" not in log


def test_no_thread_is_left_behind(sempre):
    before = threading.active_count()
    sempre("send", "hi")
    assert threading.active_count() == before


def test_a_backup_comes_by_itself_when_the_settings_say_so(sempre, paths, script):
    paths.root.mkdir()
    paths.settings_file.write_text('{"auto_backup_mb": 1}')
    result = sempre("send", "short", *script({"text": "short"}))
    assert result.status == 0
    assert not paths.backups.exists()
    result = sempre("send", "long", *script({"text": "x" * 1_000_000}))
    (backup,) = paths.backups.iterdir()
    assert f"Backed up by itself: {backup}" in result.errors
    backup.rename(paths.root / "moved.zip")
    paths.backups.rmdir()
    paths.backups.write_text("in the way")
    result = sempre("send", "again", *script({"text": "short"}), "--json")
    assert result.status == 0
    assert result.events[-1]["event"] == "reply"
    assert "No backup could be made" in result.errors

"""`show` prints a conversation whole, byte for byte where asked, harmlessly where read."""

import json
from datetime import UTC, datetime

import pytest

from desktop_app.sessions.records import RecordContext, encode_line, new_uuid

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SESSION = "00000000-0000-0000-0000-000000000099"
CONTEXT = RecordContext(SESSION, "/srv/x")


def line(text: str) -> bytes:
    return encode_line(CONTEXT.user(text, uuid=new_uuid(), parent_uuid=None, now=NOW))


@pytest.fixture
def written(sempre, claude_dir):
    """Write one conversation of raw bytes and return the command line over it."""

    def write(content: bytes, project: str = "-srv-x"):
        path = claude_dir / "projects" / project / f"{SESSION}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return sempre

    return write


def test_every_real_transcript_is_printed_byte_for_byte(sempre_with_history, real_claude_dir):
    files = sorted((real_claude_dir / "projects").glob("*/*.jsonl"))
    assert len(files) == 12
    for path in files:
        raw = next(raw for raw in path.read_bytes().splitlines() if b'"cwd"' in raw)
        cwd = json.loads(raw)["cwd"]
        result = sempre_with_history("show", path.stem, "--cwd", cwd, "--json")
        assert result.status == 0
        assert result.output == path.read_bytes()


def test_every_real_transcript_is_readable_whole(sempre_with_history, real_claude_dir):
    for path in (real_claude_dir / "projects").glob("*/*.jsonl"):
        records = [json.loads(raw) for raw in path.read_bytes().splitlines()]
        cwd = next(record["cwd"] for record in records if record.get("cwd"))
        text = sempre_with_history("show", path.stem, "--cwd", cwd).text
        said = [
            record["message"]["content"]
            for record in records
            if record["type"] == "user" and not record.get("isMeta")
        ]
        for prompt in said:
            if isinstance(prompt, str) and not prompt.startswith("<"):
                assert prompt in text
        for record in records:
            if record["type"] == "assistant":
                for block in record["message"]["content"]:
                    assert block.get("text", "") in text


def test_authors_times_tools_and_thinking_are_shown(sempre_with_history):
    text = sempre_with_history("show", "00000000-0000-0000-0000-000000000010").text
    assert "── 2026-11-22 ─" in text
    assert "18:38  You\nplain one\n" in text
    assert "  ⚙ Write: " in text
    assert "  · result: File created successfully" in text
    assert "  · failed: denied by test" in text
    assert "  · thinking" in text


def test_tail_counts_what_is_shown_or_records(sempre_with_history, real_claude_dir):
    session = "00000000-0000-0000-0000-000000000013"
    path = real_claude_dir / "projects" / "-home-user-sdk" / f"{session}.jsonl"
    last = path.read_bytes().splitlines(keepends=True)[-3:]
    assert sempre_with_history("show", session, "--tail", "3", "--json").output == b"".join(last)
    text = sempre_with_history("show", session, "--tail", "2").text
    assert "t2 edited" in text
    assert "ECHO[1]: t1" not in text


def test_damage_is_shown_in_both_forms_and_records_around_it_too(written):
    first, last = line("before"), line("after")
    sempre = written(first + b"garb\xc3age\n" + b"\x00" * 10 + last.rstrip())
    result = sempre("show", SESSION, "--json")
    damage = [e for e in result.events if e["type"] == "sempre-damage"]
    assert damage == [
        {"type": "sempre-damage", "offset": len(first), "length": 8, "reason": "invalid-utf8"},
        {"type": "sempre-damage", "offset": len(first) + 9, "length": 10, "reason": "nul-bytes"},
    ]
    assert result.output.startswith(first)
    assert result.output.endswith(last)
    text = sempre("show", SESSION).text
    assert "before" in text
    assert "after" in text
    assert f"⚠ 8 bytes at {len(first)} are damaged" in text


def test_tail_tells_offsets_of_the_whole_file(written):
    first = line("before")
    result = written(first + b"garbage\n")("show", SESSION, "--tail", "1", "--json")
    assert result.events == [
        {"type": "sempre-damage", "offset": len(first), "length": 7, "reason": "not-json"}
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"type":"x","big":' + b"7" * 5000 + b"}",
        b'{"type":"x","n":18446744073709551616,"e":1e400,"nan":NaN}',
        b'{"type":"x","lone":"\\ud800"}',
        b'{"type":"x","a":1,"a":2}',
        b'{"unknown":true}',
        '{"type":"x","separators":"\u2028\u2029\u0085"}'.encode(),
        b'  {"type": "x"}\t\r',
    ],
)
def test_strange_records_are_printed_byte_for_byte(written, raw):
    assert written(raw + b"\n")("show", SESSION, "--json").output == raw + b"\n"


def test_fused_records_become_lines_of_their_own(written):
    one, other = line("one").rstrip(), line("other").rstrip()
    assert written(one + other)("show", SESSION, "--json").output == one + b"\n" + other + b"\n"


def test_a_record_that_a_strict_reader_refuses_is_written_anew(written):
    raw = b'{"type":"user","uuid":"u","message":{"content":"tab\tesc\x1b bad\xff"}}'
    result = written(raw)("show", SESSION, "--json")
    record = json.loads(result.output.splitlines()[0])
    assert record["message"]["content"].startswith("tab\tesc\x1b bad")
    assert b"\x1b" not in result.output


def test_texts_cannot_command_the_terminal(written):
    text = written(line("\x1b]0;owned\x07 \x9b2J \u202eevil <b>html</b>"))("show", SESSION).text
    assert "evil <b>html</b>" in text
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)


def test_lone_surrogates_are_shown_as_replacements(written):
    result = written(line("half \ud83d done"))("show", SESSION)
    assert result.status == 0
    assert "half \ufffd done" in result.text


def test_an_empty_conversation_says_so(written):
    assert written(b"")("show", SESSION).text == "This conversation is still empty.\n"
    assert written(b"")("show", SESSION, "--json").output == b""


def test_the_same_id_twice_is_chosen_by_cwd_and_the_other_is_named(sempre_with_history):
    session = "00000000-0000-0000-0000-000000000001"
    chat = sempre_with_history("show", session, "--cwd", "/home/user/chat")
    other = sempre_with_history("show", session, "--cwd", "/home/user/other")
    assert "hello one" in chat.text
    assert "elsewhere" in other.text
    assert "--cwd /home/user/other" in chat.errors
    assert "--cwd /home/user/chat" in other.errors
    latest = sempre_with_history("show", session)
    assert latest.status == 0
    assert latest.errors.count("--cwd") == 1


def test_ours_comes_before_claude_codes(sempre_with_history):
    sempre_with_history("send", "mine")
    result = sempre_with_history("show", "00000000-0000-0000-0000-000000000001")
    assert "mine" in result.text
    assert result.errors.count("--cwd") == 2


@pytest.mark.parametrize(
    "session", ["../../x", "/etc/passwd", "CON", "x" * 300, "", "0000-1", "a\x00b", "\udcff"]
)
def test_what_is_no_id_gets_a_sentence(sempre, session):
    result = sempre("show", "--", session)
    assert result.status == 1
    assert "is not a conversation id" in result.errors.splitlines()[0]


def test_an_unknown_id_gets_a_sentence(sempre):
    result = sempre("show", SESSION)
    assert result.status == 1
    assert result.errors.splitlines()[0] == f"There is no conversation {SESSION} on this machine."


def test_a_file_that_cannot_be_read_gets_a_sentence(sempre, claude_dir):
    path = claude_dir / "projects" / "-srv-x" / f"{SESSION}.jsonl"
    path.parent.mkdir()
    path.symlink_to("/etc/passwd")
    for flags in ((), ("--json",), ("--tail", "2"), ("--tail", "2", "--json")):
        result = sempre("show", SESSION, *flags)
        assert result.status == 1
        assert "can't be read: a link to /etc/passwd" in result.errors.splitlines()[0]
        assert result.output == b""

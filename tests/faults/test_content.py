"""FAULTS 1-28: whole files of every content, through every command that reads them."""

import json
import os

import pytest

from desktop_app.base.clock import ManualClock
from desktop_app.sessions.store import Store
from desktop_app.sessions.verification import verify_file
from tests.fakes.transcripts import encoded, write_transcript
from tests.faults.damaged_content import AFTER, BEFORE, CASES, TORN, is_strict_record


@pytest.fixture
def conversation(paths):
    def conversation(*parts):
        return write_transcript(paths.projects, 7, *parts)

    return conversation


@pytest.mark.parametrize("case", CASES)
def test_every_command_reads_it_and_not_a_byte_changes(sempre, conversation, case):
    between, records, damages = CASES[case]
    ref, path = conversation(BEFORE, between, AFTER)
    content = path.read_bytes()
    shown = sempre("show", ref.session_id, "--json")
    assert shown.status == 0
    printed = [json.loads(line, parse_int=str) for line in shown.lines]
    assert sum(fields.get("type") != "sempre-damage" for fields in printed) == records + 2
    assert len(printed) == records + 2 + damages
    assert {raw for raw in content.split(b"\n") if is_strict_record(raw)} <= set(shown.lines)
    text = sempre("show", ref.session_id)
    assert text.status == 0
    assert b"needle before" in text.output
    assert b"needle after" in text.output
    assert not {0x1B, 0x00} & set(text.output)
    verified = sempre("verify", ref.session_id, "--json").json["conversations"][0]
    assert (verified["records"], len(verified["damaged_lines"])) == (records + 2, damages)
    (listed,) = sempre("sessions", "--json").json
    assert listed["state"] == ("damaged" if damages else "ready")
    found = sempre("search", "needle", "--json").json
    assert {hit["uuid"] for hit in found} == {"before", "after"}
    assert path.read_bytes() == content


@pytest.mark.parametrize("case", CASES)
def test_a_new_record_goes_behind_it_and_the_conversation_opens(
    paths, claude_dir, conversation, case
):
    between, records, damages = CASES[case]
    ref, path = conversation(BEFORE, between)
    os.truncate(path, path.stat().st_size - 1)  # no newline at its end: the guard's business
    content = path.read_bytes()
    with Store(paths, claude_dir, ManualClock()) as store:
        leaf = store.leaf(ref)
        store.append(ref, [AFTER | {"parentUuid": leaf}]).result()
        page = store.tail(ref, 100)
        assert (page.entries[0].text, page.entries[-1].text) == ("needle before", "needle after")
        before = store.before(ref, page.end_offset, 100)
        assert [e.uuid for e in before.entries] == [e.uuid for e in page.entries]
        assert store.around(ref, "before", 2).entries[0].text == "needle before"
    assert path.read_bytes().startswith(content)
    verified = verify_file(ref, path)
    assert verified.records == records + 2
    assert len(verified.damages) == damages


def test_1_and_28_a_torn_last_line_is_kept_shown_and_never_glued(sempre, processes, conversation):
    for parts in ((BEFORE, TORN), (TORN,)):
        ref, path = conversation(*parts)
        content = path.read_bytes()
        (damage,) = sempre("verify", ref.session_id, "--json").json["conversations"][0][
            "damaged_lines"
        ]
        assert (damage["offset"], damage["length"]) == (len(content) - len(TORN), len(TORN))
        sent = sempre("send", "after", "--session", ref.session_id, "--json")
        assert path.read_bytes().startswith(content + b"\n")
        assert sent.uuids() <= processes.uuids()
        again = sempre("verify", ref.session_id, "--json").json["conversations"][0]
        assert len(again["damaged_lines"]) == 1


def test_25_an_empty_file_is_a_conversation(sempre, conversation):
    ref, path = conversation(b"")
    assert sempre("sessions", "--json").json[0]["state"] == "empty"
    assert sempre("show", ref.session_id, "--json").output == b""
    assert sempre("verify", ref.session_id).status == 0
    assert sempre("send", "first", "--session", ref.session_id).status == 0
    assert path.read_bytes().startswith(b'{"')


def test_20_a_conversation_that_is_only_a_cycle_ends_and_is_whole(sempre, conversation):
    links = [BEFORE | {"uuid": f"u{n}", "parentUuid": f"u{(n + 1) % 500}"} for n in range(500)]
    ref, _ = conversation(*links)
    assert len(sempre("show", ref.session_id, "--json").lines) == 500
    assert sempre("show", ref.session_id).output.count(b"needle before") == 500
    assert sempre("verify", ref.session_id).status == 0
    assert sempre("send", "onwards", "--session", ref.session_id).status == 0


def test_26_the_order_is_that_of_the_file_whatever_the_times(sempre, conversation):
    between, _, _ = CASES["26 odd times"]
    ref, _ = conversation(between)
    text = sempre("show", ref.session_id).output
    assert text.index(b"t1") < text.index(b"t2") < text.index(b"t3")


def test_what_was_read_can_be_exported_byte_for_byte(sempre, conversation, paths):
    everything = b"".join(between for between, _, _ in CASES.values())
    ref, path = conversation(everything)
    with Store(paths, paths.root, ManualClock()) as store:
        raw = list(store.raw_lines(ref))
    assert raw == [line for line in everything.split(b"\n") if line.strip()]
    assert path.read_bytes() == everything
    assert encoded(BEFORE) not in everything

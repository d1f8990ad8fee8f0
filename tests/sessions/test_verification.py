"""What a verification tells of chains, tool calls and ids, whatever the records say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sessions import chains
from desktop_app.sessions.chains import Chains
from desktop_app.sessions.records import Record
from desktop_app.sessions.verification import verify_file
from tests.fakes.transcripts import prompt, record, reply, write_transcript


@pytest.fixture
def verified(tmp_path):
    def verify(*records):
        ref, path = write_transcript(tmp_path, 1, *records)
        return verify_file(ref, path)

    return verify


def test_a_plain_conversation_is_reachable_from_its_end(verified):
    found = verified(
        prompt("one", uuid="a"),
        reply("two", uuid="b", parentUuid="a"),
        prompt("three", uuid="c", parentUuid="b"),
    )
    assert (found.records, found.messages) == (3, 3)
    assert (found.chain.records, found.chain.reachable, found.chain.reaches_root) == (3, 3, True)
    assert found.chain.reachable_percent == 100
    assert found.is_sound


def test_a_branch_that_was_left_is_counted_and_is_no_damage(verified):
    found = verified(
        prompt("one", uuid="a"),
        reply("left", uuid="b", parentUuid="a"),
        prompt("left too", uuid="c", parentUuid="b"),
        reply("right", uuid="d", parentUuid="a"),
    )
    assert (found.chain.reachable, found.chain.on_other_branches) == (2, 2)
    assert found.chain.reachable_percent == 50
    assert found.is_sound


def test_the_pointer_says_which_branch_is_the_newest_one(verified):
    branches = (
        prompt("one", uuid="a"),
        reply("long", uuid="b", parentUuid="a"),
        prompt("longer", uuid="c", parentUuid="b"),
        reply("short", uuid="d", parentUuid="a"),
    )
    pointer = {"type": "last-prompt", "leafUuid": "c"}
    assert verified(*branches, pointer).chain.reachable == 3
    later = prompt("after it", uuid="e", parentUuid="d")
    assert verified(*branches, pointer, later).chain.reachable == 3
    assert verified(*branches, {"type": "last-prompt", "leafUuid": "x"}).chain.reachable == 2


def test_the_way_back_leads_across_a_compaction(verified):
    found = verified(
        prompt("before", uuid="a"),
        record("system", None, uuid="b", logicalParentUuid="a", subtype="compact_boundary"),
        prompt("after", uuid="c", parentUuid="b"),
    )
    assert found.chain.reachable == 3
    assert found.chain.reaches_root


def test_a_missing_parent_is_named_unless_it_is_a_sub_agents(verified):
    found = verified(
        prompt("one", uuid="a", parentUuid="gone"),
        prompt("two", uuid="b", parentUuid="gone"),
        prompt("agent", uuid="c", parentUuid="elsewhere", isSidechain=True),
        prompt("before its parent", uuid="d", parentUuid="e"),
        prompt("late", uuid="e", parentUuid="b"),
    )
    assert found.missing_parents == ("gone",)
    assert found.chain.missing_parents == 1
    assert not found.chain.reaches_root
    assert found.chain.records == 4  # without the sub-agent's
    assert not found.is_sound


def test_loops_are_named_once_each_and_end(verified):
    found = verified(
        prompt("a", uuid="a", parentUuid="c"),
        prompt("b", uuid="b", parentUuid="a"),
        prompt("c", uuid="c", parentUuid="b"),
        prompt("self", uuid="s", parentUuid="s"),
        prompt("into the loop", uuid="d", parentUuid="a"),
    )
    assert found.chain.cycles == len(found.cycles) == 2
    assert {"s"} < set(found.cycles) <= {"a", "b", "c", "s"}
    assert (found.chain.reachable, found.chain.reaches_root) == (4, False)


def test_one_id_with_different_bytes_is_told_repeated_bytes_are_not(verified):
    twice = prompt("twice", uuid="twice")
    found = verified(twice, twice, prompt("x", uuid="x"), prompt("y", uuid="x"))
    assert found.conflicts == ("x",)
    assert found.records == 4
    assert found.chain.records == 2


def test_tool_calls_without_an_other_side_are_told(verified):
    def use(use_id):
        return {"type": "tool_use", "id": use_id, "name": "Read", "input": {}}

    def result(use_id):
        return {"type": "tool_result", "tool_use_id": use_id, "content": "ok"}

    found = verified(
        record("assistant", [use("met"), use("alone"), {"type": "tool_use", "id": 5}]),
        record("user", [result("met"), result("nobody's"), "text", 7]),
        record("user", [result("met")]),
    )
    assert found.uses_without_result == ("alone",)
    assert found.results_without_use == ("nobody's",)
    assert found.orphan_tool_calls == 2
    assert found.is_sound


def test_what_is_beyond_the_limit_is_counted(verified, monkeypatch):
    for module in ("chains", "tool_calls", "verification"):
        monkeypatch.setattr(f"desktop_app.sessions.{module}.MAX_LISTED", 2)
    uses = [{"type": "tool_use", "id": f"use-{n}"} for n in range(5)]
    orphans = [prompt("x", uuid=f"u{n}", parentUuid=f"gone-{n}") for n in range(5)]
    loops = [prompt("x", uuid=f"l{n}", parentUuid=f"l{n}") for n in range(5)]
    found = verified(*orphans, *loops, *[b"{torn\n"] * 5, record("assistant", uses))
    assert (len(found.damages), found.damaged) == (2, 5)
    assert (len(found.missing_parents), found.chain.missing_parents) == (2, 5)
    assert (len(found.cycles), found.chain.cycles) == (2, 5)
    assert (len(found.uses_without_result), found.orphan_tool_calls) == (2, 5)


def test_an_empty_file_is_whole(verified):
    found = verified()
    assert found.is_sound
    assert found.chain.reachable_percent == 100


NODES = st.lists(st.tuples(st.integers(0, 12), st.none() | st.integers(0, 15)), max_size=30)


@given(NODES)
def test_any_graph_is_judged_as_a_plain_walk_judges_it(nodes):
    made = Chains()
    parents: dict[str, str | None] = {}
    newest = None
    for number, (own, parent) in enumerate(nodes):
        fields = {"type": "user", "uuid": f"n{own}", "parentUuid": parent and f"n{parent}"}
        made.add(Record(number * 10, 9, fields))
        parents.setdefault(f"n{own}", fields["parentUuid"] or None)
        newest = f"n{own}"
    figures, _ = made.figures()
    walked: list[str] = []
    while newest in parents and newest not in walked:
        walked.append(newest)
        newest = parents[newest]
    assert figures.records == len(parents)
    assert figures.reachable == len(walked)
    assert figures.reaches_root is (newest is None)
    missing = {p for p in parents.values() if p is not None and p not in parents}
    assert figures.missing_parents == len(missing)
    assert set(made.missing_parents()) == missing


def test_a_long_chain_takes_little_memory():
    made = Chains()
    for number in range(20_000):
        fields = json.loads(f'{{"type":"user","uuid":"{number}","parentUuid":"{number - 1}"}}')
        made.add(Record(number, 1, fields if number else {"type": "user", "uuid": "0"}))
    figures, _ = made.figures()
    assert figures.reachable == 20_000
    assert not made.missing_parents()
    assert chains.MAX_LISTED < 20_000

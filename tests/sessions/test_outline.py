"""Dates, own messages and branches of a conversation, from a row for each record."""

from datetime import UTC, datetime

import pytest

from desktop_app.sessions.errors import SessionNotFoundError
from desktop_app.sessions.outline import (
    branch_points,
    branches,
    first_since,
    prompt_after,
    prompt_before,
)
from desktop_app.sessions.refs import SessionRef
from tests.fakes.transcripts import encoded, prompt, record, reply, write_transcript


class Story:
    """Records whose ids are the letters that they are named by."""

    def __init__(self, store):
        self.records = []
        self._store = store

    def add(self, make, uuid, parent, *args, **fields):
        made = make(*args, uuid=uuid, parentUuid=parent, **fields)
        self.records.append(made)
        return self

    def prompt(self, uuid, parent, **fields):
        return self.add(prompt, uuid, parent, f"prompt {uuid}", **fields)

    def reply(self, uuid, parent, *, message_id=None, **fields):
        fields |= {"message_id": message_id or f"message-{uuid}"}
        return self.add(reply, uuid, parent, f"reply {uuid}", **fields)

    def result(self, uuid, parent):
        content = [{"type": "tool_result", "tool_use_id": "t", "content": "done"}]
        return self.add(prompt, uuid, parent, content)

    def unseen(self, uuid, parent):
        return self.add(record, uuid, parent, "attachment", None, attachment={"type": "x"})

    def written(self):
        ref, _ = write_transcript(self._store.claude_projects, 1, *self.records)
        return ref


@pytest.fixture
def story(store):
    return Story(store)


def at(day):
    return {"timestamp": f"2026-03-{day:02}T12:00:00.000Z"}


def since(store, ref, day, hour=0):
    place = first_since(store, ref, datetime(2026, 3, day, hour, tzinfo=UTC))
    return place and place.uuid


def test_the_first_entry_on_or_after_a_date(store, story):
    story.prompt("a", None, **at(1)).reply("b", "a", **at(1)).unseen("c", "b")
    story.prompt("d", "c", **at(5)).reply("e", "d", **at(7))
    ref = story.written()
    assert [since(store, ref, day) for day in (1, 2, 5, 6, 7, 8)] == ["a", "d", "d", "e", "e", None]
    assert since(store, ref, 5, 12) == "d"
    assert since(store, ref, 5, 13) == "e"


def test_wrong_clocks_do_not_mislead_a_jump_to_a_date(store, story):
    for n in range(1, 20):
        when = {7: "2099-01-01T00:00:00Z", 19: "1970-01-01T00:00:00Z"}.get(n)
        story.prompt(f"u{n}", None, **({"timestamp": when} if when else at(n)))
    ref = story.written()
    assert [since(store, ref, day) for day in (3, 12, 17)] == ["u3", "u12", "u17"]


def test_own_messages_before_and_after_a_place(store, story):
    story.prompt("a", None).reply("b", "a").result("c", "b").prompt("d", "c").reply("e", "d")
    ref = story.written()
    offsets = {entry.uuid: entry.offset for entry in store.tail(ref, 10).entries}
    assert prompt_before(store, ref, offsets["a"]) is None
    assert prompt_before(store, ref, offsets["d"]).uuid == "a"
    assert prompt_before(store, ref, offsets["e"]).uuid == "d"
    assert prompt_after(store, ref, offsets["a"]).uuid == "d"
    assert prompt_after(store, ref, -1 + offsets["a"] + 1).offset == offsets["d"]
    assert prompt_after(store, ref, offsets["d"]) is None


def test_an_edited_prompt_and_a_regenerated_reply_are_branches(store, story):
    story.prompt("a", None).reply("b", "a").prompt("c", "b").reply("d", "c")
    story.prompt("e", "b").reply("f", "e").reply("g", "e").prompt("h", "g")
    ref = story.written()
    found = branch_points(store, ref, "abcdefgh")
    assert sorted(found) == ["c", "e", "f", "g"]
    assert [(b.uuid, b.records, b.is_current) for b in found["c"]] == [
        ("c", 2, False),
        ("e", 4, True),
    ]
    assert found["c"] == found["e"] == branches(store, ref, "e")
    assert [(b.uuid, b.records, b.is_current) for b in found["g"]] == [
        ("f", 1, False),
        ("g", 2, True),
    ]
    assert found["f"][1].first_words == "reply g"


def test_an_edited_first_prompt_is_a_branch(store, story):
    story.prompt("a", None).reply("b", "a").prompt("c", None)
    ref = story.written()
    assert [b.uuid for b in branches(store, ref, "c")] == ["a", "c"]


def test_tools_side_by_side_and_blocks_of_one_reply_are_no_branches(store, story):
    story.prompt("a", None).reply("b", "a", message_id="m").result("c", "b")
    story.reply("d", "b", message_id="m").result("e", "d").reply("f", "c")
    ref = story.written()
    assert branch_points(store, ref, "abcdef") == {}


def test_a_reply_in_several_records_is_one_branch(store, story):
    story.prompt("a", None).reply("b", "a", message_id="m").reply("c", "a", message_id="m")
    story.reply("d", "a", message_id="n")
    ref = story.written()
    assert [(b.uuid, b.records) for b in branches(store, ref, "c")] == [("b", 2), ("d", 1)]


def test_unseen_records_lead_to_what_follows_them(store, story):
    story.prompt("a", None).unseen("b", "a").unseen("c", "b").reply("d", "c")
    story.unseen("e", "b").reply("f", "e").unseen("g", "a")
    ref = story.written()
    assert [b.uuid for b in branches(store, ref, "f")] == ["d", "f"]


def test_a_pointer_to_an_older_branch_makes_it_the_current_one(store, story):
    story.prompt("a", None).reply("b", "a").reply("c", "a")
    story.records.append({"type": "last-prompt", "lastPrompt": "x", "leafUuid": "b"})
    ref = story.written()
    assert [b.is_current for b in branches(store, ref, "b")] == [True, False]


def test_missing_parents_cycles_and_repetitions_do_no_harm(store, story):
    story.prompt("a", "gone").prompt("b", "gone").prompt("c", "d").prompt("d", "c")
    story.prompt("e", "e").prompt("f", None).prompt("f", None)
    ref = story.written()
    assert branch_points(store, ref, "abcdef") == {}


def test_5000_branches_at_one_point_and_long_ones(store, story):
    story.prompt("start", None)
    for n in range(5_000):
        story.reply(f"r{n}", "start")
    ref = story.written()
    found = branches(store, ref, "r77")
    assert len(found) == 5_000
    assert [b.uuid for b in found if b.is_current] == ["r4999"]


def test_more_ways_on_than_are_compared_are_told_in_stretches(store, story):
    for n in range(5_003):
        story.prompt(f"v{n}", None)
    ref = story.written()
    found = branch_points(store, ref, ("v1", "v4999", "v5000", "v5002"))
    assert len(found["v1"]) == 5_000
    assert found["v1"] is found["v4999"]
    assert [branch.uuid for branch in found["v5002"]] == ["v5000", "v5001", "v5002"]
    assert found["v5000"] == found["v5002"]


def test_an_outline_follows_its_file(store, story, claude_dir):
    story.prompt("a", None).reply("b", "a")
    ref = story.written()
    assert branches(store, ref, "b") == ()
    path = store.path(ref)
    with path.open("ab") as handle:
        handle.write(encoded(*Story(store).reply("c", "a").prompt("d", "b").records))
    assert [(b.uuid, b.records) for b in branches(store, ref, "b")] == [("b", 2), ("c", 1)]
    path.write_bytes(encoded(*Story(store).prompt("z", None, **at(3)).records))
    assert branches(store, ref, "b") == ()
    assert since(store, ref, 1) == "z"


def test_a_conversation_that_is_not_there(store):
    ref = SessionRef("-home", "00000000-0000-0000-0000-000000000009")
    with pytest.raises(SessionNotFoundError):
        prompt_before(store, ref, 0)

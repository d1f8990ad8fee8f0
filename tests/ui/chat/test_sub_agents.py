"""Sub-agents and stored outputs, opened in place from wherever their files are kept."""

import asyncio
import shutil

import orjson
import pytest

from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.sub_agents import read_stored_output, read_sub_agent
from desktop_app.ui.chat.rows.label_parts import FoldPart
from tests.fakes.transcripts import encoded, prompt, record, reply, write_transcript

REAL = SessionRef("-home-user-subagent", "00000000-0000-0000-0000-000000000060")
CALL = "toolu_fake0000691"


def shown(view, row):
    return "\n".join(text for part in view.shelf.row(row).parts if (text := part.text()))


def folds(view, row):
    return {p.key: p for p in view.shelf.row(row).parts if isinstance(p, FoldPart)}


async def until(condition):
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)


@pytest.mark.parametrize("place", ["claude", "ours", "links", "copies"])
async def test_a_real_sub_agent_is_opened_in_place(
    chat_page, claude_dir, paths, real_claude_dir, place
):
    real = real_claude_dir / "projects" / REAL.project
    shutil.copytree(real, claude_dir / "projects" / REAL.project)
    roots = {
        "ours": paths.projects,
        "links": paths.vault / "projects",
        "copies": paths.vault / "copies",
    }
    if place in roots:
        directory = claude_dir / "projects" / REAL.project / REAL.session_id
        target = roots[place] / REAL.project / REAL.session_id
        target.parent.mkdir(parents=True)
        shutil.move(directory, target)
    async with chat_page(REAL) as chat:
        rows = range(chat.model.rowCount())
        row = next(n for n in rows if f"tool:{CALL}" in folds(chat.view, n))
        chat.view.toggle(f"tool:{CALL}", row)
        key = f"agent:{CALL}"
        await until(lambda: "messages" in folds(chat.view, row)[key].label.detail)
        assert "tool result returned" not in shown(chat.view, row)
        chat.view.toggle(key, row)
        assert "!!tool Bash" in shown(chat.view, row)
        assert len(folds(chat.view, row)) > 2


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as store:
        yield store


def agent_file(path, count):
    lines = [prompt(f"message {n}", isSidechain=True, agentId="a1") for n in range(count)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(*lines))


def called(claude_dir, *more):
    use = {"type": "tool_use", "id": "t1", "name": "Task", "input": {"description": "d"}}
    return write_transcript(claude_dir / "projects", 5, record("assistant", [use]), *more)


def test_a_long_one_shows_its_two_ends_and_all_of_it_when_asked(store, claude_dir):
    result = {"type": "tool_result", "tool_use_id": "t1", "content": "done"}
    named = record("user", [result], toolUseResult={"agentId": "a1"})
    ref, path = called(claude_dir, named)
    agent_file(path.with_suffix("") / "subagents" / "agent-a1.jsonl", 200)
    agent = read_sub_agent(store, ref, "t1", 0)
    assert not agent.is_whole
    assert (agent.first[0].text, agent.last[-1].text) == ("message 0", "message 199")
    assert agent.messages == 60
    whole = read_sub_agent(store, ref, "t1", 0, limit=500)
    assert (whole.is_whole, whole.messages) == (True, 200)


@pytest.mark.parametrize("agent_id", ["../../x", "a/b", "", "..", 7, None, "a\0b"])
def test_hostile_ids_lead_nowhere(store, claude_dir, agent_id):
    result = {"type": "tool_result", "tool_use_id": "t1", "content": "done"}
    named = record("user", [result], toolUseResult={"agentId": agent_id})
    ref, path = called(claude_dir, named)
    agent_file(path.with_suffix("") / "x.jsonl", 1)
    assert read_sub_agent(store, ref, "t1", 0) is None


def test_damaged_descriptions_and_links_are_passed_over(store, claude_dir, tmp_path):
    ref, path = called(claude_dir)
    beside = path.with_suffix("") / "subagents"
    agent_file(beside / "agent-b2.jsonl", 1)
    agent_file(tmp_path / "outside.jsonl", 1)
    (beside / "agent-a0.meta.json").write_bytes(b"\xff{")
    (beside / "agent-a1.meta.json").write_bytes(orjson.dumps({"toolUseId": "t1"}))
    (beside / "agent-a1.jsonl").symlink_to(tmp_path / "outside.jsonl")
    (beside / "agent-b2.meta.json").write_bytes(orjson.dumps({"toolUseId": "t1"}))
    assert read_sub_agent(store, ref, "t1", 0).path == beside / "agent-b2.jsonl"


async def test_a_call_whose_sub_agent_is_gone_says_so(chat_page, claude_dir):
    ref, _ = called(claude_dir)
    async with chat_page(ref) as chat:
        chat.view.toggle("tool:t1", 0)
        await until(lambda: "not kept" in folds(chat.view, 0)["agent:t1"].label.detail)


@pytest.mark.parametrize("name", ["t1.txt", "hook-9.txt"])
async def test_a_stored_output_is_opened_in_place(chat_page, claude_dir, name):
    words = f"Output too large. Full output saved to: /x/tool-results/{name}\nPreview: line 0"
    result = {"type": "tool_result", "tool_use_id": "t1", "content": words}
    ref, path = write_transcript(
        claude_dir / "projects", 5, record("user", [result]), reply("done")
    )
    stored = path.with_suffix("") / "tool-results" / name
    stored.parent.mkdir(parents=True)
    stored.write_text("\n".join(f"line {n}" for n in range(30)))
    async with chat_page(ref) as chat:
        chat.view.toggle("tool:t1", 0)
        await until(lambda: "line 29" in shown(chat.view, 0))


@pytest.mark.parametrize("name", ["../secret.txt", "..", "a\\b.txt"])
def test_a_stored_output_is_only_looked_for_beside_the_conversation(store, claude_dir, name):
    ref, path = called(claude_dir)
    (path.with_suffix("") / "tool-results").mkdir(parents=True)
    (path.with_suffix("") / "secret.txt").write_text("secret")
    assert read_stored_output(store, ref, "../secret", f"tool-results/{name}") is None

"""`import` brings conversations whole, once, and refuses what is no export."""

import json
import shutil
import zipfile

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def node(key, parent, message=None):
    return {"id": key, "parent": parent, "children": [], "message": message}


def said(role, content, **more):
    base: dict[str, object] = {"id": "x", "author": {"role": role, "name": None, "metadata": {}}}
    base |= {"create_time": 1700000000.5, "content": content, "recipient": "all", "metadata": {}}
    return base | more


def text(*parts):
    return {"content_type": "text", "parts": list(parts)}


def chatgpt():
    """A conversation in the form of a real export: an edited prompt, a tool, code, a picture."""
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-AbC1"}
    mapping = {
        "root": node("root", None),
        "sys": node("sys", "root", said("system", text(""))),
        "p1": node("p1", "sys", said("user", text("first question"))),
        "p2": node("p2", "sys", said("user", text("better question"))),
        "a1": node("a1", "p1", said("assistant", text("old answer"))),
        "t0": node("t0", "p2", said("assistant", {"content_type": "code", "language": "python",
                   "text": "print(1)"}, recipient="python")),
        "t1": node("t1", "t0", said("tool", {"content_type": "execution_output", "text": "1"})),
        "a2": node("a2", "t1", said("assistant", text("new answer"))),
        "p3": node("p3", "a2", said("user", {"content_type": "multimodal_text",
                   "parts": [picture, "and this?"]})),
        "u": node("u", "p3", said("assistant", {"content_type": "novel", "blob": {"a": 1}})),
        "a3": node("a3", "u", said("assistant", text("a cat"))),
    }  # fmt: skip
    return {
        "title": "Cats <b>",
        "create_time": 1700000000.1,
        "mapping": mapping,
        "current_node": "a3",
        "conversation_id": "6543aaaa-0000-4000-8000-000000000001",
    }


def claude_ai():
    def message(key, sender, parent, content):
        return {"uuid": key, "sender": sender, "text": "", "content": content, "files": [],
                "created_at": "2025-03-01T10:00:00.000000Z", "attachments": [],
                "parent_message_uuid": parent}  # fmt: skip

    first = message("m1", "human", "0", [{"type": "text", "text": "hello there"}])
    first["attachments"] = [{"file_name": "notes.txt", "extracted_content": "some notes"}]
    tool = {"type": "tool_use", "name": "artifacts", "input": {"code": "x"}}
    second = message("m2", "assistant", "m1", [tool, {"type": "text", "text": "general"}])
    return {
        "uuid": "c1",
        "name": "Greeting",
        "created_at": "2025-03-01T10:00:00.000000Z",
        "chat_messages": [first, second],
    }


@pytest.fixture
def exported(tmp_path):
    def write(*conversations, pictures=()):
        path = tmp_path / "export.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("conversations.json", json.dumps(conversations))
            for name in pictures:
                archive.writestr(name, PNG)
        return str(path)

    return write


def shown(sempre, index=0):
    (session, *_) = [sempre("sessions", "--json").json[index]]
    return session, sempre("show", session["id"]).text


def test_a_chatgpt_export_comes_with_all_branches(sempre, exported):
    path = exported(chatgpt(), pictures=("user-1/file-AbC1-cat.png",))
    assert sempre("import", path, "--dry-run", "--json").json["new"] == 1
    assert sempre("sessions", "--json").json == []
    assert sempre("import", path).status == 0
    session, words = shown(sempre)
    assert (session["title"], session["origin"]) == ("Cats <b>", "chatgpt")
    assert session["state"] == "ready"
    for part in ("first question", "old answer", "better question", "a cat", "ChatGPT"):
        assert part in words
    assert "python: ```python" in words
    assert 'novel: {"content_type"' in words
    raw = sempre("show", session["id"], "--json").events
    assert raw[-2]["leafUuid"] == raw[-3]["uuid"]
    assert any(isinstance(r.get("message", {}).get("content"), list)
               and r["message"]["content"][-1]["type"] == "image" for r in raw)  # fmt: skip
    assert sempre("verify", session["id"]).status == 0


def test_a_claude_ai_export(sempre, exported):
    assert sempre("import", exported(claude_ai())).status == 0
    session, words = shown(sempre)
    assert (session["title"], session["origin"]) == ("Greeting", "claude.ai")
    assert "hello there" in words
    assert "some notes" in words
    assert "general" in words
    assert 'artifacts: {"code": "x"}' in words


def test_a_second_import_adds_nothing_and_a_later_one_what_is_new(sempre, exported):
    sempre("import", exported(claude_ai()))
    path = sempre.transcript(shown(sempre)[0]["id"])
    before = path.read_bytes()
    assert sempre("import", exported(claude_ai()), "--json").json["known"] == 1
    assert path.read_bytes() == before
    later = claude_ai()
    third = later["chat_messages"][0] | {"uuid": "m3", "parent_message_uuid": "m2"}
    later["chat_messages"].append(third | {"content": [{"type": "text", "text": "again"}]})
    assert sempre("import", exported(later), "--json").json["completed"] == 1
    assert path.read_bytes().startswith(before)
    assert "again" in shown(sempre)[1]


def test_an_imported_one_can_be_gone_on_with(sempre, exported, script):
    sempre("import", exported(claude_ai()))
    session = shown(sempre)[0]["id"]
    flags = script({"text": "gone on"})
    sent = sempre("send", "more", "--session", session, *flags)
    assert sent.status == 0, sent.errors
    assert "more" in shown(sempre)[1]
    assert sempre("import", exported(claude_ai()), "--json").json["known"] == 1


def test_a_directory_of_claude_codes(sempre, real_claude_dir, tmp_path):
    other = tmp_path / "backup"
    shutil.copytree(real_claude_dir, other)
    total = len(list((other / "projects").glob("*/*.jsonl")))
    assert sempre("import", str(other), "--dry-run", "--json").json["new"] == total
    assert sempre("import", str(other), "--json").json["new"] == total
    assert len(sempre("sessions", "--json").json) == total
    assert sempre("import", str(other), "--json").json["known"] == total


def test_loops_wrong_types_and_unknown_ones_harm_nobody(sempre, exported):
    loop = {"a": node("a", "b", said("user", text("in a loop"))), "b": node("b", "a")}
    odd = {"mapping": loop, "conversation_id": "../../etc", "title": 5, "create_time": "never"}
    path = exported(odd, {"mapping": {}, "id": 3}, 17, None, {"x": 1}, claude_ai())
    report = sempre("import", path, "--json")
    assert report.status == 1
    assert (report.json["new"], report.json["unreadable"]) == (2, 4)
    assert all(s["state"] == "ready" for s in sempre("sessions", "--json").json)


def test_a_truncated_one_brings_what_stands_before(sempre, tmp_path):
    path = tmp_path / "conversations.json"
    whole = json.dumps([claude_ai(), chatgpt()])
    path.write_text(whole[: len(whole) - 400])
    result = sempre("import", str(path))
    assert result.status == 1
    assert "cut off" in result.errors
    assert len(sempre("sessions", "--json").json) == 1


@pytest.mark.parametrize("content", [b"", b"[]", b"hello", b"PK\x03\x04", b"[" * 100_000, b"{}"])
def test_what_is_no_export_is_refused(sempre, tmp_path, content):
    path = tmp_path / "conversations.json"
    path.write_bytes(content)
    result = sempre("import", str(path))
    assert result.status == 1
    assert "can't be imported" in result.errors
    assert sempre("sessions", "--json").json == []


def test_bombs_links_and_missing_files_are_refused(sempre, tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", b" " * 120_000_000)
    assert "far too much" in sempre("import", str(bomb)).errors
    link = tmp_path / "link.json"
    link.symlink_to(bomb)
    assert "a link to" in sempre("import", str(link)).errors
    assert "no conversations" in sempre("import", str(tmp_path / "missing")).errors

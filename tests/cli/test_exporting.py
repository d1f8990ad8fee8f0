"""`export` writes whole, inert files and replaces none unasked."""

import base64
import json
import os
import re
from datetime import UTC, datetime

import pytest

from desktop_app.sessions.records import RecordContext, encode_line, new_uuid

REAL = "00000000-0000-0000-0000-000000000010"
SESSION = "00000000-0000-0000-0000-000000000099"
CONTEXT = RecordContext(SESSION, "/srv/x")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(20)).decode()
HOSTILE = "</title><script>alert(1)</script><img src=https://evil.example/x>"


def reply(*blocks) -> bytes:
    return encode_line(
        CONTEXT.assistant(
            blocks,
            uuid=new_uuid(),
            parent_uuid=None,
            now=NOW,
            engine="claude",
            message_id=new_uuid(),
        )
    )


@pytest.fixture
def written(sempre, claude_dir):
    def write(content: bytes):
        path = claude_dir / "projects" / "-srv-x" / f"{SESSION}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return sempre

    return write


def prompt(content) -> bytes:
    record = CONTEXT.user("", uuid=new_uuid(), parent_uuid=None, now=NOW)
    return encode_line(record | {"message": {"role": "user", "content": content}})


def test_markdown_tells_the_conversation(sempre_with_history, tmp_path):
    file = tmp_path / "a.md"
    assert sempre_with_history("export", REAL, "--to", str(file)).status == 0
    text = file.read_text()
    assert "\n## You · 2026-11-22 18:38\n" in text
    assert "plain one" in text
    assert "**⚙ Write**" in text
    assert "> *Thinking*" in text
    assert not list(tmp_path.glob(".*partial"))
    assert file.stat().st_mode & 0o777 == 0o600


def test_tools_and_thinking_are_left_out(sempre_with_history, tmp_path):
    file = tmp_path / "a.md"
    flags = ("--no-tools", "--no-thinking")
    assert sempre_with_history("export", REAL, "--to", str(file), *flags).status == 0
    text = file.read_text()
    assert "plain one" in text
    assert "⚙" not in text
    assert "*Thinking*" not in text
    assert "**Result**" not in text
    assert "THOUGHT[2]: deeply" in text


def test_html_is_one_inert_page_with_its_pictures(written, tmp_path):
    picture = {
        "type": "image",
        "source": {"type": "base64", "media_type": "image/png", "data": PNG},
    }
    remote = {"type": "image", "source": {"type": "url", "url": "https://evil.example/x.png"}}
    svg = {
        "type": "image",
        "source": {"type": "base64", "media_type": "image/svg+xml", "data": PNG},
    }
    sempre = written(
        prompt([{"type": "text", "text": HOSTILE}, picture, remote, svg])
        + reply({"type": "text", "text": HOSTILE + "\n[x](javascript:alert(1))"})
        + reply({"type": "tool_use", "id": "t", "name": HOSTILE, "input": {"a": HOSTILE}})
        + encode_line(CONTEXT.title(HOSTILE))
    )
    file = tmp_path / "a.html"
    assert sempre("export", SESSION, "--format", "html", "--to", str(file)).status == 0
    page = file.read_text()
    assert page.count("<script") == page.count("</script>") == 1
    assert re.findall(r'<img src="([^"]*)"', page) == [f"data:image/png;base64,{PNG}"]
    assert set(re.findall(r'href="([^"]*)"', page)) == {"https://evil.example/x"}  # a link only
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|srcset|action|data)="http|url\(|@import', page)
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 4


def test_json_holds_every_record_byte_for_byte(sempre_with_history, real_claude_dir, tmp_path):
    for path in sorted((real_claude_dir / "projects").glob("*/*.jsonl")):
        file = tmp_path / f"{path.parent.name}-{path.stem}.json"
        lines = path.read_bytes().splitlines()
        cwd = next(json.loads(raw)["cwd"] for raw in lines if b'"cwd"' in raw)
        result = sempre_with_history(
            "export", path.stem, "--cwd", cwd, "--format", "json", "--to", str(file)
        )
        assert result.status == 0
        content = file.read_bytes()
        assert json.loads(content)["id"] == path.stem
        records = content.partition(b'"records":[\n')[2].rpartition(b'\n],"rewritten":')[0]
        assert records == b",\n".join(lines)


def test_json_keeps_numbers_keys_surrogates_and_damage(written, tmp_path):
    odd = b'{"type":"x","n":123456789012345678901234567890,"k":1,"k":2,"s":"\\ud800"}'
    bad = b'{"type":"x","s":"\xff"}'
    sempre = written(odd + b"\n" + bad + b"\ngarbage\n")
    file = tmp_path / "a.json"
    assert sempre("export", SESSION, "--to", str(file)).status == 0
    content = file.read_bytes()
    assert odd in content
    document = json.loads(content)
    assert base64.b64decode(document["rewritten"][0]["base64"]) == bad
    damages = [r for r in document["records"] if r["type"] == "sempre-damage"]
    assert base64.b64decode(damages[-1]["base64"]) == b"garbage"


def test_json_leaves_nothing_out(sempre_with_history, tmp_path):
    file = tmp_path / "a.json"
    assert sempre_with_history("export", REAL, "--to", str(file), "--no-tools").status == 2
    assert not file.exists()


def test_pdf_has_pages(sempre_with_history, tmp_path):
    file = tmp_path / "a.pdf"
    assert sempre_with_history("export", REAL, "--to", str(file)).status == 0
    assert file.read_bytes().startswith(b"%PDF-")
    assert b"%%EOF" in file.read_bytes()[-20:]


def test_a_file_is_replaced_only_when_asked(sempre_with_history, tmp_path):
    file = tmp_path / "a.md"
    file.write_text("mine")
    refused = sempre_with_history("export", REAL, "--to", str(file))
    assert refused.status == 1
    assert "is there already" in refused.errors
    assert file.read_text() == "mine"
    assert sempre_with_history("export", REAL, "--to", str(file), "--force").status == 0
    assert "plain one" in file.read_text()


def test_a_conversation_is_never_written_over(sempre_with_history, real_claude_dir):
    (path,) = (real_claude_dir / "projects").glob(f"*/{REAL}.jsonl")
    before = path.read_bytes()
    refused = sempre_with_history("export", REAL, "--to", str(path), "--force", "--format", "md")
    assert refused.status == 1
    assert "conversations are kept" in refused.errors
    assert path.read_bytes() == before


def test_all_go_into_a_directory(sempre_with_history, tmp_path):
    result = sempre_with_history("export", "--all", "--to", str(tmp_path / "out"), "--json")
    assert result.status == 0
    files = sorted((tmp_path / "out").iterdir())
    assert (
        len(files)
        == len(result.json["exported"])
        == len(sempre_with_history("sessions", "--json").json)
    )
    assert all(file.suffix == ".md" for file in files)
    again = sempre_with_history("export", "--all", "--to", str(tmp_path / "out"), "--json")
    assert again.status == 1
    assert len(again.json["failed"]) == len(files)


def test_a_missing_place_is_told(sempre_with_history, tmp_path):
    missing = sempre_with_history("export", REAL, "--to", str(tmp_path / "no" / "a.md"))
    assert missing.status == 1
    assert "No such file or directory" in missing.errors


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_only_a_plain_file_is_ever_replaced(sempre_with_history, tmp_path, kind):
    target, other = tmp_path / "a", tmp_path / "other"
    other.write_text("mine")
    if kind == "link":
        target.symlink_to(other)
    else:
        os.mkfifo(target)
    kept = target.lstat()
    refused = sempre_with_history("export", REAL, "--to", str(target), "--force")
    assert refused.status == 1
    assert "is there already" in refused.errors
    assert (target.lstat().st_ino, target.lstat().st_mode) == (kept.st_ino, kept.st_mode)
    assert other.read_text() == "mine"


@pytest.mark.parametrize("arguments", [(), (REAL, "--all")])
def test_what_to_export_is_said_once(sempre_with_history, tmp_path, arguments):
    assert sempre_with_history("export", *arguments, "--to", str(tmp_path / "a")).status == 2

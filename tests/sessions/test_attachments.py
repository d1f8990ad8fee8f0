"""Files that go with a prompt: where they are kept, what is refused, what a model is given."""

import base64
import json

import pytest

from desktop_app.engines.anthropic_api import anthropic_engine
from desktop_app.engines.connection import Server, no_key
from desktop_app.engines.openai_compatible import openai_engine
from desktop_app.sessions.attachments import AttachmentRefusedError, media_type_of
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from tests.fakes.anthropic_api import AnthropicApi
from tests.fakes.engines import FakeFactory
from tests.fakes.openai_api import OpenAiApi

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def store(paths, claude_dir, clock):
    with Store(paths, claude_dir, clock) as store:
        yield store


@pytest.fixture
def files(tmp_path):
    contents = {"a picture.txt": PNG, "paper.pdf": PDF, "notes.md": "Olá".encode()}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in contents]


@pytest.mark.parametrize(
    ("server", "engine"), [(AnthropicApi, anthropic_engine), (OpenAiApi, openai_engine)]
)
async def test_files_are_kept_recorded_and_given_to_the_model(
    store, tmp_path, files, server, engine
):
    ref = store.create(tmp_path)
    async with server() as api:
        make = lambda: engine(Server("x", "X", api.base_url, no_key))  # noqa: E731 - used once
        async with SessionManager(store, FakeFactory(make)) as manager:
            await manager.submit(ref, "Look.", attachments=files)
            await manager.wait_idle(ref)
            record = json.loads(next(store.raw_lines(ref)))
    kept = sorted((store.own_path(ref).with_suffix("") / "attachments").iterdir())
    assert sorted(file.read_bytes() for file in kept) == sorted([PNG, PDF, "Olá".encode()])
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in kept)
    blocks = record["message"]["content"]
    assert [block["type"] for block in blocks] == ["text", "image", "document", "text"]
    assert blocks[1]["source"]["media_type"] == "image/png"  # by content, not by name
    sent = json.dumps(api.posted[0]["messages"][-1], ensure_ascii=False)
    assert base64.b64encode(PNG).decode() in sent
    assert base64.b64encode(PDF).decode() in sent
    assert "Olá" in sent


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00\x01\x02", "no image, PDF or text"),
        (b"", "no image, PDF or text"),
        (PNG + bytes(5_000_001), "at most 5 MB"),
        (b"a" * 1_000_001, "at most 1 MB"),
    ],
)
async def test_what_cannot_be_sent_is_told_and_nothing_is_saved(store, tmp_path, content, words):
    ref = store.create(tmp_path)
    file = tmp_path / "file.bin"
    file.write_bytes(content)
    async with SessionManager(store, FakeFactory()) as manager:
        with pytest.raises(AttachmentRefusedError, match=words):
            await manager.submit(ref, "Look.", attachments=[file])
        with pytest.raises(AttachmentRefusedError, match="can't be read"):
            await manager.submit(ref, "Look.", attachments=[tmp_path / "missing"])
    assert not list(store.raw_lines(ref))


def test_a_file_is_what_its_content_says():
    assert media_type_of(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == "image/webp"
    assert media_type_of(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert media_type_of(b"GIF89a") == "image/gif"
    assert media_type_of(b"\xff\xfe\x00") is None

"""Pictures in messages: shown, bounded, inert, and never fetched."""

import asyncio
import base64
import struct
import zlib
from functools import partial

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from desktop_app.sessions.store import Store
from desktop_app.ui.chat import late_content
from desktop_app.ui.chat.late_content import LateContent, Missing
from desktop_app.ui.chat.named_pictures import is_only_picture, named_pictures
from desktop_app.ui.chat.pictures import (
    MAX_FILE_BYTES,
    Picture,
    PictureSource,
    decode,
    read_picture,
    size_of,
)
from desktop_app.ui.chat.rows.part import ShowPicture
from desktop_app.ui.chat.rows.picture import FOLDED_PX, PicturePart
from desktop_app.ui.dialogs.picture_dialog import PictureDialog
from tests.fakes.transcripts import prompt, record, reply, write_transcript


def picture(width, height, kind="PNG"):
    """Return the bytes of a picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(content.data())


def block(content, media_type="image/png"):
    data = base64.b64encode(content).decode()
    return {"type": "image", "source": {"type": "base64", "media_type": media_type, "data": data}}


def claiming(width, height):
    """Return a PNG that claims a size and holds nothing of it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"")
    chunks = [
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (head, body)
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def parts_of(chat):
    rows = (chat.view.shelf.row(n) for n in range(chat.model.rowCount()))
    return [part for row in rows for part in row.parts if isinstance(part, PicturePart)]


async def until(condition):
    while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
        await asyncio.sleep(0)


async def loaded(chat, count=1):
    await until(lambda: len([p for p in parts_of(chat) if p.has_document]) >= count)
    return parts_of(chat)


async def test_a_picture_in_a_message_is_shown_and_opens_larger(chat_page, claude_dir, qapp):
    content = [{"type": "text", "text": "look"}, block(picture(1600, 800))]
    ref, _ = write_transcript(claude_dir / "projects", 3, record("user", content), reply("nice"))
    async with chat_page(ref) as chat:
        (part,) = await loaded(chat)
        width = chat.view.column.text_width_px
        assert part.height_px == round(800 * width / 1600)
        action = part.action_at(QPointF(5, 5))
        assert isinstance(action, ShowPicture)
        chat.view.pointer.requests.tell(action)
        dialog = chat.findChild(PictureDialog)
        shown = dialog.findChild(QLabel, "pictureImage")
        await until(lambda: not shown.pixmap().isNull())
        dialog.close()


async def test_its_place_is_kept_before_it_is_decoded(chat_page, claude_dir):
    ref, _ = write_transcript(
        claude_dir / "projects", 3, record("user", [block(picture(400, 300))]), reply("nice")
    )
    async with chat_page(ref) as chat:
        (part,) = parts_of(chat)
        before = part.height_px
        await loaded(chat)
        assert before == parts_of(chat)[0].height_px == 300


async def test_a_long_picture_is_folded_until_it_is_wanted(chat_page, claude_dir):
    ref, _ = write_transcript(
        claude_dir / "projects", 3, record("user", [block(picture(200, 3000))])
    )
    async with chat_page(ref) as chat:
        (part,) = await loaded(chat)
        assert part.height_px == FOLDED_PX
        (key,) = chat.view.shelf.row(0).toggle_keys
        chat.view.toggle(key, 0)
        (part,) = parts_of(chat)
        assert part.height_px == 3000


async def test_a_result_of_a_tool_shows_its_picture(chat_page, claude_dir):
    result = {"type": "tool_result", "tool_use_id": "t1", "content": [block(picture(50, 40))]}
    ref, _ = write_transcript(claude_dir / "projects", 3, record("user", [result]))
    async with chat_page(ref) as chat:
        chat.view.toggle("tool:t1", 0)
        (part,) = await loaded(chat)
        assert part.height_px == 40


async def test_files_of_this_machine_are_shown_below_the_text(chat_page, claude_dir, tmp_path):
    (tmp_path / "a b.png").write_bytes(picture(30, 20))
    (tmp_path / "b.jpg").write_bytes(picture(40, 20, "JPG"))
    text = f"see ![one](a%20b.png) and\n\n![two]({tmp_path}/b.jpg)\n\n`![no](code.png)`"
    ref, _ = write_transcript(
        claude_dir / "projects", 3, prompt("x", cwd=str(tmp_path)), reply(text)
    )
    async with chat_page(ref) as chat:
        one, two = await loaded(chat, 2)
        assert (one.source.label, two.source.label) == ("one", "two")


@pytest.mark.parametrize(
    "target",
    ["https://example.org/a.png", "HTTP://example.org/a.png", "//example.org/a.png",
     "file://server/share/a.png", "\\\\server\\share\\a.png", "ftp://x/a.png", "data:image/png,x",
     "file:////server/a.png", "#a"],
)  # fmt: skip
def test_nothing_is_ever_fetched(target):
    assert named_pictures(f"![x]({target})") == []
    assert not is_only_picture(f"![x]({target})")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (claiming(100_000, 100_000), "Larger"),
        (claiming(20_000, 20_000), "Larger"),
        (picture(90, 90)[:-20], "damaged"),
        (b"no picture", "kind"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "kind"),
        (b"", "kind"),
    ],
)
def test_bombs_damage_and_other_kinds_are_refused(qapp, content, words):
    refused = decode(content, 800)
    assert isinstance(refused, Missing)
    assert words in refused.words
    data = base64.b64encode(content).decode()
    assert not size_of(PictureSource("x", data)).isValid() or words == "damaged"


def test_a_large_picture_is_decoded_no_larger_than_it_is_shown(qapp):
    decoded = decode(picture(4000, 2000), 800)
    assert isinstance(decoded, Picture)
    assert (decoded.image.width(), decoded.image.height()) == (800, 400)
    assert (decoded.full_size.width(), decoded.full_size.height()) == (4000, 2000)


@pytest.mark.parametrize("data", ["!!!", "A" * (2 * MAX_FILE_BYTES)])
def test_base64_that_is_none_or_too_much_is_refused(qapp, paths, claude_dir, clock, data):
    ref, _ = write_transcript(claude_dir / "projects", 3, prompt("x"))
    with Store(paths, claude_dir, clock) as store:
        assert isinstance(read_picture(store, ref, PictureSource("x", data), 100), Missing)


async def test_pipes_links_and_missing_files_are_told(chat_page, claude_dir, tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "target.png").write_bytes(picture(9, 9))
    (tmp_path / "link.png").symlink_to(tmp_path / "target.png")
    text = "\n\n".join(f"![{name}]({name}.png)" for name in ("pipe", "link", "gone"))
    ref, _ = write_transcript(
        claude_dir / "projects", 3, prompt("x", cwd=str(tmp_path)), reply(text)
    )
    async with chat_page(ref) as chat:
        await until(lambda: all(part.is_missing for part in parts_of(chat)))
        assert [part.action_at(QPointF(1, 1)) for part in parts_of(chat)] == [None] * 3


async def test_memory_is_bounded(chat_page, claude_dir, monkeypatch):
    monkeypatch.setattr(late_content, "MAX_HELD_BYTES", 10 * 400)
    ref, _ = write_transcript(claude_dir / "projects", 3, prompt("x"))

    class Thing:
        size_bytes = 400

    def read(store, ref):
        return Thing()

    async with chat_page(ref) as chat:
        late: LateContent = chat.late
        for number in range(30):
            await until(partial(late.get, f"k{number}", read))
        assert late.held_bytes <= 10 * 400
        assert late.get("k29", read) is not None
        assert late.get("k0", read) is None

"""Pictures and timings that the window leaves behind."""

import json

import pytest
from PySide6.QtGui import QImage

from desktop_app.ui.screenshot import PictureNotSavedError
from tests.fakes.windows import running, until


@pytest.mark.parametrize("page", ["chat", "health", "cleanup", "settings"])
async def test_a_picture_of_every_page_is_saved(opened, tmp_path, page):
    file = tmp_path / "picture.png"
    async with opened(screenshot=file, page=page, theme="dark") as shell:
        assert await shell.run() == 0

    image = QImage(str(file))
    assert (image.width(), image.height()) == (1100, 700)
    assert len({image.pixel(x, y) for x in range(0, 1100, 7) for y in range(0, 700, 7)}) > 5


async def test_a_picture_leaves_no_traces_in_what_the_window_remembers(opened, tmp_path, paths):
    async with opened(screenshot=tmp_path / "p.png", page="health") as shell:
        await shell.run()

    assert not paths.window_file.exists()


async def test_a_picture_that_cannot_be_saved_is_told(opened, tmp_path, caplog):
    async with opened(screenshot=tmp_path / "missing" / "p.png") as shell:
        with pytest.raises(PictureNotSavedError):
            await shell.run()


async def test_timings_are_written_and_the_window_ends_when_painted(opened, tmp_path):
    file = tmp_path / "t.json"
    async with opened(timings=file, quit_when_painted=True) as shell:
        assert await shell.run() == 0

    reached = json.loads(file.read_text())
    assert 0 < reached["window_shown"] <= reached["transcript_painted"]


async def test_the_index_is_made_ready_behind_the_window(opened, tmp_path, real_claude_dir):
    file = tmp_path / "t.json"
    async with opened(timings=file, claude_dir=real_claude_dir) as shell, running(shell):
        await until(lambda: shell._timings._reached.get("index_ready") is not None)

    assert json.loads(file.read_text())["index_ready"] > 0

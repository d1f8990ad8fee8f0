"""Files that go with a message: by button, paste and drop; kept with the draft, shown."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton

from desktop_app.sessions.attachments import AttachmentRefusedError
from desktop_app.sessions.entries import BlockKind
from tests.fakes.windows import running, until

PDF = b"%PDF-1.7\n" + b"x" * 3000


def picture():
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


def dropped(*files):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return content


def names(chat):
    return [path.name for path in chat.attachments.paths]


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(PDF)
    return file


async def test_a_dropped_file_is_a_chip_and_goes_with_the_message(opened, report, store_of):
    async with opened() as shell, running(shell):
        chat = shell.chat
        content = dropped(report)
        chat.dropEvent(
            QDropEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                content,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        await until(lambda: names(chat) == ["report.pdf"])
        assert chat.attachments.bar.isVisible()
        shown = [label.text() for label in chat.attachments.bar.findChildren(QLabel)]
        assert "report.pdf" in shown
        assert any("kB" in text or "KB" in text for text in shown)
        chat.composer.edit.setPlainText("Read this")
        QTest.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        await until(lambda: not chat.attachments.paths)
        assert not chat.attachments.bar.isVisible()
        page = await shell._context.manager.tail(chat.ref)
        (document,) = (b for b in page.entries[0].blocks if b.name == "document")
        assert document.data["title"] == "report.pdf"
        kept = list(store_of(shell, chat.ref).rglob("*report.pdf"))
        assert [file.read_bytes() for file in kept] == [PDF]
        await shell._context.manager.wait_idle()


async def test_a_pasted_picture_is_kept_with_the_draft_and_leaves_with_its_chip(opened, paths):
    async with opened() as shell, running(shell):
        QGuiApplication.clipboard().setImage(picture())
        shell.chat.composer.edit.paste()
        await until(lambda: names(shell.chat) == ["Pasted picture.png"])
        shell.chat.composer.edit.setPlainText("What is this?")
    assert len(list((paths.root / "pasted").rglob("*.png"))) == 1
    async with opened() as shell, running(shell):
        await until(lambda: names(shell.chat) == ["Pasted picture.png"])
        assert shell.chat.composer.text == "What is this?"
        remove = shell.chat.attachments.bar.findChild(QToolButton, "attachmentRemove")
        QTest.mouseClick(remove, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        assert names(shell.chat) == []
        await until(lambda: not list((paths.root / "pasted").rglob("*.png")))
    QGuiApplication.clipboard().clear()


async def test_a_picture_is_sent_and_shown_in_its_row(opened, paths):
    async with opened() as shell, running(shell):
        chat = shell.chat
        QGuiApplication.clipboard().setImage(picture())
        chat.composer.edit.paste()
        await until(lambda: bool(chat.attachments.paths))
        chat.composer.edit.setPlainText("Look")
        QTest.keyClick(chat.composer.edit, Qt.Key.Key_Return)
        await until(lambda: not chat.attachments.paths)
        page = await shell._context.manager.tail(chat.ref)
        assert [b.kind for b in page.entries[0].blocks] == [BlockKind.TEXT, BlockKind.IMAGE]
        await shell._context.manager.wait_idle()
        await until(lambda: not list((paths.root / "pasted").rglob("*.png")))
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\x00\x01\x02", "no image, PDF or text"), (b"x" * 1_100_000, "at most 1")],
)
async def test_what_cannot_go_is_told_in_words_before_it_is_sent(
    opened, report, tmp_path, content, words
):
    refused = tmp_path / "thing.bin"
    refused.write_bytes(content)
    async with opened() as shell, running(shell):
        errors = []
        shell.chat.errorOccurred.connect(errors.append)
        shell.chat.attachments.offer((report,))
        await until(lambda: bool(shell.chat.attachments.paths))
        shell.chat.attachments.offer((refused,))
        await until(lambda: bool(errors))
        assert isinstance(errors[0], AttachmentRefusedError)
        assert words in shell.window.banner.notice.title
        assert names(shell.chat) == ["report.pdf"]


async def test_the_button_asks_for_files(opened, report):
    async with opened() as shell, running(shell):
        QTest.mouseClick(shell.chat.composer.attach_button, Qt.MouseButton.LeftButton)
        dialog = shell.window.findChild(QFileDialog, "attachDialog")
        dialog.filesSelected.emit([str(report)])
        dialog.close()
        await until(lambda: names(shell.chat) == ["report.pdf"])


@pytest.fixture
def store_of():
    def directory(shell, ref):
        return shell._context.manager._store.own_path(ref).with_suffix("") / "attachments"

    return directory

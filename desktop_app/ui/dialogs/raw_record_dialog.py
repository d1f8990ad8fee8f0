"""Shows the bytes of one record, laid out for reading or exactly as they stand on the disk."""

from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPlainTextEdit, QPushButton, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.raw_records import (
    RawRecord,
    read_neighbour,
    read_record,
    save_record,
)
from desktop_app.sessions.refs import SessionRef
from desktop_app.ui.adaptive import SideBySide, minimum_hit_area
from desktop_app.ui.chat.visible_text import visible_code
from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.formats import format_bytes, format_count
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.store_worker import StoreWorker
from desktop_app.ui.theme import HIT_AREA_PX

if TYPE_CHECKING:
    import asyncio

_HEX_SHOWN_BYTES = 64 * 1024
_HEX_ROW_BYTES = 16
_SHOWN_LINES = 18
# A text widget lays a line out as a whole; without breaks one of 128 KB would hold the window up.
_LONGEST_LINE = 2_000


class RawRecordDialog(Dialog):
    """One record and, by its buttons, every other line of the file, shown or not shown."""

    def __init__(
        self,
        worker: StoreWorker,
        tasks: TaskOwner,
        ref: SessionRef,
        place: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        title = translate("RawRecord", "Raw record")
        super().__init__(title, "rawRecordDialog", parent)
        self._worker = worker
        self._tasks = tasks
        self._ref = ref
        self._record: RawRecord | None = None
        self._is_reading = False
        self._task: asyncio.Task[None] | None = None
        self.finished.connect(self._on_finished)
        self.add_heading(title)
        self._note = self.add_text(translate("RawRecord", "Reading the record"))
        self._exact = QCheckBox(translate("RawRecord", "Exactly as on the disk"))
        self._exact.setObjectName("rawExact")
        self._exact.toggled.connect(self._show_content)
        self.page.addWidget(self._way_to_neighbours())
        self.page.addWidget(self._exact)
        self._text = self._make_text()
        self.page.addWidget(self._text)
        self._add_buttons()
        offset, length = place
        self._load(self._read(offset, length))

    @property
    def shown_text(self) -> str:
        """What the dialog shows of the record now."""
        return self._text.toPlainText()

    def _make_text(self) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setObjectName("rawText")
        text.setAccessibleName(translate("RawRecord", "Content of the record"))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setUndoRedoEnabled(False)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setMinimumHeight(_SHOWN_LINES * text.fontMetrics().lineSpacing())
        return text

    def _way_to_neighbours(self) -> QWidget:
        row = SideBySide()
        above = QPushButton(translate("RawRecord", "Previous"))
        above.setObjectName("rawPreviousButton")
        above.setToolTip(translate("RawRecord", "The record above, also one that is not shown"))
        above.clicked.connect(lambda: self._load(self._step(-1)))
        below = QPushButton(translate("RawRecord", "Next"))
        below.setObjectName("rawNextButton")
        below.setToolTip(translate("RawRecord", "The record below, also one that is not shown"))
        below.clicked.connect(lambda: self._load(self._step(1)))
        for button in (above, below):
            button.setAutoDefault(False)
            minimum_hit_area(button, HIT_AREA_PX)
            row.add(button)
        row.add(QWidget(), 1)
        return row

    def _add_buttons(self) -> None:
        copy = self.add_button(translate("RawRecord", "Copy"))
        copy.setObjectName("rawCopyButton")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.shown_text))
        save = self.add_button(translate("RawRecord", "Save to file…"))
        save.setObjectName("rawSaveButton")
        save.clicked.connect(self._on_save)
        close = self.add_button(translate("RawRecord", "Close"))
        close.setObjectName("rawCloseButton")
        close.setDefault(True)
        close.setFocus()
        close.clicked.connect(self.reject)

    def save_to(self, target: Path) -> None:
        """Copy the record's bytes, all of them, to a file."""
        if self._record is not None:
            self._load(self._save(self._record, target))

    def _on_save(self) -> None:
        chooser = QFileDialog(self, translate("RawRecord", "Save the record"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile("record.json")
        chooser.fileSelected.connect(lambda name: self.save_to(Path(name)))
        chooser.open()

    def _load(self, work: Coroutine[Any, Any, None]) -> None:
        """Do one thing at a time; what fails is told in the dialog."""
        if self._is_reading:
            work.close()
            return
        self._is_reading = True
        self._task = self._tasks.start(self._watched(work), "raw record")

    def _on_finished(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _watched(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except SempreError as error:
            self._note.setText(" ".join(render(part) for part in error.parts))
        finally:
            self._is_reading = False

    async def _read(self, offset: int, length: int) -> None:
        self._show(await self._worker.run(read_record, self._ref, offset, length))

    async def _step(self, direction: int) -> None:
        if self._record is None:
            return
        found = await self._worker.run(read_neighbour, self._ref, self._record, direction)
        if found is not None:
            self._show(found)
        elif direction < 0:
            self._note.setText(translate("RawRecord", "This is the first record of the file."))
        else:
            self._note.setText(translate("RawRecord", "This is the last record of the file."))

    async def _save(self, record: RawRecord, target: Path) -> None:
        await self._worker.run(save_record, self._ref, record, target)
        self._note.setText(translate("RawRecord", "Saved as {path}.", path=target))

    def _show(self, record: RawRecord) -> None:
        self._record = record
        self._note.setText(_description(record))
        self._show_content()

    def _show_content(self) -> None:
        if self._record is not None:
            is_exact = self._exact.isChecked()
            shown = exact_text(self._record) if is_exact else readable_text(self._record)
            self._text.setPlainText(shown)


def readable_text(record: RawRecord) -> str:
    """Return the record indented; what is no record is returned as `exact_text` does."""
    if not record.is_whole:
        return exact_text(record)
    try:
        fields = orjson.loads(record.content)
        indented = orjson.dumps(fields, option=orjson.OPT_INDENT_2).decode()
    except (orjson.JSONDecodeError, TypeError):
        return exact_text(record)
    return _with_short_lines(visible_code(indented))


def exact_text(record: RawRecord) -> str:
    """Return the bytes as text where they are text, else in hexadecimal figures."""
    content = record.content
    if not record.is_whole:  # not in the middle of a character
        content = content[: content.rfind(b'"') + 1] or content
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return hex_text(content, record.offset)
    if "\0" in text:
        return hex_text(content, record.offset)
    return _with_short_lines(visible_code(text))


def hex_text(content: bytes, offset: int) -> str:
    """Return rows of an offset in the file, sixteen bytes, and what of them is ASCII."""
    rows = []
    for start in range(0, min(len(content), _HEX_SHOWN_BYTES), _HEX_ROW_BYTES):
        row = content[start : start + _HEX_ROW_BYTES]
        letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)
        rows.append(f"{offset + start:010x}  {row.hex(' '):<{3 * _HEX_ROW_BYTES - 1}}  {letters}")
    return "\n".join(rows)


def _with_short_lines(text: str) -> str:
    lines = (
        line[start : start + _LONGEST_LINE]
        for line in text.split("\n")
        for start in range(0, max(1, len(line)), _LONGEST_LINE)
    )
    return "\n".join(lines)


def _description(record: RawRecord) -> str:
    words = translate(
        "RawRecord",
        "{size} from byte {offset} of the conversation's file.",
        size=format_bytes(record.length),
        offset=format_count(record.offset),
    )
    if record.is_whole:
        return words
    more = translate(
        "RawRecord",
        "The first {size} are shown; save it to a file to see all of it.",
        size=format_bytes(len(record.content)),
    )
    return f"{words} {more}"

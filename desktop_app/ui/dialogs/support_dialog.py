"""Shows every text of the support bundle before anything of it is saved."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit, QWidget

from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.health import HealthReport
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.support import SupportBundle, bundle_of_store, save_bundle
from desktop_app.ui.dialogs.job_dialog import JobDialog
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import render, translate

_SHOWN_LINES = 18


class SupportDialog(JobDialog):
    """Makes the bundle at once; `Save…` writes exactly the texts that can be read here."""

    def __init__(
        self,
        manager: SessionManager,
        tasks: TaskOwner,
        make_report: Callable[[], Awaitable[HealthReport]],
        parent: QWidget | None = None,
    ) -> None:
        title = translate("SupportDialog", "Support bundle")
        super().__init__(title, "supportDialog", manager=manager, tasks=tasks, parent=parent)
        self._make_report = make_report
        self._bundle: SupportBundle | None = None
        self.add_heading(title)
        self._note = self.add_text()
        self._note.setObjectName("supportNote")
        self._choice = self._make_choice()
        self._text = self._make_text()
        for part in (self._progress, self._choice, self._text, self._problem):
            self.page.addWidget(part)
        self._save = self._add_action(
            translate("SupportDialog", "Save…"), "supportSaveButton", self._choose_target
        )
        self._close = self._add_action(
            translate("SupportDialog", "Close"), "supportCloseButton", self.reject
        )
        self._collect()

    def save_to(self, target: Path) -> None:
        """Save what is shown into the zip archive `target`."""
        if self._bundle is not None:
            writing = self._write(self._bundle, target)
            self._start(writing, self._on_saved, self._on_failed, can_cancel=False)

    def _make_choice(self) -> QComboBox:
        choice = QComboBox()
        choice.setObjectName("supportTexts")
        choice.setAccessibleName(translate("SupportDialog", "Texts in the bundle"))
        choice.currentIndexChanged.connect(self._on_chosen)
        # a long note must not make the dialog wider than the screen
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return choice

    def _make_text(self) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setObjectName("supportText")
        text.setAccessibleName(translate("SupportDialog", "Content of the text"))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setUndoRedoEnabled(False)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setMinimumHeight(_SHOWN_LINES * text.fontMetrics().lineSpacing())
        return text

    def _collect(self) -> None:
        self._note.setText(translate("SupportDialog", "Collecting…"))
        self._show_actions(self._close, default=self._close)
        self._start(self._make(), self._on_made, self._on_failed, can_cancel=False)

    async def _make(self) -> SupportBundle:
        report = await self._make_report()
        return await self._manager.run(bundle_of_store, report, render)

    async def _write(self, bundle: SupportBundle, target: Path) -> Path:
        await asyncio.to_thread(save_bundle, bundle, target)
        return target

    def _choose_target(self) -> None:
        chooser = QFileDialog(self, translate("SupportDialog", "Save the support bundle"))
        chooser.setObjectName("supportFileDialog")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("zip")
        chooser.selectFile("sempre-support.zip")
        chooser.fileSelected.connect(lambda name: self.save_to(Path(name)))
        chooser.open()

    def _on_made(self, bundle: SupportBundle) -> None:
        self._bundle = bundle
        self._note.setText(
            translate(
                "SupportDialog",
                "This is all that support would get: no word of any conversation, no key, no name "
                "of yours. Look through it, then save it and send it yourself; Sempre sends "
                "nothing.",
            )
        )
        for text in bundle.texts:
            size = format_bytes(len(text.text.encode()))
            self._choice.addItem(f"{text.name} · {size} · {render(text.note)}", text.text)
        self._show_actions(self._save, self._close, default=self._save)

    def _on_chosen(self, index: int) -> None:
        self._text.setPlainText(self._choice.itemData(index) or "")

    def _on_saved(self, target: Path) -> None:
        self._note.setText(
            translate("SupportDialog", "Saved as {file}. Nothing was sent anywhere.", file=target)
        )
        self._show_actions(self._save, self._close, default=self._close)

    def _on_failed(self, error: BaseException) -> None:
        self._problem.tell(error)
        self._show_actions(
            *([self._save] if self._bundle else []), self._close, default=self._close
        )

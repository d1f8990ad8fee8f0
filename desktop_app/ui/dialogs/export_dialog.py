"""Writes this or all conversations as files: what, as what, where."""

from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget

from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.export import (
    ExportChoice,
    ExportFormat,
    Exporting,
    ExportReport,
    export_conversation,
    export_conversations,
)
from desktop_app.sessions.export.exporting import file_name
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.progress import BackupCancelledError, Progress
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.summary import Summary
from desktop_app.ui.dialogs.job_dialog import JobDialog
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import render, translate


class ExportDialog(JobDialog):
    """Each file is whole or not there; the conversations themselves are only read."""

    def __init__(
        self,
        manager: SessionManager,
        tasks: TaskOwner,
        current: Summary | None,
        parent: QWidget | None = None,
    ) -> None:
        title = translate("ExportDialog", "Export")
        super().__init__(title, "exportDialog", manager=manager, tasks=tasks, parent=parent)
        self._current = current
        self.add_heading(title)
        self._note = self.add_text(
            translate("ExportDialog", "Write conversations as files for other people.")
        )
        self._note.setObjectName("exportNote")
        self._which = self._add_choice("exportWhich", translate("ExportDialog", "Conversations"))
        if current is not None:
            self._which.addItem(translate("ExportDialog", "This conversation"), "this")
        self._which.addItem(translate("ExportDialog", "All conversations"), "all")
        self._format = self._add_choice("exportFormat", translate("ExportDialog", "Format"))
        for kind, words in _formats():
            self._format.addItem(words, kind)
        self._tools = QCheckBox(translate("ExportDialog", "With tool calls and their results"))
        self._thinking = QCheckBox(translate("ExportDialog", "With thinking"))
        for name, box in (("exportTools", self._tools), ("exportThinking", self._thinking)):
            box.setObjectName(name)
            box.setChecked(True)
            self.page.addWidget(box)
        self.page.addWidget(self._progress)
        self.page.addWidget(self._problem)
        self.page.addStretch(1)
        self._format.currentIndexChanged.connect(self._on_format_chosen)
        self._choose = self._add_action(
            translate("ExportDialog", "Choose a place…"),
            "exportChooseButton",
            self.choose,
            "primary",
        )
        self._cancel_button = self._add_cancel("exportCancelButton")
        self._close = self._add_action(
            translate("ExportDialog", "Close"), "exportCloseButton", self.accept
        )
        self._show_actions(self._choose, self._cancel_button, default=self._choose)

    @property
    def _kind(self) -> ExportFormat:
        return ExportFormat(self._format.currentData())

    @property
    def _is_all(self) -> bool:
        return self._current is None or self._which.currentData() == "all"

    def choose(self) -> None:
        """Ask for the file, or for the directory of several; writing follows at once."""
        chooser = QFileDialog(self, translate("ExportDialog", "Choose a place"))
        chooser.setObjectName("exportFileDialog")
        if self._is_all or self._current is None:
            chooser.setFileMode(QFileDialog.FileMode.Directory)
        else:
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setDefaultSuffix(self._kind.value)
            chooser.selectFile(file_name(self._current, self._kind))
        chooser.fileSelected.connect(lambda name: self.export_to(Path(name)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def export_to(self, target: Path) -> None:
        """Write what is chosen to `target`; a file that a person named there is replaced."""
        self._cancel = Event()
        leaves_out = self._kind.can_leave_out
        choice = ExportChoice(
            self._kind,
            has_tools=not leaves_out or self._tools.isChecked(),
            has_thinking=not leaves_out or self._thinking.isChecked(),
            replaces=not self._is_all,
        )
        ref = None if self._is_all or self._current is None else self._current.ref
        self._set_choices_enabled(enabled=False)
        self._show_actions(self._cancel_button, default=self._cancel_button)
        work = self._manager.run(_export, ref, target, choice, self._relay.report, self._cancel)
        self._start(work, self._on_exported, self._on_failed)

    def _add_choice(self, name: str, label: str) -> QComboBox:
        self.add_text(label)
        choice = QComboBox()
        choice.setObjectName(name)
        choice.setAccessibleName(label)
        self.page.addWidget(choice)
        return choice

    def _set_choices_enabled(self, *, enabled: bool) -> None:
        for widget in (self._which, self._format):
            widget.setEnabled(enabled)
        for box in (self._tools, self._thinking):
            box.setEnabled(enabled and self._kind.can_leave_out)

    def _on_format_chosen(self) -> None:
        self._set_choices_enabled(enabled=True)

    def _on_exported(self, report: ExportReport) -> None:
        self._set_choices_enabled(enabled=True)
        sentences = [_written(report)]
        if report.failed:
            sentences.append(
                translate("ExportDialog", "{n} were not exported:", len(report.failed))
            )
            sentences.append(render(report.failed[0][1].title))
        self._note.setText(" ".join(sentences))
        self._show_actions(self._choose, self._close, default=self._close)

    def _on_failed(self, error: BaseException) -> None:
        self._set_choices_enabled(enabled=True)
        self._show_actions(self._choose, self._cancel_button, default=self._choose)
        if not isinstance(error, BackupCancelledError):
            self._problem.tell(error)


def _export(
    store: Store,
    ref: SessionRef | None,
    target: Path,
    choice: ExportChoice,
    progress: Progress,
    cancel: Event,
) -> ExportReport:
    exporting = Exporting(store, choice, render)
    if ref is not None:
        exported = export_conversation(exporting, ref, target, progress=progress, cancel=cancel)
        return ExportReport((exported,), ())
    refs = [summary.ref for summary in store.summaries()]
    return export_conversations(exporting, refs, target, progress=progress, cancel=cancel)


def _formats() -> tuple[tuple[str, str], ...]:
    return (
        ("html", translate("ExportDialog", "Web page (HTML), to read and search in any browser")),
        ("md", translate("ExportDialog", "Markdown, plain text to read and edit")),
        ("pdf", translate("ExportDialog", "PDF, to print")),
        ("json", translate("ExportDialog", "JSON, every record as it is kept")),
    )


def _written(report: ExportReport) -> str:
    if len(report.exported) == 1:
        (exported,) = report.exported
        size = format_bytes(exported.size_bytes)
        return translate("ExportDialog", "Written: {path} ({size}).", path=exported.path, size=size)
    return translate("ExportDialog", "{n} conversations were written.", len(report.exported))

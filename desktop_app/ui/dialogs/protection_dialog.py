"""Claude Code's transcripts: how they stand, and everything that can be done for them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.base.tasks import TaskOwner
from desktop_app.claude_code.consent import RAISED_DAYS
from desktop_app.claude_code.discovery import TranscriptFile
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.protection import Change, ProtectionStatus
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.salvage import SalvageReport
from desktop_app.ui.dialogs import protection_words as words
from desktop_app.ui.dialogs.job_dialog import JobDialog
from desktop_app.ui.dialogs.way_row import WayRow
from desktop_app.ui.i18n import render, translate


class ProtectionDialog(JobDialog):
    """Asks for consent before it writes into Claude Code's settings, and can take that back."""

    choiceMade = Signal(str)  # `Settings.claude_retention`
    changed = Signal()  # something was protected, put back, rebuilt, or allowed

    def __init__(
        self,
        manager: SessionManager,
        tasks: TaskOwner,
        choice: str,
        parent: QWidget | None = None,
    ) -> None:
        title = translate("ProtectionDialog", "Claude Code's transcripts")
        super().__init__(title, "protectionDialog", manager=manager, tasks=tasks, parent=parent)
        self._choice = choice
        self._rescued: tuple[TranscriptFile, ...] = ()
        self._outcome_text = ""
        self._ways: list[WayRow] = []
        self.add_heading(title)
        self._facts = self.add_text()
        self._facts.setObjectName("protectionFacts")
        self._details = self.add_text()
        self._outcome = self.add_text()
        self._outcome.setObjectName("protectionOutcome")
        self.page.addWidget(self._problem)
        self._add_ways()
        self.jobEnded.connect(self._on_job_ended)
        self.page.addStretch(1)
        self._close = self._add_action(
            translate("ProtectionDialog", "Close"), "protectionCloseButton", self.accept
        )
        self._look()

    def _add_ways(self) -> None:
        """Put what can be done on the page: a sentence each, and its button below it."""
        self._protect = self._add_way("protectButton", self._on_protect, words.protecting())
        self._put_back = self._add_way("putBackButton", self._on_put_back, words.putting_back(0))
        self._salvage = self._add_way("salvageButton", self._on_salvage, words.rebuilding())
        self._raise = self._add_way("raiseRetentionButton", self._on_raise, words.allowing())
        self._revoke = self._add_way("revokeRetentionButton", self._on_revoke, words.revoking())

    def _add_way(self, object_name: str, slot: Callable[[], None], way: words.Way) -> WayRow:
        row = WayRow(way, object_name)
        row.button.clicked.connect(slot)
        row.button.clicked.connect(self._on_way_taken)
        self._ways.append(row)
        self.page.addWidget(row)
        return row

    def _on_way_taken(self) -> None:
        for row in self._ways:
            row.button.setEnabled(not self.is_running)

    def _on_job_ended(self) -> None:
        for row in self._ways:
            row.button.setEnabled(True)

    def _show_ways(self, *shown: WayRow) -> None:
        for row in self._ways:
            row.setVisible(row in shown)

    def _look(self) -> None:
        """Show how things stand now, and below it what was done last."""
        self._facts.setText(translate("ProtectionDialog", "Looking…"))
        self._details.hide()
        self._show_ways()
        self._outcome.setText(self._outcome_text)
        self._outcome.setVisible(bool(self._outcome_text))
        self._show_actions(self._close, default=self._close)
        self._start(self._manager.protection.status(), self._show_status, self._problem.tell)

    def _show_status(self, status: ProtectionStatus) -> None:
        self._rescued = status.vault.rescued
        sentences = (
            words.vault_sentence(status),
            f"{words.keeping_sentence(status.retention)}. {words.sweep_sentence(status.retention)}",
        )
        self._facts.setText("\n".join(sentences))
        details = words.details(status)
        self._details.setText(details)
        self._details.setVisible(bool(details))
        is_raised = self._choice == "raised"
        can_raise = not is_raised and status.retention.effective_days < RAISED_DAYS
        self._put_back.tell(words.putting_back(len(self._rescued)))
        shown = [self._put_back] if self._rescued else []
        shown += [self._raise] if can_raise else []
        shown += [self._revoke] if is_raised else []
        self._show_ways(*shown, self._protect, self._salvage)
        self._show_actions(self._close, default=self._close)

    def _done(self, outcome: str) -> None:
        self._outcome_text = outcome
        self.changed.emit()
        self._look()

    def _on_protect(self) -> None:
        self._start(self._protect_all(), self._done, self._problem.tell, can_cancel=False)

    async def _protect_all(self) -> str:
        links = await self._manager.protection.link()
        copies = await self._manager.protection.copy()
        failures = len(links.failures) + len(copies.failures)
        if failures:
            return translate("ProtectionDialog", "{n} files could not be protected.", failures)
        return translate("ProtectionDialog", "Everything that there is was protected.")

    def _on_put_back(self) -> None:
        working = self._put_all_back(self._rescued)
        self._start(working, self._done, self._problem.tell, can_cancel=False)

    async def _put_all_back(self, files: Sequence[TranscriptFile]) -> str:
        for file in files:
            await self._manager.protection.put_back(SessionRef(file.project, file.session_id))
        return translate(
            "ProtectionDialog", "{n} transcripts are in Claude Code's directory again.", len(files)
        )

    def _on_salvage(self) -> None:
        working = self._manager.protection.salvage(render)
        self._start(working, self._on_salvaged, self._problem.tell, can_cancel=False)

    def _on_salvaged(self, report: SalvageReport) -> None:
        self._done(words.salvage_sentence(report))

    def _on_raise(self) -> None:
        working = self._manager.protection.raise_retention()
        self._start(working, self._on_raised, self._problem.tell, can_cancel=False)

    def _on_raised(self, change: Change) -> None:
        self._choose("raised")
        self._done(_change_sentence(change))

    def _on_revoke(self) -> None:
        working = self._manager.protection.revoke_retention()
        self._start(working, self._on_revoked, self._problem.tell, can_cancel=False)

    def _on_revoked(self, change: Change) -> None:
        self._choose("declined")
        self._done(_change_sentence(change))

    def _choose(self, choice: str) -> None:
        self._choice = choice
        self.choiceMade.emit(choice)

    def done(self, result: int) -> None:
        """Take closing without consent for an answer: nobody is asked twice."""
        if self._choice == "ask":
            self._choose("declined")
        super().done(result)


def _change_sentence(change: Change) -> str:
    if not change.is_change:
        return translate(
            "ProtectionDialog", "{path} needed no change, and was not changed.", path=change.path
        )
    return translate("ProtectionDialog", "{path} was changed.", path=change.path)

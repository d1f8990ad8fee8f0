"""Reads every byte of all conversations and tells in plain words what is not sound."""

from collections.abc import Mapping, Sequence
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.base.system_errors import reason_named
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.verification import Verification
from desktop_app.ui.dialogs.job_dialog import JobDialog
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import render, translate

_LISTED = 50
_TITLE_CHARS = 48


class VerifyDialog(JobDialog):
    """Begins at once; Cancel stops it and keeps what an earlier verification found."""

    verified = Signal()  # all were read; the figures for the report are new

    def __init__(
        self, manager: SessionManager, tasks: TaskOwner, parent: QWidget | None = None
    ) -> None:
        title = translate("VerifyDialog", "Verify every byte")
        super().__init__(title, "verifyDialog", manager=manager, tasks=tasks, parent=parent)
        self._titles: dict[SessionRef, str] = {}
        self.add_heading(title)
        self._summary = self.add_text()
        self._summary.setObjectName("verifySummary")
        self._findings = self.add_text()
        self._findings.setObjectName("verifyFindings")
        self.page.addWidget(self._progress)
        self.page.addWidget(self._problem)
        self.page.addStretch(1)
        self._again = self._add_action(
            translate("VerifyDialog", "Verify again"), "verifyAgainButton", self._verify
        )
        self._cancel_button = self._add_cancel("verifyCancelButton")
        self._close = self._add_action(
            translate("VerifyDialog", "Close"), "verifyCloseButton", self.accept
        )
        self._verify()

    def _verify(self) -> None:
        self._cancel = Event()
        self._summary.setText(
            translate(
                "VerifyDialog",
                "Every byte of every conversation is being read. Nothing is changed.",
            )
        )
        self._findings.hide()
        self._progress.show()
        self._show_actions(self._cancel_button, default=self._cancel_button)
        self._start(self._read_all(), self._on_verified, self._on_failed)

    async def _read_all(self) -> tuple[Verification, ...]:
        self._titles = {summary.ref: summary.title for summary in await self._manager.sessions()}
        return await self._manager.verify(progress=self._relay.report, cancel=self._cancel)

    def _on_verified(self, checked: tuple[Verification, ...]) -> None:
        broken = [each for each in checked if not each.is_sound]
        self._summary.setText(_result(checked, len(broken)))
        self._findings.setText(_findings(broken, self._titles))
        self._findings.setVisible(bool(broken))
        self._show_actions(self._again, self._close, default=self._close)
        self.verified.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._summary.setText(translate("VerifyDialog", "Not everything was read."))
        self._problem.tell(error)
        self._show_actions(self._again, self._close, default=self._close)


def _result(checked: Sequence[Verification], broken: int) -> str:
    read = translate(
        "VerifyDialog",
        "{n} conversations ({size}) were read.",
        len(checked),
        size=format_bytes(sum(each.size_bytes for each in checked)),
    )
    if broken:
        verdict = translate(
            "VerifyDialog", "{n} of them have damage; all their bytes are kept as they are.", broken
        )
    else:
        verdict = translate("VerifyDialog", "Every byte is sound.")
    return f"{read} {verdict}"


def _findings(broken: Sequence[Verification], titles: Mapping[SessionRef, str]) -> str:
    """Return a paragraph per damaged conversation, the first ones of very many."""
    told = ["\n".join((_title(each.ref, titles), *_damages(each))) for each in broken[:_LISTED]]
    if len(broken) > _LISTED:
        told.append(translate("VerifyDialog", "and {n} more", len(broken) - _LISTED))
    return "\n\n".join(told)


def _title(ref: SessionRef, titles: Mapping[SessionRef, str]) -> str:
    """Return a name that fits on a line, even of one word."""
    title = titles.get(ref) or ref.session_id
    return title if len(title) <= _TITLE_CHARS else title[: _TITLE_CHARS - 1] + "…"


def _damages(verification: Verification) -> list[str]:
    facts = []
    if verification.reason:
        reason = render(reason_named(verification.reason))
        facts.append(translate("VerifyDialog", "It can't be read: {reason}.", reason=reason))
    if verification.damaged:
        facts.append(
            translate(
                "VerifyDialog",
                "{n} lines are damaged; everything else opens as before.",
                verification.damaged,
            )
        )
    if verification.chain.missing_parents:
        facts.append(
            translate(
                "VerifyDialog",
                "{n} messages continue one that is missing.",
                verification.chain.missing_parents,
            )
        )
    return facts

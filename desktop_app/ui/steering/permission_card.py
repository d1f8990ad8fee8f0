"""The card at the end of a conversation in which a permission is given or denied."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.sessions.answers import PermissionAnswer, PermissionRequest, Verdict
from desktop_app.ui.adaptive import ScaledLabel, SideBySide, minimum_hit_area
from desktop_app.ui.chat.tool_input import shown_input
from desktop_app.ui.chat.visible_text import visible_code
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.i18n import translate
from desktop_app.ui.permission_words import QUESTION_TOOL, asked_words
from desktop_app.ui.steering.question_form import QuestionForm, questions_of
from desktop_app.ui.theme import GRID_PX, HIT_AREA_PX, SECONDARY_SCALE, SURFACE_RADIUS_PX, Theme

_SHOWN_LINES = 3
_LONG_LINE_CHARS = 60


class PermissionCard(QFrame):
    """Shows one request and emits its answer once; never takes the focus by itself.

    The whole command or change stands in the transcript above it; here is its beginning.
    """

    answered = Signal(object)  # PermissionAnswer
    focusReleased = Signal()  # the answer was given from here; the focus should go somewhere
    wholeRequested = Signal()  # to see all that is asked for

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("permissionCard")
        self._request: PermissionRequest | None = None
        self._form: QuestionForm | None = None
        self._title = ScaledLabel(is_bold=True, wraps=True)
        self._count = ScaledLabel(scale=SECONDARY_SCALE)
        self._label = ElidedLabel()
        self._shown = [ElidedLabel() for _ in range(_SHOWN_LINES)]
        self._whole = _button("permissionWhole", translate("Permissions", "Show it all"), "quiet")
        self._whole.clicked.connect(self.wholeRequested)
        self._send = _button("permissionSend", translate("Permissions", "Send the answer"))
        self._once = _button("permissionOnce", translate("Permissions", "Allow once"))
        self._always = _button(
            "permissionConversation", translate("Permissions", "Allow for this conversation")
        )
        self._deny = _button("permissionDeny")
        self._deny.setCheckable(True)
        self._stop = _button("permissionStop")
        self._reason = _ReasonEdit()
        self._reason.setObjectName("permissionReason")
        self._reason.setPlaceholderText(
            translate("Permissions", "Why not, or what to do instead (the model reads it)")
        )
        self._reason.setAccessibleName(translate("Permissions", "Reason"))
        self._deny_now = _button("permissionDenyNow", translate("Permissions", "Deny"))
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.hide()

    @property
    def request(self) -> PermissionRequest | None:
        """What is asked for now."""
        return self._request

    def show_request(self, request: PermissionRequest, further: int = 0) -> None:
        """Show `request`, with `further` ones waiting behind it, and tell screen readers."""
        self.setEnabled(True)
        self._count.setText(_further_words(further))
        self._count.setVisible(further > 0)
        if request == self._request:
            return
        self._request = request
        self._deny.setChecked(False)
        self._reason.clear()
        self._title.setText(asked_words(request.tool_name))
        self._show_form(request)
        self._show_beginning(request)
        self.setAccessibleName(self._title.text())
        told = "\n".join(label.text() for label in (self._label, *self._shown))
        self.setAccessibleDescription(told.strip())
        self.show()
        self._rows.rearrange()
        words = translate("Permissions", "Waiting for you: {question}", question=self._title.text())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def clear(self) -> None:
        """Ask nothing any more."""
        self._request = None
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.setStyleSheet(
            f"QFrame#permissionCard {{ background: {theme.code.name()};"
            f" border: 1px solid {theme.warn.name()}; border-radius: {SURFACE_RADIUS_PX}px; }}"
        )
        self._count.set_color(theme.text2)
        self._label.setStyleSheet(f"color: {theme.text2.name()};")

    def _show_form(self, request: PermissionRequest) -> None:
        if self._form is not None:
            self._form.deleteLater()
            self._form = None
        questions = questions_of(request) if request.tool_name == QUESTION_TOOL else ()
        if questions:
            self._form = QuestionForm(questions)
            self._form.completed.connect(self._send.setEnabled)
            self._form_place.addWidget(self._form)
        self._send.setVisible(bool(questions))
        self._send.setEnabled(False)
        for button in (self._once, self._always):
            button.setVisible(not questions)
        deny, stop = _denying_words(is_question=bool(questions))
        self._deny.setText(deny)
        self._stop.setText(stop)

    def _show_beginning(self, request: PermissionRequest) -> None:
        shown = shown_input(request.tool_name, request.input)
        lines = visible_code(shown.text if self._form is None else "").split("\n")
        self._label.set_text(visible_code(shown.label) if self._form is None else "")
        self._label.setVisible(bool(self._label.text()))
        for number, label in enumerate(self._shown):
            label.set_text(lines[number] if number < len(lines) else "")
            label.setVisible(bool(label.text()))
        is_long = len(lines) > _SHOWN_LINES or any(len(line) > _LONG_LINE_CHARS for line in lines)
        self._whole.setVisible(is_long)

    def _lay_out(self) -> None:
        self._send.setProperty("kind", "primary")
        self._once.setProperty("kind", "primary")
        self._form_place = QVBoxLayout()
        self._rows = SideBySide()
        for button in (self._send, self._once, self._always, self._deny, self._stop, self._whole):
            self._rows.add(button)
        self._rows.add(QWidget(), 1)
        self._why = SideBySide()
        self._why.add(self._reason, 1)
        self._why.add(self._deny_now)
        self._why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID_PX, 3 * GRID_PX, 4 * GRID_PX, 3 * GRID_PX)
        column.setSpacing(2 * GRID_PX)
        column.addWidget(self._title)
        column.addWidget(self._label)
        beginning = QVBoxLayout()
        beginning.setSpacing(0)
        for label in self._shown:
            label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            beginning.addWidget(label)
        column.addLayout(beginning)
        column.addLayout(self._form_place)
        column.addWidget(self._count)
        column.addWidget(self._rows)
        column.addWidget(self._why)

    def _connect(self) -> None:
        self._once.clicked.connect(lambda: self._answer(Verdict.ALLOW_ONCE))
        self._always.clicked.connect(lambda: self._answer(Verdict.ALLOW_CONVERSATION))
        self._stop.clicked.connect(lambda: self._answer(Verdict.DENY_AND_STOP))
        self._deny.toggled.connect(self._on_deny_toggled)
        self._reason.returnPressed.connect(self._on_denied)
        self._reason.escaped.connect(self._on_escaped)
        self._deny_now.clicked.connect(self._on_denied)
        self._send.clicked.connect(self._on_sent)

    def _answer(self, verdict: Verdict, reason: str = "") -> None:
        self._hand_over(PermissionAnswer(verdict, reason))

    def _hand_over(self, answer: PermissionAnswer) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.focusReleased.emit()
        self.setEnabled(False)  # until the answer is on the disk, or was refused
        self.answered.emit(answer)

    def _on_deny_toggled(self, is_open: bool) -> None:
        self._why.setVisible(is_open)
        if is_open:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_escaped(self) -> None:
        self._deny.setChecked(False)
        self._deny.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_denied(self) -> None:
        self._answer(Verdict.DENY, self._reason.text().strip())

    def _on_sent(self) -> None:
        if self._form is None or self._request is None:
            return
        given = {**self._request.input, "answers": self._form.answers()}
        self._hand_over(PermissionAnswer(Verdict.ALLOW_ONCE, input=given))


class _ReasonEdit(QLineEdit):
    """Keeps Esc for itself, which elsewhere stops the reply."""

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window's shortcuts do."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.escaped.emit()
            event.accept()
            return True
        return super().event(event)


def _further_words(further: int) -> str:
    return translate("Permissions", "{n} more are waiting.", further)


def _denying_words(*, is_question: bool) -> tuple[str, str]:
    """Return the words of the two buttons that refuse."""
    if is_question:
        return (
            translate("Permissions", "Don't answer…"),
            translate("Permissions", "Don't answer and stop"),
        )
    return translate("Permissions", "Deny…"), translate("Permissions", "Deny and stop")


def _button(name: str, words: str = "", kind: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.setProperty("kind", kind)
    minimum_hit_area(button, HIT_AREA_PX)
    return button

"""Questions that a model asks the person: choices, and always an answer in own words."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.values import frozen
from desktop_app.sessions.answers import PermissionRequest
from desktop_app.ui.adaptive import ScaledLabel
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import GRID_PX, SECONDARY_SCALE

_MAX_HEIGHT_PX = 280
_SHOWN_LABEL_CHARS = 60
_INDENT_PX = 6 * GRID_PX


@frozen
class Question:
    """One question; `choices` are (label, description)."""

    text: str
    choices: tuple[tuple[str, str], ...]
    is_multiple: bool = False


def questions_of(request: PermissionRequest) -> tuple[Question, ...]:
    """Return the questions of a request; none where it is not made as it should be."""
    given = request.input.get("questions")
    found = [_question(each) for each in given] if isinstance(given, list) else []
    return tuple(each for each in found if each is not None) if all(found) else ()


class QuestionForm(QScrollArea):
    """One group of choices for each question; scrolls where it would be too high."""

    completed = Signal(bool)  # whether every question has an answer

    def __init__(self, questions: Sequence[Question], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionForm")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("questionPage")
        self.setStyleSheet("#questionForm, #questionPage { background: transparent; }")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * GRID_PX)
        self._groups = [_QuestionGroup(question) for question in questions]
        for group in self._groups:
            group.changed.connect(self._on_changed)
            column.addWidget(group)
        self._column = column
        self.setWidget(page)

    def answers(self) -> dict[str, str]:
        """Return what was answered to each question; several choices are joined by commas."""
        return {group.question.text: group.answer() for group in self._groups}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the questions need at this width."""
        super().resizeEvent(event)
        needed_px = self._column.totalHeightForWidth(self.viewport().width())
        self.setFixedHeight(min(_MAX_HEIGHT_PX, needed_px))

    def _on_changed(self) -> None:
        self.completed.emit(all(group.answer() for group in self._groups))


class _QuestionGroup(QWidget):
    changed = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.setAccessibleName(question.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(ScaledLabel(question.text, wraps=True))
        self._choices: list[QAbstractButton] = []
        for label, description in question.choices:
            self._add_choice(column, label, description)
        self._own = QLineEdit()
        self._own.setPlaceholderText(translate("Permissions", "In your own words"))
        self._own.setAccessibleName(
            translate("Permissions", "Your own answer to: {question}", question=question.text)
        )
        self._own.textChanged.connect(self._on_own_changed)
        column.addWidget(self._own)

    def answer(self) -> str:
        """Return the chosen labels and the own words; empty where there is neither."""
        chosen = [
            label
            for button, (label, _) in zip(self._choices, self.question.choices, strict=True)
            if button.isChecked()
        ]
        own = self._own.text().strip()
        return ", ".join([*chosen, own] if own else chosen)

    def _add_choice(self, column: QVBoxLayout, label: str, description: str) -> None:
        made = QCheckBox if self.question.is_multiple else QRadioButton
        is_cut = len(label) > _SHOWN_LABEL_CHARS
        words = f"{label[:_SHOWN_LABEL_CHARS]}…" if is_cut else label
        button = made(words.replace("&", "&&"))
        button.setAccessibleName(label)
        button.setToolTip(label if is_cut else "")
        button.setAccessibleDescription(description)
        button.toggled.connect(self._on_choice_toggled)
        self._choices.append(button)
        column.addWidget(button)
        if description:
            told = ScaledLabel(description, scale=SECONDARY_SCALE, wraps=True)
            told.setContentsMargins(_INDENT_PX, 0, 0, 0)
            column.addWidget(told)

    def _on_choice_toggled(self, is_chosen: bool) -> None:
        if is_chosen and not self.question.is_multiple and self._own.text():
            self._own.clear()
        self.changed.emit()

    def _on_own_changed(self, text: str) -> None:
        if text and not self.question.is_multiple:
            for button in self._choices:
                _uncheck(button)
        self.changed.emit()


def _uncheck(button: QAbstractButton) -> None:
    """Take the mark from one of a group in which otherwise one must be marked."""
    button.setAutoExclusive(False)
    button.setChecked(False)
    button.setAutoExclusive(True)


def _question(given: object) -> Question | None:
    if not isinstance(given, Mapping) or not isinstance(given.get("question"), str):
        return None
    options = given.get("options")
    choices = [_choice(option) for option in options] if isinstance(options, list) else []
    return Question(
        given["question"],
        tuple(choice for choice in choices if choice[0]),
        given.get("multiSelect") is True,
    )


def _choice(given: object) -> tuple[str, str]:
    if not isinstance(given, Mapping):
        return "", ""
    return _string(given, "label"), _string(given, "description")


def _string(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""

"""The menu of an engine's models, which its server is asked for when somebody looks."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.answers import ModelChoice
from desktop_app.sessions.manager import SessionManager
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.steering.choice_words import menu_text


class ModelMenu(QMenu):
    """Shows what was known at once, and what the server says when it has said it."""

    modelChosen = Signal(str)  # its id; empty is the engine's own default

    def __init__(self, manager: SessionManager, tasks: TaskOwner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("modelMenu")
        self._manager = manager
        self._tasks = tasks
        self._group = QActionGroup(self)
        self._known: dict[str, tuple[ModelChoice, ...]] = {}
        self._asked: set[str] = set()  # engines whose answer is under way
        self._engine = ""
        self._model = ""
        self.aboutToShow.connect(self._on_about_to_show)

    def set_current(self, engine: str, model: str) -> None:
        """Offer the models of `engine`, with `model` marked."""
        self._engine, self._model = engine, model
        self.setTitle(
            translate(
                "Choices", "Model: {model}", model=menu_text(self.model_label() or _default())
            )
        )

    def model_label(self) -> str:
        """Return what the chosen model is called; empty for the engine's default."""
        known = self._known.get(self._engine, ())
        return next((each.label for each in known if each.id == self._model), self._model)

    def _on_about_to_show(self) -> None:
        self._show(self._known.get(self._engine, ()), _asking_words())
        if self._engine not in self._asked:
            self._asked.add(self._engine)
            self._tasks.start(self._ask(self._engine), "ask for models")

    async def _ask(self, engine: str) -> None:
        told = ""
        try:
            self._known[engine] = await self._manager.models(engine)
        except SempreError as error:
            told = render(error.title)
        finally:
            self._asked.discard(engine)
        if engine == self._engine:
            self._show(self._known.get(engine, ()), told)

    def _show(self, models: Sequence[ModelChoice], told: str) -> None:
        self.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        self._add("", _default())
        for model in models:
            self._add(model.id, model.label or model.id)
        if self._model and all(model.id != self._model for model in models):
            self._add(self._model, self._model)
        if told:
            self.addSeparator()
            self.addAction(menu_text(told)).setEnabled(False)

    def _add(self, model: str, words: str) -> None:
        action = self.addAction(menu_text(words))
        action.setCheckable(True)
        action.setChecked(model == self._model)
        action.setToolTip(model)
        action.triggered.connect(lambda: self.modelChosen.emit(model))
        self._group.addAction(action)


def _default() -> str:
    return translate("Choices", "Default")


def _asking_words() -> str:
    return translate("Choices", "Asking for the models…")

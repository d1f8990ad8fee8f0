"""What is chosen for one conversation beside its engine: model, permissions, directory."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.answers import Capabilities, TurnChoices
from desktop_app.sessions.events import ChoicesChanged, ManagerEvent
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.ui.i18n import translate
from desktop_app.ui.steering.choice_words import UNASKED_MODE, menu_text, mode_words, path_words
from desktop_app.ui.steering.model_menu import ModelMenu


class ChoicesMenu(QObject):
    """Adds its menus below the engines in `menu`; choices are saved before they are shown."""

    failed = Signal(object)  # SempreError: nothing was changed
    summaryChanged = Signal(str)  # what of the choices is worth being seen all the time

    def __init__(
        self, manager: SessionManager, tasks: TaskOwner, menu: QMenu, window: QWidget
    ) -> None:
        super().__init__(menu)
        self._window = window
        self._manager = manager
        self._tasks = tasks
        self._menu = menu
        self._ref: SessionRef | None = None
        self._choices = TurnChoices()
        self._own_cwd = ""
        self._models = ModelMenu(manager, tasks, menu)
        self._models.modelChosen.connect(lambda model: self._choose(model=model))
        self._modes = QMenu(menu)
        self._modes.setObjectName("modeMenu")
        self._mode_group = QActionGroup(self._modes)
        self._directory = QMenu(menu)
        self._directory.setObjectName("directoryMenu")
        self._heading = QAction(translate("Choices", "In this conversation"), self)
        self._heading.setSeparator(True)
        menu.aboutToShow.connect(self._on_about_to_show)

    def show(self, ref: SessionRef) -> None:
        """Show what is chosen for `ref`."""
        self._ref = ref
        self._tasks.start(self._read(ref), "read choices")

    def on_event(self, event: ManagerEvent) -> None:
        """Follow what is chosen."""
        if isinstance(event, ChoicesChanged) and event.ref == self._ref:
            self.show(event.ref)

    def forget_model(self) -> None:
        """Take the default model: another engine was chosen, which has others."""
        if self._choices.model:
            self._choose(model="")

    async def _read(self, ref: SessionRef) -> None:
        try:
            choices = await self._manager.choices(ref)
            own_cwd = await self._manager.run(Store.cwd, ref)
        except SempreError:
            return  # the page tells that the conversation is gone
        if ref == self._ref:
            self._choices, self._own_cwd = choices, own_cwd
            self._models.set_current(self._manager.engine_name(ref), choices.model)
            self.summaryChanged.emit(self._summary())

    def _summary(self) -> str:
        engine = self._engine()
        if engine is None or not engine.is_language_model:
            return ""
        words = [self._models.model_label()]
        if engine.permission_modes and self._choices.permission_mode == UNASKED_MODE:
            words.append(mode_words(UNASKED_MODE))
        return " · ".join(word for word in words if word)

    def _engine(self) -> Capabilities | None:
        if self._ref is None:
            return None
        name = self._manager.engine_name(self._ref)
        engines = self._manager.available_engines()
        return next((engine for engine in engines if engine.name == name), None)

    def _on_about_to_show(self) -> None:
        """Put the menus below the engines, which are listed anew with every conversation."""
        engine = self._engine()
        menus = (self._models, self._modes, self._directory)
        for menu in menus:
            self._menu.removeAction(menu.menuAction())
        self._menu.removeAction(self._heading)
        if engine is None or self._ref is None or not engine.is_language_model:
            return
        self._models.set_current(engine.name, self._choices.model)
        self._fill_modes(engine.permission_modes)
        self._fill_directory()
        self._menu.addAction(self._heading)
        for menu in menus:
            if menu is not self._modes or engine.permission_modes:
                self._menu.addMenu(menu)

    def _fill_modes(self, modes: Sequence[str]) -> None:
        self._modes.clear()
        current = self._choices.permission_mode or next(iter(modes), "")
        words = menu_text(mode_words(current))
        self._modes.setTitle(translate("Choices", "Permissions: {mode}", mode=words))
        for mode in modes:
            action = self._modes.addAction(menu_text(mode_words(mode)))
            action.setCheckable(True)
            action.setChecked(mode == current)
            action.setData(mode)
            action.triggered.connect(lambda _=False, mode=mode: self._choose(permission_mode=mode))
            self._mode_group.addAction(action)

    def _fill_directory(self) -> None:
        self._directory.clear()
        metrics = self._menu.fontMetrics()
        shown = menu_text(path_words(self._choices.cwd or self._own_cwd, metrics))
        self._directory.setTitle(translate("Choices", "Directory: {path}", path=shown))
        choose = self._directory.addAction(translate("Choices", "Choose another directory…"))
        choose.triggered.connect(self._ask_for_directory)
        own = menu_text(path_words(self._own_cwd, metrics))
        back = self._directory.addAction(translate("Choices", "Back to {path}", path=own))
        back.setEnabled(self._choices.cwd not in ("", self._own_cwd))
        back.triggered.connect(lambda: self._choose(cwd=""))

    def _ask_for_directory(self) -> None:
        title = translate("Choices", "Where tools work in this conversation")
        start = self._choices.cwd or self._own_cwd
        dialog = QFileDialog(self._window, title, start)
        dialog.setObjectName("directoryDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._choose(cwd=path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, **changes: str) -> None:
        if self._ref is not None:
            chosen = replace(self._choices, **changes)
            self._tasks.start(self._save(self._ref, chosen), "save choices")

    async def _save(self, ref: SessionRef, choices: TurnChoices) -> None:
        try:
            await self._manager.set_choices(ref, choices)
        except SempreError as error:
            self.failed.emit(error)

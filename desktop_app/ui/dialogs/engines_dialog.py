"""Who can answer: every engine with its state, what it needs, and a test with its real answer."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.base.secret import Secret
from desktop_app.base.tasks import TaskOwner
from desktop_app.sessions.manager import SessionManager
from desktop_app.settings.engines import EngineSettings
from desktop_app.settings.secrets import Keys
from desktop_app.ui.adaptive import Hairline, ScaledLabel, SideBySide
from desktop_app.ui.dialogs.engine_form import EngineForm
from desktop_app.ui.dialogs.frame import Dialog
from desktop_app.ui.dialogs.problem import Problem
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.models.engine_rows import (
    EngineRow,
    base_url_for,
    engine_name_for,
    engine_rows,
    state_words,
)
from desktop_app.ui.preferences import Preferences
from desktop_app.ui.theme import SUBHEADING_SCALE, Theme

if TYPE_CHECKING:
    from asyncio import Task

_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class AddressRefusedError(SempreError):
    """What was typed is no address of a server."""

    def __init__(self) -> None:
        super().__init__(
            message("EnginesDialog", "This is no address of a server."),
            data=message("EnginesDialog", "Nothing was changed."),
            hint=message(
                "EnginesDialog",
                "Write it as http://127.0.0.1:1234/v1; a key does not belong in it.",
            ),
        )


class EnginesDialog(Dialog):
    """Every choice holds at once. What is asked of a server ends with the dialog."""

    width_in_characters = 96

    def __init__(
        self,
        manager: SessionManager,
        tasks: TaskOwner,
        preferences: Preferences,
        keys: Keys,
        parent: QWidget | None = None,
    ) -> None:
        title = translate("EnginesDialog", "Engines")
        super().__init__(title, "enginesDialog", parent)
        self._manager = manager
        self._tasks = tasks
        self._preferences = preferences
        self._keys = keys
        self._rows: tuple[EngineRow, ...] = ()
        self._asking: Task[None] | None = None
        self._is_over = False
        self._problem = Problem("enginesProblem")
        self.add_heading(title)
        self._choice = QComboBox()
        self._choice.setSizeAdjustPolicy(_NARROW)
        self._choice.setMinimumContentsLength(8)
        self._choice.setObjectName("enginesChoice")
        self._choice.setAccessibleName(translate("EnginesDialog", "Engine"))
        self._choice.currentIndexChanged.connect(self._on_chosen)
        self.page.addWidget(self._choice)
        self._default = self.add_text()
        self._default.setObjectName("enginesDefault")
        self._form = EngineForm()
        self._form.changed.connect(self._on_settings)
        self._form.keyGiven.connect(self._on_key)
        self._form.modelsWanted.connect(lambda: self._ask(self._list_models()))
        self._form.addressRefused.connect(self._refuse_address)
        self.page.addWidget(self._form)
        self._hello = _button("enginesHello", translate("EnginesDialog", "Say hello"))
        self._hello.clicked.connect(lambda: self._ask(self._say_hello()))
        self._prefer = _button("enginesPrefer", translate("EnginesDialog", "Use by default"))
        self._prefer.clicked.connect(self._on_prefer)
        self._remove = _button("enginesRemove", translate("EnginesDialog", "Remove"))
        self._remove.clicked.connect(self._on_remove)
        self._add_row(self._hello, self._prefer, self._remove)
        self._said = self.add_text()
        self._said.setObjectName("enginesSaid")
        self._said.hide()
        self.page.addWidget(self._problem)
        self._add_adding()
        self.page.addStretch(1)
        close = self.add_button(translate("EnginesDialog", "Close"))
        close.clicked.connect(self.accept)
        self.finished.connect(self._on_finished)
        self._refresh("")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._problem.set_theme(theme)

    def choose(self, name: str) -> None:
        """Show the engine of this name, if there is one."""
        for index, row in enumerate(self._rows):
            if row.name == name:
                self._choice.setCurrentIndex(index)

    @property
    def _row(self) -> EngineRow:
        return self._rows[max(self._choice.currentIndex(), 0)]

    def _settings_of(self, name: str) -> EngineSettings:
        return self._preferences.settings.engines.get(name, EngineSettings())

    def _add_row(self, *widgets: QWidget) -> None:
        row = SideBySide()
        for widget in widgets:
            row.add(widget)
        row.add(QWidget(), 1)
        self.page.addWidget(row)

    def _add_adding(self) -> None:
        self.page.addWidget(Hairline())
        title = translate("EnginesDialog", "Add a server")
        self.page.addWidget(ScaledLabel(title, scale=SUBHEADING_SCALE, is_bold=True, wraps=True))
        self.add_text(
            translate(
                "EnginesDialog",
                "Any server that speaks OpenAI's API, also one on your own machine.",
            )
        )
        self._new_name, self._new_address = QLineEdit(), QLineEdit()
        self._new_name.setObjectName("enginesNewName")
        self._new_name.setPlaceholderText(translate("EnginesDialog", "Name"))
        self._new_name.setAccessibleName(translate("EnginesDialog", "Name of the server"))
        self._new_address.setObjectName("enginesNewAddress")
        self._new_address.setPlaceholderText("http://127.0.0.1:1234/v1")
        self._new_address.setAccessibleName(translate("EnginesDialog", "Address of the server"))
        add = _button("enginesAdd", translate("EnginesDialog", "Add"))
        add.clicked.connect(self._on_add)
        self._new_address.returnPressed.connect(self._on_add)
        row = SideBySide()
        row.add(self._new_name, 1)
        row.add(self._new_address, 2)
        row.add(add)
        self.page.addWidget(row)

    def _refresh(self, name: str) -> None:
        """Show the engines as they are now, and of them the one called `name`."""
        settings = self._preferences.settings
        self._rows = engine_rows(self._manager.available_engines(), settings.engines)
        self._choice.blockSignals(True)
        self._choice.clear()
        for row in self._rows:
            self._choice.addItem(f"{row.label} – {state_words(row.state)}", row.name)
        names = [row.name for row in self._rows]
        self._choice.setCurrentIndex(names.index(name) if name in names else 0)
        self._choice.blockSignals(False)
        self._show_row()

    def _show_row(self) -> None:
        row, settings = self._row, self._preferences.settings
        self._form.show_engine(row, self._settings_of(row.name))
        is_default = settings.engine == row.name
        self._hello.setEnabled(row.is_usable)
        self._prefer.setEnabled(row.is_usable and not is_default)
        self._remove.setVisible(row.is_removable)
        first = next((each.label for each in self._rows if each.is_usable), "")
        chosen = next((each.label for each in self._rows if each.name == settings.engine), "")
        if settings.engine is None:
            words = translate(
                "EnginesDialog",
                "None is chosen, so the first that can be used answers: {engine}.",
                engine=first,
            )
        else:
            words = translate(
                "EnginesDialog",
                "New conversations are answered by {engine}.",
                engine=chosen or settings.engine,
            )
        self._default.setText(words)
        if self.isVisible():
            self.fit()

    def _save(self, name: str, settings: EngineSettings | None) -> None:
        held = self._preferences.settings
        engines = {key: kept for key, kept in held.engines.items() if key != name}
        if settings is not None:
            engines[name] = settings
        gone = settings is None and held.engine == name
        self._preferences.change(
            replace(held, engines=engines, engine=None if gone else held.engine)
        )
        if not self._is_over:
            self._quiet()
            self._refresh(name)

    def _quiet(self) -> None:
        self._said.hide()
        self._problem.hide()

    def _on_chosen(self) -> None:
        self._stop_asking()
        self._quiet()
        self._show_row()

    def _on_settings(self, settings: EngineSettings) -> None:
        self._save(self._row.name, settings)

    def _on_key(self, key: str) -> None:
        self._tasks.start(self._keep_key(self._row.name, Secret(key)), "keep a key")

    def _on_prefer(self) -> None:
        name = self._row.name
        self._preferences.change(replace(self._preferences.settings, engine=name))
        self._refresh(name)

    def _on_remove(self) -> None:
        self._tasks.start(self._forget(self._row.name), "forget a key")

    def _on_add(self) -> None:
        address = base_url_for(self._new_address.text())
        if not address:
            self._refuse_address()
            return
        words = self._new_name.text().strip()
        taken = [row.name for row in self._rows]
        name = engine_name_for(words or address.split("//")[1].split("/")[0], taken)
        self._new_name.clear()
        self._new_address.clear()
        self._save(name, EngineSettings(base_url=address, label=words))
        self.choose(name)

    def _refuse_address(self) -> None:
        self._problem.tell(AddressRefusedError())
        self.fit()

    def _ask(self, question: Coroutine[Any, Any, None]) -> None:
        self._stop_asking()
        self._quiet()
        self._asking = self._tasks.start(self._telling(question), "ask an engine")

    async def _telling(self, question: Coroutine[Any, Any, None]) -> None:
        self._hello.setEnabled(False)
        try:
            await question
        except SempreError as error:
            self._problem.tell(error)
        self._hello.setEnabled(self._row.is_usable)
        self.fit()

    async def _say_hello(self) -> None:
        row = self._row
        self._say(translate("EnginesDialog", "{engine} is being asked…", engine=row.label))
        try:
            greeting = await self._manager.say_hello(row.name)
        except SempreError:
            self._said.hide()
            silent = translate("EnginesDialog", "{engine} – Did not answer", engine=row.label)
            self._choice.setItemText(self._choice.currentIndex(), silent)
            raise
        self._say(
            translate(
                "EnginesDialog", "{engine} says: “{words}”", engine=row.label, words=greeting.text
            )
        )

    async def _list_models(self) -> None:
        models = await self._manager.models(self._row.name)
        self._form.offer_models(model.id for model in models if model.id)

    async def _keep_key(self, name: str, key: Secret) -> None:
        told = await self._keys.keep(name, key)
        self._save(name, replace(self._settings_of(name), key_in_keyring=told is None))
        kept = translate("EnginesDialog", "The key is in the system's keyring.")
        self._say(kept if told is None else render(told))

    async def _forget(self, name: str) -> None:
        told = await self._keys.forget(name)
        self._save(name, None)
        if told is not None:
            self._say(render(told))

    def _say(self, words: str) -> None:
        if self._is_over:  # a keyring may answer when nobody looks any more
            return
        self._said.setText(words)
        self._said.show()
        self.fit()

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _on_finished(self) -> None:
        self._is_over = True
        self._stop_asking()


def _button(name: str, words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button

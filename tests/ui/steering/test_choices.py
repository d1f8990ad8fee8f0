"""Model, permission mode and directory of one conversation, chosen in the header's menu."""

from PySide6.QtWidgets import QFileDialog, QMenu

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.engines.base import TurnChoices
from tests.fakes.engines import SteeredEngine
from tests.fakes.windows import until


def _opened(shell):
    """Return the engine menu as it looks when it is opened."""
    menu = shell.window.header.engine_menu
    menu.aboutToShow.emit()
    return menu


def _submenu(shell, name):
    menus = [action.menu() for action in _opened(shell).actions() if action.menu() is not None]
    return next(menu for menu in menus if menu.objectName() == name)


def _action(menu: QMenu, words):
    return next(action for action in menu.actions() if action.text() == words)


async def _choices(shell):
    return await shell._context.manager.choices(shell.conversations.current)


def _button_text(shell):
    return shell.window.header._engine_button.text()


async def test_a_model_is_chosen_from_what_the_engine_offers(steered):
    async with steered() as shell:
        models = _submenu(shell, "modelMenu")
        assert models.title() == "Model: Default"
        models.aboutToShow.emit()
        assert "Asking for the models…" in [action.text() for action in models.actions()]
        await until(lambda: "Large 2" in [action.text() for action in models.actions()])
        assert _action(models, "Default").isChecked()
        _action(models, "Large 2").trigger()
        await until(lambda: _button_text(shell) == "Conducted · Large 2")
        assert (await _choices(shell)).model == "large-2"
        assert _submenu(shell, "modelMenu").title() == "Model: Large 2"
        assert "Large 2" in shell.window.header._engine_button.accessibleName()


async def test_a_choice_is_there_after_a_restart_and_only_in_its_conversation(steered):
    async with steered() as shell:
        first = shell.conversations.current
        await shell._context.manager.set_choices(first, TurnChoices(model="own-model"))
    async with steered() as shell:
        await until(lambda: _button_text(shell) == "Conducted · own-model")
        models = _submenu(shell, "modelMenu")
        models.aboutToShow.emit()
        assert _action(models, "own-model").isChecked()  # though no server has named it
        shell.conversations.begin()
        await until(lambda: _button_text(shell) == "Conducted")


async def test_another_engine_has_other_models(steered):
    async with steered() as shell:
        await shell._context.manager.set_choices(
            shell.conversations.current, TurnChoices(model="small", permission_mode="acceptEdits")
        )
        await until(lambda: _button_text(shell) == "Conducted · small")
        _action(_opened(shell), "Echo – not a language model").trigger()
        await until(lambda: _button_text(shell) == "Echo")
        assert [action.menu() for action in _opened(shell).actions() if action.menu()] == []
        kept = TurnChoices(permission_mode="acceptEdits")
        await until(lambda: shell.upkeep.steering._choices._choices == kept)
        assert await _choices(shell) == kept


async def test_a_server_that_cannot_be_asked_says_so(steered, monkeypatch):
    error = SempreError(message("Test", "The server can't be reached."))
    monkeypatch.setattr(SteeredEngine, "models_error", error)
    async with steered() as shell:
        models = _submenu(shell, "modelMenu")
        models.aboutToShow.emit()
        await until(lambda: models.actions()[-1].text() == "The server can't be reached.")
        assert not models.actions()[-1].isEnabled()
        assert _action(models, "Default").isEnabled()


async def test_a_permission_mode_is_chosen(steered, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    async with steered() as shell:
        modes = _submenu(shell, "modeMenu")
        assert modes.title() == "Permissions: Always ask"
        assert _action(modes, "Always ask").isChecked()
        _action(modes, "Never ask").trigger()
        await until(lambda: _button_text(shell) == "Conducted · Never ask")
        assert (await _choices(shell)).permission_mode == "bypassPermissions"


async def test_working_without_asking_is_refused_as_root(steered, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    async with steered() as shell:
        _action(_submenu(shell, "modeMenu"), "Never ask").trigger()
        await until(lambda: shell.window.banner.notice is not None)
        assert "root" in shell.window.banner.notice.title
        assert _action(_submenu(shell, "modeMenu"), "Always ask").isChecked()


async def test_a_directory_is_chosen_and_taken_back(steered, tmp_path, options):
    async with steered() as shell:
        await until(lambda: str(options.cwd.name) in _submenu(shell, "directoryMenu").title())
        directory = _submenu(shell, "directoryMenu")
        choose, back = directory.actions()
        assert not back.isEnabled()
        choose.trigger()
        dialog = shell.window.findChild(QFileDialog, "directoryDialog")
        other = tmp_path / "other"
        other.mkdir()
        dialog.fileSelected.emit(str(other))
        dialog.close()
        await until(lambda: "other" in _submenu(shell, "directoryMenu").title())
        assert (await _choices(shell)).cwd == str(other)
        _submenu(shell, "directoryMenu").actions()[1].trigger()
        await until(lambda: options.cwd.name in _submenu(shell, "directoryMenu").title())


async def test_opening_the_menu_again_adds_nothing(steered):
    async with steered() as shell:
        count = len(_opened(shell).actions())
        assert len(_opened(shell).actions()) == count

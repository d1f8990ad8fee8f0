"""Tells at the first start who answers and what else was found on this machine."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.banner import Notice, Severity
from desktop_app.ui.context import WindowContext
from desktop_app.ui.i18n import translate
from desktop_app.ui.main_window import MainWindow

ENGINES_KEY = "engines"


class EngineOffer(QObject):
    """One notice, until it was answered or dismissed, or somebody has chosen an engine."""

    choiceWanted = Signal()

    def __init__(self, window: MainWindow, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._banner = window.banner
        self._manager = context.manager
        self._preferences = context.preferences
        self._memory = context.memory
        self._banner.actionTriggered.connect(self._on_action)
        self._banner.dismissed.connect(self._on_dismissed)
        self._preferences.changed.connect(self._on_preferences_changed)

    @property
    def _is_chosen(self) -> bool:
        settings = self._preferences.settings
        return settings.engine is not None or bool(settings.engines)

    def offer(self) -> None:
        """Tell what was found, unless that was read before or something else is being told."""
        if (
            self._is_chosen
            or self._memory.state.has_seen_engines
            or self._banner.notice is not None
        ):
            return
        first, *others = self._manager.available_engines()
        if first.is_language_model:
            title = translate("EngineOffer", "{engine} answers you.", engine=first.label)
            data = translate(
                "EngineOffer", "It was found on this machine, and nothing else is chosen."
            )
        else:
            title = translate("EngineOffer", "No model was found on this machine.")
            data = translate(
                "EngineOffer",
                "{engine} answers with passages of your own history until you add one.",
                engine=first.label,
            )
        models = [each.label for each in others if each.is_language_model]
        hint = translate("EngineOffer", "Also found: {names}.", names=", ".join(models))
        self._banner.show_notice(
            Notice(
                title,
                data,
                hint if models else "",
                severity=Severity.INFO,
                key=ENGINES_KEY,
                action=translate("EngineOffer", "Set up engines…"),
            )
        )

    def _on_action(self, notice: Notice) -> None:
        if notice.key == ENGINES_KEY:
            self._on_dismissed(notice)
            self.choiceWanted.emit()

    def _on_preferences_changed(self) -> None:
        if self._is_chosen:
            self._banner.take_back(ENGINES_KEY)

    def _on_dismissed(self, notice: Notice) -> None:
        if notice.key == ENGINES_KEY:
            self._memory.remember(replace(self._memory.state, has_seen_engines=True))

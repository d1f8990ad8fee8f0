"""How full a model's window is, beside the composer; a click tells what it sees and leads there."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.sessions.events import ContextUsed
from desktop_app.ui.chat.composer_edit import ONE_LINE_PX
from desktop_app.ui.formats import format_count
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import SECONDARY_SCALE, Theme

_SHOWN_MESSAGES = 8


class ContextMeter(QToolButton):
    """A share of the window in per cent; hidden until a model was given something."""

    messageChosen = Signal(str)  # uuid

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contextMeter")
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SECONDARY_SCALE)
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self.set_theme(theme)
        self.hide()

    def show_context(self, used: ContextUsed | None) -> None:
        """Show what the model saw last; None where that is not known."""
        self._menu.clear()
        self.setVisible(used is not None)
        if used is None:
            return
        percent = min(100, round(100 * used.tokens / max(used.budget_tokens, 1)))
        self.setText(f"{percent} %")
        words = amount_words(used)
        self.setToolTip("\n".join((words, *sight_words(used))))
        self.setAccessibleName(words)
        self.setAccessibleDescription(" ".join(sight_words(used)))
        self._say(words)
        for sentence in sight_words(used):
            self._say(sentence)
        self._add_ways(used)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.setStyleSheet(
            f"QToolButton#contextMeter {{ color: {theme.text2.name()}; padding: 0 6px;"
            f" min-height: {ONE_LINE_PX - 2}px; max-height: {ONE_LINE_PX - 2}px; }}"
        )

    def _say(self, sentence: str) -> None:
        told = QAction(sentence, self._menu)
        told.setEnabled(False)
        self._menu.addAction(told)

    def _add_ways(self, used: ContextUsed) -> None:
        """Offer the messages that the model saw, as far as they have a place of their own."""
        ways = [(translate("ContextMeter", "Go to the oldest message shown"), used.oldest_uuid)]
        if used.boundary_uuid:
            words = translate("ContextMeter", "Go to where the summary ends")
            ways.append((words, used.boundary_uuid))
        for number, uuid in enumerate(used.recalled_uuids[:_SHOWN_MESSAGES], start=1):
            words = translate("ContextMeter", "Go to a message recalled ({number})", number=number)
            ways.append((words, uuid))
        for number, uuid in enumerate(used.pinned_uuids[:_SHOWN_MESSAGES], start=1):
            words = translate(
                "ContextMeter", "Go to a message brought back ({number})", number=number
            )
            ways.append((words, uuid))
        self._menu.addSeparator()
        for words, uuid in ways:
            way = QAction(words, self._menu)
            way.setData(uuid)
            way.triggered.connect(lambda _=False, uuid=uuid: self.messageChosen.emit(uuid))
            self._menu.addAction(way)


def amount_words(used: ContextUsed) -> str:
    """Return how much of the window was used."""
    return translate(
        "ContextMeter",
        "The model saw {tokens} of {budget} tokens.",
        tokens=format_count(used.tokens),
        budget=format_count(used.budget_tokens),
    )


def sight_words(used: ContextUsed) -> tuple[str, ...]:
    """Return what of the conversation the model saw, in sentences."""
    if used.is_everything:
        return (translate("ContextMeter", "That is the whole conversation."),)
    sentences = [translate("ContextMeter", "It saw the newest messages word for word.")]
    if used.boundary_uuid:
        sentences.append(translate("ContextMeter", "A summary stood for the messages before."))
    if count := len(used.recalled_uuids):
        words = translate(
            "ContextMeter", "{n} older messages were recalled for your question.", count
        )
        sentences.append(words)
    if count := len(used.pinned_uuids):
        sentences.append(translate("ContextMeter", "{n} messages were brought back by you.", count))
    sentences.append(translate("ContextMeter", "Everything is still in the file."))
    return tuple(sentences)

"""What the palette finds and what becomes of the choice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop_app.base.errors import SempreError
from desktop_app.sessions.summary import Summary
from desktop_app.ui.context import WindowContext
from desktop_app.ui.conversations import Conversations
from desktop_app.ui.errors import notice_of
from desktop_app.ui.i18n import translate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.palette.frame import PaletteFrame
from desktop_app.ui.palette.rows import (
    MAX_HITS,
    Kind,
    NamedConversations,
    PaletteRow,
    as_typed,
    command_rows,
    conversation_rows,
    hit_rows,
)

if TYPE_CHECKING:
    from desktop_app.sessions.store import Hit

# Nobody reads between two letters typed in a row.
TYPING_MS = 80


class Palette(QObject):
    """Names are compared at once, messages searched when typing pauses. On the window's thread.

    One search at a time: what was typed meanwhile is searched for next, and only the hits of the
    newest text are shown.
    """

    def __init__(
        self, window: MainWindow, conversations: Conversations, context: WindowContext
    ) -> None:
        super().__init__(window)
        self._window = window
        self._conversations = conversations
        self._context = context
        self._named = NamedConversations(())
        self._query = ""
        self._is_searching = False
        self.frame = PaletteFrame(window)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._on_pause)
        self.frame.typed.connect(self._on_typed)
        self.frame.chosen.connect(self._on_chosen)
        self.frame.closed.connect(self._on_closed)

    def open(self) -> None:
        """Come up with an empty field, or take the caret if it is up already."""
        if not self.frame.isVisible():
            self._named = NamedConversations(self._summaries)
            self.frame.field.clear()
            self._on_typed("")
        self.frame.open()

    @property
    def _summaries(self) -> Sequence[Summary]:
        return self._conversations.list.summaries

    def _on_typed(self, text: str) -> None:
        self._query = text.strip()
        now = self._context.clock.now()
        rows = [
            *conversation_rows(self._named, self._query, now),
            *command_rows(self._window.actions_.commands(), self._query),
        ]
        self.frame.show_rows(rows, translate("Palette", "Searching…"))
        if self._query:
            self._pause.start()
        else:
            self._pause.stop()

    def _on_pause(self) -> None:
        if not self._is_searching:
            self._is_searching = True
            self._context.tasks.start(self._search(), "search everything")

    async def _search(self) -> None:
        """Search for the newest text until it stays the newest."""
        searched = ""
        try:
            while self._query and searched != self._query:
                searched = self._query
                hits = await self._context.manager.search(as_typed(searched), MAX_HITS)
                if searched == self._query and not self._pause.isActive():
                    self._show_hits(hits)
        except SempreError as error:
            self.frame.close_up()
            self._window.banner.show_notice(notice_of(error))
        finally:
            self._is_searching = False

    def _show_hits(self, hits: "list[Hit]") -> None:
        rows = list(hit_rows(hits, self._context.clock.now()))
        self.frame.add_rows(
            rows,
            translate("Palette", "Nothing was found.\nTry fewer words, or the beginning of one."),
        )

    def _on_chosen(self, row: PaletteRow) -> None:
        if row.action is not None:
            row.action.trigger()
        elif row.ref is not None:
            self._conversations.open(row.ref, row.uuid)
            if row.kind is Kind.CONVERSATION:
                self._conversations.chat.focus_composer()

    def _on_closed(self) -> None:
        self._pause.stop()
        self._query = ""

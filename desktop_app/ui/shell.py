"""Joins the window's parts and controllers, and leads them from the first frame to the end."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.base.errors import SempreError
from desktop_app.base.loading import without_collecting
from desktop_app.base.traces import trace_without_text
from desktop_app.settings.options import LaunchOptions
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.banner import Notice, Severity
from desktop_app.ui.chat.code_colors import load_common
from desktop_app.ui.chat.page import ChatPage
from desktop_app.ui.context import WindowContext
from desktop_app.ui.conversations import Conversations
from desktop_app.ui.errors import CRASH_KEY, notice_of
from desktop_app.ui.i18n import render, translate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.paint_watch import painted
from desktop_app.ui.single_instance import Wish, take_activation
from desktop_app.ui.status_line import Keeping
from desktop_app.ui.timings import Timings

if TYPE_CHECKING:
    from desktop_app.ui.health.panel import HealthPanel
    from desktop_app.ui.maintenance import Maintenance
    from desktop_app.ui.protection import Protection
    from desktop_app.ui.upkeep import Upkeep

_START_KEY = "start"
# A window that starts minimised is never painted; what waits for the first frame then goes on.
_FIRST_FRAME_LIMIT_S = 3.0


class Shell(QObject):
    """One window, from `run` to `dispose`. Lives on the window's thread."""

    crashed = Signal(object)  # an exception; may be emitted on any thread

    def __init__(
        self, app: QApplication, context: WindowContext, options: LaunchOptions, timings: Timings
    ) -> None:
        super().__init__()
        self._context = context
        self._options = options
        self._timings = timings
        self._close_requested = asyncio.Event()
        self._crash_report = ""
        self.last_crash = ""  # the report of a former run that ended by itself
        self._appearance = Appearance(app, options.theme, self)
        self._appearance.apply(context.preferences.settings)
        self.chat = ChatPage(context.manager, context.tasks, self._appearance.theme, context.clock)
        self.window = MainWindow(self.chat, QWidget(), context.memory)
        if options.size is not None:
            self.window.resize(*options.size)
        self.conversations = Conversations(self.window, self.chat, context)
        self._upkeep: Upkeep | None = None
        self._connect()
        self._appearance.dress((self.window, self.chat), self.chat.set_zoom)
        if self.window.is_panel_open:
            self._make_upkeep()

    @property
    def upkeep(self) -> "Upkeep":
        """The status panel and what belongs to it, made and loaded when first asked for."""
        return self._upkeep or self._make_upkeep()

    @property
    def panel(self) -> "HealthPanel":
        """The status panel."""
        return self.upkeep.panel

    @property
    def maintenance(self) -> "Maintenance":
        """What opens the dialogs."""
        return self.upkeep.maintenance

    @property
    def protection(self) -> "Protection":
        """What keeps Claude Code's transcripts."""
        return self.upkeep.protection

    async def run(self) -> int:
        """Show the window; return the exit code when it is time to end.

        Raises:
            SempreError: no conversation can be opened, or a picture or timings not be saved.
        """
        tasks = self._context.tasks
        closing = tasks.start(self._close_requested.wait(), "wait for the end")
        try:
            working = tasks.start(self._begin(closing), "begin")
            await asyncio.wait({working, closing}, return_when=asyncio.FIRST_COMPLETED)
            if working.done() and working.result():
                await closing
            return 0
        finally:
            self._end()

    def request_close(self) -> None:
        """End soon: what is being written is saved first."""
        self._close_requested.set()

    def flush(self) -> None:
        """Return when drafts, shape and the open conversation are on the disk."""
        self.conversations.remember()
        self.window.remember_shape()
        self._context.memory.flush()

    def dispose(self) -> None:
        """Take the window off the screen, once everything is saved."""
        self.window.hide()
        self.window.deleteLater()

    def on_wish(self, wish: Wish) -> None:
        """Come to the front because the program was started a second time."""
        take_activation(wish)
        self.window.raise_to_front()
        if wish.session_id:
            self.conversations.open_id(wish.session_id)

    async def _begin(self, closing: asyncio.Task[object]) -> bool:
        """Show the first conversation, then everything else; tell whether the window stays."""
        self.chat.focus_composer()
        self.window.show()
        self._timings.mark("window_shown")
        await self.conversations.open_first(self._options.session_id)
        await self._wait_for_first_frame()
        if not self._options.quit_when_painted:
            self._context.tasks.start(self._load_languages(), "load languages")
        if self._options.screenshot is not None:
            await self._take_picture(self._options.screenshot, closing)
            return False
        if self._options.quit_when_painted:
            return False
        self._tell_start()
        self.upkeep.protection.start()
        self.conversations.list.start()
        if self.window.is_panel_open:
            self.upkeep.status.refresh()
        self._context.tasks.start(self._refresh_index(), "refresh index")
        return True

    async def _wait_for_first_frame(self) -> None:
        page = self.chat.view.viewport() if self.chat.view.isVisible() else self.chat
        try:
            async with asyncio.timeout(_FIRST_FRAME_LIMIT_S):
                await painted(page)
        except TimeoutError:
            return
        self._timings.mark("transcript_painted")

    async def _load_languages(self) -> None:
        """Load what finds the colours of code beside the first seconds, then show them."""
        await asyncio.to_thread(load_common)
        self.chat.view.viewport().update()

    async def _refresh_index(self) -> None:
        await self._context.manager.discover_engines()
        if self._options.engine is None:
            self.upkeep.engine_offer.offer()
        await self._context.manager.refresh_index()
        self._timings.mark("index_ready")
        if self._options.timings is not None and self._timings.is_complete:
            self._timings.write(self._options.timings)

    async def _take_picture(self, file: Path, closing: asyncio.Task[object]) -> None:
        """Open the wanted page, wait until nothing is under way any more, and save the picture."""
        from desktop_app.ui.screenshot import picture_of, save_picture

        upkeep = self.upkeep
        self.conversations.list.start()
        match self._options.page:
            case "health":
                self.window.actions_["health"].setChecked(True)
            case "cleanup":
                upkeep.maintenance.clean_up()
            case "settings":
                upkeep.maintenance.change_settings()
        if self.window.is_panel_open:
            upkeep.status.refresh()
        own = {asyncio.current_task(), closing}
        while under_way := set(self._context.tasks.running) - own:
            await asyncio.wait(under_way)
        save_picture(picture_of(self.window, upkeep.maintenance.dialog), file)

    def _tell_start(self) -> None:
        """Tell what was found at the start: settings that do not hold, replies that were cut."""
        notices = [render(notice) for notice in self._context.preferences.notices]
        actions = []
        if cut := len(self._context.manager.recovered):
            notices.append(
                translate(
                    "Shell",
                    "{n} replies were cut off when Sempre ended. What had arrived is kept, and "
                    "marked as interrupted.",
                    cut,
                )
            )
            actions.append(translate("Shell", "Continue"))
        if self.last_crash:
            notices.append(
                translate(
                    "Shell",
                    "Sempre ended by itself last time. Your conversations are on the disk; a "
                    "report without any message text can be copied for support.",
                )
            )
            actions.append(translate("Shell", "Copy the report"))
        if notices:
            detail = " ".join(notices[1:])
            self.window.banner.show_notice(
                Notice(notices[0], detail, "", Severity.INFO, _START_KEY, *actions)
            )

    def _end(self) -> None:
        """Listen to nothing any more, remember, and say that the rest is being saved."""
        self.conversations.stop()
        if self._upkeep is not None:
            self._upkeep.stop()
        self.conversations.remember()
        self.window.remember_shape()
        self.window.status.set_keeping(Keeping.SAVING)
        self.window.setEnabled(False)
        if self._options.timings is not None:
            self._timings.write(self._options.timings)

    def _connect(self) -> None:
        window, chat, actions = self.window, self.chat, self.window.actions_
        window.closeRequested.connect(self.request_close)
        actions["quit"].triggered.connect(self.request_close)
        actions["find"].triggered.connect(window.focus_filter)
        actions["compose"].triggered.connect(chat.focus_composer)
        actions["previous_prompt"].triggered.connect(lambda: chat.go_to_prompt(-1))
        actions["next_prompt"].triggered.connect(lambda: chat.go_to_prompt(1))
        actions["find_text"].triggered.connect(chat.open_finder)
        actions["next_hit"].triggered.connect(lambda: chat.finder.step(1))
        actions["previous_hit"].triggered.connect(lambda: chat.finder.step(-1))
        actions["go_to_day"].triggered.connect(chat.go_to_day)
        actions["escape"].triggered.connect(self._on_escape)
        preferences = self._context.preferences
        preferences.changed.connect(self._appearance.apply)
        chat.zoomRequested.connect(preferences.zoom_by)
        actions["zoom_in"].triggered.connect(lambda: preferences.zoom_by(1))
        actions["zoom_out"].triggered.connect(lambda: preferences.zoom_by(-1))
        actions["zoom_reset"].triggered.connect(lambda: preferences.zoom_by(0))
        chat.errorOccurred.connect(self._on_error)
        window.banner.actionTriggered.connect(self._on_banner_action)
        window.banner.secondActionTriggered.connect(self._copy_last_crash)
        self.crashed.connect(self._on_crashed, Qt.ConnectionType.QueuedConnection)

    def _make_upkeep(self) -> "Upkeep":
        with without_collecting():
            from desktop_app.ui.upkeep import Upkeep

        self._upkeep = Upkeep(self.window, self.conversations, self._context, self._appearance)
        return self._upkeep

    def _on_escape(self) -> None:
        """Undo the nearest thing: the filter, the reply in flight, the open panel."""
        if self.window.side.clear_filter():
            self.chat.focus_composer()
        elif self.chat.close_finder():
            return
        elif not self.conversations.stop_reply() and self.window.is_panel_open:
            self.window.actions_["health"].setChecked(False)

    def _on_error(self, error: SempreError) -> None:
        self.window.banner.show_notice(notice_of(error))

    def _on_crashed(self, error: BaseException) -> None:
        self._crash_report = trace_without_text(error)
        self.window.banner.show_notice(notice_of(error))

    def _on_banner_action(self, notice: Notice) -> None:
        recovered = self._context.manager.recovered
        if notice.key == _START_KEY and recovered:
            shown = self.conversations.current
            self.conversations.continue_reply(shown if shown in recovered else recovered[-1])
        elif notice.key == CRASH_KEY:
            QGuiApplication.clipboard().setText(self._crash_report)
        elif notice.key == _START_KEY:
            self._copy_last_crash(notice)

    def _copy_last_crash(self, notice: Notice) -> None:
        if notice.key == _START_KEY and self.last_crash:
            QGuiApplication.clipboard().setText(self.last_crash)

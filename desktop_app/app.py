"""The composition root of the window: what is made, in which order, and how it ends.

Nested context managers are the order of shutdown, from the inside out: the window stops listening
and remembers, the manager stops turns and saves what had arrived, the store closes. The log around
all of it is the command line's.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, nullcontext

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop_app.base.clock import SystemClock
from desktop_app.base.crash_file import CrashFile, catching_faults
from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads, short_turns
from desktop_app.base.traces import trace_without_text
from desktop_app.engines.registry import Registry
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.store import Store
from desktop_app.settings.model import Settings
from desktop_app.settings.options import LaunchOptions
from desktop_app.settings.paths import APPLICATION, DataPaths
from desktop_app.settings.secrets import Keys
from desktop_app.ui.context import WindowContext
from desktop_app.ui.errors import CrashReporter
from desktop_app.ui.garbage import collecting_here
from desktop_app.ui.i18n import install, render, translate
from desktop_app.ui.preferences import Preferences
from desktop_app.ui.resources import application_icon
from desktop_app.ui.shell import Shell
from desktop_app.ui.shutdown import ending_requests
from desktop_app.ui.single_instance import SingleInstance, current_wish
from desktop_app.ui.timings import Timings
from desktop_app.ui.window_state import WindowMemory

_STYLE = "Fusion"  # the one style that takes every colour of a palette on every system
_THREADS_CLOSE_S = 1.0


def run(options: LaunchOptions) -> int:
    """Open the window (or draw it into a picture); return the exit code when it is closed.

    Raises:
        SempreError: it cannot start; a message window said so where there is a screen.
    """
    timings = Timings()
    timings.mark("imports")
    app = _application(options)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        try:
            return runner.run(_run(app, options, timings))
        except SempreError as error:
            if options.screenshot is None and app.platformName() != "offscreen":
                runner.run(_show_failure(error))
            raise


async def _run(app: QApplication, options: LaunchOptions, timings: Timings) -> int:
    """Lead one window from the lock that decides who has it to its end."""
    paths = DataPaths(options.data_dir)
    with (
        Store(paths, options.claude_dir, SystemClock()) as store,
        _first_instance(options) as instance,
    ):
        if instance is not None and instance.hand_over(current_wish(options.session_id)):
            return 0
        # a picture may be taken beside an open window, whose crash file it leaves alone
        faults = catching_faults(paths.crash_file) if instance else nullcontext(CrashFile())
        with faults as crash_file:
            async with open_shell(app, store, options, timings) as shell:
                if instance is not None:
                    instance.wishReceived.connect(shell.on_wish)
                shell.last_crash = crash_file.last_report

                def tell_crash(error: BaseException) -> None:
                    crash_file.add(trace_without_text(error))
                    shell.crashed.emit(error)

                with (
                    CrashReporter(tell_crash),
                    ending_requests(app, shell.request_close, shell.flush),
                ):
                    return await shell.run()


@asynccontextmanager
async def open_shell(
    app: QApplication, store: Store, options: LaunchOptions, timings: Timings
) -> AsyncIterator[Shell]:
    """Give a window over `store`; afterwards turns are stopped, everything is saved, it is gone."""
    keys = Keys()
    engines = Registry(options.script, options.engine, keys=keys)
    with short_turns(), collecting_here(), ExitStack() as after_saving:
        async with (
            SessionManager(store, engines, options.language) as manager,
            _services(options, store.paths) as (tasks, preferences, memory),
        ):
            chosen = preferences.settings.engines
            keys.look_in_keyring(chosen)
            engines.configure(options.engine, chosen)
            preferences.changed.connect(_following(engines, manager, options.engine))
            context = WindowContext(
                manager=manager,
                tasks=tasks,
                clock=store.clock,
                memory=memory,
                preferences=preferences,
                paths=store.paths,
                claude_projects=store.claude_projects,
                cwd=options.cwd,
                keys=keys,
            )
            shell = Shell(app, context, options, timings)
            after_saving.callback(shell.dispose)
            yield shell


def _following(
    engines: Registry, manager: SessionManager, named: str | None
) -> Callable[[Settings], None]:
    """Return what lets `engines` be as the person sets them while the window is open."""

    def follow(now: Settings) -> None:
        if engines.configure(now.engine or named, now.engines):
            manager.tell_engines_changed()

    return follow


@contextmanager
def _first_instance(options: LaunchOptions) -> Iterator[SingleInstance | None]:
    """Give what decides who has the window; None for a picture, which shares with everybody."""
    if options.screenshot is not None:
        yield None
        return
    instance = SingleInstance(options.data_dir)
    try:
        yield instance
    finally:
        instance.close()


@asynccontextmanager
async def _services(
    options: LaunchOptions, paths: DataPaths
) -> AsyncIterator[tuple[TaskOwner, Preferences, WindowMemory]]:
    """Give what the window works with beside the manager, and end it: tasks first, then files."""
    memory = WindowMemory(paths.window_file, is_read_only=options.screenshot is not None)
    threads = WorkerThreads(1, "sempre-settings")
    try:
        async with TaskOwner() as tasks:
            yield tasks, Preferences(paths.settings_file, tasks, threads), memory
    finally:
        memory.close()
        await threads.aclose(_THREADS_CLOSE_S)


def _application(options: LaunchOptions) -> QApplication:
    """Make the application, or take the one that a test has made."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([APPLICATION, "-style", _STYLE])
    app.setApplicationName(APPLICATION)
    app.setApplicationDisplayName("Sempre")
    app.setDesktopFileName(APPLICATION)
    app.setWindowIcon(application_icon())
    app.setQuitOnLastWindowClosed(False)
    install(app, options.language)
    return app


async def _show_failure(error: SempreError) -> None:
    """Say why there is no window, and wait until that was read."""
    from PySide6.QtWidgets import QMessageBox

    title, data, hint = (render(part) for part in error.parts)
    box = QMessageBox(QMessageBox.Icon.Critical, translate("App", "Sempre"), title)
    box.setInformativeText(f"{data}\n{hint}")
    closed = asyncio.get_running_loop().create_future()
    box.finished.connect(lambda: closed.set_result(None))
    box.open()
    await closed

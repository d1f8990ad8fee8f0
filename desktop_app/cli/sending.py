"""The command that does one turn without a window."""

import asyncio
import sys

import click

from desktop_app.base.errors import SempreError
from desktop_app.base.tasks import TaskOwner
from desktop_app.cli.engines import engines_of
from desktop_app.cli.interruption import on_interruption
from desktop_app.cli.invocation import DONE, FAILED, Invocation, runs
from desktop_app.cli.options import TypedText, global_options, json_option, session_option
from desktop_app.engines.base import PermissionAnswer, PermissionRequest, Verdict
from desktop_app.engines.registry import Registry
from desktop_app.sessions import vitals
from desktop_app.sessions.entries import Entry, EntryKind
from desktop_app.sessions.errors import SessionNotFoundError
from desktop_app.sessions.events import (
    BackupFailed,
    BackupMade,
    EngineNoticed,
    EntrySaved,
    ManagerEvent,
    PermissionAsked,
    SessionEvent,
    TextStreamed,
    TurnEnded,
    TurnFailed,
)
from desktop_app.sessions.manager import SessionManager
from desktop_app.sessions.refs import DEFAULT_SESSION_ID, SessionRef
from desktop_app.sessions.store import Store


@click.command(short_help="Do one turn: send TEXT and print the reply.")
@click.argument("text", type=TypedText())
@session_option
@json_option
@global_options
@runs
def send(invocation: Invocation, text: str, as_json: bool) -> int:
    """Send TEXT (`-` reads it from stdin), print the reply as it comes, and keep both.

    Without --session the default conversation takes it; an id that nobody has begins a new one in
    --cwd. Ctrl+C ends the reply early and keeps what had arrived. With --json each line is an
    object: {"event": "saved", "uuid"} once the prompt is on the disk, {"event": "delta", "text"},
    {"event": "reply", "uuid", "text"} once the reply is on the disk, {"event": "permission",
    "tool", "verdict"} where the engine asked and was denied, or {"event": "error", "message",
    "saved"}.
    """
    prompt = _read_stdin() if text == "-" else text
    if not prompt.strip():
        raise click.UsageError("There is nothing to send: TEXT is empty.")
    if invocation.given_cwd is not None and not invocation.given_cwd.is_dir():
        raise click.BadParameter(f"{invocation.given_cwd} is not a directory.", param_hint="--cwd")
    with invocation.open_store() as store:
        return asyncio.run(_send(invocation, store, prompt, as_json=as_json))


async def _send(invocation: Invocation, store: Store, prompt: str, *, as_json: bool) -> int:
    engines = engines_of(invocation)
    printer = _TurnPrinter(invocation, as_json=as_json)
    wake = asyncio.get_running_loop().call_soon_threadsafe
    try:
        with on_interruption(lambda: wake(printer.request_stop)):
            async with (
                SessionManager(store, engines, invocation.catalog.language) as manager,
                TaskOwner() as tasks,
            ):
                if invocation.engine is None and invocation.settings.engine is None:
                    await engines.discover()
                _tell_recovered(invocation, len(manager.recovered))
                await _check_engine(engines, has_script=invocation.script is not None)
                ref = await _conversation(invocation, store, manager)
                manager.set_automatic_backups(invocation.settings.auto_backup_mb)
                printer.follow(ref)
                manager.subscribe(printer.take)
                manager.subscribe(_Denier(manager, tasks, ref).take)
                outcome = _Outcome(manager)
                manager.subscribe(outcome.take)
                await manager.submit(ref, prompt)
                await printer.woken.wait()
                if printer.stop_requested.is_set():
                    await manager.stop(ref)
                await manager.wait_idle(ref)
                await _wait_upkeep(manager, printer)
                await outcome.note()
    except SempreError as error:
        printer.tell_error(error)
    return printer.status


class _Denier:
    """Answers every permission request of one conversation with no: nobody is there to be asked."""

    def __init__(self, manager: SessionManager, tasks: TaskOwner, ref: SessionRef) -> None:
        self._manager = manager
        self._tasks = tasks
        self._ref = ref

    def take(self, event: ManagerEvent) -> None:
        """Deny, where the event asks."""
        if isinstance(event, PermissionAsked) and event.ref == self._ref:
            answer = PermissionAnswer(Verdict.DENY, "Nobody can be asked: this is no window.")
            self._tasks.start(
                self._manager.answer(event.ref, event.request.id, answer), "deny a permission"
            )


class _Outcome:
    """Keeps how the engine fared, for the health report of a machine without a screen."""

    def __init__(self, manager: SessionManager) -> None:
        self._manager = manager
        self._turns = vitals.TurnWatch(manager.engine_name)
        self._last: vitals.TurnOutcome | None = None

    def take(self, event: ManagerEvent) -> None:
        """Take one event of the manager."""
        self._last = self._turns.take(event) or self._last

    async def note(self) -> None:
        """Record the outcome where it is news."""
        if self._last is not None:
            await self._manager.run(vitals.note_outcome, self._last)


async def _conversation(
    invocation: Invocation, store: Store, manager: SessionManager
) -> SessionRef:
    """Return the conversation that was asked for, begun now where nobody has it."""
    session_id = invocation.session_id
    if session_id in (None, DEFAULT_SESSION_ID):
        return await manager.open_default(invocation.cwd)
    try:
        return await manager.find(session_id, invocation.given_cwd)
    except SessionNotFoundError:
        return await asyncio.to_thread(store.create, invocation.cwd, session_id)


async def _check_engine(engines: Registry, *, has_script: bool) -> None:
    """Raise what is wrong with the chosen engine or its script before the prompt is saved."""
    name = engines.default_name()
    if has_script or name not in {capabilities.name for capabilities in engines.available()}:
        await engines.create(name).close()


async def _wait_upkeep(manager: SessionManager, printer: "_TurnPrinter") -> None:
    """Let a summary and an automatic backup end, unless the user wants no more."""
    async with TaskOwner() as tasks:
        stopped = tasks.start(printer.stop_requested.wait(), "wait for a stop")
        for upkeep in (manager.wait_compacted(), manager.wait_backed_up()):
            done = tasks.start(upkeep, "wait for what follows a reply")
            await asyncio.wait({done, stopped}, return_when=asyncio.FIRST_COMPLETED)


def _tell_recovered(invocation: Invocation, count: int) -> None:
    if count:
        invocation.errors.line(
            invocation.translate(
                "Cli", "{n} replies were cut off last time; what had arrived is kept.", count
            )
        )
        invocation.errors.flush()


class _TurnPrinter:
    """Prints one turn from the manager's events; lives on the event loop's thread.

    `woken` is set when there is nothing more to come, or the user wants no more.
    """

    def __init__(self, invocation: Invocation, *, as_json: bool) -> None:
        self._invocation = invocation
        self._as_json = as_json
        self._ref: SessionRef | None = None
        self._prompt: Entry | None = None
        self._replies: list[Entry] = []
        self._streamed = ""
        self._failure: SempreError | None = None
        self.woken = asyncio.Event()
        self.stop_requested = asyncio.Event()
        self.status = DONE

    def follow(self, ref: SessionRef) -> None:
        """From now on print what happens in this conversation."""
        self._ref = ref

    def request_stop(self) -> None:
        """Note that the user wants the reply to end now."""
        self.stop_requested.set()
        self.woken.set()

    def take(self, event: ManagerEvent) -> None:
        """Print one event, or pass over it."""
        if isinstance(event, BackupMade | BackupFailed):
            self._tell_backup(event)
            return
        if not isinstance(event, SessionEvent) or event.ref != self._ref:
            return
        match event:
            case EntrySaved(entry=entry) if entry.kind is EntryKind.PROMPT and not self._prompt:
                self._prompt = entry
                self._event("saved", uuid=entry.uuid)
            case EntrySaved(entry=entry) if entry.kind is EntryKind.REPLY:
                self._take_reply(entry)
            case TextStreamed(text=text):
                self._stream(text)
            case PermissionAsked(request=request):
                self._tell_denied(request)
            case EngineNoticed(text=text):
                self._tell(self._invocation.render(text))
            case TurnFailed(error=error):
                self._failure = error
            case TurnEnded():
                self._end(event)

    def tell_error(self, error: SempreError) -> None:
        """Print why there is no whole reply."""
        self.status = FAILED
        self._event(
            "error",
            message=self._invocation.render(error.title),
            saved=self._prompt is not None,
        )
        self._invocation.output.flush()
        self._invocation.tell_error(error)

    def _stream(self, text: str) -> None:
        self._streamed += text
        if self._as_json:
            self._event("delta", text=text)
        else:
            self._invocation.output.text(text)

    def _end(self, event: TurnEnded) -> None:
        if event.reply_uuid is not None:
            text = "\n\n".join(entry.text for entry in self._replies if entry.text)
            self._event("reply", uuid=event.reply_uuid, text=text)
        if self._failure is not None:
            self.tell_error(self._failure)
        elif event.was_stopped:
            self._tell_stopped()
        self.woken.set()

    def _take_reply(self, entry: Entry) -> None:
        """Print what a saved record has beyond the streamed text; all of it where they differ."""
        self._replies.append(entry)
        streamed, self._streamed = self._streamed, ""
        if self._as_json or not (entry.text or streamed):
            return
        output = self._invocation.output
        if entry.text.startswith(streamed):
            output.text(entry.text[len(streamed) :])
        else:
            output.line()
            output.text(entry.text)
        output.line()
        output.flush()

    def _tell_stopped(self) -> None:
        self.status = FAILED
        sentence = self._invocation.translate(
            "Cli", "Stopped. Your message is saved, and so is what had arrived of the reply."
        )
        self._event("error", message=sentence, saved=True)
        self._invocation.errors.line(sentence)

    def _tell_denied(self, request: PermissionRequest) -> None:
        self._event("permission", tool=request.tool_name, verdict=Verdict.DENY.value)
        self._tell(
            self._invocation.translate(
                "Cli",
                "Denied: {tool}. Nobody can be asked here; send from the window, or choose there "
                "what this conversation may do unasked.",
                tool=request.tool_name,
            )
        )

    def _tell(self, sentence: str) -> None:
        self._invocation.output.flush()
        self._invocation.errors.line(sentence)
        self._invocation.errors.flush()

    def _tell_backup(self, event: BackupMade | BackupFailed) -> None:
        """Say on stderr what became of an automatic backup; it does not change the exit code."""
        if isinstance(event, BackupFailed):
            self._invocation.tell_error(event.error)
            return
        sentence = self._invocation.translate(
            "Cli", "Backed up by itself: {path}", path=event.report.path
        )
        self._invocation.errors.line(sentence)
        self._invocation.errors.flush()

    def _event(self, event: str, **fields: object) -> None:
        if self._as_json:
            self._invocation.output.event({"event": event, **fields})


def _read_stdin() -> str:
    # bytes that are no UTF-8 come through as Python passes them in arguments
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").removesuffix("\n")

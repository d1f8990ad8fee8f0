"""One turn: from a durable prompt through an engine's stream to a durable reply."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.base.clock import Clock, to_iso
from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.threads import WorkerThreads
from desktop_app.base.values import frozen
from desktop_app.engines.base import (
    Engine,
    EngineEvent,
    Failure,
    FinalMessage,
    Notice,
    PermissionAnswer,
    PermissionRequest,
    ReplyPart,
    TextDelta,
    TextDropped,
    ThinkingDelta,
    ToolResult,
    ToolUse,
    Turn,
    Usage,
    Verdict,
    Waiting,
)
from desktop_app.sessions.checkpoints import Checkpoint, CheckpointHeader
from desktop_app.sessions.errors import EngineFailedError, NotSavedError, ReplyNotSavedError
from desktop_app.sessions.events import (
    EngineNoticed,
    EngineWaiting,
    ManagerEvent,
    PermissionAsked,
    PermissionSettled,
    StreamDropped,
    TextStreamed,
    ThinkingStreamed,
    TurnStarted,
)
from desktop_app.sessions.permissions import answer_record, request_record
from desktop_app.sessions.recorder import Recorder
from desktop_app.sessions.records import RecordContext
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.reply import PartialText, Reply

# How long an engine may take to end its stream after it was asked to, and after it was cancelled.
STOP_TIMEOUT_S = 2.0
CANCEL_TIMEOUT_S = 0.5


@frozen
class TurnServices:
    """What every turn of one manager shares."""

    recorder: Recorder
    tasks: TaskOwner
    threads: WorkerThreads
    clock: Clock
    inflight: Path
    emit: Callable[[ManagerEvent], None]


@frozen
class TurnResult:
    """How a turn ended.

    `is_engine_sound` is False where the engine crashed or would not end: it must not be used again.
    """

    reply_uuid: str | None = None
    error: SempreError | None = None
    is_engine_sound: bool = True


_Step = ToolUse | ToolResult | ReplyPart
_Progress = TextDelta | ThinkingDelta | TextDropped | _Step | Usage
_Telling = Waiting | Notice | PermissionRequest


class RunningTurn:
    """A prompt on its way to a reply; used on the event loop's thread, `run` once."""

    def __init__(self, request: Turn, services: TurnServices) -> None:
        self.ref = SessionRef(request.project, request.session_id)
        self.request = request
        self.was_stopped = False
        self._services = services
        self._context = RecordContext(request.session_id, str(request.cwd))
        self._stop_requested = asyncio.Event()
        self._saving: asyncio.Task[None] | None = None
        self._is_over = False
        self._label = ""
        self._engine: Engine | None = None
        self._open_requests: dict[str, PermissionRequest] = {}

    @property
    def open_requests(self) -> tuple[PermissionRequest, ...]:
        """What the engine waits for, in the order of asking."""
        return tuple(self._open_requests.values())

    async def answer(self, request_id: str, answer: PermissionAnswer) -> bool:
        """Save the person's answer and hand it to the engine; False where nobody waits for it.

        Raises:
            NotSavedError, FileReplacedError: the disk refused; the request stays open.
        """
        request = self._open_requests.pop(request_id, None)
        if request is None or self._engine is None:
            return False
        record = answer_record(
            self._context, request, answer, self._reply.position.parent_uuid, self._now()
        )
        try:
            await self._services.recorder.save(self.ref, [record])
        except SempreError:
            self._open_requests[request_id] = request
            raise
        # the engine ends by itself then, and that is what the person wanted
        self.was_stopped |= answer.verdict is Verdict.DENY_AND_STOP
        self._services.emit(PermissionSettled(self.ref, request_id, answer.verdict))
        await self._engine.answer(request_id, answer)
        return True

    def request_stop(self) -> None:
        """Ask for an early end; `run` then returns within about 2.5 s, whatever the engine does."""
        self.was_stopped = True
        self._stop_requested.set()

    async def run(self, engine: Engine) -> TurnResult:
        """Answer the prompt. When this returns the reply, whole or interrupted, is on the disk.

        Known failures are in the result. Where it is cancelled, the checkpoint stays behind and
        the next start finds it.
        """
        if self.was_stopped:
            return TurnResult()
        self._engine = engine
        capabilities = engine.capabilities
        self._label = capabilities.label
        prompt_uuid = self.request.prompt_uuid
        self._reply = Reply(self._context, prompt_uuid, capabilities.name)
        self._checkpoint = self._new_checkpoint()
        self._services.emit(
            TurnStarted(self.ref, prompt_uuid, capabilities.name, capabilities.label)
        )
        stream = engine.stream(self.request)
        reading = self._services.tasks.start(self._read(stream), f"reply in {self.ref}")
        try:
            await self._wait(reading, engine)
            result = await self._finish(reading)
            if result.is_engine_sound and not await self._close_stream(stream):
                return replace(result, is_engine_sound=False)
            return result
        finally:
            self._is_over = True
            reading.cancel()
            self._checkpoint.close()
            for request_id in self._open_requests:
                self._services.emit(PermissionSettled(self.ref, request_id, None))
            self._open_requests.clear()

    async def _read(self, stream: AsyncIterator[EngineEvent]) -> FinalMessage | Failure | None:
        """Take events until the one that ends the reply, and return that."""
        async for event in stream:
            if self._is_over:  # the engine ignored its cancellation; the reply is stored already
                return None
            if isinstance(event, FinalMessage):
                self._hold(event)
                return event
            if isinstance(event, Failure):
                return event
            if isinstance(event, Waiting | Notice | PermissionRequest):
                await self._tell(event)
            else:
                await self._take(event)
        return None

    async def _tell(self, event: _Telling) -> None:
        match event:
            case Waiting(reason, delay_s, attempt, of):
                self._services.emit(EngineWaiting(self.ref, reason, delay_s, attempt, of))
            case Notice(text):
                self._services.emit(EngineNoticed(self.ref, text))
            case PermissionRequest():
                parent_uuid = self._reply.position.parent_uuid
                record = request_record(self._context, event, parent_uuid, self._now())
                await self._services.recorder.save(self.ref, [record])
                self._open_requests[event.id] = event
                self._services.emit(PermissionAsked(self.ref, event))

    async def _take(self, event: _Progress) -> None:
        now = self._now()
        match event:
            case TextDelta(text):
                self._add("text", text)
                self._services.emit(TextStreamed(self.ref, text))
            case ThinkingDelta(text):
                self._add("thinking", text)
                self._services.emit(ThinkingStreamed(self.ref, text))
            case TextDropped():
                await self._drop_text()
            case ToolUse():
                await self._save_step(self._reply.tool_use(event, now))
            case ToolResult():
                await self._save_step(self._reply.tool_result(event, now))
            case ReplyPart():
                await self._save_step(self._reply.part(event, now))
            case Usage():
                self._reply.count(event)

    def _hold(self, event: FinalMessage) -> None:
        """Give a reply that was never streamed to the checkpoint: saving it may fail."""
        if not self._reply.text.parts:
            for block in event.blocks:
                if block.get("type") == "text":
                    self._checkpoint.add("text", str(block.get("text", "")))

    def _add(self, kind: str, text: str) -> None:
        self._reply.text.add(kind, text)
        self._checkpoint.add(kind, text)

    async def _drop_text(self) -> None:
        self._reply.text = PartialText()
        dropped, self._checkpoint = self._checkpoint, self._new_checkpoint()
        self._services.emit(StreamDropped(self.ref))
        await dropped.discard()

    async def _save_step(self, records: list[dict[str, Any]]) -> None:
        """Save a part of the reply; once begun it ends, even if the reading is cancelled."""
        self._saving = self._services.tasks.start(self._save_and_advance(records), "tool step")
        await asyncio.shield(self._saving)

    async def _save_and_advance(self, records: list[dict[str, Any]]) -> None:
        await self._services.recorder.save(self.ref, records)
        self._reply.advance(records)
        finished, self._checkpoint = self._checkpoint, self._new_checkpoint()
        await finished.discard()

    async def _wait(
        self, reading: "asyncio.Task[FinalMessage | Failure | None]", engine: Engine
    ) -> None:
        """Return when the stream has ended, or has been given up after a stop."""
        tasks = self._services.tasks
        stop = tasks.start(self._stop_requested.wait(), f"stop of {self.ref}")
        await asyncio.wait({reading, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if reading.done():
            return
        asking = tasks.start(engine.interrupt(), f"interrupt of {self.ref}")
        await asyncio.wait({reading}, timeout=STOP_TIMEOUT_S)
        for task in (reading, asking):
            task.cancel()
        await asyncio.wait({reading, asking}, timeout=CANCEL_TIMEOUT_S)

    async def _finish(self, reading: "asyncio.Task[FinalMessage | Failure | None]") -> TurnResult:
        """Store what there is and say how it went."""
        self._is_over = True
        if self._saving is not None:
            await asyncio.wait({self._saving})
        end: FinalMessage | Failure | None = None
        crash: BaseException | None = None
        is_sound = reading.done() and not reading.cancelled()
        if is_sound:
            crash = reading.exception()
            end = None if crash else reading.result()
        now = self._now()
        is_whole = isinstance(end, FinalMessage)
        records = (
            self._reply.final(end, now)
            if isinstance(end, FinalMessage)
            else self._reply.interrupted(now)
        )
        try:
            reply_uuid = await self._save_reply(records)
        except NotSavedError as cause:
            return TurnResult(None, ReplyNotSavedError(cause), is_sound)
        except SempreError as error:
            return TurnResult(None, error, is_sound)
        if is_whole and reply_uuid:
            return TurnResult(reply_uuid)
        return TurnResult(reply_uuid, self._error(end, crash), is_sound and crash is None)

    async def _save_reply(self, records: list[dict[str, Any]]) -> str | None:
        """Append the last records with the pointer to them; return the reply's uuid.

        Where its last part was saved before, only the pointer is.
        """
        leaf = records[-1]["uuid"] if records else self._reply.position.parent_uuid
        if leaf is None or leaf == self.request.prompt_uuid:
            await self._checkpoint.discard()
            return None
        pointer = self._context.last_prompt(self.request.prompt, leaf)
        try:
            await self._services.recorder.save(self.ref, [*records, pointer])
        except SempreError:
            await self._checkpoint.keep()
            raise
        await self._checkpoint.discard()
        if not records:
            return self._reply.last_uuid
        return leaf if records[-1]["type"] == "assistant" else None

    def _now(self) -> datetime:
        return self._services.clock.now()

    def _error(
        self, end: FinalMessage | Failure | None, crash: BaseException | None
    ) -> SempreError | None:
        """Return why there is no whole reply; None where the user wanted it so."""
        match crash, end:
            case NotSavedError() as cause, _:
                return ReplyNotSavedError(cause)
            case SempreError() as error, _:
                return error
            case BaseException(), _:
                return EngineFailedError(
                    message("Errors", "{engine} failed in an unexpected way.", engine=self._label),
                    message("Errors", "Send your message again; the log says where it failed."),
                )
            case _, _ if self.was_stopped:
                return None
            case _, Failure(_, title, hint):
                return EngineFailedError(title, hint)
        return EngineFailedError(
            message("Errors", "{engine} ended without a reply.", engine=self._label),
            message("Errors", "Send your message again, or choose another engine."),
        )

    async def _close_stream(self, stream: AsyncIterator[EngineEvent]) -> bool:
        """Run the stream's own clean-up, which nothing else waits for; False where it hangs."""
        aclose = getattr(stream, "aclose", None)
        if aclose is None:
            return True
        closing = self._services.tasks.start(aclose(), f"end of stream in {self.ref}")
        done, _ = await asyncio.wait({closing}, timeout=CANCEL_TIMEOUT_S)
        closing.cancel()
        return bool(done)

    def _new_checkpoint(self) -> Checkpoint:
        services = self._services
        header = CheckpointHeader(
            self.ref, self._reply.position, to_iso(services.clock.now()), self.request.prompt
        )
        return Checkpoint(services.inflight, header, services.threads, services.tasks)

"""Prompts in, turns out: what the user writes is saved first, then answered, one at a time."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message
from desktop_app.base.traces import trace_without_text
from desktop_app.engines.base import (
    Approval,
    Engine,
    PermissionAnswer,
    PermissionRequest,
    Turn,
    Verdict,
)
from desktop_app.sessions.attachments import keep_attachments
from desktop_app.sessions.choices import Choices
from desktop_app.sessions.context_upkeep import ContextUpkeep
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.errors import (
    ConversationBusyError,
    EmptyTextError,
    EngineFailedError,
    NotNowError,
    PermissionGoneError,
)
from desktop_app.sessions.events import (
    ConversationsChanged,
    PermissionSettled,
    SessionAdopted,
    TurnEnded,
    TurnFailed,
)
from desktop_app.sessions.handover import ClaudeTranscript, refuse_if_live
from desktop_app.sessions.history import StoreHistory
from desktop_app.sessions.permissions import answer_record, continuation, open_request
from desktop_app.sessions.pool import LiveSession, SessionPool
from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store
from desktop_app.sessions.turn import RunningTurn, TurnResult, TurnServices

_log = logging.getLogger("sempre.sessions")


class Dialogue:
    """Writes prompts and titles and runs turns; used on the event loop's thread.

    While `is_open` is False nothing new is taken; what runs goes on.
    """

    def __init__(
        self, store: Store, pool: SessionPool, services: TurnServices, language: str
    ) -> None:
        self.is_open = True
        self._store = store
        self._pool = pool
        self._services = services
        self.language = language
        self.history = StoreHistory(store, services.threads)
        self.upkeep = ContextUpkeep(store, pool, services, self.history)
        self.choices = Choices(store.paths.root)
        self._looking = asyncio.Lock()
        self._run = services.threads.run
        self._emit = services.emit

    def refuse_unless_open(self) -> None:
        """Raise NotNowError while nothing new is taken."""
        if not self.is_open:
            raise NotNowError

    async def submit(
        self,
        ref: SessionRef,
        text: str,
        engine_name: str,
        approved: Approval | None = None,
        files: Sequence[Path] = (),
    ) -> Entry:
        """Save a prompt and begin its turn; see `SessionManager.submit`."""
        if not text.strip():
            raise EmptyTextError
        self.refuse_unless_open()
        async with self._looking:  # threads answer in any order, and who came first is first
            await self._run(self._store.path, ref)  # what is nowhere must not become live
        async with self._pool.using(ref) as live:
            self.refuse_unless_open()  # it may have closed while this waited for its turn
            if live.turn is not None:
                raise ConversationBusyError
            await self._run(refuse_if_live, self._store, ref)
            context = await self._prepare(ref)
            kept = await self._run(keep_attachments, self._store, ref, files) if files else ()
            parent_uuid = await self._run(self._store.leaf, ref)
            uuid = new_uuid()
            record = context.user(
                text, uuid=uuid, parent_uuid=parent_uuid, now=self._store.clock.now()
            )
            if kept:
                blocks = [{"type": "text", "text": text}, *(dict(file.block) for file in kept)]
                record["message"]["content"] = blocks
            entries = await self._services.recorder.save(ref, [record])
            self._start(
                live,
                Turn(
                    session_id=ref.session_id,
                    project=ref.project,
                    cwd=Path(context.cwd),
                    prompt=text,
                    prompt_uuid=uuid,
                    history=self.history,
                    language=self.language,
                    attachments=tuple(file.attachment for file in kept),
                    choices=await self._run(self.choices.of, ref),
                    is_first=parent_uuid is None,
                    transcript=self._transcript(ref, Path(context.cwd), uuid),
                    approved=approved,
                ),
                engine_name,
            )
        self._emit(ConversationsChanged())
        return entries[0]

    async def open_requests(self, ref: SessionRef) -> tuple[PermissionRequest, ...]:
        """Return what waits for an answer; see `SessionManager.open_requests`."""
        live = self._pool.get(ref)
        if live is not None and live.turn is not None:
            return live.turn.open_requests
        request = await self._run(lambda: open_request(self._store.path(ref)))
        return () if request is None else (request,)

    async def answer(
        self, ref: SessionRef, request_id: str, answer: PermissionAnswer, engine_name: str
    ) -> None:
        """Answer a permission request; see `SessionManager.answer`."""
        live = self._pool.get(ref)
        if live is not None and live.turn is not None:
            if not await live.turn.answer(request_id, answer):
                raise PermissionGoneError
            return
        for request in await self.open_requests(ref):
            if request.id == request_id:
                await self._answer_late(ref, request, answer, engine_name)
                return
        raise PermissionGoneError

    async def _answer_late(
        self,
        ref: SessionRef,
        request: PermissionRequest,
        answer: PermissionAnswer,
        engine_name: str,
    ) -> None:
        """Save an answer that nobody waits for any more, and tell the model in a new turn."""
        async with self._pool.using(ref):
            self.refuse_unless_open()
            context = await self._prepare(ref)
            parent_uuid = await self._run(self._store.leaf, ref)
            record = answer_record(context, request, answer, parent_uuid, self._store.clock.now())
            await self._services.recorder.save(ref, [record])
        self._emit(PermissionSettled(ref, request.id, answer.verdict))
        if answer.verdict is not Verdict.DENY_AND_STOP:
            words = continuation(request, answer)
            await self.submit(ref, words, engine_name, Approval(request, answer))

    async def rename(self, ref: SessionRef, title: str) -> None:
        """Save a title of the user's own, on one line; raises as `submit` does."""
        title = " ".join(title.split())
        if not title:
            raise EmptyTextError
        await self._run(self._store.path, ref)
        async with self._pool.using(ref):
            self.refuse_unless_open()
            context = await self._prepare(ref)
            await self._services.recorder.save(ref, [context.title(title)])
        self._emit(ConversationsChanged())

    async def stop(self, ref: SessionRef) -> None:
        """End the reply in flight and wait until it is stored; waits for a running submit too."""
        if self._pool.get(ref) is None:
            return
        async with self._pool.using(ref) as live:
            if live.turn is not None and live.turn_task is not None:
                live.turn.request_stop()
                await asyncio.wait({live.turn_task})

    async def wait_idle(self, ref: SessionRef | None = None) -> None:
        """Return when no reply is in flight, in `ref` or anywhere."""
        while running := [
            live.turn_task
            for live in self._pool.sessions
            if live.turn_task is not None and not live.turn_task.done() and ref in (None, live.ref)
        ]:
            await asyncio.wait(running)

    async def _prepare(self, ref: SessionRef) -> RecordContext:
        """Take over what Claude Code has of the conversation, so that ours can be appended to."""
        if await self._run(self._store.adopt, ref):
            self._emit(SessionAdopted(ref))
        chosen = (await self._run(self.choices.of, ref)).cwd
        return RecordContext(ref.session_id, chosen or await self._run(self._store.cwd, ref))

    def _transcript(self, ref: SessionRef, cwd: Path, prompt_uuid: str) -> ClaudeTranscript:
        protect = partial(self._run, self._store.vault.protect, None)
        return ClaudeTranscript(self._store, ref, cwd, prompt_uuid, self._services.threads, protect)

    async def _bring_in(self, turn: RunningTurn) -> None:
        """Take over what the engine wrote into a file of its own besides the reply."""
        own = turn.request.transcript
        if own is None:
            return
        try:
            source = own.path if own.path.exists() else None
            if await self._run(self._store.adopt, turn.ref, source):
                self._emit(SessionAdopted(turn.ref))
        except SempreError as error:
            # the turn itself is on the disk; the next prompt tries again, and tells
            _log.info("%s: Claude Code's file was not taken over: %s", turn.ref, error)

    def _start(self, live: LiveSession, request: Turn, engine_name: str) -> None:
        request = replace(request, context=self.upkeep.source(request))
        live.turn = RunningTurn(request, self._services)
        live.turn_task = self._services.tasks.start(
            self._answer(live, live.turn, engine_name), f"turn in {live.ref}"
        )

    async def _answer(self, live: LiveSession, turn: RunningTurn, engine_name: str) -> None:
        try:
            result = await self._result(turn, engine_name)
            if not result.is_engine_sound:
                self._pool.discard(live.ref)
        finally:
            live.turn = None
        if result.error is not None:
            self._emit(TurnFailed(live.ref, result.error))
        elif result.reply_uuid is not None:
            self.upkeep.after_reply(turn.request, self._pool.engine(live.ref))
        self._emit(TurnEnded(live.ref, result.reply_uuid, turn.was_stopped))
        self._emit(ConversationsChanged())

    async def _result(self, turn: RunningTurn, engine_name: str) -> TurnResult:
        try:
            return await self._run_with(turn, await self._pool.connect(turn.ref, engine_name))
        except SempreError as error:
            return TurnResult(error=error)
        except Exception as error:  # noqa: BLE001 - a bug must leave the conversation usable
            _log.error("turn in %s crashed:\n%s", turn.ref, trace_without_text(error))
            failure = EngineFailedError(
                message("Errors", "{engine} failed in an unexpected way.", engine=engine_name),
                message("Errors", "Send your message again; the log says where it failed."),
            )
            return TurnResult(error=failure, is_engine_sound=False)

    async def _run_with(self, turn: RunningTurn, engine: Engine) -> TurnResult:
        result = await turn.run(engine)
        if engine.capabilities.keeps_transcript:
            await self._bring_in(turn)
        return result

"""What the manager does with prompts, engines and permissions; a part of `SessionManager`."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.threads import WorkerThreads
from desktop_app.engines.base import (
    Capabilities,
    EngineFactory,
    ModelChoice,
    PermissionAnswer,
    PermissionRequest,
    TurnChoices,
)
from desktop_app.sessions import fork
from desktop_app.sessions.dialogue import Dialogue
from desktop_app.sessions.entries import Entry
from desktop_app.sessions.errors import ModeRefusedError
from desktop_app.sessions.events import (
    ChoicesChanged,
    ContextUsed,
    ConversationsChanged,
    EnginesChanged,
    ManagerEvent,
    SessionForked,
)
from desktop_app.sessions.pool import SessionPool
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.store import Store

if TYPE_CHECKING:
    from desktop_app.sessions.greeting import Greeting

_UNASKED = "bypassPermissions"


class Turns:
    """The methods of `SessionManager` that begin, steer and end replies."""

    _store: Store
    _engines: EngineFactory
    _threads: WorkerThreads
    _pool: SessionPool
    _dialogue: Dialogue
    _emit: Callable[[ManagerEvent], None]

    def __init__(self) -> None:
        self._chosen_engines: dict[SessionRef, str] = {}

    async def submit(
        self,
        ref: SessionRef,
        text: str,
        *,
        engine: str | None = None,
        attachments: Sequence[Path] = (),
    ) -> Entry:
        """Save a prompt and begin its turn; return when the prompt is durable.

        A conversation of Claude Code's is adopted first. The reply comes as events; `engine` is
        for this turn only. `attachments` are copied beside the conversation first.

        Raises:
            AttachmentRefusedError: a file is too large or of no known kind; nothing was saved.
            EmptyTextError, ConversationBusyError, NotNowError: nothing was saved.
            LiveElsewhereError: Claude Code has it open in another place; nothing was saved.
            SessionNotFoundError, UnreadableSessionError, AllSessionsBusyError: neither.
            NotSavedError, FileReplacedError: the disk refused, or the file is not what it was.
        """
        name = engine or self.engine_name(ref)
        return await self._dialogue.submit(ref, text, name, files=attachments)

    async def stop(self, ref: SessionRef) -> None:
        """End the reply in flight, if there is one; it is stored as far as it came."""
        await self._dialogue.stop(ref)

    async def wait_idle(self, ref: SessionRef | None = None) -> None:
        """Return when no reply is in flight, in `ref` or anywhere."""
        await self._dialogue.wait_idle(ref)

    def is_busy(self, ref: SessionRef) -> bool:
        """Tell whether a reply is in flight."""
        live = self._pool.get(ref)
        return live is not None and live.turn is not None

    def engine_name(self, ref: SessionRef) -> str:
        """Return the engine that the conversation's next turn takes."""
        return self._chosen_engines.get(ref) or self._engines.default_name()

    def set_engine(self, ref: SessionRef, name: str) -> None:
        """Choose the engine of the conversation's next turns; `keep_engine` lets it survive."""
        self._chosen_engines[ref] = name

    async def keep_engine(self, ref: SessionRef, name: str) -> None:
        """Choose the engine of the conversation's next turns, also after a restart.

        Raises:
            NotSavedError: the disk refused; the choice holds until the program ends.
        """
        self.set_engine(ref, name)
        await self._threads.run(self._dialogue.choices.save_engine, ref, name)

    async def _recall_engine(self, ref: SessionRef) -> None:
        """Take the engine chosen before a restart, where it can still be used."""
        if ref not in self._chosen_engines:
            name = await self._threads.run(self._dialogue.choices.engine, ref)
            if name and any(name == known.name for known in self._engines.available()):
                self._chosen_engines.setdefault(ref, name)

    def available_engines(self) -> tuple[Capabilities, ...]:
        """Return every engine that can be used on this machine."""
        return self._engines.available()

    async def models(self, engine: str) -> tuple[ModelChoice, ...]:
        """Return the models that an engine offers; empty where it has none to choose from.

        Raises:
            SempreError: its server can't be asked.
        """
        made = self._engines.create(engine)
        try:
            ask = getattr(made, "models", None)
            return () if ask is None else await ask()
        finally:
            await made.close()

    async def say_hello(self, engine: str) -> "Greeting":
        """Return the real answer of an engine to one short prompt, outside of any conversation.

        Raises:
            SempreError: it did not answer; the reason in plain words.
        """
        from desktop_app.sessions import greeting

        dialogue = self._dialogue
        return await greeting.say_hello(self._engines, engine, dialogue.history, dialogue.language)

    # --- choices, permissions, forks

    async def choices(self, ref: SessionRef) -> TurnChoices:
        """Return model, permission mode and working directory; empty is the default."""
        return await self._threads.run(self._dialogue.choices.of, ref)

    async def set_choices(self, ref: SessionRef, choices: TurnChoices) -> None:
        """Choose them for the conversation's next turns; they survive a restart.

        Raises:
            ModeRefusedError: tools would run unasked as root.
            NotSavedError: the disk refused.
        """
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if choices.permission_mode == _UNASKED and is_root:
            raise ModeRefusedError
        await self._threads.run(self._dialogue.choices.save, ref, choices)
        self._emit(ChoicesChanged(ref))

    async def open_requests(self, ref: SessionRef) -> tuple[PermissionRequest, ...]:
        """Return the permissions that wait for an answer, also those asked before a restart."""
        return await self._dialogue.open_requests(ref)

    async def answer(self, ref: SessionRef, request_id: str, answer: PermissionAnswer) -> None:
        """Answer a permission request; the answer is saved first.

        Where the turn that asked has ended, for instance by a restart, a new turn tells the model;
        the same use of the same tool is then not asked for again.

        Raises:
            PermissionGoneError: nobody waits for it; nothing was saved.
            SempreError: as `submit`.
        """
        await self._dialogue.answer(ref, request_id, answer, self.engine_name(ref))

    async def fork(self, ref: SessionRef) -> SessionRef:
        """Copy a conversation with its whole history to a new one of ours, and return that.

        Raises:
            SessionNotFoundError, NotSavedError: there is no copy.
        """
        self._dialogue.refuse_unless_open()
        copy = await self._threads.run(fork.fork, self._store, ref)
        self._emit(SessionForked(ref, copy))
        self._emit(ConversationsChanged())
        return copy

    def tell_engines_changed(self) -> None:
        """Announce that what was set for engines is different now."""
        self._emit(EnginesChanged())

    async def discover_engines(self) -> bool:
        """Look for a model's server on this machine, for 0.3 s at most; tell if one is new."""
        is_changed = await self._engines.discover()
        if is_changed:
            self._emit(EnginesChanged())
        return is_changed

    def context(self, ref: SessionRef) -> ContextUsed | None:
        """Return what a model that holds no state was given last; None before that."""
        return self._dialogue.upkeep.contexts.used(ref)

    async def pinned(self, ref: SessionRef) -> tuple[str, ...]:
        """Return the uuids of the messages that were brought back into the context."""
        return await self._threads.run(self._dialogue.upkeep.contexts.pins.pinned, ref)

    async def pin(self, ref: SessionRef, uuid: str) -> None:
        """Bring a message back into the context of all later turns; raises NotSavedError."""
        await self._threads.run(self._dialogue.upkeep.contexts.pins.pin, ref, uuid)

    async def unpin(self, ref: SessionRef, uuid: str) -> None:
        """Take back what `pin` did; raises NotSavedError."""
        await self._threads.run(self._dialogue.upkeep.contexts.pins.unpin, ref, uuid)

    async def wait_compacted(self) -> None:
        """Return when no summary is being made in the background."""
        await self._dialogue.upkeep.wait()

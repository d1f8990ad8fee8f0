"""The `recall` engine, the embedded default: answers from the user's own permanent history.

No network and no model: it searches for the telling words of the prompt, quotes the best passages
with their dates and links, and says plainly what it is.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from functools import cache
from itertools import islice
from uuid import uuid4

from desktop_app.base.errors import SempreError
from desktop_app.base.translation import LANGUAGES, Catalog, load_catalog
from desktop_app.engines.base import (
    Capabilities,
    EngineEvent,
    Failure,
    FinalMessage,
    Passage,
    PermissionAnswer,
    TextDelta,
    Turn,
)
from desktop_app.engines.recall_reply import ReplyWriter
from desktop_app.engines.recall_text import (
    coverage,
    fold,
    is_call_for_help,
    is_greeting,
    significant_words,
)

NAME = "recall"
CAPABILITIES = Capabilities(NAME, label="Recall", is_language_model=False, needs_network=False)

MAX_PASSAGES = 5
# Own replies and copies in forked conversations are dropped, so more is asked for.
SEARCHED_PASSAGES = 40
PIECE_CHARS = 24

cached_catalog = cache(load_catalog)


class RecallEngine:
    """Looks things up. Holds nothing but its translations."""

    def __init__(self, catalog_of: Callable[[str], Catalog] = cached_catalog) -> None:
        self._catalog_of = catalog_of
        self._is_interrupted = False

    @property
    def capabilities(self) -> Capabilities:
        """What this engine is and needs."""
        return CAPABILITIES

    async def stream(self, turn: Turn) -> AsyncIterator[EngineEvent]:
        """Answer the prompt from the user's history, in small pieces."""
        self._is_interrupted = False
        try:
            text = await self._reply(turn)
        except SempreError as error:
            yield Failure("history", error.title, error.hint)
            return
        for piece in _pieces(text):
            if self._is_interrupted:
                return
            yield TextDelta(piece)
            await asyncio.sleep(0)  # the window paints in between
        if not self._is_interrupted:
            yield FinalMessage(f"recall_{uuid4().hex}", ({"type": "text", "text": text},))

    async def interrupt(self) -> None:
        """End the running reply before its next piece."""
        self._is_interrupted = True

    async def answer(self, request_id: str, answer: PermissionAnswer) -> None:
        """Do nothing: it never asks."""

    async def close(self) -> None:
        """End the running reply; there is nothing else to free."""
        self._is_interrupted = True

    async def _reply(self, turn: Turn) -> str:
        writer = ReplyWriter(self._catalog_of(turn.language))
        words = significant_words(turn.prompt)
        if is_call_for_help(words):
            return writer.help(await turn.history.size())
        if is_greeting(words):
            return writer.greeting(await turn.history.size())
        found = await turn.history.search(
            words, limit=SEARCHED_PASSAGES, before_uuid=turn.prompt_uuid
        )
        passages = self._chosen(found, turn.prompt, words)
        size = await turn.history.size()
        if passages:
            return writer.quoting(passages, words, size)
        return writer.finding_nothing(words, size)

    def _chosen(
        self, found: Sequence[Passage], prompt: str, words: Sequence[str]
    ) -> tuple[Passage, ...]:
        """Return the passages worth quoting, best first.

        Left out are replies of this engine (they would quote quotations), the question itself
        asked before, copies, and passages with few of the words where others have many.
        """
        own = tuple(ReplyWriter(self._catalog_of(code)).introduction() for code in LANGUAGES)
        unique: dict[str, Passage] = {}
        for passage in found:
            if not passage.text.startswith(own):
                unique.setdefault(_normalised(passage.text), passage)
        unique.pop(_normalised(prompt), None)
        covered = {key: coverage(passage.text, words) for key, passage in unique.items()}
        enough = max(covered.values(), default=0) / 2
        chosen = (passage for key, passage in unique.items() if covered[key] >= enough)
        return tuple(islice(chosen, MAX_PASSAGES))


def _normalised(text: str) -> str:
    return " ".join(fold(text).split())


def _pieces(text: str) -> list[str]:
    return [text[start : start + PIECE_CHARS] for start in range(0, len(text), PIECE_CHARS)]

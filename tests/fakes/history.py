"""A history in a list: what engines see of the sessions layer, without files or an index."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desktop_app.base.errors import SempreError
from desktop_app.engines.base import HistorySize, Passage


def passage(text, *, role="user", uuid="", timestamp=None, title="A conversation"):
    """Return a passage with everything but its text filled in."""
    return Passage(
        project="-home-user-chat",
        session_id="00000000-0000-0000-0000-000000000001",
        uuid=uuid or f"uuid-of-{text[:20]}",
        title=title,
        role=role,
        text=text,
        timestamp=timestamp,
        score=0.0,
    )


@dataclass
class ListedHistory:
    """A `HistoryReader` over a list of passages; the more words one holds, the better it is.

    `failure` is raised by every search instead. `searches` keeps what was asked for.
    """

    passages: list[Passage] = field(default_factory=list)
    is_complete: bool = True
    failure: SempreError | None = None
    searches: list[tuple[str, ...]] = field(default_factory=list)

    async def search(
        self, words: Sequence[str], *, limit: int, before_uuid: str | None = None
    ) -> list[Passage]:
        """Return the passages that hold any of `words`, best first."""
        self.searches.append(tuple(words))
        if self.failure is not None:
            raise self.failure
        scored = [
            replace(passage, score=float(sum(w.lower() in passage.text.lower() for w in words)))
            for passage in self.passages
            if passage.uuid != before_uuid
        ]
        found = [passage for passage in scored if passage.score]
        return sorted(found, key=lambda passage: -passage.score)[:limit]

    async def size(self) -> HistorySize:
        """Return how much there is."""
        return HistorySize(
            conversations=len({p.session_id for p in self.passages}),
            messages=len(self.passages),
            is_complete=self.is_complete,
        )

"""The text of a reply while it arrives. Provisional: the saved entry replaces it."""

from dataclasses import dataclass, field, replace

from desktop_app.sessions.entries import Block, BlockKind, Entry


@dataclass
class StreamedReply:
    """Pieces in the order of arrival; adding one costs the same however long the reply is."""

    head: Entry  # author, time and state; without text
    waits_for_person: bool = False  # the engine asked for a permission
    _texts: list[str] = field(default_factory=list)
    _thoughts: list[str] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        """Take more of the reply."""
        self._texts.append(text)

    def add_thinking(self, text: str) -> None:
        """Take more of the thinking."""
        self._thoughts.append(text)

    def text_since(self, piece: int) -> tuple[str, int]:
        """Return the text from piece number `piece` on, and the number to ask for next time."""
        return "".join(self._texts[piece:]), len(self._texts)

    @property
    def thinking(self) -> str:
        """The whole thinking so far."""
        return "".join(self._thoughts)

    @property
    def entry(self) -> Entry:
        """What arrived so far as an entry."""
        blocks = []
        if self._thoughts:
            blocks.append(Block(BlockKind.THINKING, self.thinking))
        if self._texts:
            blocks.append(Block(BlockKind.TEXT, "".join(self._texts)))
        return replace(self.head, blocks=tuple(blocks))

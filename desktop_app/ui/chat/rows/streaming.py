"""The row of a reply that is still being written: only its last piece is laid out again."""

from desktop_app.ui.chat.rows.head import head_part, parts_above
from desktop_app.ui.chat.rows.label_parts import Mark, MarkPart
from desktop_app.ui.chat.rows.part import Part
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings
from desktop_app.ui.chat.rows.segment_stack import SegmentStack
from desktop_app.ui.chat.rows.thinking import thinking_parts
from desktop_app.ui.chat.segments import SegmentReader
from desktop_app.ui.i18n import translate
from desktop_app.ui.models.streamed_reply import StreamedReply

THINKING_KEY = "streaming:thinking"


class StreamingRow(Row):
    """Grows with `grow`. Finished pieces stay as they are, whatever comes after them."""

    def __init__(self, reply: StreamedReply, place: Place, settings: RowSettings) -> None:
        above = parts_above(reply.head, place, settings)
        if place.has_head:
            above.append(head_part(reply.head, settings))
        super().__init__(list(above))
        self._above = above
        self._settings = settings
        self._reader = SegmentReader()
        self._stack = SegmentStack(settings.style, is_growing=True)
        self._reply = reply
        self._taken = 0
        self._thinking = ""
        self._finished: list[str] = []
        self.grow()

    def take_finished(self) -> list[str]:
        """Return the paragraphs finished since the last call, for screen readers."""
        finished, self._finished = self._finished, []
        return finished

    def grow(self) -> None:
        """Take what has arrived since the last time."""
        text, self._taken = self._reply.text_since(self._taken)
        self._thinking = self._reply.thinking
        for segment in self._reader.feed(text):
            self._stack.add(segment)
            self._finished.append(segment.text)
        open_segment = self._reader.open_segment()
        self._rebuild(self._stack.open_parts(open_segment) if open_segment else [])

    def _rebuild(self, open_parts: list[Part]) -> None:
        middle: list[Part] = []
        if self._thinking:
            middle = thinking_parts(self._thinking, THINKING_KEY, self._settings)
        body = [*self._stack.parts, *open_parts]
        if not body and not middle:
            middle = [self._waiting_part()]
        self.parts = [*self._above, *middle, *body]

    def _waiting_part(self) -> Part:
        style = self._settings.style
        if self._reply.waits_for_person:
            words = translate("Transcript", "Waiting for your answer below")
            return MarkPart(Mark("lock", style.theme.warn, words), style)
        words = translate("Transcript", "Waiting for the first words")
        return MarkPart(Mark("thinking", style.theme.text2, words), style)

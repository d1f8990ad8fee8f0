"""Texts too long to be shown at once: first their beginning, then one stretch at a time.

Whatever its length, a text never costs more than `STRETCH_CHARS` of it: reading 10 MB of Markdown
takes half a second, in which the window would stand still.
"""

from desktop_app.ui.chat.rows.label_parts import ShowAllPart, StretchPart
from desktop_app.ui.chat.rows.part import Gap, Part
from desktop_app.ui.chat.rows.row import RowSettings
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import translate

# A text longer than this is cut until the reader asks for the rest.
LONG_TEXT_CHARS = 200_000
SHOWN_OF_LONG_TEXT_CHARS = 20_000
STRETCH_CHARS = 300_000

_FENCE = "\n```"


class LongText:
    """What is shown of a text now, and the lines around it that lead to the rest.

    With `is_unfolded` somebody else folds it to its beginning; it is open as long as it exists.
    """

    def __init__(
        self, text: str, key: str, settings: RowSettings, *, is_unfolded: bool = False
    ) -> None:
        self._text = text
        self._key = key
        self._settings = settings
        self._is_long = len(text) > LONG_TEXT_CHARS
        self._is_unfolded = is_unfolded
        self._is_open = is_unfolded or settings.folds.is_open(open_key(key))
        self._cuts = stretches(text) if self._is_long else [(0, len(text))]
        self._number = min(settings.folds.stretches.get(key, 0), len(self._cuts) - 1)

    @property
    def shown(self) -> str:
        """The text to lay out."""
        if self._is_long and not self._is_open:
            return self._text[:SHOWN_OF_LONG_TEXT_CHARS]
        start, end = self._cuts[self._number]
        return self._text[start:end]

    @property
    def shown_markdown(self) -> str:
        """The text to lay out, opening the fence that a cut went through."""
        start = self._cuts[self._number][0] if self._is_open else 0
        return _open_fence(self._text, start) + self.shown

    def parts_above(self) -> list[Part]:
        """Return the line that leads back, where something was skipped."""
        if not self._is_open or not self._number:
            return []
        return [self._step(-1, translate("Transcript", "Show the part before"))]

    def parts_below(self) -> list[Part]:
        """Return the lines that lead on and back to the beginning."""
        if not self._is_long:
            return []
        parts: list[Part] = [Gap(self._settings.style.px(4))]
        if self._is_open and self._number + 1 < len(self._cuts):
            words = translate(
                "Transcript",
                "Show the next part ({number} of {count})",
                number=self._number + 2,
                count=len(self._cuts),
            )
            parts.append(self._step(1, words))
        if not self._is_unfolded:
            parts.append(self._fold())
        return parts

    def _fold(self) -> Part:
        if self._is_open:
            words = translate("Transcript", "Show less")
        else:
            size = format_bytes(len(self._text))
            words = translate("Transcript", "Show all ({size})", size=size)
        return ShowAllPart(open_key(self._key), words, self._settings.style)

    def _step(self, direction: int, words: str) -> Part:
        return StretchPart(self._key, self._number + direction, words, self._settings.style)


def open_key(key: str) -> str:
    """Return the folding key under which the long text `key` is open."""
    return f"{key}:all"


def stretches(text: str) -> list[tuple[int, int]]:
    """Return where a text is cut: at ends of lines, where there are any near the limit."""
    cuts: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > STRETCH_CHARS:
        limit = start + STRETCH_CHARS
        end = text.rfind("\n", start + STRETCH_CHARS // 2, limit) + 1 or limit
        cuts.append((start, end))
        start = end
    return [*cuts, (start, len(text))]


def _open_fence(text: str, start: int) -> str:
    """Return the line that opened the code block around `start`, nothing outside of one."""
    fences = text.count(_FENCE, 0, start) + (start > 0 and text.startswith(_FENCE[1:]))
    if not fences % 2:
        return ""
    opened = text.rfind(_FENCE, 0, start) + 1
    return text[opened : text.index("\n", opened) + 1]

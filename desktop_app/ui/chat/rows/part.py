"""The pieces of which rows are made. A part knows its width, its height and how to draw itself.

Parts know nothing of scrolling, of other rows or of the model. Before it is laid out a part's
height is an estimate, and it costs nothing but its text.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_app.base.values import frozen
from desktop_app.ui.chat.pictures import PictureSource

# A position behind the last character of any part.
END = 2**31 - 1


@frozen
class Toggle:
    """Asks to open or close what is folded under `key`."""

    key: str


@frozen
class ShowStretch:
    """Asks for stretch `number` of the long text `key`."""

    key: str
    number: int


@frozen
class CopyText:
    """Asks to put `text` on the clipboard."""

    text: str


@frozen
class OpenLink:
    """Asks to follow a link."""

    href: str


@frozen
class ShowPicture:
    """Asks to see a picture larger."""

    source: PictureSource


@frozen
class ContinueReply:
    """Asks for the rest of a reply that was cut off."""


@frozen
class ShowBranches:
    """Asks which other messages stand where the message `uuid` does, to go to one of them.

    With a `direction` the neighbour on that side is wanted at once.
    """

    uuid: str
    direction: int = 0


RowAction = Toggle | ShowStretch | CopyText | OpenLink | ShowPicture | ContinueReply | ShowBranches


@frozen
class Canvas:
    """Where a part draws: the painter stands at the part's top left corner.

    `clip` and `hover` are in the part's coordinates; `selection`, `hits` (what a search found) and
    `current_hit` are ranges of its positions.
    """

    painter: QPainter
    width_px: int
    clip: QRectF
    selection: tuple[int, int] | None = None
    hover: QPointF | None = None
    hits: Sequence[tuple[int, int]] = ()
    current_hit: tuple[int, int] | None = None


class Part(ABC):
    """One piece of a row."""

    def __init__(self) -> None:
        self.height_px = 0
        self.is_laid_out = False
        self.late_key = ""  # what it waits for; its row is built anew when that was read
        self.joint = "\n\n"  # what stands between its text and that of the part before

    @abstractmethod
    def estimate(self, width_px: int) -> None:
        """Forget the layout and set a rough height for `width_px`."""

    @abstractmethod
    def lay_out(self, width_px: int) -> None:
        """Make `height_px` exact. Cheap where nothing changed since the last time."""

    @abstractmethod
    def paint(self, canvas: Canvas) -> None:
        """Draw; only called when laid out."""

    @property
    def has_document(self) -> bool:
        """Whether it holds something costly that `release` would free."""
        return False

    @property
    def hover_px(self) -> int:
        """How much of it, from its top, may look different under the mouse."""
        return 0

    @property
    def is_unfinished(self) -> bool:
        """Whether `finish` would make it look better."""
        return False

    def finish(self) -> None:  # noqa: B027 - most parts are finished when they are laid out
        """Do what may wait until the part was seen. Its height may be another one afterwards."""

    @abstractmethod
    def release(self) -> None:
        """Free what can be made again; the height stays."""

    def position_at(self, point: QPointF) -> int | None:
        """Return the text position nearest to `point`, None where there is nothing to select."""
        return None

    def text(self, start: int = 0, end: int = END) -> str:
        """Return the text between two positions, as a person would copy it."""
        return ""

    def line_top_px(self, position: int) -> int:
        """Return how far below the part's top the line of a text position begins."""
        return 0

    def word_at(self, position: int) -> tuple[int, int]:
        """Return the range of the word around `position`."""
        return position, position

    def paragraph_at(self, position: int) -> tuple[int, int]:
        """Return the range of the paragraph around `position`."""
        return position, position

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return what a click at `point` asks for."""
        return None

    def tooltip_at(self, point: QPointF) -> str:
        """Return what to say about the thing at `point`."""
        return ""


class FixedPart(Part):
    """A part whose height does not depend on its width."""

    def __init__(self, height_px: int) -> None:
        super().__init__()
        self.height_px = height_px
        self.is_laid_out = True

    def estimate(self, width_px: int) -> None:
        """Do nothing: the height is known."""

    def lay_out(self, width_px: int) -> None:
        """Do nothing: the height is known."""

    def release(self) -> None:
        """Do nothing: there is nothing to free."""


class HoverPart(FixedPart):
    """A line of which something may be lit under the mouse."""

    @property
    def hover_px(self) -> int:
        """All of it."""
        return self.height_px


class Gap(FixedPart):
    """Empty space between two parts."""

    def paint(self, canvas: Canvas) -> None:
        """Draw nothing."""

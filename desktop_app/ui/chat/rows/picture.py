"""A picture in a message: in the reading column, decoded when it comes near, folded when tall."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPainterPath, Qt

from desktop_app.sessions.entries import Block
from desktop_app.ui.chat.late_content import Missing
from desktop_app.ui.chat.pictures import (
    Picture,
    PictureSource,
    picture_of_block,
    picture_reader,
    size_of,
)
from desktop_app.ui.chat.rows.drawing import LEFT, paint_icon
from desktop_app.ui.chat.rows.label_parts import Mark, MarkPart, ShowAllPart
from desktop_app.ui.chat.rows.part import Canvas, Gap, Part, RowAction, ShowPicture
from desktop_app.ui.chat.rows.row import RowSettings
from desktop_app.ui.chat.visible_text import one_line
from desktop_app.ui.formats import format_bytes
from desktop_app.ui.i18n import translate
from desktop_app.ui.theme import CONTROL_RADIUS_PX

# A folded picture is no higher than this; a long one shows its top.
FOLDED_PX = 420
_LONG = 2.0  # higher than so many times its width: cut, not shrunk
_BOX_PX = 48
_ICON_PX = 14
_GAP_PX = 8


class PicturePart(Part):
    """One picture. Until it is decoded, and where it can't be, a box says what it is."""

    def __init__(self, source: PictureSource, settings: RowSettings, *, is_open: bool) -> None:
        super().__init__()
        self.source = source
        self.is_open = is_open
        self._settings = settings
        self._size = size_of(source)
        self._picture: Picture | None = None
        self._words = ""
        self._width_px = 0

    @property
    def is_missing(self) -> bool:
        """Whether it is known that there is nothing to show."""
        return bool(self._words)

    @property
    def description(self) -> str:
        """What is said in the picture's place."""
        label = one_line(self.source.label) or translate("Picture", "Picture")
        size = format_bytes(self.source.size_bytes) if self.source.size_bytes else ""
        words = self._words or size
        return (
            translate("Picture", "{label}: {words}", label=label, words=words) if words else label
        )

    def estimate(self, width_px: int) -> None:
        """Take the height that the picture's own size tells, where it is known already."""
        self.is_laid_out = False
        self._picture = None
        self._width_px = width_px
        self.height_px = self._height()

    def lay_out(self, width_px: int) -> None:
        """Ask for the picture and take its height."""
        self._width_px = width_px
        late = self._settings.late
        if late is not None and self._picture is None:
            wide_px = round(width_px * _device_pixel_ratio())
            content = late.get(f"{self.source.key}:{wide_px}", picture_reader(self.source, wide_px))
            if isinstance(content, Picture):
                self._picture, self._size, self._words = content, content.full_size, ""
            elif isinstance(content, Missing):
                self._words, self._size = content.words, QSize()
        self.height_px = self._height()
        self.is_laid_out = True

    @property
    def has_document(self) -> bool:
        """Whether it holds pixels."""
        return self._picture is not None

    def release(self) -> None:
        """Let go of the pixels."""
        self._picture = None

    def paint(self, canvas: Canvas) -> None:
        """Draw the picture, or the box that stands for it."""
        if self._picture is None:
            self._paint_box(canvas)
        else:
            self._paint_picture(canvas.painter, self._picture)

    def action_at(self, point: QPointF) -> RowAction | None:
        """Return the showing of the picture in its full size."""
        is_inside = self._area().contains(point) and not self.is_missing
        return ShowPicture(self.source) if is_inside else None

    def tooltip_at(self, point: QPointF) -> str:
        """Tell what the picture is, and what a click does."""
        if not self._area().contains(point):
            return ""
        if self._picture is None:
            return self.description
        size = self._picture.full_size
        return translate(
            "Picture",
            "{width} × {height} pixels. Click to see it larger.",
            width=size.width(),
            height=size.height(),
        )

    @property
    def is_tall(self) -> bool:
        """Whether it is cut while it is folded."""
        if not self._size.isValid():
            return False
        whole = self._size.height() * min(1.0, self._width_px / max(1, self._size.width()))
        return self._size.height() > _LONG * self._size.width() and whole > self._folded_px

    @property
    def _folded_px(self) -> int:
        return self._settings.style.px(FOLDED_PX)

    def _scale(self) -> float:
        """Return how much smaller it is drawn; never larger than it is."""
        scale = min(1.0, self._width_px / max(1, self._size.width()))
        if not self.is_tall and not self.is_open:
            scale = min(scale, self._folded_px / max(1, self._size.height()))
        return scale

    def _height(self) -> int:
        if not self._size.isValid():
            return self._settings.style.px(_BOX_PX)
        height = max(1, round(self._size.height() * self._scale()))
        return min(height, self._folded_px) if self.is_tall and not self.is_open else height

    def _area(self) -> QRectF:
        if not self._size.isValid():
            return QRectF(0, 0, self._width_px, self.height_px)
        return QRectF(0, 0, self._size.width() * self._scale(), self.height_px)

    def _paint_picture(self, painter: QPainter, picture: Picture) -> None:
        area = self._area()
        shown = self.height_px / max(1.0, self._size.height() * self._scale())
        source = QRectF(0, 0, picture.image.width(), picture.image.height() * min(1.0, shown))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, picture.image, source)
        painter.setPen(self._settings.style.theme.border)
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_box(self, canvas: Canvas) -> None:
        painter, style = canvas.painter, self._settings.style
        box = self._area()
        path = QPainterPath()
        radius = style.px(CONTROL_RADIUS_PX)
        path.addRoundedRect(box, radius, radius)
        painter.fillPath(path, style.theme.code)
        size, middle = style.px(_ICON_PX), min(box.height(), style.px(_BOX_PX)) / 2
        icon = "warning" if self.is_missing else "picture"
        paint_icon(painter, icon, style.theme.text2, QPointF(style.px(12), middle), size)
        left = style.px(18) + size
        font = style.small.font
        words = QFontMetricsF(font).elidedText(
            self.description, Qt.TextElideMode.ElideRight, max(0.0, box.width() - left)
        )
        painter.setFont(font)
        painter.setPen(style.theme.text2)
        painter.drawText(QRectF(left, 0, box.width() - left, 2 * middle), LEFT, words)


def picture_parts(source: PictureSource, key: str, settings: RowSettings) -> list[Part]:
    """Return a picture and, where it is too tall to be shown whole, the line that unfolds it."""
    is_open = settings.folds.is_open(key)
    picture = PicturePart(source, settings, is_open=is_open)
    return [
        Gap(settings.style.px(_GAP_PX)),
        picture,
        UnfoldPicturePart(picture, key, settings),
        Gap(settings.style.px(_GAP_PX)),
    ]


def block_picture_parts(block: Block, key: str, settings: RowSettings) -> list[Part]:
    """Return the picture of an image block, or the words that stand for one."""
    source = picture_of_block(block)
    if source is not None:
        return picture_parts(source, key, settings)
    words = translate("Transcript", "{n} attached pictures", 1)
    return [MarkPart(Mark("picture", settings.style.theme.text2, words), settings.style)]


class UnfoldPicturePart(ShowAllPart):
    """The line under a tall picture; no height where the picture is shown whole anyway."""

    def __init__(self, picture: PicturePart, key: str, settings: RowSettings) -> None:
        words = (
            translate("Transcript", "Show less")
            if picture.is_open
            else translate("Picture", "Show the whole picture")
        )
        super().__init__(key, words, settings.style)
        self._picture = picture
        self._line_px = self.height_px
        self.height_px = 0

    def estimate(self, width_px: int) -> None:
        """Follow the picture above."""
        self.lay_out(width_px)

    def lay_out(self, width_px: int) -> None:
        """Follow the picture above."""
        self.height_px = self._line_px if self._picture.is_tall else 0

    def paint(self, canvas: Canvas) -> None:
        """Draw the words where they are needed."""
        if self.height_px:
            super().paint(canvas)


def _device_pixel_ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0

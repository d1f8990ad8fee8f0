"""What a model thought before it answered, folded."""

from desktop_app.ui.chat.rows.label_parts import FoldLabel, FoldPart
from desktop_app.ui.chat.rows.part import Part
from desktop_app.ui.chat.rows.row import RowSettings
from desktop_app.ui.chat.rows.text_part import PlainPart
from desktop_app.ui.chat.segments import split_plain
from desktop_app.ui.i18n import translate


def thinking_parts(text: str, key: str, settings: RowSettings) -> list[Part]:
    """Return the folded line and, when open, the thinking itself.

    Redacted thinking has no text; then the line says so.
    """
    style = settings.style
    is_open = settings.folds.is_open(key)
    detail = text or translate("Transcript", "not shown by the model")
    label = FoldLabel("thinking", translate("Transcript", "Thinking"), "" if is_open else detail)
    parts: list[Part] = [FoldPart(key, label, style, is_open=is_open)]
    if is_open:
        for piece in split_plain(detail.strip()):
            part = PlainPart(piece.text, style, style.small, style.theme.text2, piece.joint)
            part.left_px = style.px(24)
            parts.append(part)
    return parts

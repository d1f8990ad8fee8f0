"""A block of a type that this version does not know: shown raw, folded, never dropped."""

from desktop_app.sessions.entries import Block
from desktop_app.ui.chat.rows.folded import long_code_parts
from desktop_app.ui.chat.rows.label_parts import FoldLabel, FoldPart
from desktop_app.ui.chat.rows.part import Part
from desktop_app.ui.chat.rows.row import RowSettings
from desktop_app.ui.chat.rows.tool import as_json
from desktop_app.ui.i18n import translate


def raw_block_parts(block: Block, key: str, settings: RowSettings) -> list[Part]:
    """Return the folded line with the block's type and, when open, its JSON."""
    is_open = settings.folds.is_open(key)
    label = FoldLabel("info", translate("Transcript", "Other content"), block.name or block.text)
    parts: list[Part] = [FoldPart(key, label, settings.style, is_open=is_open)]
    if is_open:
        content = as_json(block.data) if block.data is not None else block.text
        parts += long_code_parts(content, block.name, "json", f"{key}:raw", settings)
    return parts

"""Where Claude Code compacted a conversation: a divider, and what it kept, folded."""

from desktop_app.sessions.entries import Entry
from desktop_app.ui.chat.rows.folded import markdown_parts
from desktop_app.ui.chat.rows.head import parts_above
from desktop_app.ui.chat.rows.label_parts import DividerPart, FoldLabel, FoldPart
from desktop_app.ui.chat.rows.row import Place, Row, RowSettings, folded_space_above
from desktop_app.ui.formats import format_count
from desktop_app.ui.i18n import translate

_MAX_TOKENS = 10**12  # a record may hold any number


def compaction_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the divider. Everything above it is still in the file and still scrolls."""
    parts = parts_above(entry, place, settings)
    return Row([*parts, DividerPart(compaction_words(entry), "compaction", settings.style)])


def compaction_words(entry: Entry) -> str:
    """Return what happened to a conversation here, as far as the record tells."""
    data = entry.blocks[0].data if entry.blocks else None
    tokens = (data or {}).get("preTokens")
    if isinstance(tokens, int) and not isinstance(tokens, bool) and 0 < tokens < _MAX_TOKENS:
        return translate(
            "Transcript",
            "{tokens} tokens were summarised here. Everything above is kept.",
            tokens=format_count(tokens),
        )
    return translate("Transcript", "Compacted here. Everything above is kept.")


def summary_row(entry: Entry, place: Place, settings: RowSettings) -> Row:
    """Return the folded summary that took the place of what stood above the divider."""
    style = settings.style
    key = f"{entry.uuid}:summary"
    is_open = settings.folds.is_open(key)
    parts = parts_above(entry, place, settings)
    parts[0] = folded_space_above(place, style)
    label = FoldLabel(
        "compaction", translate("Transcript", "Summary of what stands above"), entry.text
    )
    parts.append(FoldPart(key, label, style, is_open=is_open))
    if is_open:
        parts += markdown_parts(entry.text, key, settings)
    return Row(parts)

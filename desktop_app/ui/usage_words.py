"""Tokens and cost as people read them."""

from PySide6.QtCore import QLocale

from desktop_app.sessions.usage import TokenCount
from desktop_app.ui.formats import format_count
from desktop_app.ui.i18n import translate

_CENTS, _SMALL_CENTS = 2, 4  # decimals of a sum, and of one that would round to nothing
_SMALL_USD = 0.1


def usage_words(count: TokenCount) -> str:
    """Return one line: what was read and written, and its cost where somebody told it."""
    words = translate(
        "Usage",
        "{read} tokens read, {written} written",
        read=format_count(tokens_read(count)),
        written=format_count(count.output_tokens),
    )
    return f"{words} · {cost_words(count.cost_usd)}" if count.cost_usd is not None else words


def tokens_read(count: TokenCount) -> int:
    """Return all tokens that went in, those of the server's cache included."""
    return count.input_tokens + count.cache_read_tokens + count.cache_write_tokens


def cost_words(cost_usd: float | None) -> str:
    """Return a sum in US dollars; a dash where nobody told any."""
    if cost_usd is None:
        return "–"
    decimals = _CENTS if cost_usd >= _SMALL_USD or cost_usd == 0 else _SMALL_CENTS
    return translate("Usage", "US${amount}", amount=QLocale().toString(cost_usd, "f", decimals))

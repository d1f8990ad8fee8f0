"""Traces of bugs for the log, without the words that an exception may carry.

An exception's own text may quote a message or a key (`KeyError: 'my secret'`); the log must hold
neither. Types and places are enough to find a bug.
"""

import traceback


def trace_without_text(error: BaseException) -> str:
    """Return where `error` and its causes were raised, oldest cause first; never what they say."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        places = "".join(traceback.format_tb(current.__traceback__))
        parts.append(f"{places}{type(current).__module__}.{type(current).__qualname__}")
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\n\nled to\n\n".join(reversed(parts))

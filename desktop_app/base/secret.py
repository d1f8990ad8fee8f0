"""A key that shows itself to nobody by accident."""

from typing import Final


class Secret:
    """Text that is only there for whoever calls `reveal`; printing, logging or pickling shows none.

    Two are equal where they hold the same text.
    """

    __slots__ = ("_text",)
    _SHOWN: Final = "Secret(…)"

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself, for the one request that needs it."""
        return self._text

    def scrub(self, text: str) -> str:
        """Return `text` without this secret: servers may quote a key in their refusal."""
        return text.replace(self._text, "…") if self._text else text

    def __repr__(self) -> str:
        return self._SHOWN

    def __str__(self) -> str:
        return self._SHOWN

    def __format__(self, form: str) -> str:
        return self._SHOWN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[type["Secret"], tuple[str]]:
        raise TypeError("a secret is not written anywhere")

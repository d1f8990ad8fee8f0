"""Sentences for people, made where the facts are known and translated where they are shown.

A `Message` names its Qt translation context and its English source text; the window translates it
through Qt, the command line through the same catalogue (`base.translation`). Nothing below the
edge ever stores a translated sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from types import MappingProxyType

from desktop_app.base.values import frozen


@frozen
class Message:
    """One translatable sentence.

    `source` is English with `{name}` placeholders for `values`. With `count` the sentence has a
    singular and a plural form; `{n}` stands for the count.
    """

    context: str
    source: str
    # no part of the hash: values may be anything
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    count: int | None = None

    def fill(
        self,
        template: str,
        show: "Callable[[Message], str]" = str,
        show_count: Callable[[int], str] = str,
    ) -> str:
        """Return `template` (the source or its translation) with the values put in.

        `show` renders values that are sentences themselves, `show_count` the count; by default
        both are plain English.
        """
        values = {
            name: show(value) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        if self.count is not None:
            values["n"] = show_count(self.count)
        return template.format_map(values) if values else template

    def __str__(self) -> str:
        """Return the English sentence, for logs and tracebacks."""
        return self.fill(self.source)


def message(context: str, source: str, count: int | None = None, /, **values: object) -> Message:
    """Return a `Message`; the translation test finds calls of this name in the code."""
    return Message(context, source, MappingProxyType(values), count)


def verbatim(text: str) -> Message:
    """Return a `Message` that is `text` in every language: words of another program."""
    return Message("", "{text}", MappingProxyType({"text": text}))

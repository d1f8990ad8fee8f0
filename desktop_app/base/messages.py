"""Sentences for people, made where the facts are known and translated where they are shown.

A `Message` names its Qt translation context and its English source text; the window translates it
through Qt, the command line through the same catalogue (`base.translation`). Nothing below the
edge ever stores a translated sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Message:
    """One translatable sentence.

    `source` is English with `{name}` placeholders for `values`. With `count` the sentence has a
    singular and a plural form; `{n}` stands for the count.
    """

    context: str
    source: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    count: int | None = None

    def fill(self, template: str) -> str:
        """Return `template` (the source or its translation) with the values put in."""
        values = dict(self.values) if self.count is None else {**self.values, "n": self.count}
        return template.format_map(values) if values else template

    def __str__(self) -> str:
        """Return the English sentence, for logs and tracebacks."""
        return self.fill(self.source)


def message(context: str, source: str, count: int | None = None, /, **values: object) -> Message:
    """Return a `Message`; the translation test finds calls of this name in the code."""
    return Message(context, source, MappingProxyType(values), count)

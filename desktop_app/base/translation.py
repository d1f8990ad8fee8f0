"""The one catalogue of translations, read from Qt's own `.ts` files without Qt.

The command line must not import Qt, and the window must say the same words: both look up here.
Format: Qt Linguist's TS 2.1 (https://doc.qt.io/qt-6/linguist-ts-file-format.html).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from desktop_app.base.messages import Message
from desktop_app.base.resources import resource_path

LANGUAGES = ("en", "pt_BR")

# Which plural form a count takes; Qt's rules for these languages.
_PLURAL_FORM: Mapping[str, Callable[[int], int]] = {
    "en": lambda n: 0 if n == 1 else 1,
    "pt_BR": lambda n: 0 if n <= 1 else 1,
}


@dataclass(frozen=True)
class Catalog:
    """All translations of one language. Immutable; may be used from any thread."""

    language: str = "en"
    forms: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def lookup(self, context: str, source: str, count: int | None = None) -> str:
        """Return the translation's template, or `source` itself where there is none."""
        forms = self.forms.get((context, source))
        if not forms:
            return source
        if count is None:
            return forms[0]
        index = _PLURAL_FORM.get(self.language, _PLURAL_FORM["en"])(count)
        return forms[min(index, len(forms) - 1)]

    def render(self, sentence: Message) -> str:
        """Return `sentence` in this language, values put in, sentences among them included."""
        template = self.lookup(sentence.context, sentence.source, sentence.count)
        return sentence.fill(template, self.render)

    def translate(
        self, context: str, source: str, count: int | None = None, /, **values: object
    ) -> str:
        """Return a sentence in this language; the translation test finds calls of this name."""
        return self.render(Message(context, source, values, count))


def read_catalog(file: Path, language: str) -> Catalog:
    """Read one `.ts` file.

    Raises:
        OSError: it cannot be read.
        xml.etree.ElementTree.ParseError: it is not XML.
    """
    forms: dict[tuple[str, str], tuple[str, ...]] = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - a file of our own
        name = context.findtext("name", "")
        for entry in context.iter("message"):
            translation = entry.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                continue
            plural = tuple(form.text or "" for form in translation.iter("numerusform"))
            texts = plural or (translation.text or "",)
            if all(texts):
                forms[name, entry.findtext("source", "")] = texts
    return Catalog(language, forms)


def load_catalog(language: str) -> Catalog:
    """Return the catalogue that ships for `language`, English where none ships."""
    code = best_language(language)
    return read_catalog(resource_path("translations", f"sempre_{code}.ts"), code)


def best_language(wanted: str) -> str:
    """Return the shipped language for a locale name such as `pt_BR.UTF-8`, `pt` or `C`."""
    name = wanted.replace("-", "_").split(".")[0].lower()
    return "pt_BR" if name == "pt" or name.startswith("pt_") else "en"

"""Keeps `resources/translations/*.ts` in step with the texts in the code.

    python packaging/translations.py            adds what is new, drops what is gone
    python packaging/translations.py --check    lists what is not in order, and fails

The texts are the calls `translate("Context", "Source", …)` and `message("Context", "Source", …)`;
a third positional argument is a count and asks for plural forms. English needs a file only for
those. Files are Qt Linguist's TS 2.1 (https://doc.qt.io/qt-6/linguist-ts-file-format.html), sorted
and without line numbers, so that a change of code changes only the texts that it touched.
"""

import argparse
import ast
import string
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "pt_BR")
_FUNCTIONS = ("translate", "message")
# QPainter moves its origin with `translate`; ui.i18n hands Qt texts that were collected elsewhere.
_NAMESAKES = ("painter", "transform", "QCoreApplication")
_PLURAL_FORMS = 2  # of every language that we have

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the code: `key` is its context and English source."""

    key: Key
    is_plural: bool
    # Names of the values that the call gives; None where it gives a mapping we can't see into.
    values: frozenset[str] | None
    place: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What a file holds for one text: one form, or one per plural form."""

    forms: tuple[str, ...]
    is_finished: bool


class UnreadableTextError(ValueError):
    """A call whose context or source is not a literal, so that nobody could translate it."""


def texts_in(source: str, file: str) -> Iterator[Text]:
    """Yield the texts of one file's code.

    Raises:
        UnreadableTextError: a call does not name its text by two string literals.
    """
    for node in ast.walk(ast.parse(source, file)):
        if isinstance(node, ast.Call) and _is_ours(node):
            yield _text_of(node, f"{file}:{node.lineno}")


def _is_ours(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id in _FUNCTIONS
    if not isinstance(function, ast.Attribute) or function.attr not in _FUNCTIONS:
        return False
    receiver = function.value.id if isinstance(function.value, ast.Name) else ""
    return receiver not in _NAMESAKES and len(call.args) > 1  # str.translate has one argument


def _text_of(call: ast.Call, place: str) -> Text:
    match call.args:
        case [ast.Constant(value=str(context)), ast.Constant(value=str(source)), *rest]:
            names = [keyword.arg for keyword in call.keywords]
            values = None if None in names else frozenset(name for name in names if name)
            return Text((context, source), bool(rest), values, place)
    raise UnreadableTextError(f"{place}: the context and the text must be string literals")


def texts_of(package: Path) -> dict[Key, Text]:
    """Return every text below `package`, the first place of each."""
    found: dict[Key, Text] = {}
    for file in sorted(package.rglob("*.py")):
        place = file.relative_to(package.parent).as_posix()
        for text in texts_in(file.read_text("utf-8"), place):
            first = found.setdefault(text.key, text)
            if first.is_plural != text.is_plural:
                raise UnreadableTextError(
                    f"{text.place}: with a count here, without at {first.place}"
                )
    return found


def read_translations(file: Path) -> dict[Key, Translation]:
    """Return what `file` holds, drafts included; nothing where it does not exist."""
    if not file.exists():
        return {}
    found: dict[Key, Translation] = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - a file of our own
        for entry in context.iter("message"):
            node = entry.find("translation")
            if node is None:
                continue
            plural = tuple(form.text or "" for form in node.iter("numerusform"))
            forms = plural or (node.text or "",)
            is_finished = node.get("type") is None and all(forms)
            key = (context.findtext("name", ""), entry.findtext("source", ""))
            found[key] = Translation(forms, is_finished)
    return found


def needed(texts: Mapping[Key, Text], language: str) -> dict[Key, Text]:
    """Return the texts that `language` must translate: English only has plural forms."""
    return {key: text for key, text in texts.items() if language != "en" or text.is_plural}


def updated(
    texts: Mapping[Key, Text], existing: Mapping[Key, Translation], language: str
) -> dict[Key, Translation]:
    """Return the new content of a file: what it had, and drafts for what is new."""
    return {
        key: existing.get(key, Translation(_draft(text, language), is_finished=False))
        for key, text in needed(texts, language).items()
    }


def _draft(text: Text, language: str) -> tuple[str, ...]:
    if not text.is_plural:
        return ("",)
    return ("", text.key[1] if language == "en" else "")


def problems(
    texts: Mapping[Key, Text], existing: Mapping[Key, Translation], language: str
) -> Iterator[str]:
    """Yield a line for every text that is missing, obsolete or does not fit its source."""
    wanted = needed(texts, language)
    for key, text in sorted(wanted.items()):
        translation = existing.get(key)
        if translation is None or not translation.is_finished:
            yield f"{language}: missing ({text.place}): {_shown(key)}"
        elif len(translation.forms) != (_PLURAL_FORMS if text.is_plural else 1):
            yield f"{language}: wrong number of forms: {_shown(key)}"
        elif not _fits(text, translation):
            yield f"{language}: other placeholders than the source: {_shown(key)}"
    for key in sorted(existing.keys() - wanted.keys()):
        yield f"{language}: obsolete: {_shown(key)}"


def code_problems(texts: Iterable[Text]) -> Iterator[str]:
    """Yield a line for every text whose placeholders are not the values that its call gives."""
    for text in texts:
        given = text.values
        if given is None or not (given or text.is_plural):
            continue
        if placeholders(text.key[1]) - {"n"} != given:
            yield f"{text.place}: placeholders and values differ: {_shown(text.key)}"


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _fits(text: Text, translation: Translation) -> bool:
    if text.values is not None and not text.values and not text.is_plural:
        return True  # nothing is filled in: braces are plain characters
    wanted = placeholders(text.key[1])
    # "One message" needs no number.
    optional = frozenset({"n"}) if text.is_plural else frozenset()
    return all(placeholders(form) | optional == wanted | optional for form in translation.forms)


def _shown(key: Key) -> str:
    return f"[{key[0]}] {key[1]}"


def rendered(translations: Mapping[Key, Translation], language: str) -> str:
    """Return the file's text. The same translations give the same bytes."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
    ]
    for context in sorted({key[0] for key in translations}):
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for key in sorted(key for key in translations if key[0] == context):
            lines += _message_lines(key[1], translations[key])
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def _message_lines(source: str, translation: Translation) -> Iterator[str]:
    is_plural = len(translation.forms) > 1
    state = "" if translation.is_finished else ' type="unfinished"'
    yield '    <message numerus="yes">' if is_plural else "    <message>"
    yield f"        <source>{escape(source)}</source>"
    if is_plural:
        yield f"        <translation{state}>"
        for form in translation.forms:
            yield f"            <numerusform>{escape(form)}</numerusform>"
        yield "        </translation>"
    else:
        yield f"        <translation{state}>{escape(translation.forms[0])}</translation>"
    yield "    </message>"


def check(package: Path, directory: Path) -> list[str]:
    """Return everything that is not in order with the files in `directory`."""
    texts = texts_of(package)
    found = list(code_problems(texts.values()))
    for language in LANGUAGES:
        file = directory / f"sempre_{language}.ts"
        existing = read_translations(file)
        found += problems(texts, existing, language)
        if not file.exists() or file.read_text("utf-8") != rendered(existing, language):
            found.append(f"{language}: not in the form that this program writes: run it")
    return found


def update(package: Path, directory: Path) -> list[str]:
    """Write the files anew. Returns the finished translations that were dropped."""
    texts = texts_of(package)
    dropped = []
    for language in LANGUAGES:
        file = directory / f"sempre_{language}.ts"
        existing = read_translations(file)
        new = updated(texts, existing, language)
        gone = sorted(existing.keys() - new.keys())
        dropped += [f"{language}: dropped: {_shown(key)}: {existing[key].forms}" for key in gone]
        file.write_text(rendered(new, language), "utf-8", newline="\n")
    return dropped


def main(arguments: list[str]) -> int:
    """Update or check the files of this project."""
    parser = argparse.ArgumentParser(description="Keep the translations in step with the code.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if not in order")
    is_check = parser.parse_args(arguments).check
    package, directory = ROOT / "desktop_app", ROOT / "resources" / "translations"
    try:
        lines = check(package, directory) if is_check else update(package, directory)
    except UnreadableTextError as error:
        print(error, file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    return 1 if is_check and lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""One catalogue for the window and the command line, read from Qt's own format."""

import pytest

from desktop_app.base.messages import message
from desktop_app.base.translation import (
    LANGUAGES,
    Catalog,
    best_language,
    load_catalog,
    read_catalog,
)

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR">
<context>
    <name>Cli</name>
    <message><source>Hello {name}</source><translation>Olá, {name}</translation></message>
    <message numerus="yes"><source>{n} files</source>
        <translation><numerusform>{n} arquivo</numerusform>
            <numerusform>{n} arquivos</numerusform></translation></message>
    <message><source>Half</source><translation type="unfinished">Mei</translation></message>
    <message><source>Empty</source><translation></translation></message>
</context>
</TS>
"""


@pytest.fixture
def catalog(tmp_path):
    file = tmp_path / "sempre_pt_BR.ts"
    file.write_text(TS, "utf-8")
    return read_catalog(file, "pt_BR")


def test_sentences_are_translated_with_their_values(catalog):
    assert catalog.translate("Cli", "Hello {name}", name="Ana") == "Olá, Ana"
    assert catalog.render(message("Cli", "Hello {name}", name="{x}")) == "Olá, {x}"


def test_sentences_within_a_sentence_are_translated_too(catalog):
    inner = message("Cli", "{n} files", 2)
    assert catalog.render(message("Cli", "Hello {name}", name=inner)) == "Olá, 2 arquivos"


def test_another_context_has_other_words(catalog):
    assert catalog.translate("Window", "Hello {name}", name="Ana") == "Hello Ana"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 arquivo"), (1, "1 arquivo"), (2, "2 arquivos"), (500, "500 arquivos")],
)
def test_portuguese_has_one_form_for_nought_and_one(catalog, count, text):
    assert catalog.translate("Cli", "{n} files", count) == text


def test_english_forms():
    forms = {("Cli", "{n} files"): ("{n} file", "{n} files")}
    english = Catalog("en", forms)
    assert [english.translate("Cli", "{n} files", n) for n in (0, 1, 2)] == [
        "0 files",
        "1 file",
        "2 files",
    ]


def test_unfinished_and_empty_translations_leave_the_source(catalog):
    assert catalog.translate("Cli", "Half") == "Half"
    assert catalog.translate("Cli", "Empty") == "Empty"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("pt_BR.UTF-8", "pt_BR"),
        ("pt", "pt_BR"),
        ("pt-PT", "pt_BR"),
        ("C", "en"),
        ("", "en"),
        ("de_DE.UTF-8", "en"),
        ("ptolemaic", "en"),
    ],
)
def test_locale_names_lead_to_a_language_that_ships(wanted, code):
    assert best_language(wanted) == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_ships(language):
    assert load_catalog(language).language == language

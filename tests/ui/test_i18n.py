"""The window speaks the catalogue's language, and Qt's own texts follow."""

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from desktop_app.base.messages import message
from desktop_app.base.translation import Catalog
from desktop_app.ui.i18n import CatalogTranslator, install, render, translate

FORMS = {
    ("Shelf", "Hello {name}"): ("Olá {name}",),
    ("Shelf", "{n} books"): ("{n} livro", "{n} livros"),
}


@pytest.fixture
def own_translators(qapp):
    """Leave the application's languages as they were."""
    locale = QLocale()
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(locale)


@pytest.fixture
def portuguese(own_translators):
    translator = CatalogTranslator(Catalog("pt_BR", FORMS), own_translators)
    own_translators.installTranslator(translator)
    return own_translators


def test_a_known_sentence_is_translated_and_filled(portuguese):
    assert translate("Shelf", "Hello {name}", name="Ana") == "Olá Ana"


def test_an_unknown_sentence_stays_english(portuguese):
    assert translate("Shelf", "Goodbye {name}", name="Ana") == "Goodbye Ana"


@pytest.mark.parametrize(("count", "shown"), [(0, "0 livro"), (1, "1 livro"), (2, "2 livros")])
def test_counts_take_the_language_s_plural(portuguese, count, shown):
    assert translate("Shelf", "{n} books", count) == shown


def test_messages_from_below_are_rendered(portuguese):
    assert render(message("Shelf", "Hello {name}", name="{n}")) == "Olá {n}"


def test_sentences_within_a_sentence_are_rendered_too(portuguese):
    inner = message("Shelf", "{n} books", 2)
    assert render(message("Shelf", "Hello {name}", name=inner)) == "Olá 2 livros"


def test_counts_have_the_language_s_separators(own_translators):
    install(own_translators, "pt_BR")
    assert translate("Shelf", "{n} books", 12345) == "12.345 books"


def test_commands_lose_their_backticks_and_values_keep_theirs(portuguese):
    assert translate("Shelf", "See `sempre {name}`", name="`x`") == "See sempre `x`"


def test_the_standard_buttons_follow(own_translators):
    install(own_translators, "pt_BR.UTF-8")

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"


def test_a_second_language_replaces_the_first(own_translators):
    install(own_translators, "pt_BR")
    install(own_translators, "en")

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_numbers_follow_the_language(own_translators):
    install(own_translators, "pt")

    assert QLocale().toString(1.5, "f", 1) == "1,5"

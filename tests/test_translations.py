"""Every text that people see is there in both languages, and the tool that keeps it so works."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from desktop_app.base.translation import read_catalog

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "translations.py"

CODE = """
from desktop_app.base.messages import message

GONE = message("Errors", "{path} can't be read & more.", path=1)
COUNTED = message("Lists", "{n} conversations", 3)
OTHER = "x".translate({})
painter.translate(left, top)
"""


def load_script() -> ModuleType:
    """Import by path: the directory is no package, and PyPI's `packaging` has its name."""
    spec = importlib.util.spec_from_file_location("sempre_translations", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


translations = load_script()


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "package"
    path.mkdir()
    (path / "texts.py").write_text(CODE, "utf-8")
    return path


@pytest.fixture
def directory(tmp_path):
    path = tmp_path / "translations"
    path.mkdir()
    return path


def finish(file, draft, text):
    """Do a translator's work on one draft."""
    before = file.read_text("utf-8")
    assert draft in before
    file.write_text(before.replace(draft, text, 1), "utf-8")


def finish_all(directory):
    for file in directory.iterdir():
        text = file.read_text("utf-8").replace(' type="unfinished"', "")
        file.write_text(text.replace("<numerusform></", "<numerusform>uma só</"), "utf-8")
    portuguese = directory / "sempre_pt_BR.ts"
    finish(portuguese, "<numerusform>uma só</", "<numerusform>{n} conversa</")
    finish(portuguese, "<translation></", "<translation>{path} não pode ser lido &amp; mais.</")


def test_every_text_of_the_application_is_translated():
    found = translations.check(ROOT / "desktop_app", ROOT / "resources" / "translations")
    assert not found, "\n".join(found)


def test_english_holds_plural_forms_only(package, directory):
    translations.update(package, directory)
    english = (directory / "sempre_en.ts").read_text("utf-8")
    assert "{n} conversations" in english
    assert "be read" not in english


def test_new_texts_are_drafts_that_the_check_lists(package, directory):
    translations.update(package, directory)
    found = translations.check(package, directory)
    assert [line.partition(" (")[0] for line in found] == [
        "en: missing",
        "pt_BR: missing",
        "pt_BR: missing",
    ]


def test_finished_translations_stay_and_reach_the_application(package, directory):
    translations.update(package, directory)
    finish_all(directory)
    before = {file.name: file.read_bytes() for file in directory.iterdir()}

    assert translations.update(package, directory) == []

    assert {file.name: file.read_bytes() for file in directory.iterdir()} == before
    assert translations.check(package, directory) == []
    catalog = read_catalog(directory / "sempre_pt_BR.ts", "pt_BR")
    shown = catalog.translate("Errors", "{path} can't be read & more.", path="/x")
    assert shown == "/x não pode ser lido & mais."
    assert catalog.translate("Lists", "{n} conversations", 1) == "1 conversa"


def test_a_text_that_is_gone_is_obsolete_then_dropped_by_name(package, directory):
    translations.update(package, directory)
    finish_all(directory)
    (package / "texts.py").write_text(CODE.replace("GONE = message", "GONE = str"), "utf-8")

    assert translations.check(package, directory) == [
        "pt_BR: obsolete: [Errors] {path} can't be read & more."
    ]
    dropped = translations.update(package, directory)
    assert len(dropped) == 1
    assert "não pode ser lido" in dropped[0]
    assert translations.check(package, directory) == []


def test_a_translation_that_loses_a_value_is_found(package, directory):
    translations.update(package, directory)
    finish_all(directory)
    finish(directory / "sempre_pt_BR.ts", "<translation>{path}", "<translation>Isto")
    found = translations.check(package, directory)
    assert found == [
        "pt_BR: other placeholders than the source: [Errors] {path} can't be read & more."
    ]


def test_a_call_that_gives_other_values_than_its_text_names_is_found(package, directory):
    (package / "texts.py").write_text('message("A", "{size} of {total}", size=1)', "utf-8")
    translations.update(package, directory)
    found = translations.check(package, directory)
    assert "package/texts.py:1: placeholders and values differ: [A] {size} of {total}" in found


@pytest.mark.parametrize(
    "call", ['message("A", f"{x}")', "translate(context, source)", 'catalog.translate("A", text)']
)
def test_a_text_that_nobody_can_collect_is_refused(package, call):
    (package / "texts.py").write_text(call, "utf-8")
    with pytest.raises(translations.UnreadableTextError, match=r"texts\.py:1"):
        translations.texts_of(package)


def test_a_text_is_either_counted_or_not(package):
    (package / "more.py").write_text('message("Lists", "{n} conversations", n=3)', "utf-8")
    with pytest.raises(translations.UnreadableTextError, match="with a count"):
        translations.texts_of(package)

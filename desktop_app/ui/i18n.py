"""The words of the window, in the user's language.

One catalogue serves the window and the command line (`base.translation`). Here it is hung into
Qt's translation chain, so that Qt's own texts (standard buttons, the menus of text fields) and
ours change language together.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from desktop_app.base.messages import Message
from desktop_app.base.translation import Catalog, best_language, load_catalog

_SPEAKS = "sempreLanguage"  # a property of the application


class CatalogTranslator(QTranslator):
    """Answers Qt's look-ups from a `Catalog`; knows nothing of texts that are not ours."""

    def __init__(self, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog

    def isEmpty(self) -> bool:
        """Tell Qt whether it may skip this translator."""
        return not self._catalog.forms

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the template for `source_text`, None where the catalogue lacks it."""
        if (context, source_text) not in self._catalog.forms:
            return None
        return self._catalog.lookup(context, source_text, n if n >= 0 else None)


def install(app: QCoreApplication, language: str) -> None:
    """Make `app` speak `language` (a locale name); a former language is taken out.

    Numbers and dates follow it too. Without Qt's own catalogue the standard buttons stay English.
    """
    code = best_language(language)
    if app.property(_SPEAKS):  # else Python loads the class of each child, for nothing
        for former in app.findChildren(QTranslator):
            app.removeTranslator(former)
            former.deleteLater()
    app.setProperty(_SPEAKS, code)
    qt_texts = QTranslator(app)
    directory = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt_texts.load(str(Path(directory, f"qtbase_{code}.qm"))):
        app.installTranslator(qt_texts)
    app.installTranslator(CatalogTranslator(load_catalog(code), app))
    QLocale.setDefault(QLocale(code if code != "en" else language))


def translate(context: str, source: str, count: int | None = None, /, **values: object) -> str:
    """Return the sentence in the installed language, `values` put in; `{n}` is the count."""
    return render(Message(context, source, values, count))


def render(sentence: Message) -> str:
    """Return a sentence made below the window in the installed language.

    Sentences among its values are rendered too, and counts have the language's group separators.
    The command line sets commands off by backticks; the window's labels have no use for them.
    """
    count = -1 if sentence.count is None else sentence.count
    template = QCoreApplication.translate(sentence.context, sentence.source, None, count)
    return sentence.fill(template.replace("`", ""), render, QLocale().toString)

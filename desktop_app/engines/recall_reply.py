"""The words of `recall`: what it says about itself, about what it found and what it did not."""

from collections.abc import Sequence
from urllib.parse import quote

from desktop_app.base.translation import Catalog
from desktop_app.engines.base import HistorySize, Passage
from desktop_app.engines.recall_text import escape, excerpt, quotation

# The prompt being answered may be counted already, so one message is no history yet.
MESSAGES_OF_AN_EMPTY_HISTORY = 1
PARAGRAPH = "\n\n"


class ReplyWriter:
    """Writes Markdown in one language. Every reply begins by saying what is speaking."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def introduction(self) -> str:
        """Return the sentence with which every reply begins."""
        return self._catalog.translate(
            "Recall",
            "I am not a language model: I look things up in your own conversations and quote them.",
        )

    def quoting(self, passages: Sequence[Passage], words: Sequence[str], size: HistorySize) -> str:
        """Return the reply for passages that were found."""
        found = self._catalog.translate(
            "Recall",
            "I found {n} passages about {words}:",
            len(passages),
            words=_listed(words),
        )
        quotes = [
            part
            for passage in passages
            for part in (self._source(passage), quotation(excerpt(passage.text, words)))
        ]
        return self._joined(found, *quotes, *self._still_reading(size))

    def finding_nothing(self, words: Sequence[str], size: HistorySize) -> str:
        """Return the reply where nothing was found."""
        if size.messages <= MESSAGES_OF_AN_EMPTY_HISTORY and size.is_complete:
            return self._joined(self._empty())
        nothing = self._catalog.translate(
            "Recall",
            "I found nothing about {words} in your {n} messages.",
            size.messages,
            words=_listed(words),
        )
        advice = self._catalog.translate(
            "Recall", "Other words may help: a name, a file, a part of an error message."
        )
        return self._joined(nothing, *(self._still_reading(size) or (advice,)))

    def greeting(self, size: HistorySize) -> str:
        """Return the reply to a greeting."""
        return self._joined(self._catalog.translate("Recall", "Hello."), *self._usage(size))

    def help(self, size: HistorySize) -> str:
        """Return the reply to the question what this is, and to a prompt without a telling word."""
        return self._joined(*self._usage(size))

    def _usage(self, size: HistorySize) -> tuple[str, ...]:
        if size.messages <= MESSAGES_OF_AN_EMPTY_HISTORY and size.is_complete:
            return (self._empty(),)
        usage = self._catalog.translate(
            "Recall",
            "Write a few words that occur in what you are looking for; "
            "I search your {n} messages and show the best passages.",
            size.messages,
        )
        return (usage, *self._still_reading(size))

    def _empty(self) -> str:
        return self._catalog.translate(
            "Recall",
            "There is nothing to look up yet. What you write here is kept for ever, "
            "and from then on I can find it.",
        )

    def _still_reading(self, size: HistorySize) -> tuple[str, ...]:
        if size.is_complete:
            return ()
        return (
            self._catalog.translate(
                "Recall",
                "Your history is still being read; ask again in a moment and I may find more.",
            ),
        )

    def _source(self, passage: Passage) -> str:
        who = (
            self._catalog.translate("Recall", "You")
            if passage.role == "user"
            else self._catalog.translate("Recall", "The reply")
        )
        title = escape(passage.title) or self._catalog.translate("Recall", "untitled conversation")
        link = f"[{title}]({address(passage)})"
        if passage.timestamp is None:
            return self._catalog.translate("Recall", "**{who}** in {link}:", who=who, link=link)
        local = passage.timestamp.astimezone()
        # the parts are named so that a translation can put them in its own order
        date = self._catalog.translate(
            "Recall",
            "{year}-{month}-{day} {time}",
            year=f"{local:%Y}",
            month=f"{local:%m}",
            day=f"{local:%d}",
            time=f"{local:%H:%M}",
        )
        return self._catalog.translate(
            "Recall", "**{who}**, {date}, in {link}:", who=who, date=date, link=link
        )

    def _joined(self, *parts: str) -> str:
        return PARAGRAPH.join((self.introduction(), *parts))


def address(passage: Passage) -> str:
    """Return the address by which the window finds a message: `sempre://session/…#uuid`."""
    parts = (quote(part, safe="") for part in (passage.project, passage.session_id))
    return f"sempre://session/{'/'.join(parts)}#{quote(passage.uuid, safe='')}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"**{escape(word)}**" for word in words)

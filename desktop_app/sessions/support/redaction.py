"""What may go to support: not what looks harmless, but only what is known to be.

A text passes if it is a number, a moment, a UUID, a version, or a word of this program. Everything
else becomes its length; a name in a path becomes a mark that stands for the same name within one
bundle and for nothing outside it.
"""

import errno
import os
import re
import secrets
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from desktop_app.base.messages import Message
from desktop_app.base.translation import LANGUAGES, load_catalog
from desktop_app.claude_code.settings_scopes import Scope
from desktop_app.sessions.refs import Origin
from desktop_app.settings.model import LANGUAGE_CHOICES, RETENTION_CHOICES, THEME_CHOICES
from desktop_app.settings.paths import DataPaths

_KNOWN_FORMS = re.compile(
    r"""
    -?\d+(?:\.\d+)?                                                  # a number
    | \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)    # a moment
    | [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}   # a UUID
    | \d{1,5}(?:\.\d{1,5}){1,3}                                      # a version
    """,
    re.VERBOSE,
)
_ENGINES = frozenset({"recall", "scripted", "claude", "anthropic", "openai"})
_WORDS = frozenset(
    {
        "",
        *_ENGINES,
        *LANGUAGE_CHOICES,
        *THEME_CHOICES,
        *RETENTION_CHOICES,
        *(scope.value for scope in Scope),
        *(origin.value for origin in Origin),
        *(os.strerror(number) for number in errno.errorcode),
    }
)
# Names that this program itself gives.
_FILE_NAME = re.compile(
    r"""
    projects | backups | vault | links | copies | logs | inflight
    | (?:settings|window|vitals|verification)\.json (?:\.broken-\d+)?
    | index\.sqlite3 (?:-wal|-shm)? | sempre\.log (?:\.\d)?
    | sempre-\d{6}-\d{8}T\d{6}Z\.zip (?:\.partial)?
    | [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12} (?:\.jsonl)? (?:\.older-\d+)?
    """,
    re.VERBOSE,
)
_CONVERSATION = re.compile(  # as `SessionRef` writes itself
    r"([^/]{1,255})/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
_MARK_BYTES = 4


class Redactor:
    """Redacts texts, paths and sentences for one bundle. Immutable; any thread."""

    def __init__(self, paths: DataPaths, claude_dir: Path, home: Path) -> None:
        self._salt = secrets.token_bytes(16)
        self._roots = [("DATA", paths.root), ("CLAUDE", claude_dir), ("~", home)]
        catalogs = [load_catalog(language) for language in LANGUAGES]
        self._sentences = {key for catalog in catalogs for key in catalog.forms}

    def text(self, value: str) -> str:
        """Return `value` if it is known to be harmless, a path redacted, else only its length."""
        if value in _WORDS or _KNOWN_FORMS.fullmatch(value) or _FILE_NAME.fullmatch(value):
            return value
        conversation = _CONVERSATION.fullmatch(value)
        if conversation is not None:
            return f"{self.mark(conversation[1])}/{conversation[2]}"
        if Path(value).is_absolute():
            return self.path(Path(value))
        return f"‹{len(value)} characters›"

    def path(self, path: PurePath) -> str:
        """Return the path with every name that others gave replaced by a mark."""
        for name, root in self._roots:
            if path.is_relative_to(root):
                return "/".join((name, *map(self.name, path.relative_to(root).parts)))
        return "/".join(("", *map(self.name, path.parts[1:])))

    def name(self, name: str) -> str:
        """Return a file's or directory's name, or the mark that stands for it."""
        return name if _FILE_NAME.fullmatch(name) else self.mark(name)

    def mark(self, text: str) -> str:
        """Return the mark for `text`; the salt makes it worthless outside this bundle."""
        content = text.encode("utf-8", "surrogateescape")
        return f"‹{blake2b(content, digest_size=_MARK_BYTES, key=self._salt).hexdigest()}›"

    def sentence(self, sentence: Message) -> Message:
        """Return a sentence of this program with its values redacted; of any other the length."""
        if (sentence.context, sentence.source) not in self._sentences:
            length = f"‹{len(str(sentence))} characters›"
            return Message("", "{text}", MappingProxyType({"text": length}))
        values = {name: self._sentence_value(value) for name, value in sentence.values.items()}
        return Message(sentence.context, sentence.source, MappingProxyType(values), sentence.count)

    def json(self, value: object) -> Any:  # noqa: ANN401 - any JSON value
        """Return a JSON value with all texts in it redacted; its keys are this program's own."""
        match value:
            case bool() | int() | float() | None:
                return value
            case str():
                return self.text(value)
            case Mapping():
                return {key: self.json(item) for key, item in value.items()}
            case list() | tuple():
                return [self.json(item) for item in value]
        return f"‹{type(value).__name__}›"

    def engine(self, name: str) -> str:
        """Return an engine's name, or the mark that stands for one that somebody gave."""
        return name if name in _ENGINES else self.mark(name)

    def _sentence_value(self, value: object) -> object:
        match value:
            case Message():
                return self.sentence(value)
            case bool() | int() | float():
                return value
            case PurePath():
                return self.path(value)
        return self.text(str(value))

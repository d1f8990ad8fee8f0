"""What the person chose for each conversation: model, permission mode, working directory.

Kept in a file of our own (`choices.json`), not in the transcript: Claude Code reads that one.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from desktop_app.base.files import write_durably
from desktop_app.base.system_errors import reason_of
from desktop_app.engines.base import TurnChoices
from desktop_app.sessions.errors import NotSavedError
from desktop_app.sessions.refs import SessionRef

FILE_NAME = "choices.json"
_BROKEN_SUFFIX = ".broken"

_log = logging.getLogger("sempre.sessions")


class Choices:
    """All conversations' choices; thread-safe, read from the disk when first asked."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE_NAME
        self._lock = threading.Lock()
        self._known: dict[str, dict[str, Any]] | None = None

    def of(self, ref: SessionRef) -> TurnChoices:
        """Return what was chosen; everything is empty where nothing was. Never raises."""
        with self._lock:
            return _choices(self._read().get(str(ref), {}))

    def save(self, ref: SessionRef, choices: TurnChoices) -> None:
        """Remember durably; raises NotSavedError."""
        with self._lock:
            known = {**self._read(), str(ref): asdict(choices)}
            if choices == TurnChoices():
                del known[str(ref)]
            try:
                write_durably(self._path, orjson.dumps(known, option=orjson.OPT_INDENT_2))
            except OSError as error:
                raise NotSavedError(self._path, reason_of(error)) from error
            self._known = known

    def _read(self) -> dict[str, dict[str, Any]]:
        if self._known is None:
            self._known = self._load()
        return self._known

    def _load(self) -> dict[str, dict[str, Any]]:
        try:
            parsed = orjson.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            _log.info("choices can't be read: %s", error.strerror)
            return {}
        except orjson.JSONDecodeError:
            parsed = None
        if not isinstance(parsed, dict):
            self._path.replace(self._path.with_name(FILE_NAME + _BROKEN_SUFFIX))
            _log.info("%s was set aside: it is broken", self._path)
            return {}
        return {name: value for name, value in parsed.items() if isinstance(value, dict)}


def _choices(fields: Mapping[str, Any]) -> TurnChoices:
    names = ("model", "permission_mode", "cwd")
    return TurnChoices(**{name: str(fields[name]) for name in names if fields.get(name)})

"""What the person chose for each conversation: engine, model, permissions, working directory.

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
_ENGINE = "engine"

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
        self._save(ref, asdict(choices))

    def engine(self, ref: SessionRef) -> str:
        """Return the engine that was chosen; empty where none was. Never raises."""
        with self._lock:
            name = self._read().get(str(ref), {}).get(_ENGINE, "")
        return name if isinstance(name, str) else ""

    def save_engine(self, ref: SessionRef, name: str) -> None:
        """Remember the engine durably, beside the other choices; raises NotSavedError."""
        self._save(ref, {_ENGINE: name})

    def _save(self, ref: SessionRef, fields: Mapping[str, str]) -> None:
        with self._lock:
            kept = {**self._read().get(str(ref), {}), **fields}
            known = {**self._read(), str(ref): kept}
            if not any(kept.values()):
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

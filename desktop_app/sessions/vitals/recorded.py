"""The file `DATA/vitals.json`: a point per day of growth, and the last outcome of each engine."""

import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import orjson

from desktop_app.base.clock import parse_iso, to_iso
from desktop_app.base.files import reading, write_durably
from desktop_app.base.messages import Message
from desktop_app.base.values import frozen
from desktop_app.settings.paths import DataPaths

MAX_POINTS = 1100  # three years of a point a day
MAX_ENGINES = 50
_MAX_BYTES = 1 << 20
_MAX_CHARS = 400

_log = logging.getLogger("sempre.health")


@frozen
class SizePoint:
    """How large all conversations of the list were at one moment, as it was measured then."""

    moment: datetime
    size_bytes: int


@frozen
class EngineState:
    """How one engine fared last. `error` is what its last failure said, `retries` came before."""

    label: str = ""
    last_reply: datetime | None = None
    last_error: datetime | None = None
    error: Message | None = None
    retries: int = 0

    @property
    def is_failing(self) -> bool:
        """Whether the last turn with it failed."""
        if self.last_error is None:
            return False
        return self.last_reply is None or self.last_reply < self.last_error

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; the error in English."""
        return {
            "label": self.label,
            "last_reply": to_iso(self.last_reply) if self.last_reply else None,
            "last_error": to_iso(self.last_error) if self.last_error else None,
            "error": str(self.error) if self.error else None,
            "retries": self.retries,
            "is_failing": self.is_failing,
        }


@frozen
class Recorded:
    """Everything in the file."""

    growth: tuple[SizePoint, ...] = ()
    engines: Mapping[str, EngineState] = field(default_factory=dict)


def recall(paths: DataPaths) -> Recorded:
    """Return what is in the file; what can't be read or understood is left out. Never raises."""
    fields: Any = None
    with suppress(OSError, ValueError), reading(paths.vitals_file) as fd:
        fields = orjson.loads(os.read(fd, _MAX_BYTES))
    if not isinstance(fields, dict):
        return Recorded()
    points = fields.get("growth")
    engines = fields.get("engines")
    return Recorded(
        _points(points if isinstance(points, list) else []),
        _engines(engines if isinstance(engines, dict) else {}),
    )


def remember(paths: DataPaths, recorded: Recorded) -> bool:
    """Keep `recorded`; False where it can't be, as the log says."""
    document = {
        "growth": [[to_iso(p.moment), p.size_bytes] for p in recorded.growth[-MAX_POINTS:]],
        "engines": {
            name: {
                "label": state.label,
                "last_reply": state.last_reply and to_iso(state.last_reply),
                "last_error": state.last_error and to_iso(state.last_error),
                "error": state.error and _message_fields(state.error),
                "retries": state.retries,
            }
            for name, state in list(recorded.engines.items())[-MAX_ENGINES:]
        },
    }
    try:
        write_durably(paths.vitals_file, orjson.dumps(document))
    except OSError as error:
        _log.info("the growth is not recorded: %s", error.strerror)
        return False
    return True


def _points(found: list[Any]) -> tuple[SizePoint, ...]:
    points = []
    for item in found[-MAX_POINTS:]:
        if isinstance(item, list) and len(item) == 2:
            moment, size = parse_iso(item[0]), item[1]
            if moment is not None and isinstance(size, int) and size >= 0:
                points.append(SizePoint(moment, size))
    return tuple(sorted(points, key=lambda point: point.moment))


def _engines(found: dict[str, Any]) -> dict[str, EngineState]:
    return {
        name: EngineState(
            str(fields.get("label", ""))[:_MAX_CHARS],
            parse_iso(fields.get("last_reply")),
            parse_iso(fields.get("last_error")),
            _message(fields.get("error")),
            fields["retries"] if isinstance(fields.get("retries"), int) else 0,
        )
        for name, fields in found.items()
        if isinstance(fields, dict)
    }


def _message_fields(sentence: Message) -> dict[str, Any]:
    """Return a sentence so that it can be translated later; sentences in it become English."""
    return {
        "context": sentence.context,
        "source": sentence.source[:_MAX_CHARS],
        "values": {name: str(value)[:_MAX_CHARS] for name, value in sentence.values.items()},
        "count": sentence.count,
    }


def _message(fields: object) -> Message | None:
    if not isinstance(fields, dict):
        return None
    source, values, count = fields.get("source"), fields.get("values"), fields.get("count")
    if not isinstance(source, str) or not isinstance(values, dict):
        return None
    sentence = Message(
        str(fields.get("context", "")),
        source,
        MappingProxyType({str(name): str(value) for name, value in values.items()}),
        count if isinstance(count, int) else None,
    )
    try:
        str(sentence)
    except (KeyError, ValueError, IndexError, AttributeError):  # its placeholders lack values
        return None
    return sentence

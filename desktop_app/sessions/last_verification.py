"""What the last verification of all conversations found: a few figures, for the health report.

They stand in `DATA/verification.json`, derived and replaceable; losing them loses nothing.
"""

import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from desktop_app.base.clock import parse_iso, to_iso
from desktop_app.base.files import reading, write_durably
from desktop_app.base.values import frozen
from desktop_app.sessions.verification import Verification
from desktop_app.settings.paths import DataPaths

_MAX_BYTES = 64 * 1024

_log = logging.getLogger("sempre.health")


@frozen
class LastVerification:
    """Figures over all conversations, as every byte of them was read at `finished`."""

    finished: datetime
    conversations: int
    records: int
    damaged: int
    unreadable: int
    missing_parents: int
    reachable_percent: float
    orphan_tool_calls: int

    def to_fields(self) -> dict[str, Any]:
        """Return the figures as JSON has them."""
        return asdict(self) | {"finished": to_iso(self.finished)}


def remember(paths: DataPaths, checked: Iterable[Verification], finished: datetime) -> None:
    """Keep the figures of a verification of everything; where they can't be, the log says so."""
    verifications = list(checked)
    in_chains = sum(each.chain.records for each in verifications)
    reachable = sum(each.chain.reachable for each in verifications)
    figures = LastVerification(
        finished,
        conversations=len(verifications),
        records=sum(each.records for each in verifications),
        damaged=sum(each.damaged for each in verifications),
        unreadable=sum(bool(each.reason) for each in verifications),
        missing_parents=sum(each.chain.missing_parents for each in verifications),
        reachable_percent=round(100 * reachable / in_chains, 1) if in_chains else 100.0,
        orphan_tool_calls=sum(each.orphan_tool_calls for each in verifications),
    )
    try:
        write_durably(paths.verification_file, orjson.dumps(figures.to_fields()))
    except OSError as error:
        _log.warning("the verification's figures are not kept: %s", error.strerror)


def recall(paths: DataPaths) -> LastVerification | None:
    """Return the figures of the last verification of everything; None where none are known."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        with reading(paths.verification_file) as fd:
            fields = orjson.loads(os.read(fd, _MAX_BYTES))
        finished = parse_iso(fields.pop("finished", None))
        are_numbers = all(isinstance(value, int | float) for value in fields.values())
        if finished is not None and are_numbers:
            return LastVerification(finished, **fields)
    return None

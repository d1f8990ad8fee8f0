"""The versions that a support request is about."""

import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from importlib import metadata

from desktop_app import __version__
from desktop_app.base.values import frozen
from desktop_app.sessions.lines import read_items_backwards
from desktop_app.sessions.records import Record
from desktop_app.sessions.summary import SessionState, Summary

_LAST_RECORDS = 20
_MAX_CHARS = 40
# Above this a single line may be as long as the file.
_MAX_FILE_BYTES = 64 << 20


@frozen
class Versions:
    """An empty text is not known. `claude_code` wrote the newest transcript that tells it."""

    sempre: str = __version__
    python: str = ""
    qt: str = ""
    sqlite: str = ""
    system: str = ""
    claude_code: str = ""
    claude_agent_sdk: str = ""

    def to_json(self) -> dict[str, str]:
        """Return plain JSON values."""
        return asdict(self)


def versions(summaries: Iterable[Summary], qt: str = "") -> Versions:
    """Return what is known without starting any program."""
    return Versions(
        python=platform.python_version(),
        qt=qt,
        sqlite=sqlite3.sqlite_version,
        system=f"{platform.system()} {platform.release()} {platform.machine()}".strip(),
        claude_code=_of_claude_code(summaries),
        claude_agent_sdk=_of_distribution("claude-agent-sdk"),
    )


def _of_claude_code(summaries: Iterable[Summary]) -> str:
    theirs = [s for s in summaries if not s.is_ours and s.state is not SessionState.UNREADABLE]
    for summary in sorted(theirs, key=lambda s: -s.activity_s)[:3]:
        if summary.size_bytes > _MAX_FILE_BYTES:
            continue
        try:
            for _, item in zip(
                range(_LAST_RECORDS), read_items_backwards(summary.path), strict=False
            ):
                version = item.text("version") if isinstance(item, Record) else None
                if version and version[:1].isdigit():
                    return version[:_MAX_CHARS]
        except OSError:
            continue  # gone meanwhile
    return ""


def _of_distribution(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""

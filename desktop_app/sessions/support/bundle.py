"""Making the bundle as texts that a person can read, and saving exactly those."""

import io
import json
import os
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.base.clock import Clock, to_iso
from desktop_app.base.errors import SempreError
from desktop_app.base.files import reading, write_durably
from desktop_app.base.log import KEPT_FILES
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of
from desktop_app.sessions.health import HealthReport
from desktop_app.sessions.summary import Summary
from desktop_app.sessions.support.damage_outline import damage_outline
from desktop_app.sessions.support.log_lines import KnownLines, redacted_lines
from desktop_app.sessions.support.redaction import Redactor
from desktop_app.settings.engines import EngineSettings
from desktop_app.settings.file import load
from desktop_app.settings.model import Settings
from desktop_app.settings.paths import DataPaths

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

LOG_LINES = 3000
MAX_TRANSCRIPTS = 20
_MAX_LOG_BYTES = 4 << 20
# Whether they are set matters to support, never what they say.
_VARIABLES = (
    "ALL_PROXY",
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_BASE_URL",
    "CLAUDE_CONFIG_DIR",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "OPENAI_API_KEY",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
    "SEMPRE_DATA_DIR",
    "WAYLAND_DISPLAY",
)


class BundleNotSavedError(SempreError):
    """The file can't be written."""

    def __init__(self, target: Path, reason: Message) -> None:
        super().__init__(
            message(
                "Support",
                "The support bundle {file} is not saved: {reason}.",
                file=target,
                reason=reason,
            ),
            hint=message("Support", "Choose a file in a directory that you can write to."),
        )


@dataclass(frozen=True, slots=True)
class BundlePlaces:
    """Where everything is that the bundle is made from."""

    paths: DataPaths
    claude_dir: Path
    clock: Clock


@dataclass(frozen=True, slots=True)
class BundleText:
    """One file of the bundle; `note` says what it is."""

    name: str
    text: str
    note: Message


@dataclass(frozen=True, slots=True)
class SupportBundle:
    """All texts, in the order in which they are shown; nothing else is saved."""

    created: datetime
    texts: tuple[BundleText, ...]


def make_bundle(
    places: BundlePlaces,
    report: HealthReport,
    summaries: Sequence[Summary],
    render: Callable[[Message], str] = str,
) -> SupportBundle:
    """Return the bundle for `report`; reads the log and damaged transcripts. Blocks, never raises.

    `render` may translate the sentences.
    """
    redactor = Redactor(places.paths, places.claude_dir, Path(os.path.expanduser("~")))  # noqa: PTH111 - never raises
    texts = [
        BundleText(
            "health.json",
            _json(_health(report, redactor, render)),
            message("Support", "The health report; names in paths are replaced."),
        ),
        BundleText(
            "settings.json",
            _json(_settings(places.paths, redactor)),
            message("Support", "Your settings without names, addresses and keys."),
        ),
        BundleText(
            "log.txt",
            "\n".join(_log(places.paths, redactor)) + "\n",
            message("Support", "The end of the log; only lines of a known form, without values."),
        ),
        *_damaged(summaries, redactor),
    ]
    now = places.clock.now()
    return SupportBundle(now, (_contents(texts, now, render), *texts))


def bundle_of_store(
    store: "Store", report: HealthReport, render: Callable[[Message], str] = str
) -> SupportBundle:
    """Return the bundle for a report about `store`; as `make_bundle`."""
    places = BundlePlaces(store.paths, store.claude_dir, store.clock)
    return make_bundle(places, report, store.summaries(quick=True), render)


def save_bundle(bundle: SupportBundle, target: Path) -> None:
    """Write the texts into one zip archive, readable by this user alone; replaces `target`.

    Raises:
        BundleNotSavedError: the system refused; no part of the file is left.
    """
    buffer = io.BytesIO()
    stamp = bundle.created.timetuple()[:6]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for text in bundle.texts:
            archive.writestr(zipfile.ZipInfo(text.name, stamp), text.text, zipfile.ZIP_DEFLATED)
    try:
        write_durably(target.absolute(), buffer.getvalue())
    except OSError as error:
        raise BundleNotSavedError(target, reason_of(error)) from error


def _contents(
    texts: Sequence[BundleText], now: datetime, render: Callable[[Message], str]
) -> BundleText:
    lines = [
        f"Sempre support bundle, {to_iso(now)}",
        "",
        render(message("Support", "No word of any conversation is in here, and no key.")),
        render(
            message(
                "Support",
                "‹1a2b3c4d› stands for the same name everywhere in this bundle, ‹9 characters› "
                "for a text that was left out.",
            )
        ),
        "",
    ]
    lines += [f"{text.name}: {render(text.note)}" for text in texts]
    note = message("Support", "What is in the bundle.")
    return BundleText("contents.txt", "\n".join(lines) + "\n", note)


def _health(
    report: HealthReport, redactor: Redactor, render: Callable[[Message], str]
) -> dict[str, Any]:
    document = report.to_json()
    # written by this program, from fixed words and the system's own
    trusted = {"status", "version", "config", "disk"}
    redacted = {
        key: value if key in trusted else redactor.json(value)
        for key, value in document.items()
        if key not in {"findings", "versions", "engines"}
    }
    redacted["versions"] = redactor.json(document["versions"]) | {
        name: document["versions"][name] for name in ("sempre", "python", "system")
    }
    redacted["engines"] = {
        redactor.engine(name): redactor.json(state.to_json())
        | {"error": state.error and render(redactor.sentence(state.error))}
        for name, state in report.engines.items()
    }
    redacted["findings"] = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "sentence": render(redactor.sentence(finding.sentence)),
            "hint": render(redactor.sentence(finding.hint)),
            "session_id": finding.ref and finding.ref.session_id,
        }
        for finding in report.findings
    ]
    redacted["set_variables"] = [name for name in _VARIABLES if os.environ.get(name)]
    return redacted


def _settings(paths: DataPaths, redactor: Redactor) -> dict[str, Any]:
    """Return every choice by its name; of what another version wrote only how much there is."""
    settings = load(paths.settings_file).settings
    engines = {
        redactor.engine(name): _outline(engine, redactor)
        for name, engine in settings.engines.items()
    }
    return _outline(settings, redactor) | {"engines": engines}


def _outline(choices: Settings | EngineSettings, redactor: Redactor) -> dict[str, Any]:
    values = {field.name: getattr(choices, field.name) for field in fields(choices)}
    return {
        name: len(value) if isinstance(value, Mapping) else redactor.json(value)
        for name, value in values.items()
    }


def _log(paths: DataPaths, redactor: Redactor) -> Iterator[str]:
    found: deque[str] = deque(maxlen=LOG_LINES)
    older = [paths.logs / f"sempre.log.{number}" for number in range(KEPT_FILES - 1, 0, -1)]
    for file in (*older, paths.log_file):
        try:
            with reading(file) as fd:
                size = os.fstat(fd).st_size
                os.lseek(fd, max(0, size - _MAX_LOG_BYTES), os.SEEK_SET)
                content = os.read(fd, _MAX_LOG_BYTES)
        except OSError:
            continue
        found.extend(content.decode("utf-8", "replace").splitlines())
    return redacted_lines(found, redactor, KnownLines.of_source())


def _damaged(summaries: Sequence[Summary], redactor: Redactor) -> Iterator[BundleText]:
    worst = sorted((s for s in summaries if s.damaged), key=lambda s: -s.damaged)
    for number, summary in enumerate(worst[:MAX_TRANSCRIPTS], start=1):
        outline = damage_outline(summary) | {"project": redactor.mark(summary.ref.project)}
        yield BundleText(
            f"damaged-{number:02}.json",
            _json(outline),
            message("Support", "The structure of a damaged conversation; none of its text."),
        )


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"

"""One run of a command: where its data is, what language it speaks, how it ends."""

import logging
import os
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self
from xml.etree.ElementTree import ParseError

import click

from desktop_app.base.clock import SystemClock
from desktop_app.base.errors import SempreError
from desktop_app.base.log import configure_logging
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of
from desktop_app.base.traces import trace_without_text
from desktop_app.base.translation import Catalog, load_catalog
from desktop_app.base.values import frozen
from desktop_app.claude_code.layout import claude_directory
from desktop_app.cli.options import given_options
from desktop_app.cli.output import Output, standard_error, standard_output
from desktop_app.settings.file import load
from desktop_app.settings.model import SYSTEM, Settings
from desktop_app.settings.paths import DataPaths, data_directory

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

DONE, FAILED = 0, 1

_P = ParamSpec("_P")
_log = logging.getLogger("sempre.cli")


class NoCurrentDirectoryError(SempreError):
    """The directory in which the command was started does not exist any more."""

    def __init__(self) -> None:
        super().__init__(
            message("Cli", "The current directory does not exist any more."),
            hint=message("Cli", "Change to another one, or name one with --cwd."),
        )


@frozen
class Invocation:
    """What one command was given, completed from the settings and the environment."""

    paths: DataPaths
    claude_dir: Path
    given_cwd: Path | None
    session_id: str | None
    engine: str | None
    script: Path | None
    settings: Settings
    notices: tuple[Message, ...]
    catalog: Catalog
    output: Output
    errors: Output

    @classmethod
    def current(cls) -> Self:
        """Return what the running click command was given."""
        given = given_options(click.get_current_context())
        paths = DataPaths(data_directory(given.get("data_dir")))
        loaded = load(paths.settings_file)
        return cls(
            paths,
            claude_directory(given.get("claude_dir")),
            given.get("cwd"),
            given.get("session"),
            given.get("engine") or ("scripted" if "script" in given else None),
            given.get("script"),
            loaded.settings,
            loaded.notices,
            catalog_of(given.get("lang"), loaded.settings),
            standard_output(),
            standard_error(),
        )

    @property
    def cwd(self) -> Path:
        """The working directory of conversations that are begun now; an existing one.

        Raises:
            NoCurrentDirectoryError: none was given and the current one is gone.
        """
        if self.given_cwd is not None:
            return self.given_cwd.absolute()
        try:
            return Path.cwd()
        except FileNotFoundError as error:
            raise NoCurrentDirectoryError from error

    def open_store(self) -> "Store":
        """Return the store, to be entered."""
        # Here and not above: `--help`, `--version` and wrong usage need no store.
        from desktop_app.sessions.store import Store

        return Store(self.paths, self.claude_dir, SystemClock())

    def translate(
        self, context: str, source: str, count: int | None = None, /, **values: object
    ) -> str:
        """Return a sentence in the language of this run."""
        return self.catalog.render(Message(context, source, values, count))

    def render(self, sentence: Message) -> str:
        """Return a sentence that was made elsewhere in the language of this run."""
        return self.catalog.render(sentence)

    def tell_notices(self) -> None:
        """Print on stderr what is wrong with the settings."""
        for notice in self.notices:
            _log.info("%s", notice)
            self.errors.line(self.render(notice))

    def tell_error(self, error: SempreError) -> None:
        """Print a known failure on stderr: what happened, then the data, then what to do."""
        _log.info("failed: %s", type(error).__name__)
        for part in error.parts:
            self.errors.line(self.render(part))
        self.errors.flush()


def runs(body: Callable[Concatenate[Invocation, _P], int]) -> Callable[_P, int]:
    """Make `body` the body of a click command: log, settings' notices, errors, exit code."""

    @wraps(body)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> int:
        invocation = Invocation.current()
        with configure_logging(invocation.paths.log_file):
            invocation.tell_notices()
            try:
                status = body(invocation, *args, **kwargs)
            except SempreError as error:
                invocation.tell_error(error)
                status = FAILED
            except (click.ClickException, click.exceptions.Exit, click.Abort):
                raise
            except Exception as error:  # noqa: BLE001 - the edge: a bug gets a trace and a sentence
                _log.error("%s failed\n%s", body.__name__, trace_without_text(error))
                _tell_bug(invocation, error)
                status = FAILED
        return _finish(invocation, status)

    return run


def _finish(invocation: Invocation, status: int) -> int:
    invocation.output.flush()
    failure = invocation.output.failure
    if failure is not None:
        invocation.errors.line(
            invocation.translate(
                "Cli", "The output can't be written: {reason}.", reason=reason_of(failure)
            )
        )
        status = status or FAILED
    invocation.errors.flush()
    return status


def _tell_bug(invocation: Invocation, error: Exception) -> None:
    invocation.output.flush()
    invocation.errors.line(
        invocation.translate(
            "Cli",
            "Sempre made a mistake ({error}); saved conversations are not concerned. "
            "Details: {log}",
            error=type(error).__name__,
            log=invocation.paths.log_file,
        )
    )


def catalog_of(given: str | None, settings: Settings) -> Catalog:
    """Return the words of the language that was given, else chosen, else the environment's."""
    try:
        return load_catalog(given or _language(settings, os.environ))
    except (OSError, ParseError) as error:
        _log.warning("no translations: %s", error)
        return Catalog()


def _language(settings: Settings, environment: Mapping[str, str]) -> str:
    if settings.language != SYSTEM:
        return settings.language
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((environment[name] for name in names if environment.get(name)), "en")

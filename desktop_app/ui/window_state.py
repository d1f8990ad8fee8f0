"""What the window remembers between two starts: its shape, what was open, what was being typed.

Kept in `DATA/window.json`, apart from the conversations: losing it loses a draft at worst.
"""

import json
import logging
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop_app.base.files import reading, write_durably
from desktop_app.base.values import frozen

WRITE_DELAY_MS = 400
MIN_SIDE_WIDTH_PX = 240
MAX_SIDE_WIDTH_PX = 320
DEFAULT_SIDE_WIDTH_PX = 272

_MAX_FILE_BYTES = 16 * 1024 * 1024

# The values of the file and the type each must have; drafts are read apart.
_KINDS: Mapping[str, type] = {
    "geometry": str,
    "side_width_px": int,
    "is_panel_open": bool,
    "last_session": str,
    "has_seen_engines": bool,
}

_logger = logging.getLogger("sempre.ui.window_state")


@frozen
class WindowState:
    """All that is remembered.

    `geometry` is Qt's own format in base 64; `last_session` and the keys of `drafts` are
    `project/id`, as are those of `draft_files`, the paths of what is to go with a draft.
    """

    geometry: str = ""
    side_width_px: int = DEFAULT_SIDE_WIDTH_PX
    is_panel_open: bool = False
    last_session: str = ""
    has_seen_engines: bool = False  # what was found at the first start was told, and read
    drafts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    draft_files: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def with_draft(self, key: str, text: str) -> "WindowState":
        """Return a state that holds `text` for the conversation `key`; an empty one is dropped."""
        drafts = {other: kept for other, kept in self.drafts.items() if other != key}
        if text:
            drafts[key] = text
        return replace(self, drafts=MappingProxyType(drafts))

    def with_draft_files(self, key: str, files: Iterable[str]) -> "WindowState":
        """Return a state in which these files go with the draft of `key`."""
        kept = {other: paths for other, paths in self.draft_files.items() if other != key}
        if paths := tuple(files):
            kept[key] = paths
        return replace(self, draft_files=MappingProxyType(kept))


class WindowMemory(QObject):
    """Holds the state and writes it soon after a change, off the window's thread.

    With `is_read_only` (a picture is being taken) nothing is written. Lives on the window's thread.
    """

    def __init__(
        self, path: Path, *, is_read_only: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._is_read_only = is_read_only
        self._state = load_state(path, set_aside=not is_read_only)
        self._written = self._state
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="window-state")
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(WRITE_DELAY_MS)
        self._delay.timeout.connect(self._on_delay_ended)

    @property
    def state(self) -> WindowState:
        """What is remembered now."""
        return self._state

    def remember(self, state: WindowState) -> None:
        """Take `state`; it is on the disk WRITE_DELAY_MS later, or after `flush`."""
        if state != self._state:
            self._state = state
            if not self._is_read_only:
                self._delay.start()

    def flush(self) -> None:
        """Return when what is remembered is on the disk, or the disk refused it."""
        self._delay.stop()
        self._on_delay_ended()
        self._writer.submit(lambda: None).result()  # one thread: what was before is done

    def close(self) -> None:
        """Write what is not yet written, and wait for it. The memory is not used afterwards."""
        self._delay.stop()
        self._on_delay_ended()
        self._writer.shutdown(wait=True)

    def _on_delay_ended(self) -> None:
        if self._state != self._written and not self._is_read_only:
            self._written = self._state
            self._writer.submit(_write, self._path, self._state)


def load_state(path: Path, *, set_aside: bool = True) -> WindowState:
    """Return what `path` holds; the defaults where it is missing or broken.

    A file that cannot be understood is renamed to `….broken-N`, so that nothing in it is lost.
    Never raises.
    """
    try:
        with reading(path) as fd:
            content = os.read(fd, _MAX_FILE_BYTES)
        return _parse(json.loads(content))
    except FileNotFoundError:
        return WindowState()
    except (OSError, ValueError, RecursionError) as error:
        _logger.warning("window state not read: %s", type(error).__name__)
        if set_aside:
            _set_aside(path)
        return WindowState()


def _parse(raw: object) -> WindowState:
    """Take every value that has the type it should have; the others keep their defaults."""
    if not isinstance(raw, dict):
        raise ValueError("not an object")  # noqa: TRY004 - told like every other broken content
    kept: dict[str, Any] = {}
    for name, kind in _KINDS.items():
        if type(raw.get(name)) is kind:
            kept[name] = raw[name]
    drafts = raw.get("drafts")
    if isinstance(drafts, dict):
        texts = {key: text for key, text in drafts.items() if isinstance(text, str)}
        kept["drafts"] = MappingProxyType(texts)
    files = raw.get("draft_files")
    if isinstance(files, dict):
        lists = {key: paths for key, paths in files.items() if isinstance(paths, list)}
        kept["draft_files"] = MappingProxyType(
            {
                key: tuple(path for path in paths if isinstance(path, str))
                for key, paths in lists.items()
            }
        )
    return WindowState(**kept)


def _write(path: Path, state: WindowState) -> None:
    """Write on the writer's thread; a disk that refuses costs the memory, nothing else."""
    raw = {name: getattr(state, name) for name in _KINDS}
    raw |= {"drafts": dict(state.drafts), "draft_files": dict(state.draft_files)}
    try:
        write_durably(path, json.dumps(raw, indent=1).encode("ascii"))
    except OSError as error:
        _logger.warning("window state not written: %s", error.strerror or type(error).__name__)


def _set_aside(path: Path) -> None:
    number = 1
    while (target := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    try:
        path.rename(target)
    except OSError as error:
        _logger.warning("window state not set aside: %s", error.strerror or type(error).__name__)

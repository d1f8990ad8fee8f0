"""What is shown of every engine that there is or could be: its name, and how far it is usable."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from desktop_app.base.values import frozen
from desktop_app.settings.engines import EngineSettings, is_base_url, is_engine_name
from desktop_app.ui.i18n import translate

FURTHER = "openai:"
FOUND_LABEL = "Ollama"  # of the server that is looked for on this machine
_VENDORS = {"claude": "Claude Code", "anthropic": "Anthropic", "openai": "OpenAI"}
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9._-]+")
_MAX_NAME_CHARS = 40


class EngineChoice(Protocol):
    """What the manager tells of an engine that can be used; its capabilities fit."""

    @property
    def name(self) -> str:
        """The word that is saved."""
        ...

    @property
    def label(self) -> str:
        """What people call it."""
        ...


class EngineState(StrEnum):
    """How far an engine can be used."""

    READY = "ready"
    FOUND = "found"  # on this machine, without anybody having set it
    NEEDS_KEY = "needs-key"
    NOT_SET_UP = "not-set-up"
    OFF = "off"


@frozen
class EngineRow:
    """One engine."""

    name: str
    label: str
    state: EngineState
    takes_key: bool = False
    takes_address: bool = False
    takes_model: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it can answer."""
        return self.state in {EngineState.READY, EngineState.FOUND}

    @property
    def is_removable(self) -> bool:
        """Whether the person added it; the vendors' own are always there."""
        return self.name.startswith(FURTHER) and self.state is not EngineState.FOUND


def engine_rows(
    available: Iterable[EngineChoice], settings: Mapping[str, EngineSettings]
) -> tuple[EngineRow, ...]:
    """Return the engines in the order in which they are offered, those that lack something last."""
    rows = [_usable(engine, settings) for engine in available]
    known = {row.name for row in rows}
    further = (name for name in settings if name.startswith(FURTHER))
    rows += [_lacking(name, settings) for name in (*_VENDORS, *further) if name not in known]
    return tuple(rows)


def state_words(state: EngineState) -> str:
    """Return a state for people."""
    return {
        EngineState.READY: translate("EnginesDialog", "Ready"),
        EngineState.FOUND: translate("EnginesDialog", "Ready: found on this machine"),
        EngineState.NEEDS_KEY: translate("EnginesDialog", "Needs a key"),
        EngineState.NOT_SET_UP: translate("EnginesDialog", "Not installed, or not logged in"),
        EngineState.OFF: translate("EnginesDialog", "Switched off"),
    }[state]


def engine_name_for(words: str, taken: Iterable[str]) -> str:
    """Return the name under which a further server is saved; empty where `words` make none."""
    plain = _NOT_IN_A_NAME.sub("-", words.strip().lower()).strip("-._")[: _MAX_NAME_CHARS - 3]
    if not plain:
        return ""
    names = (FURTHER + plain, *(f"{FURTHER}{plain}-{number}" for number in range(2, 100)))
    used = set(taken)
    return next((name for name in names if name not in used and is_engine_name(name)), "")


def base_url_for(words: str) -> str:
    """Return a typed address as a base URL, `http://` before a bare one; empty where it is none."""
    address = words.strip().rstrip("/")
    if address and "://" not in address:
        address = f"http://{address}"
    if not address or not is_base_url(address):
        return ""
    return f"{address}/v1" if urlsplit(address).path == "" else address


def _usable(engine: EngineChoice, settings: Mapping[str, EngineSettings]) -> EngineRow:
    is_server = engine.name.split(":")[0] in {"anthropic", "openai"}
    chosen = settings.get(engine.name)
    is_found = engine.label == FOUND_LABEL and not (chosen and chosen.base_url)
    if is_found:
        return EngineRow(engine.name, engine.label, EngineState.FOUND, takes_model=True)
    return EngineRow(
        engine.name,
        engine.label if chosen and chosen.base_url else _VENDORS.get(engine.name, engine.label),
        EngineState.READY,
        takes_key=is_server,
        takes_address=is_server,
        takes_model=is_server,
    )


def _lacking(name: str, settings: Mapping[str, EngineSettings]) -> EngineRow:
    is_server = name != "claude"
    chosen = settings.get(name)
    if chosen is not None and not chosen.is_enabled:
        state = EngineState.OFF
    else:
        state = EngineState.NEEDS_KEY if is_server else EngineState.NOT_SET_UP
    label = _VENDORS.get(name) or name.removeprefix(FURTHER).title()
    return EngineRow(
        name,
        label,
        state,
        takes_key=is_server,
        takes_address=is_server,
        takes_model=is_server,
    )

"""The log for support: lines that the program's own code can have written, their values redacted.

A line is compared with the formats in the source that is installed. What fits none of them, for
whatever reason it is in the file, leaves only its length.
"""

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import desktop_app
from desktop_app.sessions.promise import START_LINES
from desktop_app.sessions.support.redaction import Redactor

_HEADER = re.compile(
    r"(\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:[+-]\d\d:\d\d|Z)?) "
    r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) \[(\d+)\] "
    r"(sempre(?:\.[a-z]{1,20})?|asyncio|py\.warnings): "
    r"(.*)"
)
_CALL = re.compile(r'_log\.[a-z]+\(\s*("(?:[^"\\\n]|\\.)*")')
_NAMED = re.compile(r"^\s*(?:async def|def|class)\s+(\w+)", re.MULTILINE)
_TRACE_PLACE = re.compile(r'  File "([^"]*)", line (\d+), in ([\w<>]+)')
_EXCEPTION = re.compile(r"(?:[\w.]*\.)?(\w+)")
_PLACEHOLDER = re.compile(r"%[srd]")


@dataclass(frozen=True, slots=True)
class KnownLines:
    """What the source knows: formats as patterns, the most telling first, and names of code."""

    formats: tuple[tuple[re.Pattern[str], str], ...]
    names: frozenset[str]

    @classmethod
    def of_source(cls, package: Path = Path(desktop_app.__file__).parent) -> "KnownLines":
        """Read the installed source; without one nothing is known."""
        formats = set(START_LINES)
        names = {name for name in dir(builtins) if name[:1].isupper()} | {"<module>"}
        for file in sorted(package.rglob("*.py")):
            try:
                source = file.read_text(encoding="utf-8")
            except (OSError, ValueError):
                continue  # its lines are then of no known form
            names.update(_NAMED.findall(source))
            for literal in _CALL.findall(source):
                formats.add(str(ast.literal_eval(literal)).split("\n")[0])
        by_weight = sorted(formats, key=lambda known: -len(_PLACEHOLDER.sub("", known)))
        return cls(tuple((_pattern(known), known) for known in by_weight), frozenset(names))


def redacted_lines(lines: Iterable[str], redactor: Redactor, known: KnownLines) -> Iterator[str]:
    """Yield for each line of a log what may be told of it; source lines of traces are left out."""
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is not None:
            moment, level, process, logger, said = header.groups()
            yield f"{moment} {level} [{process}] {logger}: {_said(said, redactor, known)}"
        elif line.startswith("    ") or not line.strip():
            continue
        else:
            yield _of_trace(line, known)


def _said(text: str, redactor: Redactor, known: KnownLines) -> str:
    for pattern, template in known.formats:
        found = pattern.fullmatch(text)
        if found is not None:
            first, *others = _PLACEHOLDER.split(template)
            values = (_value(value, redactor, known) for value in found.groups())
            return first + "".join(map("".join, zip(values, others, strict=True)))
    return f"‹{len(text)} characters›"


def _value(value: str, redactor: Redactor, known: KnownLines) -> str:
    """Return a value redacted; the class of an error says what support must know."""
    is_error = value.endswith("Error") and value in known.names
    return value if is_error else redactor.text(value)


def _of_trace(line: str, known: KnownLines) -> str:
    place = _TRACE_PLACE.fullmatch(line)
    if place is not None and place[3] in known.names:
        return f'  File "{_code_file(place[1])}", line {place[2]}, in {place[3]}'
    if line == "led to":
        return line
    exception = _EXCEPTION.fullmatch(line)
    if exception is not None and exception[1] in known.names:
        return exception[1]
    return f"‹{len(line)} characters›"


def _code_file(name: str) -> str:
    """Return a path of our own code from the package on; of other code nothing."""
    parts = Path(name).parts
    package = desktop_app.__name__
    if package not in parts:
        return "…"
    start = len(parts) - 1 - parts[::-1].index(package)
    inside = Path(*parts[start:])
    return str(inside) if (Path(desktop_app.__file__).parent.parent / inside).exists() else "…"


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, _PLACEHOLDER.split(template))))

"""Everything that a conversation file may hold (FAULTS 1-28), between two sound records."""

import json

from tests.fakes.transcripts import encoded, prompt, record, reply

BEFORE, AFTER = prompt("needle before", uuid="before"), reply("needle after", uuid="after")
TORN = encoded(prompt("torn", uuid="torn"))[:40]


def line(text: bytes, uuid: str = "odd") -> bytes:
    """Return a prompt's line whose text is these raw bytes."""
    made: bytes = encoded(prompt("MARK", uuid=uuid))
    return made.replace(b"MARK", text)


def cycle():
    return encoded(
        prompt("a", uuid="a", parentUuid="c"),
        prompt("b", uuid="b", parentUuid="a"),
        prompt("c", uuid="c", parentUuid="b"),
        prompt("itself", uuid="self", parentUuid="self"),
    )


TWICE = prompt("twice", uuid="twice")
# case: (bytes between BEFORE and AFTER, records among them, damaged stretches among them)
CASES: dict[str, tuple[bytes, int, int]] = {
    "2 torn line in the middle": (TORN + b"\n", 0, 1),
    "3 fused records": (encoded(prompt("x"))[:-1] + encoded(prompt("y")), 2, 0),
    "4 a page of NULs": (b"\0" * 4096 + b"\n", 0, 1),
    "5 NULs before a record": (b"\0" * 9 + encoded(prompt("late")), 1, 1),
    "6 invalid UTF-8": (line(b"\xff\xfe"), 1, 1),
    "7 lone surrogate": (line(b"\\ud800 \\udfff"), 1, 0),
    "8 overlong and surrogate bytes": (line(b"\xc0\xaf \xed\xa0\x80"), 1, 1),
    "9 control characters": (line(b"a\x01\tb"), 1, 0),
    "10 BOM": (b"\xef\xbb\xbf" + encoded(prompt("bom")), 1, 0),
    "11 CRLF and blank lines": (b"\r\n\n  \n" + encoded(prompt("crlf"))[:-1] + b"\r\n", 1, 0),
    "12 line separators": (line("\u2028\u0085\u2029".encode()), 1, 0),
    "15 nesting of 1,025": (b'{"a":' * 1025 + b"1" + b"}" * 1025 + b"\n", 0, 1),
    "15 nesting of 100,000": (b"[" * 100_000 + b"\n", 0, 1),
    "16 numbers": (b'{"n":18446744073709551616,"d":%s,"e":1e400}\n' % (b"7" * 5000), 1, 0),
    "16 not a number": (b'{"n":NaN,"m":-Infinity}\n', 1, 0),
    "17 duplicate keys": (b'{"type":"user","type":"mode","uuid":"1","uuid":"2"}\n', 1, 0),
    "18 duplicate uuids": (encoded(TWICE, TWICE, TWICE | {"extra": 1}), 3, 0),
    "19 missing parent": (encoded(prompt("orphan", uuid="orphan", parentUuid="gone")), 1, 0),
    "20 parent cycle and self-parent": (cycle(), 4, 0),
    "21 two roots and branches": (
        encoded(
            prompt("root", uuid="r"),
            reply("left", uuid="l", parentUuid="r"),
            reply("right", uuid="m", parentUuid="r"),
        ),
        3,
        0,
    ),
    "22 unknown types and fields": (
        b'{"type":"from-the-future", "payload":[1, 2.50, {"\xc3\xa9":null}]}\n'
        + encoded(prompt("kept", unknown={"b": 1, "a": [True]})),
        2,
        0,
    ),
    "23 no objects": (b'5\n"text"\n[1]\n{}\n', 1, 3),
    "24 wrong types": (
        encoded(
            record("user", 5),
            record("assistant", {"a": 1}),
            {"type": 7, "uuid": [], "parentUuid": {}, "timestamp": -1, "message": "x"},
        ),
        3,
        0,
    ),
    "26 odd times": (
        encoded(
            prompt("t1", timestamp="2099-01-01T00:00:00.000Z"),
            prompt("t2", timestamp="1970-01-01T00:00:00.000Z"),
            prompt("t3", timestamp="1970-01-01T00:00:00.000Z"),
        ),
        3,
        0,
    ),
    "27 hostile text": (
        encoded(prompt("<script>x</script>\x1b[31m\u202e\u200b " + "w" * 1_000_000)),
        1,
        0,
    ),
}


def is_strict_record(raw: bytes) -> bool:
    """Tell whether every JSONL reader takes these bytes as a record."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse, parse_int=str)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict)


def _refuse(constant: str) -> None:
    raise ValueError(constant)

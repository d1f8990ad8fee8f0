"""Records and files as other programs write them, for tests that read."""

import json
from itertools import count
from pathlib import Path

from desktop_app.sessions.refs import SessionRef

_numbers = count(1)


def record(kind, content, **fields):
    """Return the fields of a record with a fresh uuid; `content` None leaves the message out."""
    plain = {"type": kind, "uuid": f"uuid-{next(_numbers)}", "parentUuid": None}
    message = {} if content is None else {"message": {"role": kind, "content": content}}
    return plain | message | fields


def prompt(text, **fields):
    """Return what a person typed."""
    return record("user", text, **fields)


def reply(text, *, message_id="message", **fields):
    """Return a reply; with `message_id` None its message has no id."""
    made = record("assistant", [{"type": "text", "text": text}], **fields)
    if message_id is not None:
        made["message"]["id"] = message_id
    return made


def encoded(*records):
    """Return records as lines; anything that is bytes already is put there as it is."""
    return b"".join(
        item if isinstance(item, bytes) else json.dumps(item).encode() + b"\n" for item in records
    )


def write_transcript(projects: Path, number: int, *records, project="-home-user-chat"):
    """Write a conversation file and return its ref and path."""
    ref = SessionRef(project, f"00000000-0000-0000-0000-{number:012}")
    path = projects / project / f"{ref.session_id}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(*records))
    return ref, path

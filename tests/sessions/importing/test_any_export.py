"""Whatever stands in an export, reading it ends, and what comes out can be written."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.sessions.importing import chatgpt, claude_ai
from desktop_app.sessions.importing.conversion import convert
from desktop_app.sessions.importing.foreign import UnknownShapeError
from desktop_app.sessions.records import Record, encode_line, parse_line

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAMES = (
    "message parent author role content content_type parts text name recipient metadata thoughts "
    "asset_pointer create_time uuid sender type input file_name extracted_content attachments "
    "files parent_message_uuid created_at thinking"
)
KEYS = st.sampled_from(NAMES.split())
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["a", "b", "user", "assistant", "human", "text", "code", "tool_use"])
    | st.text(max_size=5)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
NODES = st.dictionaries(st.sampled_from("abcd"), st.dictionaries(KEYS, VALUES, max_size=4))


def check(conversation):
    converted = convert(conversation, "/srv/x", NOW, lambda _: None)
    seen = set()
    for record in converted.chain:
        (read,) = parse_line(encode_line(record).rstrip(b"\n"), 0)
        assert isinstance(read, Record)
        assert read.parent_uuid is None or read.parent_uuid in seen
        assert read.uuid not in seen
        seen.add(read.uuid)


@given(NODES, VALUES, VALUES)
def test_any_tree_of_chatgpts(nodes, current, title):
    value = {"id": "x", "mapping": nodes, "current_node": current, "title": title}
    try:
        check(chatgpt.read_conversation(value))
    except UnknownShapeError:
        assert not nodes


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=6) | VALUES, max_size=5), VALUES)
def test_any_messages_of_claude_ais(messages, name):
    value = {"uuid": "x", "name": name, "chat_messages": messages}
    try:
        check(claude_ai.read_conversation(value))
    except UnknownShapeError:
        assert not any(isinstance(message, dict) for message in messages)

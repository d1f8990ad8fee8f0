"""Conversations of a ChatGPT data export: a tree of nodes, one of which is the current one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from desktop_app.sessions.importing.foreign import (
    ForeignConversation,
    ForeignMessage,
    Role,
    UnknownShapeError,
    fields_of,
    moment_of,
    text_of,
)

SOURCE = "chatgpt"
_MAX_UNKNOWN_CHARS = 100_000
# Texts that the program gave itself; nobody said them.
_SILENT = frozenset({"user_editable_context", "model_editable_context"})


def is_conversation(value: Mapping[str, Any]) -> bool:
    """Tell whether `value` has the shape of such a conversation."""
    return isinstance(value.get("mapping"), dict)


def read_conversation(value: Mapping[str, Any]) -> ForeignConversation:
    """Return what a conversation says, all branches.

    Raises:
        UnknownShapeError: it has no id or no nodes.
    """
    nodes = {key: node for key, node in fields_of(value.get("mapping")).items() if _is_node(node)}
    conversation_id = text_of(value.get("conversation_id")) or text_of(value.get("id"))
    if not conversation_id or not nodes:
        raise UnknownShapeError
    messages: list[ForeignMessage] = []
    kept_above: dict[str, str] = {}  # of each node, the nearest one above that says something
    for key in _in_order(nodes, text_of(value.get("current_node"))):
        parent = text_of(nodes[key].get("parent"))
        above = kept_above.get(parent, "")
        found = _message(key, above, fields_of(nodes[key].get("message")))
        kept_above[key] = above if found is None else key
        if found is not None:
            messages.append(found)
    return ForeignConversation(
        SOURCE,
        conversation_id,
        text_of(value.get("title")),
        moment_of(value.get("create_time")),
        tuple(messages),
    )


def _is_node(node: object) -> bool:
    return isinstance(node, dict)


def _in_order(nodes: Mapping[str, Mapping[str, Any]], current: str) -> Iterator[str]:
    """Yield every node once, parents first, the branch of `current` last; loops are cut."""
    path: set[str] = set()
    while current in nodes and current not in path:
        path.add(current)
        current = text_of(nodes[current].get("parent"))
    children: dict[str, list[str]] = {}
    for key, node in nodes.items():
        children.setdefault(text_of(node.get("parent")), []).append(key)
    roots = [key for key, node in nodes.items() if text_of(node.get("parent")) not in nodes]
    seen: set[str] = set()
    for starts in (_path_last(roots, path), nodes):  # then what only loops lead to
        for start in starts:
            waiting = [start]
            while waiting:
                key = waiting.pop()
                if key in seen:
                    continue
                seen.add(key)
                yield key
                waiting += reversed(_path_last(children.get(key, ()), path))


def _path_last(keys: Iterable[str], path: set[str]) -> list[str]:
    return sorted(keys, key=path.__contains__)


def _message(key: str, parent: str, message: Mapping[str, Any]) -> ForeignMessage | None:
    content = fields_of(message.get("content"))
    kind = text_of(content.get("content_type"))
    author = fields_of(message.get("author"))
    role = text_of(author.get("role"))
    text, pictures = _said(content, kind)
    if kind in _SILENT or not (text.strip() or pictures):
        return None
    is_hidden = fields_of(message.get("metadata")).get("is_visually_hidden_from_conversation")
    recipient = text_of(message.get("recipient")) or "all"
    label = text_of(author.get("name")) or (recipient if recipient != "all" else "") or kind or role
    is_said = kind in {"text", "multimodal_text", "code"} and recipient == "all" and not is_hidden
    roles = {"user": Role.PROMPT, "assistant": Role.REPLY}
    kept = roles.get(role, Role.NOTICE) if is_said else Role.NOTICE
    if pictures and kept is not Role.PROMPT:
        text = f"{text}\n[{', '.join(pictures)}]".strip()
    return ForeignMessage(
        key, parent, kept, text, moment_of(message.get("create_time")), label, tuple(pictures)
    )


def _said(content: Mapping[str, Any], kind: str) -> tuple[str, list[str]]:
    """Return the text of a content and the files that it names as pictures."""
    pictures: list[str] = []
    texts: list[str] = []
    parts = content.get("parts")
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, str):
            texts.append(part)
        elif pointer := text_of(fields_of(part).get("asset_pointer")):
            pictures.append(pointer.rpartition("/")[2])
        elif inner := text_of(fields_of(part).get("text")):
            texts.append(inner)
    for inner in filter(None, (text_of(content.get(name)) for name in ("text", "result"))):
        texts += [_fenced(inner, content) if kind == "code" else inner]
    thoughts = content.get("thoughts")
    for thought in thoughts if isinstance(thoughts, list) else []:
        texts += (text_of(fields_of(thought).get(name)) for name in ("summary", "content"))
    if not texts and not pictures and kind and parts is None and len(content) > 1:
        texts.append(json.dumps(content, ensure_ascii=False)[:_MAX_UNKNOWN_CHARS])
    return "\n\n".join(filter(None, texts)), pictures


def _fenced(code: str, content: Mapping[str, Any]) -> str:
    language = text_of(content.get("language"))
    return f"```{language if language.isalnum() else ''}\n{code}\n```"

"""What a tool is going to do, as text that a person can judge: its command or its changes."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from desktop_app.base.values import frozen
from desktop_app.ui.chat.rows.tool import as_json
from desktop_app.ui.i18n import translate
from desktop_app.ui.permission_words import QUESTION_TOOL

# Comparing line by line takes quadratic time; beyond this all old lines go and all new ones come.
_MAX_COMPARED_LINES = 2_000
_CONTEXT_LINES = 3
_HEADER_LINES = 3  # the two names and where the first change stands
_SHOWN_BY_A_DIFF = frozenset({"content", "new_source", "edits", "old_string", "new_string"})


@frozen
class ToolInput:
    """`text` in full, in a `language` of the code colours; `label` says what it is."""

    label: str
    language: str
    text: str


def shown_input(tool: str, given: Mapping[str, Any]) -> ToolInput:
    """Return what `tool` would be given, nothing of it left out; unknown tools get JSON."""
    command = given.get("command")
    if isinstance(command, str):
        return ToolInput(_label(given, "description", ("command",)), "bash", command)
    if tool == QUESTION_TOOL:
        return ToolInput("", "", "\n".join(_questions(given)))
    path = "file_path" if "file_path" in given else "notebook_path"
    changes = [*_changes(given)]
    if isinstance(given.get(path), str) and changes:
        text = "\n".join(_diff(*change) for change in changes)
        return ToolInput(_label(given, path, _SHOWN_BY_A_DIFF), "diff", text)
    plan = given.get("plan")
    if isinstance(plan, str) and len(given) == 1:
        return ToolInput(translate("Permissions", "Plan"), "markdown", plan)
    return ToolInput(_input_word(), "json", as_json(dict(given)))


def _label(given: Mapping[str, Any], title: str, shown: Collection[str]) -> str:
    """Return the text called `title` with every value that is not shown elsewhere."""
    named = given.get(title)
    others = [
        f"{name}: {value}" for name, value in given.items() if name not in shown and name != title
    ]
    return " · ".join([named if isinstance(named, str) and named else _input_word(), *others])


def _changes(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (what goes, what comes) of tools that change a file."""
    content = given.get("content", given.get("new_source"))
    if isinstance(content, str):
        yield "", content
    edits = given.get("edits")
    for edit in (given, *(edits if isinstance(edits, list) else ())):
        if isinstance(edit, Mapping):
            old, new = edit.get("old_string"), edit.get("new_string")
            if isinstance(old, str) and isinstance(new, str):
                yield old, new


def _diff(old: str, new: str) -> str:
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    if not before or not after or len(before) + len(after) > _MAX_COMPARED_LINES:
        return "\n".join([*(f"-{line}" for line in before), *(f"+{line}" for line in after)])
    from difflib import unified_diff  # not for the first frame

    lines = [*unified_diff(before, after, n=_CONTEXT_LINES, lineterm="")][_HEADER_LINES:]
    return "\n".join("⋯" if line.startswith("@@") else line for line in lines)


def _questions(given: Mapping[str, Any]) -> Iterator[str]:
    questions = given.get("questions")
    for question in questions if isinstance(questions, list) else ():
        if not isinstance(question, Mapping):
            continue
        yield str(question.get("question", ""))
        options = question.get("options")
        for option in options if isinstance(options, list) else ():
            if isinstance(option, Mapping):
                yield f"  • {option.get('label', '')}"


def _input_word() -> str:
    return translate("Transcript", "Input")

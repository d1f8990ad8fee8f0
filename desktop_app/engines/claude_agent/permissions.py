"""Permission requests: the SDK's callback on one side, our events and answers on the other."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop_app.engines.base import Approval, PermissionAnswer, PermissionRequest, Verdict

if TYPE_CHECKING:
    from claude_agent_sdk import PermissionResult, ToolPermissionContext

_DENIED = "The user does not allow this."


class Permissions:
    """Requests that wait for the person; used on the event loop's thread."""

    def __init__(self, announce: Callable[[PermissionRequest], None]) -> None:
        self.approved: Approval | None = None  # given before the request came
        self._announce = announce
        self._waiting: dict[str, asyncio.Future[PermissionAnswer]] = {}

    async def ask(
        self, tool_name: str, tool_input: dict[str, Any], context: "ToolPermissionContext"
    ) -> "PermissionResult":
        """Announce a request, wait for its answer, and say it in the SDK's words."""
        request = PermissionRequest(
            id=context.tool_use_id or "",
            tool_name=tool_name,
            input=tool_input,
            title=context.title or "",
            suggestions=tuple(suggestion.to_dict() for suggestion in context.suggestions),
        )
        earlier = self._earlier_answer(request)
        if earlier is not None:
            return _result(request, earlier)
        waiting = self._waiting[request.id] = asyncio.get_running_loop().create_future()
        self._announce(request)
        try:
            return _result(request, await waiting)
        finally:
            self._waiting.pop(request.id, None)

    def answer(self, request_id: str, answer: PermissionAnswer) -> None:
        """Let the request that waits under this id go on; without one, do nothing."""
        waiting = self._waiting.get(request_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    def _earlier_answer(self, request: PermissionRequest) -> PermissionAnswer | None:
        approved, self.approved = self.approved, None
        if approved is None or not _is_same(approved.request, request):
            return None
        return approved.answer


def _is_same(one: PermissionRequest, other: PermissionRequest) -> bool:
    return one.tool_name == other.tool_name and dict(one.input) == dict(other.input)


def _result(request: PermissionRequest, answer: PermissionAnswer) -> "PermissionResult":
    from claude_agent_sdk import PermissionResultAllow, PermissionResultDeny

    match answer.verdict:
        case Verdict.DENY:
            return PermissionResultDeny(message=answer.reason or _DENIED)
        case Verdict.DENY_AND_STOP:
            return PermissionResultDeny(message=answer.reason or _DENIED, interrupt=True)
        case verdict:
            changed = dict(answer.input if answer.input is not None else request.input)
            is_lasting = verdict is Verdict.ALLOW_CONVERSATION
            return PermissionResultAllow(
                updated_input=changed,
                updated_permissions=_for_conversation(request) if is_lasting else None,
            )


def _for_conversation(request: PermissionRequest) -> list[Any]:
    """Return what the request suggests, kept no longer than the process; else the whole tool."""
    from claude_agent_sdk.types import PermissionRuleValue, PermissionUpdate

    rules = [
        replace(PermissionUpdate.from_dict(dict(suggestion)), destination="session")
        for suggestion in request.suggestions
        if _is_rule(suggestion)
    ]
    whole_tool = PermissionUpdate(
        type="addRules",
        rules=[PermissionRuleValue(tool_name=request.tool_name)],
        behavior="allow",
        destination="session",
    )
    return rules or [whole_tool]


def _is_rule(suggestion: Mapping[str, Any]) -> bool:
    """Tell whether it allows this use only: a change of mode would allow every other tool."""
    return suggestion.get("type") == "addRules" and suggestion.get("behavior") == "allow"

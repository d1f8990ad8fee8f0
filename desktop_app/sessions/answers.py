"""What a person says to an engine, for those above the sessions: they never talk to engines."""

from desktop_app.engines.base import (
    Capabilities,
    ModelChoice,
    PermissionAnswer,
    PermissionRequest,
    TurnChoices,
    Verdict,
)

__all__ = [
    "Capabilities",
    "ModelChoice",
    "PermissionAnswer",
    "PermissionRequest",
    "TurnChoices",
    "Verdict",
]

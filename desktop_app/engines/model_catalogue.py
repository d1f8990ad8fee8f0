"""What one server said of its models, so that it is asked once and not by every conversation."""

from dataclasses import dataclass, field

from desktop_app.base.values import frozen
from desktop_app.engines.base import ModelChoice


@frozen
class ModelLimits:
    """What is known of one model; `thinking` is the form in which it thinks, empty for none."""

    window_tokens: int
    reply_tokens: int = 8192
    thinking: str = ""  # "", "adaptive", "enabled"


@dataclass
class ModelCatalogue:
    """The models of one server; shared by all connections to it.

    `choices` is None until the server was asked, `preferred` the model taken where nobody chose.
    """

    choices: tuple[ModelChoice, ...] | None = None
    preferred: str = ""
    limits: dict[str, ModelLimits] = field(default_factory=dict)
    unthinking: set[str] = field(default_factory=set)  # models that refused to be asked to think

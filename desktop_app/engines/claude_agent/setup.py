"""With what the process of Claude Code is started: program, environment, options.

Measured on CLI 2.1.330 with SDK 0.2.187.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop_app.base.values import frozen
from desktop_app.engines.base import Turn

if TYPE_CHECKING:
    from claude_agent_sdk import CanUseTool, ClaudeAgentOptions, PermissionMode

# One line of the CLI's output holds a whole message: 1 MiB, the SDK's default, is fatal beyond.
MAX_LINE_BYTES = 64 * 1024 * 1024
# Turns off the sweep that deletes transcripts 30 days old (0 would delete them all).
SETTINGS = '{"cleanupPeriodDays":36500}'
PERMISSION_MODES = ("default", "acceptEdits", "plan", "bypassPermissions")

# What Claude Code tells its own children makes a new process one of them: it then keeps no
# transcript, or obeys another's session. Only what the user sets for a reason goes through.
_KEPT_PREFIXES = (
    "CLAUDE_CODE_USE_",
    "CLAUDE_CODE_SKIP_BEDROCK_",
    "CLAUDE_CODE_SKIP_VERTEX_",
    "CLAUDE_CODE_SKIP_FOUNDRY_",
    "CLAUDE_CODE_OAUTH_TOKEN",
    "CLAUDE_CODE_API_KEY_HELPER_",
    "CLAUDE_CODE_CLIENT_",
    "CLAUDE_CODE_DISABLE_",
    "CLAUDE_CODE_ENABLE_",
    "CLAUDE_CODE_MAX_",
    "CLAUDE_CODE_SHELL",
    "CLAUDE_CODE_GIT_BASH_PATH",
    "CLAUDE_CODE_SUBAGENT_MODEL",
    "CLAUDE_CODE_TMPDIR",
)


@frozen
class ClaudeSetup:
    """`cli_path` None is the user's own `claude`, else the one bundled with the SDK.

    `environment` is added to the process's own.
    """

    cli_path: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def program(self) -> str | None:
        """Return the program to start; None leaves it to the SDK, which has one bundled."""
        if self.cli_path is not None:
            return str(self.cli_path)
        # npm's claude.cmd can't be started without a shell
        return None if sys.platform == "win32" else shutil.which("claude")

    def child_environment(self, config_dir: Path | None) -> dict[str, str]:
        """Return what is put over our own environment; an empty value counts as unset."""
        scrubbed = {name: "" for name in os.environ if _is_scrubbed(name)}
        return {**scrubbed, **self.environment, **_place(config_dir)}


def options_for(
    turn: Turn, setup: ClaudeSetup, *, is_resumed: bool, can_use_tool: "CanUseTool"
) -> "ClaudeAgentOptions":
    """Return the SDK's options for the process that answers this conversation."""
    from claude_agent_sdk import ClaudeAgentOptions

    config_dir = turn.transcript.path.parents[2] if turn.transcript is not None else None
    return ClaudeAgentOptions(
        cwd=turn.cwd,
        resume=turn.session_id if is_resumed else None,
        session_id=None if is_resumed else turn.session_id,
        model=turn.choices.model or None,
        permission_mode=cast("PermissionMode", turn.choices.permission_mode or "default"),
        can_use_tool=can_use_tool,
        include_partial_messages=True,
        system_prompt={"type": "preset", "preset": "claude_code"},
        setting_sources=["user", "project", "local"],
        settings=SETTINGS,
        max_buffer_size=MAX_LINE_BYTES,
        # a message that begins with a path is no command, and `/clear` must not end a conversation
        verbatim_prompts=True,
        cli_path=setup.program(),
        env=setup.child_environment(config_dir),
        stderr=_ignore,  # without it the CLI writes over our own terminal
    )


def _place(config_dir: Path | None) -> dict[str, str]:
    """Return what leads to Claude Code's directory.

    The default one is not named: with the variable, Claude Code looks for the user's log-in inside
    of it (`.claude.json`), without it beside it.
    """
    named = os.environ.get("CLAUDE_CONFIG_DIR", "")
    if config_dir is None:  # a turn outside of any conversation, which must leave none behind
        return {"CLAUDE_CODE_SKIP_PROMPT_HISTORY": "1"}
    if named == str(config_dir):
        return {}
    if config_dir == Path.home() / ".claude":
        return {"CLAUDE_CONFIG_DIR": ""} if named else {}
    return {"CLAUDE_CONFIG_DIR": str(config_dir)}


def _ignore(line: str) -> None:
    """Drop a line: it may hold text of the conversation, which the log never does."""


def _is_scrubbed(name: str) -> bool:
    if name == "CLAUDECODE":
        return True
    return name.startswith("CLAUDE_CODE_") and not name.startswith(_KEPT_PREFIXES)

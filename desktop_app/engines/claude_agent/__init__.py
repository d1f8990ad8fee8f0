"""The engine `claude`: Claude Code, driven through `claude-agent-sdk`.

Importing this loads no package of the vendor's; the first turn does, off the window's thread.
"""

from desktop_app.engines.claude_agent.engine import CAPABILITIES, NAME, ClaudeEngine
from desktop_app.engines.claude_agent.setup import ClaudeSetup

__all__ = ["CAPABILITIES", "NAME", "ClaudeEngine", "ClaudeSetup"]

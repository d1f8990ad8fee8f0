"""What a reply says where a model asks for a tool although none was offered."""

import json


def asked_for_tool(name: str, arguments: str) -> str:
    """Return what stands in the reply for a tool that a model asked for without being offered it.

    A tool's use without a result would make every later request invalid.
    """
    try:
        shown = json.dumps(json.loads(arguments or "{}"), ensure_ascii=False)
    except ValueError:
        shown = arguments
    return f"\n\n`{name}({shown})`\n\n"

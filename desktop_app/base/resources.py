"""Where the files that ship with the application are found."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
# The wheel carries `resources/` as `desktop_app/_resources`; a checkout has it beside the package.
_ROOTS = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file, for instance `resource_path("icons", "send.svg")`.

    Raises:
        FileNotFoundError: the installation lacks it.
    """
    for root in _ROOTS:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(("resources", *parts)))

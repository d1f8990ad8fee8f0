"""Says which Debian packages Qt still needs on this machine, by loading what it would load.

Prints one line per missing library, `soname package`, and nothing where all is there. Needs only
the standard library, so that setup.sh can ask before anything of Qt is imported.
"""

import argparse
import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

# What ldd finds missing for the parts of PySide6 6.11 that we load, on a bare Debian 12 and 13.
DRAWING: Mapping[str, str] = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",  # of QtNetwork: the second start finds the first
}
# A window needs these as well,
WINDOW: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-image.so.0": "libxcb-image0",
}
# and under Wayland these.
WAYLAND: Mapping[str, str] = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
FONT_PACKAGE = "fonts-dejavu-core"
_FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb")


def missing_libraries(packages: Mapping[str, str]) -> dict[str, str]:
    """Return those of `packages` (soname to Debian package) that the loader can't load."""
    missing = {}
    for soname, package in packages.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing[soname] = package
    return missing


def has_fonts(directories: tuple[Path, ...]) -> bool:
    """Return whether any font file lies in one of `directories`."""
    return any(
        name.lower().endswith(_FONT_SUFFIXES)
        for directory in directories
        for _, _, names in os.walk(directory)
        for name in names
    )


def font_directories() -> tuple[Path, ...]:
    """Return where fontconfig looks by default."""
    home = Path(os.environ.get("HOME") or "/")
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return (*shared, home / ".local/share/fonts", home / ".fonts")


def main(arguments: list[str]) -> int:
    """Print what is missing. Always 0: what to do about it is the caller's business."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--window", action="store_true", help="also what a real window needs")
    wants_window = parser.parse_args(arguments).window
    wanted = {**DRAWING, **WINDOW} if wants_window else DRAWING
    if wants_window and os.environ.get("WAYLAND_DISPLAY"):
        wanted = {**wanted, **WAYLAND}
    missing = missing_libraries(wanted)
    if not has_fonts(font_directories()):
        missing["a font"] = FONT_PACKAGE
    for soname, package in missing.items():
        print(f"{soname.replace(' ', '-')} {package}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# shellcheck shell=bash
# Makes this checkout ready to run. Sourced by run.sh, test.sh and the CI, never run by itself.
#
#   prepare EXTRAS WINDOW     EXTRAS: "" or "dev"; WINDOW: yes where a real window will be opened
#
# Afterwards "$python" is the interpreter of .venv with the pinned packages, and Qt's system
# libraries are there. What is already right is left alone: a second start only asks three things.
# Works with bash 3.2, the one that macOS has.

project_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv_dir="$project_root/.venv"
python="$venv_dir/bin/python"
stamp_file="$venv_dir/.sempre-setup"

# Nothing of another Python set-up may leak into ours.
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf 'sempre: %s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

has_apt() { command -v apt-get >/dev/null 2>&1; }

# apt_install WHY PACKAGE... - installs when root, otherwise prints the command to type and exits.
apt_install() {
    local why="$1"
    shift
    if ! has_apt; then
        fail "$why Install with your system's package manager what Debian calls: $*"
    fi
    if [ "$(id -u)" != 0 ]; then
        fail "$why Type this, then start again:  sudo apt-get install $*"
    fi
    say "$why Installing $* with apt…"
    if ! apt_quietly install -y --no-install-recommends "$@"; then
        # The lists may be missing (a fresh container) or too old.
        apt_quietly update || true
        apt_quietly install -y --no-install-recommends "$@" ||
            fail "apt could not install: $*. Try:  apt-get update && apt-get install $*"
    fi
}

apt_quietly() {
    local log status=0
    log="$(mktemp)"
    DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" != 0 ]; then tail -n 5 "$log" >&2; fi
    rm -f "$log"
    return "$status"
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Debian splits ensurepip off; without it a virtual environment has no pip.
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Sets base_python to the first interpreter that is new enough and can make environments.
find_base_python() {
    local candidate
    base_python=""
    incomplete_python=""
    for candidate in ${SEMPRE_PYTHON:+"$SEMPRE_PYTHON"} python3.13 python3.12 python3.11 python3; do
        is_new_enough "$candidate" || continue
        if can_make_venv "$candidate"; then
            base_python="$candidate"
            return 0
        fi
        : "${incomplete_python:=$candidate}"
    done
    return 1
}

ensure_base_python() {
    find_base_python && return
    local version
    if [ -n "$incomplete_python" ]; then
        version="$("$incomplete_python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
        apt_install "Python $version lacks its venv module." "python$version-venv"
    elif [ "$(uname -s)" = Darwin ]; then
        fail "Sempre needs Python 3.11 or newer. Type:  brew install python@3.13"
    else
        # The lists say which packages carry it; a fresh container has none.
        if [ "$(id -u)" = 0 ] && has_apt; then apt_quietly update || true; fi
        # shellcheck disable=SC2046 # one word per package
        apt_install "Sempre needs Python 3.11 or newer." $(python_packages)
    fi
    find_base_python ||
        fail "Sempre needs Python 3.11 or newer with venv; this system's packages have none." \
            "Install one from python.org and name it:  SEMPRE_PYTHON=/path/to/python3 bash $0"
}

# Ubuntu 22.04's own python3 is 3.10, but it has 3.11 beside it.
python_packages() {
    local version
    version="$(apt-cache policy python3 2>/dev/null | sed -n 's/.*Candidate: 3\.\([0-9]*\).*/\1/p')"
    if [ -n "$version" ] && [ "$version" -lt 11 ]; then
        echo python3.11 python3.11-venv
    else
        echo python3 python3-venv
    fi
}

# What the environment was made from: it is renewed when any of this changes.
wanted_stamp() {
    printf '%s\n' "extras=$1" "root=$project_root"
    cksum <"$project_root/pyproject.toml"
    cksum <"$project_root/packaging/constraints.txt"
    cksum <"$project_root/packaging/setup.sh"
}

is_venv_alive() {
    [ -x "$python" ] && "$python" -c 'import pip' >/dev/null 2>&1
}

# The dev environment contains what running needs, so it serves both.
is_venv_current() {
    local stamp
    [ -f "$stamp_file" ] || return 1
    stamp="$(cat "$stamp_file")"
    [ "$stamp" = "$(wanted_stamp "$1")" ] || [ "$stamp" = "$(wanted_stamp dev)" ] || return 1
    "$python" -c 'import PySide6' >/dev/null 2>&1
}

prepare_venv() {
    local extras="$1"
    is_venv_current "$extras" && return
    if ! is_venv_alive || ! grep -qxF "root=$project_root" "$stamp_file" 2>/dev/null; then
        ensure_base_python
        rm -rf "$venv_dir"
        "$base_python" -m venv "$venv_dir" ||
            fail "The environment could not be made in $venv_dir. Is there room, and is it yours?"
    fi
    rm -f "$stamp_file"
    say "Installing Python packages into .venv (only when they change)…"
    pip_install hatchling editables
    pip_install --no-build-isolation -e "$project_root${extras:+[$extras]}"
    wanted_stamp "$extras" >"$stamp_file"
}

pip_install() {
    "$python" -m pip install --quiet -c "$project_root/packaging/constraints.txt" "$@" ||
        fail "The Python packages could not be installed; pip says why above. Is there a network?"
}

prepare_system_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local missing packages
    missing="$("$python" -I "$project_root/packaging/system_libraries.py" ${1:+--window})"
    [ -n "$missing" ] || return 0
    packages="$(printf '%s\n' "$missing" | cut -d ' ' -f 2 | sort -u | tr '\n' ' ')"
    # shellcheck disable=SC2086 # one word per package
    apt_install "Qt needs system libraries that are missing here." ${packages% }
    missing="$("$python" -I "$project_root/packaging/system_libraries.py" ${1:+--window})"
    [ -z "$missing" ] || fail "Still missing after the installation: $missing"
}

prepare() {
    prepare_venv "$1"
    prepare_system_libraries "$2"
}

#!/usr/bin/env bash
# Starts Sempre, after all the set-up it needs:  bash packaging/run.sh [arguments of sempre]
#
# Without arguments on a machine without a screen it holds one turn of the default conversation
# and shows what came of it, so that the whole way from the message to the disk can be seen.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

default_id=00000000-0000-0000-0000-000000000001

has_screen() {
    [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

sempre() { "$venv_dir/bin/sempre" "$@"; }

# value_of PYTHON_EXPRESSION - of the JSON document `it` on standard input.
value_of() { "$python" -c "import json, sys; it = json.load(sys.stdin); print($1)"; }

show_without_a_screen() {
    local message="Hello from a machine without a screen." report status=0 picture
    echo "There is no screen here (no DISPLAY, no WAYLAND_DISPLAY): Sempre works without its window."
    printf '\n> %s\n\n' "$message"
    sempre send "$message" --engine recall

    printf '\nKept for ever in:\n'
    sempre sessions --json | value_of \
        "'\n'.join(each['path'] for each in it if each['is_ours'] and each['id'] == '$default_id')"

    printf '\nHealth:\n'
    # 1 asks for attention, which a report is there for; 2 means that data is at risk.
    sempre health || status=$?
    [ "$status" -le 1 ] || return "$status"

    report="$(sempre health --json)" || [ $? = 1 ]
    picture="$(printf '%s' "$report" | value_of 'it["data_dir"]')/sempre-window.png"
    QT_QPA_PLATFORM=offscreen sempre --screenshot "$picture"
    printf '\nA picture of the window: %s\n' "$picture"
}

if has_screen; then prepare "" yes; else prepare "" ""; fi
if [ $# -gt 0 ] || has_screen; then
    exec "$venv_dir/bin/sempre" "$@"
fi
show_without_a_screen

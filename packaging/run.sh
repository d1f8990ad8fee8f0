#!/usr/bin/env bash
# Starts Sempre, after all the set-up it needs:  bash packaging/run.sh [arguments of sempre]
#
# Without arguments on a machine without a screen it holds one turn of the default conversation
# and shows what came of it, so that the whole way from the message to the disk can be seen.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

has_screen() {
    [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

sempre() { "$venv_dir/bin/sempre" "$@"; }

show_without_a_screen() {
    local message="Hello from a machine without a screen." status=0 data_dir picture
    echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): Sempre works without its window."
    printf '\n> %s\n' "$message"
    sempre --cwd "$PWD" send "$message" --engine recall

    data_dir="$(sempre health --json | "$python" -c 'import json, sys; print(json.load(sys.stdin)["data_dir"])')"
    printf '\nKept for ever in:\n'
    find "$data_dir/projects" -name 00000000-0000-0000-0000-000000000001.jsonl

    printf '\nHealth:\n'
    sempre health || status=$?
    # 1 asks for attention (a new conversation has no backup yet); 2 means that data is at risk.
    [ "$status" -le 1 ] || return "$status"

    picture="$data_dir/sempre-window.png"
    QT_QPA_PLATFORM=offscreen sempre --screenshot "$picture"
    printf '\nA picture of the window: %s\n' "$picture"
}

if has_screen; then prepare "" yes; else prepare "" ""; fi
if [ $# -gt 0 ] || has_screen; then
    exec "$venv_dir/bin/sempre" "$@"
fi
show_without_a_screen

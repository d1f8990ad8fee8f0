#!/usr/bin/env bash
# Runs the tests, after all the set-up they need:  bash packaging/test.sh [pytest arguments]
# On all cores, each file's tests in one process; `-n 0` runs everything in this one, for a debugger.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

prepare dev ""
cd "$project_root"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
exec "$python" -m pytest -n auto --maxprocesses 8 --dist loadfile "$@"

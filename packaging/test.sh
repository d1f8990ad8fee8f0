#!/usr/bin/env bash
# Runs the tests, after all the set-up they need:  bash packaging/test.sh [pytest arguments]
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

prepare dev ""
cd "$project_root"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
exec "$python" -m pytest "$@"

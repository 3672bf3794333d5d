#!/bin/sh
# with: runs an oracle by the first Python that has the modules which it compares with; $oracle names that Python.
# Usage: with.sh "MODULE..." SCRIPT ARGUMENT...
# MIXUP_ORACLES names a Python that has to have them. Else those of `make oracles` and of this machine are asked; where
# none has them, the test is skipped (exit 77).
set -u
modules=$1
shift
root=$(cd "$(dirname "$0")/../.." && pwd)
has_them() { "$1" -c "import $(echo "$modules" | sed 's/ /, /g')" 2>/dev/null; }
oracle=""
for candidate in ${MIXUP_ORACLES:-"$root/build-pip/torch/bin/python" "$root/build-cuda-pip/torch/bin/python" python3 /usr/bin/python3}; do
    if has_them "$candidate"; then
        oracle=$candidate
        break
    fi
done
if [ -z "$oracle" ]; then
    if [ -n "${MIXUP_ORACLES:-}" ]; then
        echo "FAILED: MIXUP_ORACLES=$MIXUP_ORACLES has not all of: $modules"
        exit 1
    fi
    echo "skipped: no Python here has $modules (make oracles installs them, 6 GB; MIXUP_ORACLES=PYTHON names another)"
    exit 77
fi
export oracle
case $1 in
*.py) exec "$oracle" "$@" ;;
*) exec "$@" ;;
esac

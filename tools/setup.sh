#!/bin/sh
# setup: installs what is missing on a Debian or Ubuntu machine; elsewhere says what is needed and how to go on.
# Usage: [TORCH=pip | TORCH=FOLDER] setup.sh [fuzz]     fuzz: also clang, which only `make fuzz` needs; TORCH: as in `make TORCH=...`
set -eu
needed="g++ cmake ninja-build libtorch-dev libopenblas0-pthread libcli11-dev nlohmann-json3-dev libfmt-dev catch2 python3"
needed="$needed libjpeg-dev libpng-dev" # -DMIXUP_WITH_JPEG=OFF does without
needed="$needed libssl-dev zlib1g-dev" # digests and checksums
needed="$needed libsndfile1-dev libsamplerate0-dev" # speech; not with -DMIXUP_WITH_AUDIO=OFF
needed="$needed libcurl4-openssl-dev libarchive-dev" # data fetch; not with -DMIXUP_WITH_FETCH=OFF
[ "${1:-}" != fuzz ] || needed="$needed clang libclang-rt-dev" # libFuzzer and the sanitizers are in the second
needed="$needed libgloo-dev" # runs of several processes; without, --nproc is refused
useful="ccache git python3-jsonschema" # faster builds, the revision in records, one of the tests
useful="$useful gnuplot-nox" # the figures of report --format html; a test of that page looks at it in chromium, if there

[ -z "${TORCH:-}" ] || needed=$(echo "$needed" | sed 's/libtorch-dev libopenblas0-pthread //') # another LibTorch and its BLAS
[ "${TORCH:-}" != pip ] || python3 -c 'import ensurepip' 2>/dev/null || needed="$needed python3-venv"
if ! command -v apt-get >/dev/null; then
    [ -e build/build.ninja ] || cat >&2 <<TEXT
setup: this system has no apt-get. The build needs (Debian's names): $needed; useful are $useful.
For LibTorch without a package: make TORCH=pip, or make TORCH=FOLDER for one that is there (docs/running.md).
Header-only packages (CLI11, nlohmann/json, fmt, Catch2) may lie in any folder named by CMAKE_INCLUDE_PATH.
TEXT
    exit 0
fi

absent() {
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
    done
}

# shellcheck disable=SC2086
missing=$(absent $needed) wished=$(absent $useful)
[ -z "$missing$wished" ] && exit 0
sudo=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "setup: not root and no sudo; as root: apt-get install --no-install-recommends" $missing $wished >&2
        [ -z "$missing" ] && exit 0 || exit 1
    fi
    sudo=sudo
fi
echo "setup: installing" $missing $wished >&2
$sudo apt-get update -qq || echo "setup: the lists of packages are those of before" >&2
install() { $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
# shellcheck disable=SC2086
[ -z "$missing" ] || install $missing
# shellcheck disable=SC2086
[ -z "$wished" ] || install $wished || echo "setup: goes on without" $wished >&2

#!/bin/sh
# setup: installs what is missing on a Debian or Ubuntu machine; elsewhere says what is needed and how to go on.
set -eu
build="g++ cmake ninja-build ccache libtorch-dev libopenblas0-pthread libcli11-dev nlohmann-json3-dev libfmt-dev"
tests="catch2 git python3 python3-jsonschema"
wanted="$build $tests"

if [ -n "${CMAKE_PREFIX_PATH:-}" ]; then # somebody brings a LibTorch
    wanted=$(echo "$wanted" | sed 's/libtorch-dev //')
fi
if ! command -v apt-get >/dev/null; then
    cat >&2 <<TEXT
setup: this system has no apt-get. The build needs (Debian's names): $build
For LibTorch without a package, unpack one from pytorch.org or take the one of a Python environment, and name it:
  CMAKE_PREFIX_PATH=\$(python3 -c 'import torch; print(torch.utils.cmake_prefix_path)') make
Header-only packages (CLI11, nlohmann/json, fmt, Catch2) may lie in any folder named by CMAKE_INCLUDE_PATH.
TEXT
    exit 0
fi

missing=""
for package in $wanted; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
echo "setup: installing$missing" >&2
sudo=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup: not root and no sudo; run as root: apt-get install$missing" >&2; exit 1; }
    sudo=sudo
fi
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null

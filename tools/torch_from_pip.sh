#!/bin/sh
# torch_from_pip: a virtual environment with the PyTorch that torch.txt names, from PyPI.
# Usage: torch_from_pip.sh FOLDER library    what a program for the processor needs: no CUDA libraries, no `import torch`
#        torch_from_pip.sh FOLDER whole      with all that PyTorch depends on: for CUDA, and for Python
#        torch_from_pip.sh FOLDER oracles    that, and what the tests compare with (tests/oracles/requirements.txt)
set -eu
folder=$1 part=$2 here=$(dirname "$0")
requirements=$here/torch.txt
[ "$part" != oracles ] || requirements=$here/../tests/oracles/requirements.txt
# Measured with PyTorch 2.15.0 for x86-64: what the folder comes to, and the largest archive while it is unpacked.
case $part in
library) megabytes=2000 ;;
*) megabytes=8500 ;;
esac

fail() {
    echo "TORCH=pip: $*" >&2
    exit 1
}
done_before() { # a folder that holds more will do, and so will the same
    for held in "$part" whole oracles; do
        [ "$part $held" = "oracles whole" ] || ! cmp -s "$here/torch.txt" "$folder/$held.txt" || return 0
    done
    return 1
}

! done_before || exit 0
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "PyTorch needs python3 of version 3.11 or later"
python3 -c 'import venv, ensurepip' 2>/dev/null || fail "python3 has no venv: install python3-venv (Debian's name)"
mkdir -p "$folder"
free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
[ "$free" -ge "$megabytes" ] || fail "$folder needs $megabytes MB, of which $free MB are free"
echo "TORCH=pip: installing $(grep -v '^#' "$here/torch.txt") into $folder ($megabytes MB with its download)" >&2
[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
pip() {
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@" || fail "pip failed: pip install $*"
}
if [ "$part" = library ]; then
    pip --no-deps -r "$requirements"
    # libtorch_cpu.so of a PyTorch with CUDA loads two small libraries of the toolkit that PyTorch names.
    toolkit=$("$folder/bin/python" -c 'if True:
        from importlib.metadata import requires
        print(*(line.split("==")[1].split(";")[0] for line in requires("torch") if line.startswith("cuda-toolkit")))')
    [ -z "$toolkit" ] || pip --no-warn-conflicts "cuda-toolkit[cudart,cupti]==$toolkit"
else
    pip -r "$requirements"
fi
cp "$here/torch.txt" "$folder/$part.txt"

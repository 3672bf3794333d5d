#!/bin/sh
# mpirun: the same where Open MPI's mpirun starts processes: two on this machine (docs/distributed.md).
#   examples/cluster/mpirun.sh cifar --alpha 1 --out results
# For several machines: RANKS=16 HOSTS=n01:8,n02:8 MASTER_ADDR=n01 MASTER_PORT=29500 examples/cluster/mpirun.sh ...
set -eu
if [ -n "${HOSTS:-}" ]; then
    set -- --host "$HOSTS" -x MASTER_ADDR -x MASTER_PORT "${MIXUP_BENCH:-mixup-bench}" "$@"
else
    set -- --bind-to none "${MIXUP_BENCH:-mixup-bench}" "$@"
fi
exec mpirun -np "${RANKS:-2}" "$@"

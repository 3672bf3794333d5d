#!/bin/sh
# slurm_array: a table made by many machines, each run by one process (docs/distributed.md).
#   sbatch --array=1-8 examples/cluster/slurm_array.sh plan cifar --hours 11.5 --run --out /shared/results
#   sbatch --array=1-8 examples/cluster/slurm_array.sh cifar --jobs 1 --out /shared/results
# Every task has the same list of runs, in the first form that of `plan`, which needs a record of each net to know costs, in
# the second the table's; it takes the next that nobody has: the folder of results is the queue. A task that is stopped
# exits 75 with a checkpoint and goes into the queue again; what one leaves, another goes on with.
#SBATCH --job-name=mixup-table
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --time=12:00:00
#SBATCH --signal=B:USR1@120
#SBATCH --requeue
#SBATCH --open-mode=append
"${MIXUP_BENCH:-mixup-bench}" "$@" --threads "${SLURM_CPUS_PER_TASK:-1}" &
program=$!
trap 'kill -USR1 "$program"' USR1
code=0
wait "$program" || code=$?
while kill -0 "$program" 2>/dev/null; do # a signal ends the first wait
    code=0
    wait "$program" || code=$?
done
[ "$code" -ne 75 ] || exec scontrol requeue "$SLURM_ARRAY_JOB_ID"_"$SLURM_ARRAY_TASK_ID"
exit "$code"

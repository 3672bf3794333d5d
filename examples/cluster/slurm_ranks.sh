#!/bin/sh
# slurm_ranks: one run at a time, made by several processes (docs/distributed.md).
#   sbatch examples/cluster/slurm_ranks.sh imagenet --scale paper --row resnet50-90-mixup --out /shared/results
# Two minutes before the time is up srun hands SIGUSR1 to every process: they stop after the same step with a checkpoint
# and exit 75, as they do when one of them is lost, and the job goes into the queue again.
#SBATCH --job-name=mixup-bench
#SBATCH --nodes=1
#SBATCH --ntasks=2
#SBATCH --cpus-per-task=1
#SBATCH --time=12:00:00
#SBATCH --signal=USR1@120
#SBATCH --requeue
#SBATCH --open-mode=append
code=0
srun --kill-on-bad-exit=1 --cpus-per-task="${SLURM_CPUS_PER_TASK:-1}" "${MIXUP_BENCH:-mixup-bench}" "$@" || code=$?
[ "$code" -ne 75 ] || exec scontrol requeue "$SLURM_JOB_ID"
exit "$code"

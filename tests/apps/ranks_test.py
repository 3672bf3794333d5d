#!/usr/bin/env python3
"""Two processes that make a run together: the same net however often they are stopped, killed or hang; no open port.

usage: ranks_test.py PROGRAM
"""
import glob, json, os, re, shutil, signal, subprocess, sys, tempfile, time

PROGRAM = os.path.abspath(sys.argv[1])
HANGS = 1800  # seconds that no busy machine needs
RUN = ["cifar", "--device", "cpu", "--scale", "demo", "--model", "preact_resnet18", "--alpha", "1", "--epochs", "8", "--train-limit", "400",
       "--test-limit", "100", "--threads", "1", "--checkpoint-every", "0", "-q"]
TIMEOUT = 3  # seconds, of the test in which a rank hangs
EMPTY = {k: v for k, v in os.environ.items()
         if not re.match(r"(RANK|WORLD_SIZE|LOCAL_RANK|MASTER_|OMPI_|PMIX_|SLURM_)", k)}


def start(folder, *more, before=(), environment=None):
    return subprocess.Popen([*before, PROGRAM, *RUN, "--out", folder, *more], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, env={**EMPTY, **(environment or {})},
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def finish(process):
    out, err = process.communicate(timeout=HANGS)
    return process.returncode, out, err


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(word) for word in file.read().split()]


def gone(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until(true, what, process=None):
    end = time.time() + HANGS
    while not true():
        assert time.time() < end, f"waited for {what}"
        assert process is None or process.poll() is None, (what, process.communicate())
        time.sleep(0.01)


def checkpoint(folder, process):
    wait_until(lambda: glob.glob(f"{folder}/checkpoints/**/*.safetensors", recursive=True), "a checkpoint", process)


def record(folder):
    (path,) = glob.glob(f"{folder}/cifar/demo/*.json")
    return json.load(open(path))


def essence(folder):
    found = record(folder)
    assert found["status"] == "done", found
    return found["parameters"], {k: v for k, v in found["curve"].items() if k not in ("seconds", "images_per_second")}


def lines_of(err):
    return [line for line in err.splitlines() if line.strip()]


def listening(pid):
    """Addresses on which the process listens, as /proc has them: 0100007F is 127.0.0.1."""
    inodes = set()
    for link in glob.glob(f"/proc/{pid}/fd/*"):
        try:
            inodes.update(re.findall(r"socket:\[(\d+)\]", os.readlink(link)))
        except FileNotFoundError:
            pass
    found = set()
    for table in ("tcp", "tcp6"):
        for line in open(f"/proc/{pid}/net/{table}").readlines()[1:]:
            words = line.split()
            if words[3] == "0A" and words[9] in inodes:
                found.add(words[1].split(":")[0])
    return found


def made_by_two(folder):
    process = start(folder, "--nproc", "2")
    checkpoint(folder, process)
    ranks = children(process.pid)
    assert len(ranks) == 2, ranks
    ports = set().union(*(listening(rank) for rank in ranks))
    assert ports <= {"0100007F"}, f"listens on {ports}"
    code, out, err = finish(process)
    assert code == 0 and out.count("\n") == 1 and lines_of(err) == [], (code, out, err)
    environment = record(folder)["environment"]
    assert (environment["ranks"], environment["backend"], environment["threads"]) == (2, "gloo", 1), environment
    assert environment["hosts"] == f"{os.uname().nodename} (2)", environment
    assert record(folder)["run"]["budget"]["micro_batch"] == 64
    return essence(folder)


def stopped(whole):
    for stop, expected in ((signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGUSR1, 75)):
        with tempfile.TemporaryDirectory() as folder:
            process = start(folder, "--nproc", "2")
            checkpoint(folder, process)
            process.send_signal(stop)
            code, _, err = finish(process)
            told = [line for line in lines_of(err) if "stopped by" in line]
            assert code == expected and len(told) == 1 and "kept up to epoch" in told[0], (code, err)
            code, _, err = finish(start(folder, "--nproc", "2"))
            assert code == 0 and "goes on from epoch" in err and essence(folder) == whole, err


def killed(whole):
    for rank in (0, 1):
        with tempfile.TemporaryDirectory() as folder:
            process = start(folder, "--nproc", "2")
            checkpoint(folder, process)
            ranks = sorted(children(process.pid))
            os.kill(ranks[rank], signal.SIGKILL)
            began = time.time()
            code, _, err = finish(process)
            assert code == 75 and time.time() - began < 15, (code, err)
            told = lines_of(err)
            assert len(told) == 2, told  # that of the survivor, and what happened to the other
            assert any(f"rank {rank} was ended by signal 9" in line for line in told), told
            assert any(f"rank {1 - rank} of 2: the others are gone" in line and "goes on" in line for line in told), told
            code, _, err = finish(start(folder, "--nproc", "2"))
            assert code == 0 and essence(folder) == whole, err


def hanging(whole):
    with tempfile.TemporaryDirectory() as folder:
        process = start(folder, "--nproc", "2", "--timeout", str(TIMEOUT))
        checkpoint(folder, process)
        ranks = sorted(children(process.pid))
        os.kill(ranks[1], signal.SIGSTOP)
        began = time.time()
        code, _, err = finish(process)
        assert code == 75 and TIMEOUT - 1 < time.time() - began < TIMEOUT + 15, (code, time.time() - began, err)
        assert "did not answer within 3 seconds" in err and "kept up to" in err, err
        assert all(gone(rank) for rank in ranks)
        code, _, err = finish(start(folder, "--nproc", "2"))
        assert code == 0 and essence(folder) == whole, err


def orphans():
    with tempfile.TemporaryDirectory() as folder:
        process = start(folder, "--nproc", "2")
        checkpoint(folder, process)
        ranks = children(process.pid)
        process.kill()
        process.communicate()
        wait_until(lambda: all(gone(rank) for rank in ranks), "orphans to end")


def by_variables(whole):
    """As torchrun, mpirun and srun have them for two processes of one machine; and when one does not come."""
    job = str(os.getpid())
    launchers = {
        "torchrun": lambda rank: {"RANK": rank, "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "29511"},
        "mpirun": lambda rank: {"OMPI_COMM_WORLD_RANK": rank, "OMPI_COMM_WORLD_SIZE": "2",
                                "OMPI_COMM_WORLD_LOCAL_SIZE": "2", "PMIX_NAMESPACE": job},
        "srun": lambda rank: {"SLURM_PROCID": rank, "SLURM_STEP_NUM_TASKS": "2", "SLURM_STEP_NUM_NODES": "1",
                              "SLURM_JOB_ID": job, "SLURM_STEP_ID": "0"},
    }
    for name, variables in launchers.items():
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as temporary:
            both = [start(folder, environment={**variables(rank), "TMPDIR": temporary}) for rank in ("1", "0")]
            ends = [finish(process) for process in both]
            assert os.listdir(temporary) == [], "the folder of the meeting stays behind"
            assert all(code == 0 for code, _, _ in ends), (name, ends)
            assert ends[0][1:] == ("", "") and essence(folder) == whole, (name, ends)
    for how, timeout in ((signal.SIGKILL, "600"), (signal.SIGSTOP, str(TIMEOUT))):  # with no parent that looks after them
        with tempfile.TemporaryDirectory() as folder:
            both = [start(folder, "--timeout", timeout, environment=launchers["srun"](rank)) for rank in ("1", "0")]
            checkpoint(folder, both[1])
            both[0].send_signal(how)
            began = time.time()
            code, _, err = finish(both[1])
            assert code == 75 and len(lines_of(err)) == 1 and "kept up to" in err, (how, code, err)
            assert time.time() - began < TIMEOUT + 15, (how, time.time() - began)
            both[0].kill()
            both[0].communicate()
    with tempfile.TemporaryDirectory() as folder:
        alone = {**launchers["mpirun"]("0"), "TMPDIR": folder}
        code, _, err = finish(start(folder + "/out", "--timeout", "1", environment=alone))
        assert glob.glob(f"{folder}/mixup-bench-*") == [], "the folder of the meeting stays behind"
        assert code == 75 and "1 of 2 ranks came within 1 seconds" in err, (code, err)
        code, _, err = finish(start(folder, "--nproc", "2", environment=launchers["srun"]("0")))
        assert code == 2 and "SLURM_STEP_NUM_TASKS says" in err, (code, err)


def by_mpirun(whole):
    mpirun = shutil.which("mpirun")
    if not mpirun:
        return print("skipped: no mpirun (openmpi-bin): two ranks started by it")
    with tempfile.TemporaryDirectory() as folder:
        root = ["--allow-run-as-root"] if os.geteuid() == 0 else []
        process = start(folder, before=[mpirun, *root, "--oversubscribe", "--bind-to", "none", "-np", "2"])
        code, out, err = finish(process)
        assert code == 0 and out.count("\n") == 1 and essence(folder) == whole, (code, out, err)


def refused():
    with tempfile.TemporaryDirectory() as folder:
        for more, says in ((["--nproc", "3"], "allowed are multiples of 3"),
                           (["--nproc", "2", "--jobs", "2"], "--jobs 2"),
                           (["--nproc", "2", "--set", "budget.micro_batch=48"], "divisors of 64")):
            code, _, err = finish(start(folder, *more))
            assert code == 2 and says in err, (code, err)
        process = subprocess.run([PROGRAM, "gan", "--scale", "demo", "--nproc", "2", "--out", folder, "-q", "--seeds", "1"],
                                 capture_output=True, text=True, env=EMPTY, timeout=HANGS)
        assert process.returncode == 2 and "plain protocol alone" in process.stderr, process


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as first:
        whole = made_by_two(first)
    refused()
    stopped(whole)
    killed(whole)
    hanging(whole)
    orphans()
    by_variables(whole)
    by_mpirun(whole)
    print("two ranks: as one that was not stopped, by --nproc, variables and mpirun; no port beyond the loopback")

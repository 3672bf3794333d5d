#!/usr/bin/env python3
"""A table made by several workers: the records of one worker; signals, kills and errors as with one.

usage: jobs_test.py PROGRAM
"""
import glob, json, os, signal, subprocess, sys, tempfile, time

PROGRAM = sys.argv[1]
HANGS = 1800  # seconds that no busy machine needs
TABLE = ["cifar", "--scale", "demo", "--model", "preact_resnet18", "--data", "cifar10", "--seeds", "2", "--threads", "1",
         "--train-limit", "200", "--test-limit", "60", "--epochs", "6"]  # two rows by two seeds


def start(folder, *more, jobs=2):
    return subprocess.Popen([PROGRAM, *TABLE, "--out", folder, "--jobs", str(jobs), *more], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True,
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def finish(process):
    out, err = process.communicate(timeout=HANGS)
    return process.returncode, out, err


def records(folder):
    return {os.path.basename(path): json.load(open(path)) for path in glob.glob(f"{folder}/cifar/demo/*.json")}


def essence(folder):
    return {name: (record["status"], record["parameters"], record["metrics"]["test_error"])
            for name, record in records(folder).items()}


def workers_of(process):
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
        return [int(word) for word in file.read().split()]


def wait_until(true, what):
    end = time.time() + HANGS
    while not true():
        assert time.time() < end, f"waited for {what}"
        time.sleep(0.01)


def wait_for_checkpoints(folder, count):
    wait_until(lambda: len(glob.glob(f"{folder}/checkpoints/**/*.safetensors", recursive=True)) >= count, "checkpoints")


def gone(process):
    try:
        return open(f"/proc/{process}/stat").read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def same_as_one_by_one():
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        code, lines, err = finish(start(two))
        assert code == 0, err
        assert sorted(line.split(":")[0] for line in lines.splitlines()) == sorted(
            f"cifar/demo/{name[:-5]}" for name in records(two)) and len(records(two)) == 4, lines
        code, _, err = finish(start(one, "-q", jobs=1))
        assert code == 0 and essence(one) == essence(two), err
        code, lines, err = finish(start(two))
        assert code == 0 and lines.count("(done ") == 4, (lines, err)
        return essence(one)


def stopped_and_gone_on(whole, to_stop, expected):
    with tempfile.TemporaryDirectory() as folder:
        process = start(folder, "--checkpoint-every", "0")
        wait_for_checkpoints(folder, 2)
        to_stop(process)
        code, _, err = finish(process)
        assert code == expected, (code, err)
        assert len(records(folder)) < 4, "all was done before the signal"
        code, _, err = finish(start(folder))
        assert code == 0 and essence(folder) == whole, err
        assert err.count("goes on from") >= 1, err


def killed_worker(whole):
    with tempfile.TemporaryDirectory() as folder:
        process = start(folder, "--checkpoint-every", "0")
        wait_for_checkpoints(folder, 2)
        for worker in workers_of(process):
            os.kill(worker, signal.SIGKILL)
        code, _, err = finish(process)  # new workers have made the rest
        assert code == 1 and err.count("its worker was ended by signal 9") == 2 and len(records(folder)) == 2, (code, err)
        code, _, err = finish(start(folder))
        assert code == 0 and essence(folder) == whole, err


def killed_parent():
    with tempfile.TemporaryDirectory() as folder:
        process = start(folder, "--checkpoint-every", "0")
        wait_for_checkpoints(folder, 2)
        workers = workers_of(process)
        assert len(workers) == 2, workers
        process.kill()
        process.communicate()
        wait_until(lambda: all(gone(worker) for worker in workers), "workers that outlive their parent")


def an_error_ends_all():
    with tempfile.TemporaryDirectory() as folder:
        open(f"{folder}/cifar", "w").close()  # no folder of records can be made there
        code, _, err = finish(start(folder))
        assert code == 74 and err.count("mixup-bench: ") == 1, (code, err)


whole = same_as_one_by_one()
stopped_and_gone_on(whole, lambda process: process.send_signal(signal.SIGTERM), 143)
stopped_and_gone_on(whole, lambda process: process.send_signal(signal.SIGINT), 130)
killed_worker(whole)
killed_parent()
an_error_ends_all()
print("two workers make the records of one; stopped, killed and short of a folder they lose nothing")

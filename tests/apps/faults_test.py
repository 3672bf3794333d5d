#!/usr/bin/env python3
"""The program as a user runs it, killed, signalled, short of disk and run twice: nothing that was finished is lost.

usage: faults_test.py PROGRAM [KILLS] [THREADS]
KILLS: how often processes are killed by -9 in all; THREADS of each run: two only where two cores are free
"""
import glob, json, os, random, resource, shutil, signal, subprocess, sys, tempfile, time

PROGRAM = sys.argv[1]
KILLS, THREADS = (int(word) for word in (sys.argv[2:] + ["20", "1"][len(sys.argv) - 2:]))
HANGS = 1800  # seconds that no busy machine needs
TINY = ["--scale", "demo", "--threads", str(THREADS), "-q"]
RUNS = {  # a classifier and a game of two nets, each some seconds long
    "cifar": ["cifar", "--model", "preact_resnet18", "--alpha", "1", "--epochs", "10", "--train-limit", "400",
              "--test-limit", "100", *TINY],
    "gan": ["gan", "--data", "ring8", "--alpha", "0.2", "--set", "protocol.lambda_law=paper",
            "--set", "protocol.generator_mixed=true", "--set", "protocol.iterations=600", *TINY],
}


def start(run, folder, *more, **options):
    # A shell that starts the tests in the background has SIGINT ignored, which the program respects.
    options.setdefault("preexec_fn", lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    return subprocess.Popen([PROGRAM, *RUNS[run], "--out", folder, *more], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, **options)


def finish(run, folder, *more, **options):
    process = start(run, folder, *more, **options)
    out, err = process.communicate(timeout=HANGS)
    return process.returncode, out + err


def records(folder):
    return sorted(p for p in glob.glob(folder + "/**/*.json", recursive=True))


def essence(folder):
    """What must be equal bit for bit: the nets' hashes and all curves but those of time."""
    (path,) = records(folder)
    record = json.load(open(path))
    assert record["status"] == "done", record
    curve = {k: v for k, v in record["curve"].items() if k not in ("seconds", "images_per_second")}
    return record["parameters"], curve, record.get("figure")


def leftovers(folder):
    return [p for p in glob.glob(folder + "/**/*", recursive=True) if ".tmp." in p or p.endswith(".damaged")]


def wait_for_checkpoint(folder, process):
    wait_for("/checkpoints/**/*.safetensors", folder, process)


def wait_for(pattern, folder, process):
    """Until a file is there; a busy machine may take a minute to load LibTorch."""
    for _ in range(50 * HANGS):
        if glob.glob(folder + pattern, recursive=True):
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    raise AssertionError(f"no {pattern} after {HANGS} seconds")


def killed_at_random(whole, seconds):
    """kill -9 at random moments of a run of `seconds`; whatever lies there afterwards, the next process reads it."""
    random.seed(8)
    kills = unreadable = finished = 0
    while kills < KILLS or finished < 2:
        run = ("cifar", "gan")[finished % 2]
        with tempfile.TemporaryDirectory() as folder:
            here = 0
            while not records(folder):
                process = start(run, folder, "--checkpoint-every", "0")
                # Some are let through, so that runs end; the others die while they load, train, write or rename, on a
                # busy machine as on a quiet one.
                alive = here < 2 * KILLS // 3 and random.random() < 0.95
                try:
                    out, err = process.communicate(timeout=random.uniform(0.1, 0.7) * seconds[run] if alive else 300)
                except subprocess.TimeoutExpired:
                    process.kill()
                    out, err = process.communicate()
                    kills, here = kills + 1, here + 1
                unreadable += "is damaged" in err
                assert process.returncode in (0, -signal.SIGKILL), err
            assert essence(folder) == whole[run], f"{run} after {here} kills differs from the run that was not killed"
            assert not leftovers(folder), leftovers(folder)
            finished += 1
    print(f"killed {kills} times, {finished} runs finished, {unreadable} unreadable states")
    assert unreadable == 0


def stopped_by_signals(whole):
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGUSR1, 75)):
        with tempfile.TemporaryDirectory() as folder:
            process = start("cifar", folder, "--checkpoint-every", "0.1")
            wait_for_checkpoint(folder, process)
            process.send_signal(number)
            _, err = process.communicate(timeout=HANGS)
            assert process.returncode == code, (process.returncode, err)
            assert f"stopped by {number.name}, kept up to epoch" in err, err
            code, text = finish("cifar", folder)
            assert code == 0 and "goes on from epoch" in text, text
            assert essence(folder) == whole["cifar"]
    with tempfile.TemporaryDirectory() as folder:
        process = start("cifar", folder)
        wait_for("/checkpoints/**/*.lock", folder, process)  # taken when signals are already listened to
        process.send_signal(signal.SIGINT)
        time.sleep(0.25)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=HANGS)
        assert process.returncode == 130, process.returncode
    print("signals: 130, 143, 75; the second SIGINT ends at once; all went on to the same record")


def two_processes(whole):
    """Two processes on one folder: each run is made by one of them, and both say so."""
    with tempfile.TemporaryDirectory() as folder:
        table = [PROGRAM, "tabular", "--data", "iris", "--seeds", "60", "--scale", "demo", "--threads", "1", "--out", folder]
        both = [subprocess.Popen(table, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        outs = [p.communicate(timeout=HANGS) for p in both]
        assert [p.returncode for p in both] == [0, 0], outs
        made = [line.split(":")[0] for out, _ in outs for line in out.splitlines() if line.startswith("tabular/")]
        assert len(made) == len(set(made)) == len(records(folder)), (made, records(folder))
        assert all(out.count("tabular/") > 0 for out, _ in outs), "one of two processes made nothing"
        for path in records(folder):
            json.load(open(path))
    with tempfile.TemporaryDirectory() as folder:
        first = start("cifar", folder)
        wait_for("/checkpoints/**/*.lock", folder, first)
        code, text = finish("cifar", folder)
        assert code == 0 and f"is being made by process {first.pid}" in text, text
        first.communicate(timeout=HANGS)
        assert essence(folder) == whole["cifar"]
    print("two processes share a table, each run made once")


def no_room(whole):
    """A file-size limit, as a full disk: exit 74, one line with path and need, what was there intact."""
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    with tempfile.TemporaryDirectory() as folder:
        process = start("cifar", folder, "--checkpoint-every", "0.1")
        wait_for_checkpoint(folder, process)
        process.terminate()
        process.communicate()
        before = sorted(glob.glob(folder + "/checkpoints/**/*.safetensors", recursive=True))
        code, text = finish("cifar", folder, "--checkpoint-every", "0", preexec_fn=limit)
        lines = [line for line in text.splitlines() if "cannot write" in line]
        assert code == 74 and len(lines) == 1 and "more bytes are needed" in lines[0] and folder in lines[0], text
        assert before == sorted(glob.glob(folder + "/checkpoints/**/*.safetensors", recursive=True))
        assert not leftovers(folder)
        assert finish("cifar", folder)[0] == 0 and essence(folder) == whole["cifar"]
    print("a write that fails: exit 74, the checkpoints before it intact, and the run goes on from them")


def small_disk(whole):
    """A file system of 1 MB, where one may be mounted."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder],
                                               stderr=subprocess.DEVNULL).returncode != 0:
            print("skipped: no file system of 1 MB can be mounted here")
            return
        try:
            code, text = finish("cifar", folder, "--checkpoint-every", "0")
            assert code == 74 and "No space left on device" in text and "more bytes are needed" in text, text
            assert not leftovers(folder), leftovers(folder)
            whole_ones = glob.glob(folder + "/checkpoints/**/*.safetensors", recursive=True)
            subprocess.run(["mount", "-o", "remount,size=16m", folder], check=True)
            code, text = finish("cifar", folder)
            assert code == 0 and "is damaged" not in text and (not whole_ones or "goes on from" in text), text
            assert essence(folder) == whole["cifar"]
            print(f"a file system of 1 MB: exit 74 with {len(whole_ones)} whole checkpoint(s); with more room it went on")
        finally:
            subprocess.run(["umount", folder], check=True)


def dead_after_its_record():
    """Checkpoints beside a finished record go when the table is next asked for; those of a run that diverged stay."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as copies:
        process = start("cifar", folder, "--checkpoint-every", "0.1")
        wait_for_checkpoint(folder, process)
        process.terminate()
        process.communicate(timeout=HANGS)
        kept = shutil.copytree(folder + "/checkpoints", copies + "/checkpoints")
        assert finish("cifar", folder)[0] == 0
        (path,) = records(folder)
        record = json.load(open(path))
        for changed, stays in (({}, False), ({"status": "diverged", "reason": "for this test"}, True)):
            with open(path, "w") as file:
                json.dump({**record, **changed}, file)
            shutil.copytree(kept, folder + "/checkpoints", dirs_exist_ok=True)
            code, text = finish("cifar", folder, "--dry-run")
            assert code == 0 and glob.glob(folder + "/checkpoints/**/*.safetensors", recursive=True), text
            code, text = finish("cifar", folder)
            left = glob.glob(folder + "/checkpoints/**/*.safetensors", recursive=True)
            assert code == (1 if stays else 0) and bool(left) == stays, (changed, left, text)
    print("checkpoints beside a finished record are removed, those of a run that diverged stay")


def read_only():
    with tempfile.TemporaryDirectory() as folder:
        closed = os.path.join(folder, "closed")
        open(closed, "w").close()  # a file where a folder must be: refused for root, too
        code, text = finish("cifar", closed)
        assert code == 74 and closed in text and text.count("mixup-bench:") == 1, text
    print("a folder that cannot be: exit 74 before anything is trained")


whole, seconds = {}, {}
for run in RUNS:
    with tempfile.TemporaryDirectory() as folder:
        started = time.time()
        code, text = finish(run, folder)
        assert code == 0, text
        whole[run], seconds[run] = essence(folder), time.time() - started
        print(f"{run}: {seconds[run]:.1f} s uninterrupted")
read_only()
stopped_by_signals(whole)
no_room(whole)
small_disk(whole)
two_processes(whole)
dead_after_its_record()
killed_at_random(whole, seconds)

#!/usr/bin/env python3
"""Two hosts, made of network namespaces, names of their own and one shared folder: a table of which one host dies at work,
and one run by a rank on each.

usage: hosts_test.py PROGRAM
"""
import glob, json, os, re, shutil, signal, subprocess, sys, tempfile, time

PROGRAM = os.path.abspath(sys.argv[1])
HANGS = 1800  # seconds that no busy machine needs
COMMON = ["cifar", "--device", "cpu", "--scale", "demo", "--model", "preact_resnet18", "--data", "cifar10", "--threads", "1",
          "--train-limit", "200", "--test-limit", "60", "--epochs", "6", "--checkpoint-every", "0"]
TABLE = [*COMMON, "--seeds", "2", "--jobs", "1"]  # two rows by two seeds
RUN = [*COMMON, "--alpha", "1", "--seed", "1", "-q"]
EMPTY = {k: v for k, v in os.environ.items() if not re.match(r"(RANK|WORLD_SIZE|MASTER_|OMPI_|PMIX_|SLURM_)", k)}
SPACES = [f"mixup-{os.getpid()}-{side}" for side in "ab"]
ADDRESSES = ["10.213.77.1", "10.213.77.2"]


def ip(*words, check=True):
    return subprocess.run(["ip", *words], check=check, capture_output=True, text=True)


def make_hosts():
    """Two namespaces with a cable between them."""
    for space in SPACES:
        ip("netns", "add", space)
        ip("-n", space, "link", "set", "lo", "up")
    ip("link", "add", "name", "mixup-a", "netns", SPACES[0], "type", "veth", "peer", "name", "mixup-b", "netns", SPACES[1])
    for space, side, address in zip(SPACES, "ab", ADDRESSES):
        ip("-n", space, "address", "add", f"{address}/24", "dev", f"mixup-{side}")
        ip("-n", space, "link", "set", f"mixup-{side}", "up")


def remove_hosts():
    for space in SPACES:
        ip("netns", "del", space, check=False)


def start(host, words, environment=None):
    """On host 0 or 1; the process is the program itself."""
    shell = f"hostname host-{'ab'[host]} && exec \"$@\""
    return subprocess.Popen(["ip", "netns", "exec", SPACES[host], "unshare", "--uts", "sh", "-c", shell, "sh", PROGRAM, *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**EMPTY, **(environment or {})})


def finish(process):
    out, err = process.communicate(timeout=HANGS)
    return process.returncode, out, err


def records(folder):
    return {os.path.basename(path): json.load(open(path)) for path in glob.glob(f"{folder}/cifar/demo/*.json")}


def essence(folder):
    return {name: (record["status"], record["parameters"]) for name, record in records(folder).items()}


def table_with_a_death():
    with tempfile.TemporaryDirectory() as quiet, tempfile.TemporaryDirectory() as shared:
        code, _, err = finish(start(0, [*TABLE, "--out", quiet]))
        assert code == 0 and len(essence(quiet)) == 4, err
        a = start(0, [*TABLE, "--out", shared])
        end = time.time() + HANGS
        while not glob.glob(f"{shared}/checkpoints/**/*.safetensors", recursive=True):
            assert time.time() < end and a.poll() is None, a.communicate()
            time.sleep(0.01)
        b = start(1, [*TABLE, "--out", shared])
        while not glob.glob(f"{shared}/cifar/demo/*.json"):
            time.sleep(0.01)
        locks = [open(path).read() for path in glob.glob(f"{shared}/checkpoints/**/*.lock", recursive=True)]
        os.kill(a.pid, signal.SIGKILL)
        a.communicate()
        code, _, err = finish(b)
        assert code == 0, err
        missing = len(records(shared)) < 4  # b had looked at the dead one's run before
        assert not missing or "is being made by process" in err, err
        code, _, err = finish(start(1, [*TABLE, "--out", shared]))
        assert code == 0 and (not missing or "goes on from" in err), err
        assert essence(shared) == essence(quiet)
        assert not glob.glob(f"{shared}/checkpoints/**/*.safetensors", recursive=True)
        return sorted(lock.split(" on ")[1] for lock in locks if " on " in lock)


def one_run_on_both():
    with tempfile.TemporaryDirectory() as apart, tempfile.TemporaryDirectory() as beside:
        variables = {"WORLD_SIZE": "2", "MASTER_ADDR": ADDRESSES[0], "MASTER_PORT": "29533"}
        both = [start(rank, [*RUN, "--out", apart], {"RANK": str(rank), **variables}) for rank in (0, 1)]
        ends = [finish(process) for process in both]
        assert all(code == 0 for code, _, _ in ends), ends
        (record,) = records(apart).values()
        assert record["environment"]["hosts"] == "host-a (1), host-b (1)", record["environment"]
        code, _, err = finish(start(0, [*RUN, "--out", beside, "--nproc", "2"]))
        assert code == 0 and essence(beside) == essence(apart), err


if __name__ == "__main__":
    if os.geteuid() != 0 or not shutil.which("ip") or not shutil.which("unshare"):
        print("skipped: two hosts need root, ip (iproute2) and unshare (util-linux)")
        sys.exit(77)
    try:
        make_hosts()
    except subprocess.CalledProcessError as e:
        remove_hosts()
        print(f"skipped: network namespaces are not allowed here: {e.stderr.strip()}")
        sys.exit(77)
    try:
        held = table_with_a_death()
        one_run_on_both()
    finally:
        remove_hosts()
    print(f"two hosts: a table whose runs were held by {', '.join(held)}, one of them killed; one run by a rank on each")

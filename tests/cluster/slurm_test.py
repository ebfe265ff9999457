"""A corpus checked by a Slurm job array, of which one node is killed half-way: the result is that of a single run.

Usage: slurm_test.py MARKINGS SOURCE_DIR
Starts munged, slurmctld and two slurmd of Debian's slurm-wlm on this machine, in a folder of its own, and stops them.
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SHARDS = 6


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def configuration(work, host):
    controller, first, second = free_port(), free_port(), free_port()
    return f"""ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={work}/munge.socket
CryptoType=crypto/munge
SlurmctldPort={controller}
StateSaveLocation={work}/state
SlurmdSpoolDir={work}/spool.%n
SlurmctldPidFile={work}/slurmctld.pid
SlurmdPidFile={work}/slurmd.%n.pid
SlurmctldLogFile={work}/slurmctld.log
SlurmdLogFile={work}/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SlurmdTimeout=8
SlurmctldTimeout=8
MessageTimeout=5
KillWait=2
ReturnToService=0
JobRequeue=1
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={first} CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={second} CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=10 State=UP
"""


class Cluster:
    def __init__(self, work):
        self.work, self.daemons = work, {}
        host = socket.gethostname().split(".")[0]
        for name in ("state", "spool.n1", "spool.n2", "bin"):
            (work / name).mkdir()
        (work / "key").write_bytes(os.urandom(128))
        os.chmod(work / "key", 0o400)
        (work / "slurm.conf").write_text(configuration(work, host))
        self.environment = dict(os.environ, SLURM_CONF=str(work / "slurm.conf"), PATH=f"{work}/bin:{os.environ['PATH']}")
        self.start("munged", ["munged", "--foreground", "--force", f"--socket={work}/munge.socket", f"--key-file={work}/key",
                              f"--log-file={work}/munged.log", f"--pid-file={work}/munged.pid", f"--seed-file={work}/seed"])
        self.wait("munged", lambda: (work / "munge.socket").exists())
        self.start("slurmctld", ["slurmctld", "-D", "-f", f"{work}/slurm.conf"])
        for node in ("n1", "n2"):
            self.start(node, ["slurmd", "-D", "-N", node, "-f", f"{work}/slurm.conf"])
        self.wait("two idle nodes", lambda: self.run("sinfo", "-h", "-N", "-o", "%N %t").split("\n")[:2] == ["n1 idle", "n2 idle"])

    def start(self, name, words):
        log = open(self.work / f"{name}.out", "w")
        self.daemons[name] = subprocess.Popen(words, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def run(self, *words):
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, timeout=60).stdout.strip()

    def wait(self, what, done, seconds=120):
        until = time.monotonic() + seconds
        while not done():
            if time.monotonic() > until:
                self.fail(f"{what} did not come")
            time.sleep(0.2)

    def kill_node(self, node, job):
        """As a machine that loses its power: nobody is left to tell the controller that the job ended."""
        os.kill(self.daemons[node].pid, signal.SIGKILL)
        step, variable = f"slurmstepd: [{job}.".encode(), f"SLURM_JOB_ID={job}".encode()
        for is_it in (lambda process: (process / "cmdline").read_bytes().startswith(step),
                      lambda process: variable in (process / "environ").read_bytes().split(b"\0")):
            for process in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    if is_it(process):
                        os.kill(int(process.name), signal.SIGKILL)
                except OSError:
                    pass  # gone

    def ended(self):
        """Whether no job is left. One that waits after the fault of its node, two minutes by default, need not."""
        for line in self.run("squeue", "-h", "-o", "%A %r").splitlines():
            if line.endswith("BeginTime"):
                self.run("scontrol", "update", f"JobId={line.split()[0]}", "StartTime=now")
        return not self.run("squeue", "-h")

    def fail(self, message):
        print(message)
        for log in sorted(self.work.glob("*.log")) + sorted(self.work.glob("*.out")):
            print(f"--- {log.name}")
            print("\n".join(log.read_text(errors="replace").splitlines()[-25:]))
        self.stop()
        sys.exit(1)

    def stop(self):
        for name in ("n1", "n2", "slurmctld", "munged"):
            if name in self.daemons:
                self.daemons[name].terminate()
        for daemon in self.daemons.values():
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()


def main():
    markings, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    if os.geteuid() != 0:
        print("slurmd runs as root alone: not tried")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="markings-slurm-") as folder:
        work = pathlib.Path(folder)
        os.chmod(work, 0o755)
        corpus, results = work / "corpus", work / "results"
        results.mkdir()
        subprocess.run([sys.executable, source / "bench/make_corpus.py", corpus, "600", "5"], check=True)
        policy = source / "policies/corpus-public.toml"
        single = subprocess.run([markings, "check", "--policy", policy, "--root", corpus, "--format", "json", "--fail-on", "never", corpus],
                                capture_output=True, check=True).stdout
        cluster = Cluster(work)
        # (Each task takes a while, so that there is a half-way.)
        program = work / "bin/markings"
        program.write_text(f"#!/bin/bash\necho $SLURM_ARRAY_TASK_ID $SLURM_JOB_ID $SLURMD_NODENAME >> {work}/begun\nsleep 3\nexec {markings} \"$@\"\n")
        program.chmod(0o755)
        array = cluster.run("sbatch", "--parsable", f"--array=1-{SHARDS}", f"--output={work}/task-%a.out", f"--chdir={work}",
                            str(source / "examples/cluster/check.sbatch"), str(corpus), str(results), str(policy))
        if not array:
            cluster.fail("sbatch took no job")
        begun = lambda: (work / "begun").read_text().splitlines() if (work / "begun").exists() else []
        cluster.wait("a task on n2", lambda: any(line.endswith("n2") for line in begun()))
        killed, job = [line.split()[:2] for line in begun() if line.endswith("n2")][-1]
        cluster.kill_node("n2", job)
        cluster.wait("the end of all tasks", lambda: cluster.ended(), 300)
        again = [line for line in begun() if line.split()[0] == killed]
        if len(again) < 2 or not again[-1].endswith("n1"):
            cluster.fail(f"the task {killed} of the killed node was not run again: {begun()}")
        cluster.stop()
        parts = sorted(str(part) for part in results.glob("part-*.json"))
        merged = subprocess.run([markings, "merge", "--fail-on", "never", *parts], capture_output=True)
        if merged.returncode != 0 or merged.stdout != single:
            print(merged.stderr.decode())
            sys.exit("what was merged is not what a single run finds")
        print(f"{SHARDS} tasks, task {killed} run twice: as a single run")
    shutil.rmtree(folder, ignore_errors=True)


main()

#!/usr/bin/env python3
"""usage: check_load.py [--clients N] [--seconds N] [--customers N]
                        [--stuck N] [--late MS] [--pop MS] CALLFLOOR READERS

A floor of 2,000 agents at twenty times the clock's speed, with so many AMI
clients (20) that hear all events, for so long (15 s), and one more client that
reads nothing.  Every client must hear every event, in the same order, and 99 %
of them less than so late; a screen pop less than so long after the telephone
was to ring.  Prints what was measured.
"""
import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECRET = "open the floor"


def expect(good, what):
    if not good:
        raise SystemExit(f"check_load: {what}")


def cpu_of(program):
    """What it has used so far [s]."""
    fields = Path(f"/proc/{program.pid}/stat").read_text().split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


class Floor:
    """The program under load, steered through its standard input."""

    def __init__(self, request, directory):
        self.session = directory / "session"
        self.said = directory / "said"
        scenario = directory / "floor.yaml"
        text = (HERE / "floor.yaml").read_text(encoding="utf-8")
        expect("count: 100000" in text, "another scenario")
        scenario.write_text(
            text.replace("count: 100000", f"count: {request.customers}"),
            encoding="utf-8")
        secret = directory / "secret"
        secret.touch(mode=0o600)
        secret.write_text(SECRET + "\n", encoding="utf-8")
        bank = directory / "bank.sqlite"
        subprocess.run([request.callfloor, "customers", "generate", bank,
                        "--scenario", scenario], check=True,
                       stdout=subprocess.DEVNULL)
        self.program = subprocess.Popen(
            [request.callfloor, "live", scenario, "--from", "10:00",
             "--speed", "20", "--session", self.session, "--commands", "-",
             "--customers", bank, "--ami", "127.0.0.1:0", "--ami-timestamps",
             "--admin-secret-file", secret],
            text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.said.open("w", encoding="utf-8"))

    def hear(self, pattern):
        """The first group of the next line that has it."""
        for line in self.program.stdout:
            found = re.match(pattern, line)
            if found:
                return found.group(1)
        raise SystemExit(f"check_load: no {pattern}\n{self.said.read_text()}")

    def clock(self, change):
        """The moment at which the clock did that."""
        self.program.stdin.write(json.dumps({"clock": change}) + "\n")
        self.program.stdin.flush()
        return self.hear(r"\d+ (\S+) clock: done")

    def stop(self):
        self.program.send_signal(signal.SIGTERM)
        self.program.communicate(timeout=60)
        return self.said.read_text(encoding="utf-8")

    def joins(self, began, ended):
        """How many came to a queue after one moment, up to another."""
        log = (self.session / "events.log").read_text(encoding="utf-8")
        return sum(began < moment <= ended for moment in
                   re.findall(r"^\d+ (\S+) queued ", log, re.MULTILINE))


def run(request, directory):
    floor = Floor(request, directory)
    try:
        port = floor.hear(r"AMI +127\.0\.0\.1:(\d+)")
        began = floor.clock("pause")
        readers = subprocess.Popen(
            [request.readers, port, "admin", str(request.clients),
             str(request.stuck)], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        readers.stdin.write(SECRET + "\n")
        readers.stdin.close()
        said = readers.stderr.readline()
        expect(said == "ready\n", said)
        floor.clock("go")
        time.sleep(request.seconds)
        ended = floor.clock("pause")
        time.sleep(2)
        busy = cpu_of(floor.program), cpu_of(readers)
        said = floor.stop()
    finally:
        floor.program.kill()
    got = json.loads(readers.stdout.read())
    got["seconds"] = request.seconds
    got["floor_cpu_s"], got["readers_cpu_s"] = busy
    got["queued"] = floor.joins(began, ended)
    print(json.dumps(got))
    print(said, end="", file=sys.stderr)
    expect(readers.wait(10) == 0, f"{got['differ']} clients heard otherwise")
    expect(got["joins"] == got["queued"] > 50 * request.seconds,
           f"{got['queued']} came to queues")
    expect("keep up" not in said, "the floor was too slow")
    expect(got["late"]["p99_ms"] < request.late, "events come late")
    expect(got["pops"]["n"] > 50 * request.seconds and
           got["pops"]["p99_ms"] < request.pop, "screen pops come late")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--customers", type=int, default=100000)
    parser.add_argument("--stuck", type=int, default=1)
    parser.add_argument("--late", type=float, default=20)
    parser.add_argument("--pop", type=float, default=5)
    parser.add_argument("callfloor")
    parser.add_argument("readers")
    with tempfile.TemporaryDirectory() as directory:
        run(parser.parse_args(), Path(directory))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""usage: check_clients.py CALLFLOOR [MODULES]

Real AMI clients against live floors: panoramisk (Python), asterisk-manager and
yana (npm, in the directory MODULES) and Telephony::Asterisk::AMI (Perl).  Each
has a floor of its own, at twenty times the clock's speed, and does what a
client of a call center does: logs in, sees a call, lists the queues, pauses
and adds agents, originates, redirects, transfers and hangs up.  Prints what
each did; exit 1 if one failed.  Without the directory npm's are skipped.
"""
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECRET = "open sesame"
TIME = 90  # seconds that a client may take

CLIENTS = {
    "panoramisk": ["/usr/bin/python3", "panoramisk_client.py"],
    "asterisk-manager": ["node", "asterisk_manager_client.js"],
    "yana": ["node", "yana_client.js"],
    "Telephony::Asterisk::AMI": ["perl", "telephony_client.pl"],
}


def start_floor(callfloor, directory):
    secret = directory / "secret"
    secret.touch(mode=0o600)
    secret.write_text(SECRET + "\n")
    floor = subprocess.Popen(
        [callfloor, "live", HERE / "floor.yaml", "--speed", "20",
         "--ami", "127.0.0.1:0", "--session", directory / "session",
         "--admin-secret-file", secret],
        text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for line in floor.stdout:
        if line.startswith("AMI"):
            return floor, line.rsplit(":", 1)[1].strip()
    raise RuntimeError(f"the floor did not start: {floor.stderr.read()}")


def run_client(command, port, modules):
    environment = dict(os.environ, NODE_PATH=str(modules or ""))
    try:
        got = subprocess.run(
            [command[0], HERE / command[1], port, SECRET], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIME,
            env=environment, check=False)
    except subprocess.TimeoutExpired as late:
        text = late.stdout or b""
        return False, text.decode() + f"not done in {TIME} s\n"
    done = got.returncode == 0 and "all done" in got.stdout.splitlines()
    return done, got.stdout


def check(name, callfloor, modules):
    with tempfile.TemporaryDirectory(prefix="callfloor-ami-") as directory:
        floor, port = start_floor(callfloor, Path(directory))
        try:
            good, text = run_client(CLIENTS[name], port, modules)
        finally:
            floor.terminate()
            _, errors = floor.communicate(timeout=30)
        if floor.returncode != 0 or "too slowly" in errors:
            good = False
        return good, text + errors


def main():
    callfloor = Path(sys.argv[1]).resolve()
    modules = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
    if modules and not modules.is_dir():
        print(f"{modules} is not there: npm's clients are skipped")
        modules = None
    names = [name for name, command in CLIENTS.items()
             if modules or command[0] != "node"]
    with ThreadPoolExecutor(len(names)) as pool:
        results = list(pool.map(
            lambda name: check(name, callfloor, modules), names))
    for name, (good, text) in zip(names, results):
        print(f"===== {name}: {'ok' if good else 'FAILED'}\n{text}")
    return 0 if all(good for good, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())

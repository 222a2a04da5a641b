#!/usr/bin/env python3
"""usage: check_live.py [--kills N] [--seed N] [CALLFLOOR]

Live sessions of the real program: that a replay repeats them byte for byte,
whatever is commanded; that they survive being killed at any moment, N times
(20); that a full disk is said and stops nothing; that what is wrong in a
session's files is met with its place.
"""
import argparse
import csv
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SHORT = """\
callfloor: 1
title: A short day
day: {from: "09:00", to: "09:20", interval: 5m, at-close: cut}
trunks: {lines: 60}
numbers:
  orders: {trunks: lines, flow: welcome}
  help: {trunks: lines, flow: helpdesk}
arrivals:
  orders: {rates: {values: [900, 1200, 900, 600]}}
  help: {rates: {values: [300, 300, 400, 200]}}
flows:
  welcome: [announce: 5s, queue: orders]
  helpdesk: [announce: 3s, queue: help]
reasons:
  orders:
    talk: exponential(1m)
    wrap-up: 10s
    patience: exponential(2m)
    hold: {share: 20%, length: 10s}
  help: {talk: exponential(90s), wrap-up: 5s, patience: exponential(3m)}
queues:
  orders: {service-level: 80% in 20s}
  help: {service-level: 80% in 20s}
sites: {home: {}}
agents:
  - {group: sales, skills: [orders], count: 14, site: home}
  - {group: helpers, skills: [help, orders], count: 10, site: home}
"""

AGENTS, QUEUES, SOURCES, SITES = 24, 2, 2, 1


class Floor:
    """What the tests know of a program and where it may write."""

    def __init__(self, program, directory):
        self.program = program
        self.directory = Path(directory)
        self.scenario = self.write("short.yaml", SHORT)
        self.made = 0

    def write(self, name, text):
        path = self.directory / name
        path.write_text(text, encoding="utf-8")
        return path

    def session(self):
        self.made += 1
        return self.directory / f"session{self.made}"

    def run(self, *arguments, **options):
        return subprocess.run(
            [self.program, *map(str, arguments)], text=True,
            capture_output=True, check=False, timeout=100, **options)

    def start(self, *arguments, **options):
        return subprocess.Popen(
            [self.program, "live", *map(str, arguments)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, **options)

    def replay(self, session, *arguments):
        return self.run("replay", session, *arguments)


def expect(good, what):
    if not good:
        raise AssertionError(what)


def expect_exit(got, status, what):
    expect(got.returncode == status,
           f"{what}: exit {got.returncode}, wanted {status}\n"
           f"{got.stdout}{got.stderr}")


def lines_of(path):
    return path.read_bytes().decode().splitlines(keepends=True)


def journal_of(session):
    return [json.loads(line) for line in lines_of(session / "journal")
            if line.endswith("\n")]


def expect_numbered(session):
    """No event is missing, and none is there twice."""
    for number, line in enumerate(lines_of(session / "events.log"), 1):
        expect(line.startswith(f"{number} "),
               f"events.log:{number}: {line}")


def expect_same(floor, session):
    got = floor.replay(session)
    expect_exit(got, 0, f"replay of {session}")
    expect("the event log is the same\n" in got.stdout, got.stdout)
    again = floor.replay(session, "--events", "-")
    expect(again.stdout == (session / "events.log").read_text(),
           "replay --events is not the log")
    expect_numbered(session)


# Each verb, as somebody without much judgement would use it.
def any_command(chance):
    agent = {"agent": chance.randrange(AGENTS)}
    other = {"other": chance.randrange(AGENTS)}
    queue = {"queue": chance.randrange(QUEUES)}
    contact = {"contact": chance.randrange(1, 300)}
    length = {"length": chance.choice([1, 7.25, 60, 300])}
    to = {"to": chance.choice([
        {"queue": chance.randrange(QUEUES)},
        {"agent": chance.randrange(AGENTS)},
        {"conference": chance.randrange(20)}, "park", "music"])}
    verbs = {
        "take": agent, "release": agent, "log-in": agent, "log-out": agent,
        "ready": agent, "not-ready": agent | {"text": "茶 tea \"\\"},
        "link-lost": agent, "break": agent | length,
        "overtime": agent | length,
        "add-member": agent | queue | {"value": chance.randrange(3)},
        "remove-member": agent | queue,
        "penalty": agent | {"value": chance.randrange(4)},
        "skill": agent | queue | {"value": 0.3 + chance.random()},
        "pause": agent | queue, "unpause": agent | queue,
        "answer": agent, "hold": agent, "retrieve": agent,
        "consult": agent | to, "alternate": agent, "complete": agent,
        "conference": agent, "cancel": agent, "transfer": agent | to,
        "park": chance.choice([agent, contact]) | length,
        "unpark": agent | contact, "hang-up": chance.choice([agent, contact]),
        "dispose": agent | {"text": "sold"}, "dial": agent, "skip": agent,
        "originate": agent | to, "redirect": contact | to,
        "attach": contact | {"key": "order", "text": str(chance.random())},
        "monitor": agent | other, "whisper": agent | other,
        "barge": agent | other, "unmonitor": agent,
        "lookup": contact | {"value": chance.randrange(5)} | length,
        "dial-mode": {"campaign": 0, "text": "power"},
        "dial-level": {"campaign": 0, "value": 2},
        "open-queue": queue, "close-queue": queue,
        "surge": {"source": chance.randrange(SOURCES), "value": 1.5} | length,
        "outage": {"site": chance.randrange(SITES)} | length,
    }
    # Some are frequent, so that much comes to be.
    often = ["take", "answer", "ready", "hold", "retrieve", "hang-up"]
    name = chance.choice(list(verbs) + 4 * often)
    return {"command": name} | verbs[name]


def clock(seconds):
    return f"{9 + int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:" \
           f"{seconds % 60:09.6f}"


def verdict_of(line):
    """What is said of it: the model counts agents, people know extensions."""
    if "done" in line:
        return "done"
    return "refused: " + re.sub(
        r"\bagent (\d+)", lambda agent: f"agent {1001 + int(agent[1])}",
        line["refused"])


def any_orders(chance, n, length):
    moments = sorted(chance.uniform(0, length) for _ in range(n))
    orders = []
    for moment in moments:
        who = chance.choice([("anna", "supervisor"), ("bob", "admin"),
                             ("1003", "agent")])
        orders.append({"at": clock(moment), "actor": who[0], "role": who[1],
                       "cookie": chance.randrange(2**63)} |
                      any_command(chance))
    return orders


def all_released(at):
    """So that nobody keeps the day open."""
    return [{"at": at, "actor": "bob", "role": "admin", "cookie": agent + 1,
             "command": "release", "agent": agent} for agent in range(AGENTS)]


def as_lines(orders):
    return "".join(json.dumps(order) + "\n" for order in orders)


def test_replay(floor, chance):
    """What is commanded at random comes out the same again, at once or in
    its time."""
    for begins in ("09:12", "09:19:30", "09:19:30", "09:19:30"):
        session = floor.session()
        orders = any_orders(chance, 400, 1200) + all_released("09:20")
        commands = floor.write("orders", as_lines(orders))
        got = floor.run("live", floor.scenario, "--speed", 100, "--session",
                        session, "--commands", commands, "--seed",
                        chance.randrange(2**64), "--from", begins)
        expect_exit(got, 0, "live")
        said = re.findall(r"^(\d+) \S+ (\S+): (done|refused: .*)$",
                          got.stdout, re.M)
        expect([int(line) for line, _, _ in said] ==
               list(range(1, len(orders) + 1)), got.stdout)
        expect([name for _, name, _ in said] ==
               [order["command"] for order in orders], got.stdout)
        expect_same(floor, session)
        expect_journal(session, orders, said)


def expect_journal(session, orders, said):
    """Each that its role may give is there with its moment and verdict."""
    journal = [line for line in journal_of(session) if len(line) > 1]
    given = [(order, verdict) for order, (_, _, verdict)
             in zip(orders, said) if "takes the role" not in verdict]
    expect(len(given) < len(orders), "no role was refused")
    commands = [line for line in journal if "command" in line]
    verdicts = [line for line in journal
                if "done" in line or "refused" in line]
    expect(len(commands) == len(given) == len(verdicts),
           f"{len(commands)} commands, {len(verdicts)} verdicts for "
           f"{len(given)}")
    for (order, verdict), command, known in zip(given, commands, verdicts):
        if order.get("value") == 0:
            del order["value"]  # the same as none
        order["at"] = command["at"] if order["at"] == "09:20" else order["at"]
        expect(order | command == command | {"link": "commands"},
               f"{order} became {command}")
        expect(verdict == verdict_of(known),
               f"said {verdict}, journaled {known}")


def test_clock(floor, _):
    """Pause, step and go, and a command while the clock stands."""
    session = floor.session()
    live = floor.start(floor.scenario, "--speed", 100, "--session", session,
                       "--commands", "-")

    def tell(order):
        live.stdin.write(json.dumps(order) + "\n")
        live.stdin.flush()
        while True:
            line = live.stdout.readline()
            if re.match(r"\d+ ", line):
                return line.split(maxsplit=1)[1]

    expect(tell({"clock": "pause"}).endswith("clock: done\n"), "pause")
    first = tell({"command": "hold", "agent": 1})
    time.sleep(0.3)
    second = tell({"command": "hold", "agent": 1})
    expect(first == second, f"the clock went on: {first}{second}")
    tell({"clock": "step", "to": "09:10"})
    got = tell({"command": "hold", "agent": 1})
    expect(got.startswith("09:10:00.000000 hold: "), got)
    got = tell({"clock": "step", "to": "09:09"})
    expect("refused: a moment after 09:10:00.000000" in got, got)
    got = tell({"clock": "speed", "speed": 101})
    expect("refused: " in got, got)
    got = tell({"role": "agent", "clock": "go"})
    expect("refused: the clock takes the role supervisor" in got, got)
    tell({"clock": "speed", "speed": 1})
    tell({"clock": "go"})
    time.sleep(0.5)
    got = tell({"command": "hold", "agent": 1})
    expect(re.match(r"09:10:0[0-4]\.", got), f"at speed 1: {got}")
    live.send_signal(signal.SIGTERM)
    expect(live.wait(10) == 0, live.stderr.read())
    expect(journal_of(session)[-1]["end"] == "stopped", "no end")
    expect_same(floor, session)
    got = floor.run("live", "--resume", session, "--speed", 100)
    expect_exit(got, 0, "resume of what was stopped")
    expect(journal_of(session)[-1]["end"] == "closed", "no end")
    expect_same(floor, session)
    got = floor.run("live", "--resume", session)
    expect_exit(got, 2, "resume of what is over")
    expect("day is over" in got.stderr, got.stderr)
    expect_same(floor, session)


class Client:
    """Gives commands at once, one after the other, and keeps what was
    acknowledged."""

    def __init__(self, floor, session, chance):
        self.floor = floor
        self.session = session
        self.chance = chance
        self.known = []

    def talk(self, seconds, *arguments):
        """True: it was killed; False: its day was over before."""
        live = self.floor.start(*arguments, "--speed", 40, "--commands", "-")
        until = time.monotonic() + seconds
        order = None
        for line in live.stdout:
            if line.startswith("session"):
                break
        timer = subprocess.Popen(
            ["sh", "-c", f"sleep {seconds}; kill -9 {live.pid}"])
        try:
            while time.monotonic() < until + 20:
                order = any_command(self.chance) | {
                    "cookie": self.chance.randrange(2**63)}
                live.stdin.write(json.dumps(order) + "\n")
                live.stdin.flush()
                time.sleep(self.chance.choice([0, 0, 0.001, 0.01]))
                line = live.stdout.readline()
                if not line.endswith("\n"):
                    break
                if not line[0].isdigit():  # no verdict: the day's end
                    break
                self.known.append((order, line.split(maxsplit=2)))
        except BrokenPipeError:
            pass
        timer.wait()
        status = live.wait(10)
        over = any("end" in line for line in journal_of(self.session))
        expect(status == -signal.SIGKILL or over and status == 0,
               f"exit {status}\n{live.stderr.read()}")
        for end in (live.stdin, live.stdout, live.stderr):
            try:
                end.close()
            except BrokenPipeError:
                pass
        return not over

    def check(self):
        journal = journal_of(self.session)
        at = 0
        for order, (_, moment, verdict) in self.known:
            while journal[at].get("cookie") != order["cookie"]:
                at += 1
                expect(at < len(journal), f"{order} at {moment} is lost")
            expect(journal[at]["at"] == moment, f"{journal[at]}: {moment}")
            at += 1
            known = verdict_of(journal[at])
            expect(verdict.strip() == f"{order['command']}: {known}",
                   f"{order}: {verdict}, {known}")


def test_kills(floor, chance, kills):
    """Killed at any moment, a session loses nothing that was acknowledged."""
    session = floor.session()
    client = Client(floor, session, chance)
    alive = client.talk(0.3, floor.scenario, "--session", session, "--fsync",
                        "never")
    killed = int(alive)
    acknowledged = 0
    while killed < kills:
        got = floor.replay(session)
        expect_exit(got, 0, "replay of what was killed")
        client.check()
        if alive:
            alive = client.talk(
                chance.uniform(0.02, 0.6), "--resume", session, "--fsync",
                chance.choice(["always", "second", "never"]))
        else:
            acknowledged += len(client.known)
            session = client.session = floor.session()
            client.known = []
            alive = client.talk(0.3, floor.scenario, "--session", session)
        killed += alive
    acknowledged += len(client.known)
    expect(acknowledged > kills, f"only {acknowledged} commands")
    client.check()
    if alive:
        ends = floor.write("ends", as_lines(all_released("09:20")))
        got = floor.run("live", "--resume", session, "--speed", 100,
                        "--commands", ends)
        expect_exit(got, 0, "the last resume")
        client.check()
    expect_same(floor, session)
    print(f"    {kills} kills, {acknowledged} commands acknowledged")


def test_never_began(floor, _):
    """Killed before the journal's first line, it begins when resumed."""
    for journal, log in ((None, None), ("", ""), ('{"at":"00:', None)):
        session = played(floor)
        for name, text in (("journal", journal), ("events.log", log)):
            (session / name).unlink()
            if text is not None:
                (session / name).write_text(text)
        live = floor.start("--resume", session, "--speed", 100)
        said = [live.stdout.readline() for _ in range(3)]
        time.sleep(0.3)
        live.send_signal(signal.SIGINT)
        rest, wrong = live.communicate(timeout=10)
        expect(live.returncode == 0, f"{said}{rest}{wrong}")
        expect(said[1].startswith("time      09:00:00,"), f"{said}")
        expect(journal_of(session)[0].get("begin") == 0, "it went on")
        expect_same(floor, session)

    (session / "journal").unlink()
    got = floor.run("live", "--resume", session)
    expect_exit(got, 2, "events without a journal")
    expect("journal: cannot open it" in got.stderr, got.stderr)
    expect(not (session / "journal").exists(), "a journal was made")


def test_full_disk(floor, chance):
    """It is said once, refuses commands, and stops nothing; with room again
    the journal goes on."""
    session = floor.session()
    small = 8 * 1024
    live = floor.start(
        floor.scenario, "--speed", 20, "--session", session, "--from",
        "09:19", "--commands", "-", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (small, resource.RLIM_INFINITY)))
    verdicts = []

    def tell():
        order = {"command": "not-ready", "agent": 1, "text": "x" * 200,
                 "cookie": chance.randrange(2**63)}
        try:
            live.stdin.write(json.dumps(order) + "\n")
            live.stdin.flush()
        except BrokenPipeError:
            pass
        while True:
            line = live.stdout.readline()
            if not line:
                raise AssertionError(f"it ended\n{live.stderr.read()}")
            if re.match(r"\d+ ", line):
                verdicts.append(line)
                return line

    for _ in range(200):
        if "read-only" in tell():
            break
    expect("refused: session is read-only: journal: " in verdicts[-1],
           verdicts[-1])
    expect("refused: session is read-only: journal: " in tell(), "once only")
    first = verdicts[-1].split()[1]
    until = time.monotonic() + 30
    while (session / "events.log").stat().st_size < small:
        expect(time.monotonic() < until, "the floor stands")
        time.sleep(0.1)
    time.sleep(1.2)
    expect(tell().split()[1] > first, "the clock stands")
    resource.prlimit(live.pid, resource.RLIMIT_FSIZE,
                     (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    time.sleep(2.1)
    expect("read-only" not in tell(), f"still so: {verdicts[-1]}")
    live.stdin.write(json.dumps({"clock": "speed", "speed": 100}) + "\n")
    out, err = live.communicate(timeout=60)
    expect(live.returncode == 1, f"exit {live.returncode}\n{out}{err}")
    for once in ("the journal cannot be written: File too large",
                 "the journal is written again",
                 "the event log ends here: File too large"):
        expect(err.count(once) == 1, f"{once}?\n{err}")
    got = floor.replay(session, "--events", floor.directory / "whole")
    expect_exit(got, 0, "replay")
    expect("the same as far as it goes" in got.stdout, got.stdout)
    shutil.copy(floor.directory / "whole", session / "events.log")
    expect_same(floor, session)


def test_speed(floor, _):
    """A session that is gone on with keeps its speed, and its stillness."""
    session = floor.session()
    arguments = [floor.scenario, "--session", session, "--speed", 40]
    for goes, order in (
            (", speed 40\n", {"command": "hold", "agent": 1}),
            (", speed 40\n", {"clock": "speed", "speed": 3}),
            (", speed 3\n", {"clock": "pause"}),
            (", speed 3, paused\n", {"command": "hold", "agent": 1})):
        live = floor.start(*arguments, "--commands", "-")
        said = [live.stdout.readline() for _ in range(3)]
        expect(said[1].endswith(goes), f"{goes}? {said}")
        live.stdin.write(json.dumps(order) + "\n")
        live.stdin.flush()
        live.stdout.readline()
        live.kill()
        live.communicate()
        arguments = ["--resume", session]
    expect_exit(floor.replay(session), 0, "replay")


def test_one_second(floor, _):
    """Two sessions that begin at once are two."""
    many = [floor.start(floor.scenario, "--from", "24:00",
                        cwd=floor.directory) for _ in range(4)]
    for live in many:
        out, err = live.communicate(timeout=20)
        expect(live.returncode == 0, f"{out}{err}")
    made = list(floor.directory.glob("session-*"))
    expect(len(made) == 4, f"{made}")
    for session in made:
        expect_same(floor, session)


def test_no_room(floor, _):
    """What cannot be begun leaves nothing behind, and can be tried again."""
    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    session = floor.session()
    for there in (False, True):
        if there:
            session.mkdir()
        got = floor.run("live", floor.scenario, "--session", session,
                        preexec_fn=limited)
        expect_exit(got, 2, "no room for a session")
        expect("scenario.yaml: cannot write it: File too large" in got.stderr,
               got.stderr)
        expect(session.exists() == there, "its directory was left behind")
        expect(not there or not any(session.iterdir()), "files were left")


def played(floor):
    """A session that is over."""
    session = floor.session()
    orders = [{"at": "09:02", "actor": who, "command": "close-queue",
               "queue": "help"} for who in ("anna", "bob")]
    got = floor.run("live", floor.scenario, "--speed", 100, "--session",
                    session, "--from", "09:24", "--commands",
                    floor.write("two", as_lines(orders)))
    expect_exit(got, 0, "live")
    return session


def test_faults(floor, _):
    """What is wrong in a session's files is said, with its place."""
    session = played(floor)
    journal = session / "journal"
    log = session / "events.log"
    text, events = journal.read_text(), log.read_text()
    lines = text.splitlines(keepends=True)
    command = next(i for i, line in enumerate(lines) if "command" in line)

    def refused(what, wanted):
        journal.write_text(what)
        got = floor.replay(session)
        expect_exit(got, 2, wanted)
        expect(re.search(wanted, got.stderr), f"{wanted}?\n{got.stderr}")
        journal.write_text(text)

    def changed(number, old, new):
        expect(old in lines[number], lines[number])
        copy = list(lines)
        copy[number] = copy[number].replace(old, new)
        return "".join(copy)

    place = f"journal:{command + 1}:"
    refused(changed(command, '"queue":1', '"queue":1,"agent":2'),
            place + r'\d+: close-queue takes no .agent.')
    refused(changed(command, '"role":"admin"', '"role":"king"'),
            place + r"\d+: agent, supervisor or admin was wanted")
    refused(changed(command, '"queue":1', '"queue":1.5'),
            place + r"\d+: ")
    refused(changed(command, '"queue":1', '"queue":'), place + r"\d+: JSON")
    refused(changed(command, '"command"', '"comand"'), place)
    refused(changed(command, '09:02:00.000000', '09:02'), place)
    refused(changed(-1, '"at":"09:', '"at":"08:'),
            rf"journal:{len(lines)}:.*time went back")
    refused(changed(command, "\n", "x" * 10000 + "\n"),
            place + ".*at most 8191 bytes")
    refused("".join(lines[:command + 1] + lines[command + 2:]),
            f"journal:{command + 2}:.*verdict")
    refused("".join(lines[1:]), "journal:1:.*begins")
    refused("", "journal:1:.*no line")
    refused("\n" + text, "journal:1:")
    refused(text + lines[-1], r"journal:\d+:.*over")

    for cut in range(1, len(lines[-1])):
        journal.write_text(text[:-cut])
        expect_exit(floor.replay(session), 0, f"torn by {cut}")
    for torn in (lines[-1][:9] + "x" * 20000, "\0" * 16384):
        journal.write_text("".join(lines[:-1]) + torn)
        expect_exit(floor.replay(session), 0, "a long torn line")
    journal.write_text(text)
    expect_exit(floor.replay(session), 0, "as it was")

    log.write_text(events.replace(" answered ", " abandoned ", 1))
    got = floor.replay(session)
    expect_exit(got, 1, "another log")
    number = events[:events.index(" answered ")].count("\n") + 1
    expect(f"events.log:{number}: " in got.stdout, got.stdout)
    log.write_text(events + events.splitlines(keepends=True)[-1])
    expect_exit(floor.replay(session), 1, "a line too many")
    log.write_text(events[:-1])
    expect_exit(floor.replay(session), 1, "an ended session's torn log")
    log.write_text(events)
    expect_same(floor, session)

    log.unlink()
    got = floor.replay(session, "--events", floor.directory / "again")
    expect_exit(got, 1, "a log that is gone")
    expect("events were wanted, the log has 0" in got.stdout, got.stdout)
    shutil.copy(floor.directory / "again", log)
    expect(log.read_text() == events, "it is not made whole")

    for own in ("journal", "events.log", "session.json", "scenario.yaml"):
        before = (session / own).read_bytes()
        got = floor.replay(session, "--events", session / own)
        expect_exit(got, 2, "its own file")
        expect(f"that is the session's own {own}" in got.stderr, got.stderr)
        expect((session / own).read_bytes() == before, f"{own} is gone")

    (session / "scenario.yaml").write_text(SHORT + "# later\n")
    got = floor.replay(session)
    expect_exit(got, 2, "another scenario")
    expect("has changed since" in got.stderr, got.stderr)


def test_without(floor, _):
    """One actor's commands are left out, the other's are not."""
    session = played(floor)
    got = floor.replay(session, "--without", "anna", "--events",
                       floor.directory / "others")
    expect_exit(got, 0, "--without")
    expect("1 commands" in got.stdout and "1 commands left out" in
           got.stdout, got.stdout)
    got = floor.replay(session, "--speed", "100000")
    expect_exit(got, 0, "--speed")


def trainees(chance):
    """Two of them at work, with words that are nothing good."""
    orders = [{"at": "09:01", "actor": user, "command": "take",
               "agent": agent} for agent, user in enumerate(("anna", "李雷"))]
    for moment in sorted(chance.uniform(61, 1180) for _ in range(500)):
        agent = chance.randrange(2)
        verb = chance.choice(["answer", "answer", "hold", "retrieve",
                              "dispose", "ready", "hang-up", "not-ready"])
        order = {"at": clock(moment), "actor": ("anna", "李雷")[agent],
                 "command": verb, "agent": agent}
        if verb in ("dispose", "not-ready"):
            order["text"] = chance.choice(["solved", "已解决", "=1+1",
                                           "a,\"b\"\r\n<script>"])
        orders.append(order)
    return orders + all_released("09:20")


def expect_timeline(floor, session):
    """What the session left is what its replay shows."""
    for kind in ("csv", "html"):
        left = (session / f"timeline.{kind}").read_bytes()
        got = subprocess.run([floor.program, "timeline", session, "--format",
                              kind], capture_output=True, check=True)
        expect(got.stdout == left, f"timeline.{kind} is another one")
    expect("<script" not in left.decode(), "a script in the page")
    with open(session / "timeline.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_timeline(floor, chance):
    """A session's timeline is its replay's, killed in between or not."""
    session = floor.session()
    commands = floor.write("trainees", as_lines(trainees(chance)))
    got = floor.run("live", floor.scenario, "--speed", 100, "--session",
                    session, "--commands", commands, "--from", "09:19:50")
    expect_exit(got, 0, "live")
    lines = expect_timeline(floor, session)
    people = [line for line in lines if line["line"] == "trainee"]
    expect([(one["agent"], one["user"]) for one in people] ==
           [("1001", "anna"), ("1002", "李雷")], str(people))
    for one in people:
        expect(int(one["answered"]) > 2 and int(one["contacts"]) > 2 and
               float(one["answer_speed_s"]) > 0, str(one))
    texts = {line["text"] for line in lines}
    expect({"已解决", "'=1+1"} <= texts, str(texts))
    expect(not any(cell.startswith(("=", "+", "-", "@"))
                   for line in lines for cell in line.values()), "a formula")

    live = floor.start(floor.scenario, "--speed", 60, "--session",
                       session := floor.session(), "--commands", commands)
    time.sleep(4)
    live.kill()
    live.wait()
    expect(not (session / "timeline.csv").exists(), "a killed one has none")
    got = floor.run("timeline", session, "--format", "figures")
    expect_exit(got, 0, "timeline of a killed session")
    before = json.loads(got.stdout)["trainees"]
    got = floor.run("live", "--resume", session, "--speed", 100)
    expect_exit(got, 0, "resume")
    after = [line for line in expect_timeline(floor, session)
             if line["line"] == "trainee"]
    expect(len(before) == len(after) == 2, str(before))
    expect(all(int(was["answered"]) <= int(now["answered"])
               for was, now in zip(before, after)), str(after))


def test_names(floor, _):
    """Names and numbers of the plan stand for indices."""
    session = floor.session()
    orders = [
        {"command": "pause", "agent": "1003", "queue": "help"},
        {"command": "pause", "agent": "PJSIP/1015", "queue": "6002"},
        {"command": "pause", "agent": "helpers 2", "queue": 0},
        {"command": "outage", "site": "home", "length": 1},
        {"command": "surge", "source": "help", "value": 1, "length": 1},
        {"command": "transfer", "agent": 1, "to": "6002"},
        {"command": "transfer", "agent": 1, "to": "1002"},
        {"command": "transfer", "agent": 1, "to": "8003"},
        {"command": "transfer", "agent": 1, "to": "+493012345"},
        {"command": "transfer", "agent": 1, "to": {"queue": "orders"}}]
    wanted = [
        {"agent": 2, "queue": 1}, {"agent": 14, "queue": 1},
        {"agent": 15, "queue": 0}, {"site": 0}, {"source": 1},
        {"to": {"queue": 1}}, {"to": {"agent": 1}}, {"to": {"conference": 2}},
        {"to": "number", "text": "+493012345"}, {"to": {"queue": 0}}]
    got = floor.run("live", floor.scenario, "--speed", 100, "--session",
                    session, "--from", "09:24", "--commands",
                    floor.write("names", as_lines(orders)))
    expect_exit(got, 0, "live")
    journal = [line for line in journal_of(session) if "command" in line]
    expect(len(journal) == len(wanted), f"{journal}")
    for line, some in zip(journal, wanted):
        expect(line | some == line, f"{line}: {some}?")
    bad = floor.write("bad", as_lines([{"command": "hold", "agent": "1"}]))
    got = floor.run("live", floor.scenario, "--commands", bad, "--session",
                    floor.session())
    expect_exit(got, 2, "no such agent")
    expect("there is none of the name '1'" in got.stderr, got.stderr)


def test_copies(floor, _):
    """A session needs none of the files that it was made from."""
    away = floor.directory / "away"
    away.mkdir()
    (away / "tables").mkdir()
    (away / "tables" / "a day.csv").write_text("weight\n5\n7\n6\n2\n")
    old = 'orders: {rates: {values: [900, 1200, 900, 600]}}'
    expect(old in SHORT, "another scenario")
    (away / "far.yaml").write_text(SHORT.replace(
        old, 'orders: {volume: 300/day, shape: "tables/a day.csv"}'))
    session = floor.session()
    got = floor.run("live", away / "far.yaml", "--speed", 100, "--session",
                    session, "--from", "09:24")
    expect_exit(got, 0, "live")
    shutil.rmtree(away)
    expect_same(floor, session)
    copies = json.loads((session / "session.json").read_text())["files"]
    expect([file["copy"] for file in copies] ==
           ["scenario.yaml", "files/1-a_day.csv"], str(copies))


def test_customers(floor, _):
    """What the floor knew of its customers is kept with the session."""
    database = floor.directory / "bank.sqlite"
    got = floor.run("customers", "generate", database, "--count", 500)
    expect_exit(got, 0, "generate")
    scenario = floor.write("bank.yaml", SHORT.replace(
        "\ntrunks:", "\ncustomers:\n  tiers: {black: 0.5%, platinum: 3.5%, "
        "gold: 16%, silver: rest}\n  database: bank.sqlite\n"
        "trunks:").replace(
        "welcome: [", "welcome: [identify: {by: ani, hit: 90%}, "))
    session = floor.session()
    got = floor.run("live", scenario, "--speed", 100, "--session", session,
                    "--from", "09:17", "--pop-url", "http://crm/{customer}")
    expect_exit(got, 0, "live")
    lookups = [line for line in journal_of(session)
               if line.get("command") == "lookup"]
    expect(len(lookups) > 10, f"{len(lookups)} lookups")
    expect({line["link"] for line in lookups} == {"driver"}, str(lookups[0]))
    expect(" tier=" in (session / "events.log").read_text(), "nobody known")
    database.unlink()
    expect_same(floor, session)
    book = session / "customers.book"
    book.write_bytes(bytes(8) + book.read_bytes()[8:])
    got = floor.replay(session)
    expect_exit(got, 2, "another book")
    expect("customers.book: it has changed" in got.stderr, got.stderr)


def customers_of(bank, sql):
    with sqlite3.connect(bank) as database:
        return database.execute(sql).fetchone()[0]


def test_cards(floor, _):
    """Callers are looked up, contacts leave one card each, killed or not,
    and neither a replay nor a resume needs the database."""
    bank = floor.directory / "bank.sqlite"
    made = floor.run("customers", "generate", bank, "--count", 300)
    expect_exit(made, 0, "generate")
    scenario = floor.write("bank.yaml", SHORT + (
        "customers: {database: bank.sqlite, tiers: {black: 0.5%, "
        "platinum: 3.5%, gold: 16%, silver: rest}}\n"))
    session = floor.session()
    live = floor.start(scenario, "--speed", 60, "--session", session)
    time.sleep(3)
    live.kill()
    live.wait()
    expect_exit(floor.replay(session), 0, "replay of what was killed")
    got = floor.run("live", "--resume", session, "--speed", 100)
    expect_exit(got, 0, "resume")
    expect_same(floor, session)
    ended = sum(" ended " in line for line in lines_of(session / "events.log"))
    cards = customers_of(
        bank, "SELECT count(*) FROM cards WHERE session IS NOT NULL")
    strangers = customers_of(bank, "SELECT count(*) FROM strangers")
    expect(cards + strangers == ended, f"{cards} + {strangers}, {ended}")
    expect(cards > 100 and strangers > 0, f"{cards}, {strangers}")
    found = sum(line.get("command") == "lookup" and line.get("value") == 1
                for line in journal_of(session))
    expect(found > 50, f"{found} were found")
    bank.unlink()
    expect_same(floor, session)


def test_cards_wait(floor, _):
    """Where there is no room for the database, or somebody else holds it,
    cards wait; then each is there, once."""
    bank = floor.directory / "held.sqlite"
    made = floor.run("customers", "generate", bank, "--count", 300)
    expect_exit(made, 0, "generate")
    scenario = floor.write("held.yaml", SHORT + (
        "customers: {database: held.sqlite, tiers: {black: 0.5%, "
        "platinum: 3.5%, gold: 16%, silver: rest}}\n"))
    session = floor.session()
    live = floor.start(scenario, "--speed", 60, "--session", session)
    time.sleep(1)
    resource.prlimit(live.pid, resource.RLIMIT_FSIZE,
                     (4096, resource.RLIM_INFINITY))
    time.sleep(3)
    resource.prlimit(live.pid, resource.RLIMIT_FSIZE,
                     (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    time.sleep(3)
    holder = sqlite3.connect(bank, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    time.sleep(4)
    holder.execute("ROLLBACK")
    holder.close()
    out, err = live.communicate(timeout=90)
    expect(live.returncode == 1, f"exit {live.returncode}\n{out}{err}")
    expect(err.count("contact cards wait, the customer database does not take "
                     "them: ") == 2, err)
    expect(err.count("contact cards are written again") == 2, err)
    expect("no room left" in err and "another program" in err, err)
    got = floor.replay(session, "--events", floor.directory / "all")
    expect_exit(got, 0, "replay")
    ended = sum(" ended " in line
                for line in lines_of(floor.directory / "all"))
    cards = customers_of(
        bank, "SELECT count(*) FROM cards WHERE session IS NOT NULL")
    strangers = customers_of(bank, "SELECT count(*) FROM strangers")
    expect(cards + strangers == ended > 100,
           f"{cards} + {strangers}, {ended}")


def test_refusals(floor, _):
    """What is asked wrongly is refused, and leaves nothing behind."""
    session = played(floor)
    for arguments, wanted in (
            ((floor.scenario, "--session", session), "--resume"),
            ((floor.scenario, "--session", floor.scenario), "Not a directory"),
            (("--resume", session, "--seed", "1"), "--seed does not go"),
            ((floor.scenario, "--speed", "101"), "from 1 to 100"),
            ((floor.scenario, "--from", "9"), "time of the day"),
            ((floor.scenario, "--pop-url", "http://x/{who}"), "{customer}"),
            ((floor.scenario, "--pop-on", "ring"), "alerting or answer"),
            ((floor.scenario, "--session", floor.session(), "--customers",
              "/nowhere"), "no such customer database"),
            ((floor.scenario, "--fsync", "often"), "always, second or never"),
            ((floor.scenario, "--http", "192.0.2.1:80"), "--users"),
            ((floor.scenario, "--users", "a", "--admin-secret-file", "b"),
             "without --users"),
            ((floor.scenario, "--commands", "/nowhere", "--session",
              floor.session()), "/nowhere: cannot read it"),
            ((floor.scenario, "--session", floor.session(), "--commands",
              floor.write("bad", '{"command": "hold", "agent": 1}\n'
                                 '{"command": "hold", "queue": 1}\n')),
             "bad:2:1: hold takes no 'queue'")):
        got = floor.run("live", *arguments)
        expect_exit(got, 2, str(arguments))
        expect(wanted in got.stderr, f"{wanted}?\n{got.stderr}")
    expect(not floor.session().parent.joinpath(
        f"session{floor.made - 1}").exists(), "a session was left behind")
    live = floor.start(floor.scenario, "--session", floor.session())
    for line in live.stdout:
        if line.startswith("session"):
            break
    got = floor.run("live", "--resume", line.split()[1].rstrip(","))
    expect_exit(got, 2, "two play one session")
    expect("another callfloor plays" in got.stderr, got.stderr)
    live.send_signal(signal.SIGINT)
    expect(live.wait(10) == 0, live.stderr.read())


def test_users(floor, _):
    """A secret is kept whole or not at all, and shown nowhere."""
    users = floor.directory / "users.yaml"
    for secret, status in ((b"x" * 255 + b"\n", 0), (b"x" * 256 + b"\n", 2),
                           (b"tea\r\n", 0), (b"tea\0more\n", 2),
                           (b"tea\rmore\n", 2), (b"\n", 2), (b"", 2)):
        before = users.read_bytes() if users.exists() else b""
        got = subprocess.run(
            [floor.program, "live", "--add-user", "anna", "--role", "agent",
             "--users", users], input=secret, capture_output=True,
            check=False, timeout=20)
        expect(got.returncode == status, f"{secret}: {got}")
        expect(b"tea" not in got.stdout + got.stderr, f"{got}")
        expect((users.read_bytes() == before) == (status != 0), f"{secret}")
    expect(users.stat().st_mode & 0o777 == 0o600, "others may read it")


TESTS = [test_replay, test_clock, test_never_began, test_full_disk,
         test_faults, test_without, test_timeline, test_names, test_copies,
         test_customers, test_cards_wait, test_cards, test_refusals,
         test_users, test_speed, test_one_second, test_no_room]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("program", nargs="?",
                        default=str(ROOT / "build/callfloor"))
    request = parser.parse_args()
    tests = [(test.__name__, test) for test in TESTS]
    tests.append(("test_kills", lambda floor, chance: test_kills(
        floor, chance, request.kills)))
    failed = 0
    for name, test in tests:
        if request.only and request.only != name:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as directory:
            try:
                test(Floor(os.path.abspath(request.program), directory),
                     random.Random(request.seed))
                verdict = "ok"
            except AssertionError as error:
                verdict = f"FAILED: {error}"
                failed += 1
        print(f"{name}: {verdict} ({time.monotonic() - began:.1f} s)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

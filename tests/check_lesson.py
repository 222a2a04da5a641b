#!/usr/bin/env python3
"""usage: check_lesson.py [CALLFLOOR [TEST...]]

Lessons on the real program: that their events happen at their moments and
once, whatever is killed; that trainees sign in and are shown what they should
be; that goals are judged by what happened; that a replay is the same.
"""
import base64
import json
import os
import re
import signal
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import yaml

sys.dont_write_bytecode = True
from check_live import (ROOT, Floor, expect, expect_exit, expect_same,
                        journal_of, lines_of)

LESSON = """\
callfloor-lesson: 1
scenario: short.yaml
title: {en: A short lesson, zh: 短课}
brief: Answer what rings
from: "09:05"
to: "09:09"
speed: 60
roles:
  trainee-1: {name: {en: Trainee, zh: 学员}, agent: "1003"}
  trainee-2: {agent: "1005"}
  instructor: {role: supervisor}
events:
  - {at: "09:07", says: Nobody is let in, command: close-queue, queue: help}
  - {at: "09:06", says: {en: Many call, zh: 来电激增}, command: surge, value: 2,
     length: 5m, source: orders}
  - {at: "09:07", command: open-queue, queue: help}
  - {at: "09:08", command: hold, agent: "1001", says: His caller waits}
  - {at: "09:08:30", command: dial, agent: "1024"}
goals:
  - {measure: service-level, queue: orders, at-least: 99%}
  - {measure: abandoned, at-most: 90%}
  - {measure: answered, queue: help, at-least: 1}
  - {measure: missed, who: trainee-1, at-most: 0}
  - {measure: missed, who: trainee-2, at-most: 0}
"""

COMMANDS = ["surge", "close-queue", "open-queue", "hold", "dial"]
MOMENTS = ["09:06:00", "09:07:00", "09:07:00", "09:08:00", "09:08:30"]


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Given:
    """A lesson that is given."""

    def __init__(self, floor, *arguments):
        self.port = free_port()
        self.process = floor.start(*arguments, "--http",
                                   f"127.0.0.1:{self.port}")
        self.secrets = {}
        self.said = ""
        while not re.match("HTTP ", line := self.process.stdout.readline()):
            if line == "":
                raise AssertionError(self.process.stderr.read())
            self.said += line
            words = line.split()
            if words[0] == "sign-in":
                self.secrets[words[1]] = words[2]
            if words[:2] == ["user", "admin,"]:
                self.secrets["admin"] = words[3]

    def ask(self, user, method, path, body=None):
        login = base64.b64encode(
            f"{user}:{self.secrets[user]}".encode()).decode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Basic {login}",
                     "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def lesson(self, user="instructor"):
        status, lesson = self.ask(user, "GET", "/v1/lesson")
        expect(status == 200, lesson)
        return lesson

    def go(self):
        status, got = self.ask("instructor", "POST", "/v1/clock",
                               {"paused": False})
        expect(status == 200, got)

    def wait(self, what, good):
        end = time.monotonic() + 30
        while not good():
            expect(time.monotonic() < end, f"{what} does not come")
            time.sleep(0.02)

    def wait_over(self):
        self.wait("the end", lambda: self.lesson()["state"] == "over")

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=60)
        return said


def give(floor, session):
    lesson = floor.write("lesson.yaml", LESSON)
    return Given(floor, "--lesson", lesson, "--session", session)


def mine(session):
    return [line for line in journal_of(session)
            if line.get("link") == "lesson"]


def expect_happened(session):
    """Each event of the lesson once, at its moment."""
    commands = [line for line in mine(session) if "command" in line]
    expect([line["command"] for line in commands] == COMMANDS, commands)
    expect([line["at"][:8] for line in commands] == MOMENTS, commands)
    expect([line["cookie"] for line in commands] == [1, 2, 3, 4, 5], commands)
    expect({line["role"] for line in commands} == {"admin"}, commands)


def expect_stands(session):
    """The clock stood at the beginning, and once at the end."""
    stood = [line["at"][:8] for line in mine(session) if "clock" in line]
    expect(stood == ["09:05:00", "09:09:00"], stood)


def moment(text):
    hours, minutes, seconds = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def queue_figures(session, queue, begin, end):
    """Answered, in 20 s and given up, by what the events say."""
    entered, answered, in_time, abandoned = {}, 0, 0, 0
    for line in lines_of(session / "events.log"):
        words = line.split()
        at, kind = moment(words[1]), words[2]
        event = dict(word.split("=", 1) for word in words[3:] if "=" in word)
        if kind not in ("queued", "answered", "abandoned") or at > end or \
                event.get("queue") != str(queue):
            continue
        call = event["contact"], event.get("visit")
        if kind == "queued":
            entered[call] = at
        if at <= begin:
            continue
        if kind == "answered":
            answered += 1
            in_time += at - entered[call] <= 20
        abandoned += kind == "abandoned"
    return answered, in_time, abandoned


def test_given(floor):
    session = floor.session()
    given = give(floor, session)
    expect("lesson    A short lesson\n" in given.said, given.said)
    expect("time      09:05:00, speed 60, paused\n" in given.said, given.said)
    waits = given.lesson()
    expect(waits["state"] == "waiting" and waits["id"] == "lesson", waits)
    expect(waits["title"] == {"en": "A short lesson", "zh": "短课"}, waits)
    expect(waits["brief"]["zh"] == "Answer what rings", waits)
    expect([(role["user"], role["role"], role["agent"])
            for role in waits["roles"]] ==
           [("trainee-1", "agent", "1003"), ("trainee-2", "agent", "1005"),
            ("instructor", "supervisor", None)], waits)
    expect([event["command"] for event in waits["events"]] == COMMANDS, waits)
    time.sleep(1.2)
    expect(given.lesson() == waits, "it does not wait")
    given.go()
    given.wait_over()
    time.sleep(0.3)
    over = given.lesson()
    expect(given.ask("admin", "GET", "/v1/state")[1]["clock"] == "paused",
           "the clock goes on")
    expect(all(event["done"] for event in over["events"]), over)
    refused = [event["refused"] is not None for event in over["events"]]
    expect(refused[4] and not any(refused[:3]), over)
    goals = over["goals"]

    # What the floor does later changes nothing of it.
    status, _ = given.ask("admin", "POST", "/v1/clock", {"step": 60})
    expect(status == 200, status)
    expect(given.lesson()["goals"] == goals, "the goals have changed")
    said = given.stop()
    expect("the lesson's dial at 09:08:30 is refused: " in said, said)

    expect_happened(session)
    expect_stands(session)
    expect_same(floor, session)
    answered, in_time, abandoned = queue_figures(
        session, 0, moment("09:05:00"), moment("09:09:00"))
    expect(answered > 30, answered)
    level = in_time / (answered + abandoned)
    expect(abs(goals[0]["value"] - level) < 1e-9, (goals[0], level))
    expect(goals[0]["met"] is (level >= 0.99), goals[0])
    others = queue_figures(session, 1, moment("09:05:00"), moment("09:09:00"))
    expect(goals[2]["value"] == others[0], (goals[2], others))
    share = (abandoned + others[2]) / (answered + abandoned + others[0] +
                                       others[2])
    expect(abs(goals[1]["value"] - share) < 1e-9, (goals[1], share))
    expect(goals[3]["value"] is None and goals[3]["met"] is None, goals[3])


def test_trainee(floor):
    """Who sits where, what he is shown, what he is judged by."""
    session = floor.session()
    given = give(floor, session)
    expect(given.lesson("trainee-1")["events"] == [], "he is told too much")
    status, got = given.ask("trainee-1", "POST", "/v1/commands",
                            {"command": "take", "agent": "1004"})
    expect(status == 403, got)
    status, got = given.ask("trainee-1", "POST", "/v1/commands",
                            {"command": "take", "agent": "1003"})
    expect(status == 200, got)
    status, got = given.ask("trainee-1", "POST", "/v1/clock",
                            {"paused": False})
    expect(status == 403, got)
    for command in ["hang-up", "ready"]:  # whatever the place was busy with
        given.ask("trainee-1", "POST", "/v1/commands",
                  {"command": command, "agent": "1003"})
    stream = urllib.request.urlopen(urllib.request.Request(
        f"http://127.0.0.1:{given.port}/v1/events?kinds=disposed",
        headers={"Authorization": "Basic " + base64.b64encode(
            f"trainee-1:{given.secrets['trainee-1']}".encode()).decode()}),
        timeout=30)
    given.go()
    told = []
    while not told or told[-1]["state"] != "over":
        if stream.readline().decode().strip() == "event: lesson":
            told.append(json.loads(stream.readline().decode()[6:]))
    stream.close()
    expect(told[0]["state"] == "running", told[0])
    counts = [len(lesson["events"]) for lesson in told]
    expect(counts == sorted(counts) and counts[-1] == 5, counts)
    expect(all(event["done"] for lesson in told
               for event in lesson["events"]), "what is to come was told")
    goals = given.lesson()["goals"]
    expect(goals[3]["value"] > 0 and goals[3]["met"] is False, goals)
    expect(told[-1]["goals"] == goals[:4], (told[-1]["goals"], goals))
    for who, others in (("trainee-1", {"trainee-2"}),
                        ("trainee-2", {"trainee-1"})):
        his = given.lesson(who)["goals"]
        expect(his == [goal for goal in goals if goal["who"] not in others],
               (who, his))
    customers_are_made_up(given, session)
    given.stop()
    expect_same(floor, session)


def customers_are_made_up(given, session):
    """A lesson whose scenario has no database has one of its own."""
    _, got = given.ask("trainee-1", "GET", "/v1/contacts")
    known = [one["contact"] for one in got["contacts"] if one["agent"]]
    known = [given.ask("trainee-1", "GET", f"/v1/contacts/{contact}")[1]
             for contact in known]
    known = [one["data"]["customer"] for one in known
             if "customer" in one["data"]]
    expect(known, "nobody's record is there")
    status, got = given.ask("trainee-1", "GET", f"/v1/customers/{known[0]}")
    expect(status == 200 and got["name"], got)
    expect((session / "customers.sqlite").exists(), "no database")


def test_killed(floor):
    session = floor.session()
    given = give(floor, session)
    first = dict(given.secrets)
    given.stop(signal.SIGKILL)
    given = Given(floor, "--resume", session)
    expect(given.lesson()["state"] == "waiting", given.lesson())
    expect(set(given.secrets) == set(first), given.secrets)
    expect(all(given.secrets[user] != first[user] for user in first),
           "a secret was kept")
    given.go()
    given.wait("the first event", lambda: given.lesson()["events"][0]["done"])
    given.stop(signal.SIGKILL)
    given = Given(floor, "--resume", session)
    again = given.lesson()
    expect(again["state"] == "running" and again["events"][0]["done"], again)
    given.wait_over()
    goals = given.lesson()["goals"]
    given.wait("the pause", lambda: len(
        [line for line in mine(session) if "clock" in line]) == 2)
    given.stop(signal.SIGKILL)
    given = Given(floor, "--resume", session)
    again = given.lesson()
    expect(again["state"] == "over" and again["goals"] == goals, again)
    expect(again["events"][4]["refused"] is not None, again)
    status, got = given.ask("instructor", "POST", "/v1/clock",
                            {"paused": False})
    expect(status == 200 and got["clock"] == "running", got)
    time.sleep(0.3)
    given.stop()
    expect_happened(session)
    expect_stands(session)
    expect_same(floor, session)


def test_step(floor):
    """An instructor who jumps over events has them at their moments."""
    session = floor.session()
    given = give(floor, session)
    status, got = given.ask("instructor", "POST", "/v1/clock",
                            {"step_to": moment("09:08:10")})
    expect(status == 200 and got["clock"] == "paused", got)
    lesson = given.lesson()
    expect([event["done"] for event in lesson["events"]] ==
           [True] * 4 + [False], lesson)
    given.go()
    given.wait_over()
    given.stop()
    expect_happened(session)
    expect_same(floor, session)


def test_refusals(floor):
    lesson = floor.write("lesson.yaml", LESSON)
    wrong = floor.write("wrong.yaml", LESSON.replace("help", "hlp"))
    for arguments, said in [
            (["--lesson", lesson, floor.scenario], "--lesson has its scenario"),
            (["--lesson", lesson, "--from", "09:00"], "--from does not go"),
            (["--lesson", lesson, "--resume", "x"], "--lesson does not go"),
            (["--lesson", floor.scenario], "lesson has no key 'callfloor'"),
            (["--lesson", wrong], "did you mean 'help'?"),
            (["--lesson", floor.directory / "none"], "cannot read it")]:
        got = floor.run("live", *arguments)
        expect_exit(got, 2, arguments)
        expect(said in got.stderr, got.stderr)
    session = floor.session()
    give(floor, session).stop()
    kept = session / "lesson.yaml"
    kept.write_text(LESSON.replace("09:09", "09:08"), encoding="utf-8")
    got = floor.run("live", "--resume", session)
    expect_exit(got, 2, "a lesson that has changed")
    expect("it has changed since the session" in got.stderr, got.stderr)
    kept.unlink()
    expect_exit(floor.run("live", "--resume", session), 2, "no lesson")

    # Without a lesson there is none to ask for.
    given = Given(floor, floor.scenario, "--session", floor.session())
    expect(set(given.secrets) == {"admin"}, given.said)
    status, got = given.ask("admin", "GET", "/v1/lesson")
    expect(status == 404 and got["error"]["code"] == "no-lesson", got)
    given.stop()


def test_shipped(floor):
    """Each of the shipped lessons is given to its end, with nobody there."""
    lessons = sorted((ROOT / "scenarios/lessons").glob("*.yaml"))
    expect(len(lessons) >= 6, lessons)
    for lesson in lessons:
        session = floor.session()
        given = Given(floor, "--lesson", lesson, "--session", session,
                      "--speed", "100")
        shown = given.lesson("admin")
        trainee = next(role for role in shown["roles"] if role["agent"])
        status, _ = given.ask(trainee["user"], "POST", "/v1/commands",
                              {"command": "take", "agent": trainee["agent"]})
        expect(status == 200, f"{lesson}: the place cannot be taken")
        status, _ = given.ask("admin", "POST", "/v1/clock",
                              {"step_to": shown["to"]})
        over = given.lesson("admin")
        expect(status == 200 and over["state"] == "over", f"{lesson}: {over}")
        for event in over["events"]:
            expect(event["done"] and event["refused"] is None,
                   f"{lesson}: {event}")
        given.stop()
        expect_same(floor, session)


class Trainee:
    """Somebody who does all that he was taught, at once."""

    def __init__(self, given, user, extension):
        self.given, self.user, self.extension = given, user, extension
        self.solved = 0
        self.command("take")

    def command(self, name, **more):
        return self.given.ask(self.user, "POST", "/v1/commands",
                              {"command": name, "agent": self.extension} |
                              more)

    def act(self):
        status, agent = self.given.ask(self.user, "GET",
                                       f"/v1/agents/{self.extension}")
        expect(status == 200, agent)
        for chat in agent["chats"]:
            self.chat(chat)
        if agent["state"] == "alerting" and not agent["chats"]:
            self.command("answer")
        elif agent["state"] == "preview":
            self.command("dial")
        elif agent["state"] == "wrap-up" and not agent["chats"]:
            self.command("dispose", text=self.code)
        elif agent["state"] in ("aux", "rona"):
            self.command("ready")
        elif agent["state"] == "talking":
            self.talk(agent["contact"])

    def chat(self, number):
        status, contact = self.given.ask(self.user, "GET",
                                         f"/v1/contacts/{number}")
        if status == 200 and contact["place"] == "alerting":
            self.command("answer", contact=number)
        elif status == 200 and contact["place"] == "talking":
            self.converse(contact, contact=number)
        else:
            self.command("dispose", contact=number, text=self.code)

    def talk(self, number):
        status, contact = self.given.ask(self.user, "GET",
                                         f"/v1/contacts/{number}")
        if status == 200 and contact.get("persona") is not None:
            self.converse(contact)
        else:
            self.command("hang-up")  # from before he came

    def converse(self, shown, **which):
        persona = shown["persona"]
        if persona is not None and not persona["solved"]:
            self.verify(shown, **which)
            self.say(shown, **which)

    def verify(self, shown, **which):
        scripts = self.center["scripts"]
        script = next(script for script in scripts
                      if script["id"] == shown["script"])
        for step in script["steps"]:
            if step["verify"] and step["id"] not in [
                    verified["step"] for verified in shown["verified"]]:
                self.command("verify", key=step["id"], text="passed",
                             **which)

    def say(self, shown, **which):
        persona = shown["persona"]
        said = {line["reply"] for line in persona["talk"]}
        replies = self.taught(shown["contact"])
        for reply in persona["replies"]:
            conf = replies[reply["id"]]
            if reply["id"] not in said and not conf.get("mood", 0) < 0:
                status, got = self.command("say", key=reply["id"], **which)
                expect(status in (200, 409), got)  # he may just have gone
                self.solved += status == 200 and conf.get("solves", False)
                return

    def taught(self, number):
        """What he was taught of this one, whose name only instructors see."""
        status, shown = self.given.ask("instructor", "GET",
                                       f"/v1/contacts/{number}")
        expect(status == 200 and shown["persona"], shown)
        return self.replies[shown["persona"]["id"]]

    def learn(self, scenario):
        """The replies' worth, which no page shows."""
        text = yaml.safe_load(scenario.read_text(encoding="utf-8"))
        self.replies = {
            name: {reply: {**conf, "mood": float(conf.get("mood", 0))}
                   for reply, conf in persona["replies"].items()}
            for name, persona in text["personas"].items()}
        self.center = self.given.ask(self.user, "GET", "/v1/center")[1]
        self.code = self.center["dispositions"][0]["id"]


def test_played(floor):
    """Who does all that he was taught reaches his goals."""
    for name, user, extension in [("first-day", "trainee-1", "1001"),
                                  ("complaint-recovery", "trainee-1", "1001"),
                                  ("outsourcer-down", "trainee-2", "1002")]:
        session = floor.session()
        given = Given(floor, "--lesson",
                      ROOT / f"scenarios/lessons/{name}.yaml",
                      "--session", session, "--speed", "100")
        trainee = Trainee(given, user, extension)
        text = (ROOT / f"scenarios/lessons/{name}.yaml").read_text(
            encoding="utf-8")
        trainee.learn(ROOT / "scenarios/lessons" /
                      yaml.safe_load(text)["scenario"])
        given.go()
        end = time.monotonic() + 60
        while given.lesson()["state"] != "over":
            expect(time.monotonic() < end, f"{name} does not end")
            trainee.act()
            time.sleep(0.01)  # a second of the floor's
        expect(trainee.solved >= 4, f"{name}: {trainee.solved} solved")
        for goal in given.lesson()["goals"]:
            expect(goal["who"] != user or goal["met"],
                   f"{name}: {goal}")
        given.stop()
        expect_same(floor, session)


TESTS = [test_given, test_trainee, test_killed, test_step, test_refusals,
         test_shipped]
LONG = [test_played]


def main():
    program = os.path.abspath(
        sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/callfloor")
    only = sys.argv[2:]
    failed = 0
    for test in [test for test in TESTS + LONG
                 if test.__name__ in only or (not only and test in TESTS)]:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as directory:
            try:
                test(Floor(program, Path(directory)))
                verdict = "ok"
            except AssertionError as error:
                verdict = f"FAILED: {error}"
                failed += 1
        print(f"{test.__name__}: {verdict} "
              f"({time.monotonic() - began:.1f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

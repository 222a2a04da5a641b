#!/usr/bin/env python3
"""usage: test_http.py [--part N/OF] CALLFLOOR [TEST...]

The HTTP link of a running floor, as its clients meet it: what the document at
/openapi.json promises is what comes; who may not is told so; the events come
whole, once and in order however often the line breaks; and neither noise nor
a client who does not read disturbs the others.
"""
import argparse
import base64
import copy
import fcntl
import http.client
import json
import os
import pty
import random
import re
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import unicodedata
import unittest
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parent.parent
OPENAPI = Path("/usr/share/openapi-specification/schemas/v3.0/schema.json")
SCENARIO = """\
callfloor: 1
title: 热线 "quoted" & <b>
day: {from: "09:00", to: "17:00", interval: 30m}
customers: {count: 1000, tiers: {gold: 20%, silver: rest}}
numbers: {hotline: {flow: welcome}, site: {flow: chat}}
arrivals: {hotline: {volume: 48000/day}, site: {rate: 600/h}}
flows: {welcome: [announce: 5s, queue: 订单], chat: [queue: 聊天]}
reasons:
  订单: {talk: exponential(3m), wrap-up: 30s, patience: exponential(4m)}
  聊天: {talk: 30m, wrap-up: 1m, patience: 1h}
queues: {订单: {service-level: 80% in 20s}, 聊天: {channel: chat}}
agents:
  - {group: sales, skills: [订单], count: 299}
  - {group: writers, skills: [聊天], count: 1, slots: 3}
personas:
  wang:
    name: {en: Wang Fang, zh: 王芳}
    intent: {en: An order, zh: 订单}
    reason: 订单
    mood: {starts: 100, waiting: 0/min, holding: 12/min}
    opening: {en: "<b>Hello</b>", zh: 你好}
    puzzled: what?
    goodbye: bye
    angry: enough
    verification: {name: {en: Wang, zh: 王}, born: "1990"}
    wrong: [born]
    replies:
      name: {text: {en: "Name?", zh: "姓名？"}, words: [name], verifies: name}
      done: {text: Done, words: [done], after: [name], mood: +5, solves: true}
scripts:
  order:
    for: 订单
    title: Order
    steps:
      greet: {say: hello, next: [{text: on, to: born}]}
      born: {say: "Born?", verify: born}
dispositions: {solved: {en: Solved, zh: 已解决}, again: Again}
"""
USERS = [("admin", "admin"), ("sue", "supervisor"), ("ann", "agent"),
         ("bob", "agent"), ("eve", "agent")]
PLACES = {"eve": "1090"}  # whose place is whose
SECRET = "a right secret"


class Floor:
    """The program, and ways to talk to it."""

    def __init__(self, program, folder, port=0):
        self.folder = Path(folder)
        self.program = program
        self.port = None
        scenario = self.folder / "floor.yaml"
        users = self.folder / "users.yaml"
        scenario.write_text(SCENARIO, encoding="utf-8")
        for name, role in USERS:
            subprocess.run([program, "live", "--add-user", name, "--role",
                            role, "--users", str(users)] +
                           (["--agent", PLACES[name]] if name in PLACES
                            else []), check=True,
                           input=SECRET + "\n", text=True,
                           stdout=subprocess.DEVNULL)
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [program, "live", str(scenario), "--speed", "60", "--users",
             str(users), "--session", f"session-{time.monotonic_ns()}",
             "--http", f"127.0.0.1:{port}"],
            stdout=self.log, stderr=self.log, cwd=folder)
        self.wait()

    def wait(self):
        for _ in range(400):
            found = re.search(r"HTTP +127\.0\.0\.1:(\d+)", self.said())
            if found:
                self.port = int(found.group(1))
                return
            time.sleep(0.05)
        raise RuntimeError("nobody listens: " + self.said())

    def said(self):
        self.log.flush()
        return (self.folder / "log").read_text(encoding="utf-8")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.log.close()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), 10)

    def ask(self, method, path, body=None, who=None, headers=()):
        """Returns status, headers and the JSON, or the text, that came."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            send = dict(headers)
            if who is not None:
                send.setdefault("Authorization", "Bearer " + who)
            if isinstance(body, (dict, list)):
                body = json.dumps(body).encode()
            if body is not None:
                send.setdefault("Content-Type", "application/json")
            line.request(method, path, body, send)
            reply = line.getresponse()
            text = reply.read()
            kind = reply.headers.get("Content-Type", "application/json")
            if kind != "application/json":
                value = text.decode()
            else:
                value = json.loads(text) if text else None
            return reply.status, reply.headers, value
        finally:
            line.close()

    def sign_in(self, user):
        status, _, body = self.ask("POST", "/v1/sessions",
                                   {"user": user, "secret": SECRET})
        assert status == 201, (status, body)
        return body["token"]


class Events:
    """A stream that is being read."""

    def __init__(self, floor, who, query="", last=None):
        self.line = http.client.HTTPConnection("127.0.0.1", floor.port,
                                               timeout=20)
        headers = {"Authorization": "Bearer " + who}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.line.request("GET", "/v1/events" + query, None, headers)
        self.reply = self.line.getresponse()
        assert self.reply.status == 200, self.reply.read()

    def next(self):
        """The next event, as (id, name, data)."""
        seq, name, data = None, None, None
        while True:
            text = self.reply.readline()
            if not text:
                raise EOFError
            text = text.decode("utf-8").rstrip("\n")
            if text == "":
                if name is not None:
                    return seq, name, data
            elif text.startswith("id: "):
                seq = int(text[4:])
            elif text.startswith("event: "):
                name = text[7:]
            elif text.startswith("data: "):
                data = json.loads(text[6:])

    def news(self):
        while True:
            event = self.next()
            if event[0] is not None:
                return event

    def close(self):
        self.line.close()


def as_draft7(value):
    """nullable, which is of OpenAPI 3.0 alone, as JSON Schema has it."""
    if isinstance(value, list):
        return [as_draft7(one) for one in value]
    if not isinstance(value, dict):
        return value
    value = {key: as_draft7(one) for key, one in value.items()}
    if value.pop("nullable", False):
        return {"anyOf": [value, {"type": "null"}]}
    return value


class Base(unittest.TestCase):
    floor = None
    document = None
    tokens = {}

    @classmethod
    def setUpClass(cls):
        if not Base.tokens:
            for name, _ in USERS:
                Base.tokens[name] = cls.floor.sign_in(name)
            Base.document = cls.floor.ask("GET", "/openapi.json")[2]

    def fits(self, value, schema):
        whole = as_draft7(copy.deepcopy(schema))
        whole["components"] = as_draft7(self.document["components"])
        errors = list(jsonschema.Draft7Validator(whole).iter_errors(value))
        self.assertEqual([], [f"{e.json_path}: {e.message}"
                              for e in errors][:3])

    def refused(self, status, code, got):
        self.assertEqual((status, code),
                         (got[0], got[2].get("error", {}).get("code")),
                         got[2])
        self.fits(got[2], {"$ref": "#/components/schemas/Error"})
        self.assertEqual("application/json", got[1]["Content-Type"])

    def command(self, who, **command):
        return self.floor.ask("POST", "/v1/commands", command,
                              self.tokens[who])


class Document(Base):
    def test_is_openapi(self):
        schema = json.loads(OPENAPI.read_text(encoding="utf-8"))
        jsonschema.Draft4Validator(schema).validate(self.document)

    def test_references_lead_somewhere(self):
        names = self.document["components"]["schemas"]
        text = json.dumps(self.document)
        for name in re.findall(r'"#/components/schemas/([^"]*)"', text):
            self.assertIn(name, names)
        used = set(re.findall(r'"#/components/schemas/([^"]*)"', text))
        self.assertEqual(used, set(names))

    def test_every_answer_is_as_described(self):
        """Calls whatever can be called, and compares."""
        _, _, contacts = self.floor.ask("GET", "/v1/contacts",
                                        who=self.tokens["sue"])
        # one that will be there for a while
        contact = next(one["contact"] for one in contacts["contacts"]
                       if one["queue"] == "聊天")
        bodies = {"signIn": {"user": "bob", "secret": SECRET},
                  "setClock": {"speed": 60},
                  "command": {"command": "take", "agent": "1060"},
                  "seat": {"user": "admin", "agent": "1061"}}
        # There is no database, and no lesson.
        absent = {"customer": "no-such-customer", "lesson": "no-lesson"}
        seen = 0
        for path, item in self.document["paths"].items():
            path = path.replace("{agent}", "1001")
            path = path.replace("{contact}", str(contact))
            path = path.replace("{customer}", "1")
            for method, operation in item.items():
                name = operation["operationId"]
                if name in ("events", "signOut"):
                    continue
                got = self.floor.ask(method.upper(), path, bodies.get(name),
                                     self.tokens["admin"])
                with self.subTest(operation=name):
                    if name in absent:
                        self.refused(404, absent[name], got)
                        continue
                    status = str(got[0])
                    self.assertIn(status, operation["responses"], got[2])
                    answer = operation["responses"][status]
                    kind = got[1]["Content-Type"]
                    self.fits(got[2], answer["content"][kind]["schema"])
                    seen += 1
        self.assertGreater(seen, 14)

    def test_events_are_as_described(self):
        events = Events(self.floor, self.tokens["sue"])
        kinds = set()
        self.assertEqual("hello", events.next()[1])
        for _ in range(400):
            seq, name, data = events.news()
            self.assertEqual((seq, name), (data["seq"], data["kind"]))
            self.fits(data, {"$ref": "#/components/schemas/Event"})
            kinds.add(name)
        events.close()
        self.assertLessEqual({"arrived", "queued", "answered", "agent",
                              "ended"}, kinds)


class People(Base):
    def test_who_is_it(self):
        for name, role in USERS:
            status, _, me = self.floor.ask("GET", "/v1/me",
                                           who=self.tokens[name])
            self.assertEqual((200, name, role),
                             (status, me["user"], me["role"]))

    def test_basic(self):
        pair = base64.b64encode(f"sue:{SECRET}".encode()).decode()
        status, _, me = self.floor.ask(
            "GET", "/v1/me", headers={"Authorization": "Basic " + pair})
        self.assertEqual((200, "sue"), (status, me["user"]))

    def test_strangers(self):
        for token in ("", "x", "A" * 43, "A" * 4000):
            self.refused(401, "sign-in",
                         self.floor.ask("GET", "/v1/state", who=token))
        for text in ("Basic", "Basic ====", "Basic " + "QQ==" * 300,
                     "Basic c3Vl", "Nonsense x"):
            self.refused(401, "sign-in", self.floor.ask(
                "GET", "/v1/state", headers={"Authorization": text}))

    def failures(self, ask, n):
        """What the log says of n that failed: where they came from, and
        neither who nor with what."""
        before = len(self.floor.said())
        while n > 0:
            n -= ask()[0] == 401
            time.sleep(0.3)
        said = self.floor.said()[before:]
        for secret in ("sue", "nobody", "wrong", SECRET):
            self.assertNotIn(secret, said)
        return re.findall(r"^callfloor: http: 127\.0\.0\.1:\d+: a login failed$",
                          said, re.MULTILINE)

    def test_failures_are_logged(self):
        pair = base64.b64encode(b"sue:wrong too").decode()
        self.assertEqual(2, len(self.failures(lambda: self.floor.ask(
            "POST", "/v1/sessions", {"user": "sue", "secret": "wrong"}), 2)))
        self.assertEqual(1, len(self.failures(lambda: self.floor.ask(
            "GET", "/v1/me", headers={"Authorization": "Basic " + pair}), 1)))
        before = self.floor.said()
        self.assertEqual(401, self.floor.ask("GET", "/v1/me", who="x")[0])
        self.assertEqual(before, self.floor.said())

    def test_wrong_secret(self):
        self.refused(401, "wrong-secret", self.floor.ask(
            "POST", "/v1/sessions", {"user": "sue", "secret": "wrong"}))
        self.refused(401, "wrong-secret", self.floor.ask(
            "POST", "/v1/sessions", {"user": "nobody", "secret": SECRET}))

    def test_sign_out(self):
        token = self.floor.sign_in("bob")
        events = Events(self.floor, token)
        self.assertEqual(204, self.floor.ask("DELETE", "/v1/sessions",
                                             who=token)[0])
        self.refused(401, "sign-in",
                     self.floor.ask("GET", "/v1/me", who=token))
        with self.assertRaises((EOFError, http.client.HTTPException)):
            for _ in range(5000):
                events.next()

    def test_roles(self):
        self.refused(403, "role", self.floor.ask(
            "POST", "/v1/clock", {"speed": 2}, self.tokens["ann"]))
        self.refused(403, "role",
                     self.command("ann", command="close-queue", queue="订单"))
        self.refused(403, "role",
                     self.command("sue", command="surge", value=2, length=60))

    def test_seats(self):
        self.refused(403, "not-yours",
                     self.command("ann", command="ready", agent="1001"))
        self.assertEqual(200, self.command("ann", command="take",
                                           agent="1001")[0])
        self.assertEqual(["1001"], self.me("ann")["agents"])
        self.assertEqual("1001", self.me("ann")["agent"])
        self.refused(403, "not-yours",
                     self.command("bob", command="take", agent="1001"))
        self.refused(403, "not-yours",
                     self.command("ann", command="take", agent="1002"))
        self.refused(403, "not-yours",
                     self.command("bob", command="not-ready", agent="1001"))
        agent = self.floor.ask("GET", "/v1/agents/1001",
                               who=self.tokens["bob"])[2]
        self.assertEqual((True, "ann"), (agent["taken"], agent["user"]))
        self.assertEqual(200, self.command("ann", command="release",
                                           agent="1001")[0])
        self.assertEqual([], self.me("ann")["agents"])
        self.assertIsNone(self.me("ann")["agent"])

    def me(self, who):
        got = self.floor.ask("GET", "/v1/me", who=self.tokens[who])[2]
        self.fits(got, {"$ref": "#/components/schemas/Me"})
        return got

    def test_place(self):
        """One whose place is named holds it before he sits there."""
        self.assertEqual(([], "1090"),
                         (self.me("eve")["agents"], self.me("eve")["agent"]))
        self.refused(403, "not-yours",
                     self.command("eve", command="take", agent="1001"))
        self.assertEqual(200, self.command("eve", command="take",
                                           agent="1090")[0])
        self.assertEqual((["1090"], "1090"),
                         (self.me("eve")["agents"], self.me("eve")["agent"]))
        self.command("eve", command="release", agent="1090")

    def test_timeline(self):
        """A supervisor sees all, an agent himself, and none of it runs."""
        try:
            for name, agent in (("ann", "1011"), ("bob", "1012")):
                self.assertEqual(200, self.command(name, command="take",
                                                   agent=agent)[0])
                self.type_into(name, agent, "<script>午餐</script>")
            whole = self.floor.ask("GET", "/v1/timeline",
                                   who=self.tokens["sue"])[2]
            own = self.floor.ask("GET", "/v1/timeline",
                                 who=self.tokens["ann"])[2]
            few = self.floor.ask("GET", "/v1/timeline?entries=0",
                                 who=self.tokens["ann"])[2]
            self.assertLessEqual({("1011", "ann"), ("1012", "bob")}, {
                (one["agent"], one["user"]) for one in whole["trainees"]})
            for part in (own["trainees"], own["entries"], few["trainees"]):
                self.assertEqual({"ann"}, {one["user"] for one in part})
            self.assertEqual([], few["entries"])
            self.assertEqual(own["now"], max(
                own["now"], *(one["at"] for one in own["entries"])))
            self.timeline_files()
        finally:
            self.command("ann", command="release", agent="1011")
            self.command("bob", command="release", agent="1012")

    def type_into(self, name, agent, text):
        """Until it stands in the timeline: he may have to end a call."""
        for _ in range(100):
            self.command(name, command="not-ready", agent=agent, text=text)
            self.command(name, command="hang-up", agent=agent)
            self.command(name, command="dispose", agent=agent, text="solved")
            got = self.floor.ask("GET", "/v1/timeline",
                                 who=self.tokens[name])[2]
            if text in [entry["text"] for entry in got["entries"]]:
                return
            time.sleep(0.05)
        self.fail(got)

    def timeline_files(self):
        for kind, text in (("csv", "<script>午餐</script>"),
                           ("html", "&lt;script&gt;午餐&lt;/script&gt;")):
            for user, other in (("sue", True), ("ann", False)):
                status, headers, got = self.floor.ask(
                    "GET", f"/v1/timeline.{kind}", who=self.tokens[user])
                self.assertEqual(200, status)
                self.assertEqual(f"text/{kind}; charset=utf-8",
                                 headers["Content-Type"])
                self.assertEqual(f'attachment; filename="timeline.{kind}"',
                                 headers["Content-Disposition"])
                self.assertIn(text, got)
                self.assertEqual(other, "bob" in got)
        self.assertNotIn("<script", got)
        self.assertIn("热线 &quot;quoted&quot; &amp; &lt;b&gt;", got)
        self.refused(401, "sign-in",
                     self.floor.ask("GET", "/v1/timeline.csv"))

    def test_secrets_are_not_tried_without_end(self):
        began = time.monotonic()
        codes = [self.floor.ask("POST", "/v1/sessions",
                                {"user": "sue", "secret": str(i)})[0]
                 for i in range(60)]
        tried = codes.count(401) / (time.monotonic() - began)
        # a machine may be too slow to try so many
        self.assertTrue(429 in codes or tried < 8, (tried, codes))
        self.assertNotIn(201, codes)
        self.assertEqual(200, self.floor.ask("GET", "/v1/me",
                                             who=self.tokens["sue"])[0])
        time.sleep(3)
        self.floor.sign_in("sue")


class Seats(Base):
    """What agents and supervisors do beside their calls."""

    def test_put(self):
        """A supervisor puts a user on an agent; it is his seat then."""
        ask = self.floor.ask
        put = {"user": "ann", "agent": "1041"}
        self.refused(404, "no-such-agent", ask(
            "POST", "/v1/seats", put | {"agent": "9"}, self.tokens["sue"]))
        status, _, done = ask("POST", "/v1/seats", put, self.tokens["sue"])
        self.assertEqual((200, "1041"), (status, self.agent("1041")["agent"]),
                         done)
        self.assertEqual("ann", self.agent("1041")["user"])
        self.assertEqual(["1041"], ask(
            "GET", "/v1/me", who=self.tokens["ann"])[2]["agents"])
        for other in ({"user": "bob"}, {"agent": "1042"}):
            self.refused(409, "no-seat", ask(
                "POST", "/v1/seats", put | other, self.tokens["sue"]))
        self.assertEqual(200, self.command("ann", command="release",
                                           agent="1041")[0])

    def agent(self, extension):
        status, _, agent = self.floor.ask("GET", "/v1/agents/" + extension,
                                          who=self.tokens["ann"])
        self.assertEqual(200, status)
        self.fits(agent, {"$ref": "#/components/schemas/AgentDetail"})
        return agent

    def clock(self, **what):
        self.assertEqual(200, self.floor.ask("POST", "/v1/clock", what,
                                             self.tokens["sue"])[0])

    def a_chat(self):
        """One that the agent talks in; what rings he answers."""
        for _ in range(60):
            for contact in self.agent("1300")["chats"]:
                place = self.floor.ask("GET", f"/v1/contacts/{contact}",
                                       who=self.tokens["ann"])[2]["place"]
                if place == "alerting":
                    self.assertEqual(200, self.command(
                        "ann", command="answer", agent="1300",
                        contact=contact)[0])
                if place in ("alerting", "talking"):
                    return contact
            self.clock(step=5)
        self.fail("nobody chats")

    def test_chats(self):
        """An agent ends one and disposes it when the customer is gone."""
        self.clock(paused=True)
        self.addCleanup(self.clock, paused=False)
        self.assertEqual(200, self.command("ann", command="take",
                                           agent="1300")[0])
        self.addCleanup(self.command, "ann", command="release", agent="1300")
        contact = self.a_chat()
        which = {"agent": "1300", "contact": contact}
        self.refused(409, "refused",
                     self.command("ann", command="hang-up", agent="1300"))
        self.refused(403, "not-yours",
                     self.command("bob", command="hang-up", **which))
        got = self.command("ann", command="hang-up", **which)
        self.assertEqual((200, contact), (got[0], got[2].get("contact")))
        self.assertIn(contact, self.agent("1300")["chats"])
        self.refused(403, "not-yours", self.command(
            "bob", command="dispose", text="solved", **which))
        self.assertEqual(200, self.command("ann", command="dispose",
                                           text="solved", **which)[0])
        self.assertNotIn(contact, self.agent("1300")["chats"])

    def test_breaks_are_asked_for(self):
        self.assertEqual(200, self.command("bob", command="take",
                                           agent="1002")[0])
        self.addCleanup(self.command, "bob", command="release", agent="1002")
        self.assertIsNone(self.agent("1002")["break_asked"])
        self.assertEqual(200, self.command("bob", command="ask-break",
                                           agent="1002", length=300,
                                           text="tea <b>")[0])
        asked = self.agent("1002")["break_asked"]
        self.assertEqual((300, "tea <b>"), (asked["length"], asked["text"]))
        self.refused(403, "role", self.command("bob", command="break",
                                               agent="1002", length=300))
        self.refused(403, "role", self.command("bob", command="refuse-break",
                                               agent="1002"))
        self.assertEqual(200, self.command("sue", command="refuse-break",
                                           agent="1002")[0])
        self.assertIsNone(self.agent("1002")["break_asked"])

    def test_ways_out_of_a_queue(self):
        def queue():
            queues = self.floor.ask("GET", "/v1/queues",
                                    who=self.tokens["ann"])[2]["queues"]
            return queues[0]["overflows_to"], queues[0]["offers_callback"]

        self.assertEqual((None, False), queue())
        self.refused(409, "refused", self.command(
            "sue", command="open-overflow", queue="订单",
            to={"queue": "聊天"}, length=60))
        self.refused(409, "refused", self.command(
            "sue", command="close-overflow", queue="订单"))
        self.refused(403, "role", self.command(
            "ann", command="offer-callback", queue="订单", value=1))
        for value, offers in ((1, True), (0, False)):
            self.assertEqual(200, self.command(
                "sue", command="offer-callback", queue="订单",
                value=value)[0])
            self.assertEqual((None, offers), queue())


class Talk(Base):
    """A trainee and a persona, while the clock stands still."""

    AGENT = "1077"

    def clock(self, **what):
        self.assertEqual(200, self.floor.ask("POST", "/v1/clock", what,
                                             self.tokens["admin"])[0])

    def ok(self, **command):
        got = self.command("admin", agent=self.AGENT, **command)
        self.assertEqual(200, got[0], got[2])

    def agent(self):
        return self.floor.ask("GET", "/v1/agents/" + self.AGENT,
                              who=self.tokens["sue"])[2]

    def contact(self, who="sue"):
        got = self.floor.ask("GET", f"/v1/contacts/{self.id}",
                             who=self.tokens[who])
        self.assertEqual(200, got[0])
        self.fits(got[2], {"$ref": "#/components/schemas/ContactDetail"})
        return got[2]

    def until(self, state):
        for _ in range(600):
            now = self.agent()["state"]
            if now == state:
                return
            if now == "talking":  # with somebody from before
                self.ok(command="hang-up")
            if now == "wrap-up":  # of a call that he was in
                self.ok(command="dispose", text="again")
            self.clock(step=1)
        self.fail(self.agent())

    def setUp(self):
        self.clock(paused=True)
        self.ok(command="take")
        self.until("alerting")
        self.ok(command="answer")
        self.id = self.agent()["contact"]
        self.events = Events(self.floor, self.tokens["sue"],
                             "?agent=" + self.AGENT)
        self.events.next()

    def tearDown(self):
        self.events.close()
        if self.agent()["state"] == "talking":
            self.ok(command="hang-up")
        self.ok(command="dispose", text="again")
        self.ok(command="release")
        self.clock(paused=False)

    def hears(self, kind):
        while True:
            _, name, data = self.events.news()
            self.fits(data, {"$ref": "#/components/schemas/Event"})
            if name == kind:
                return data

    def test_talk(self):
        center = self.floor.ask("GET", "/v1/center",
                                who=self.tokens["ann"])[2]
        self.fits(center, {"$ref": "#/components/schemas/Center"})
        self.assertEqual(["solved", "again"],
                         [one["id"] for one in center["dispositions"]])
        self.assertEqual(["break", "lunch", "training", "meeting"],
                         [one["id"] for one in center["not_ready_reasons"]])
        self.assertEqual("born",
                         center["scripts"][0]["steps"][0]["next"][0]["to"])
        persona = self.contact()["persona"]
        self.assertEqual({"en": "Wang Fang", "zh": "王芳"}, persona["name"])
        self.assertEqual("订单", persona["intent"]["zh"])
        # To one who does not sit there it is nothing.
        self.assertIsNone(self.contact("ann")["persona"])
        self.assertEqual([("caller", "<b>Hello</b>")],
                         [(one["who"], one["text"]["en"])
                          for one in persona["talk"]])
        self.assertEqual(["name"], [one["id"] for one in persona["replies"]])
        self.assertEqual(["name"], [one["id"] for one in persona["record"]])
        self.ok(command="say", text="NAME, please")
        said = self.hears("said")
        self.assertEqual(("agent", "NAME, please", "name"),
                         (said["who"], said["text"]["en"], said["reply"]))
        said = self.hears("said")
        self.assertEqual(("caller", "王", "calm"),
                         (said["who"], said["text"]["zh"], said["word"]))
        self.assertEqual(["name", "done"],
                         [one["id"]
                          for one in self.contact()["persona"]["replies"]])
        self.assertAlmostEqual(said["at"] + 10, said["falls_from"], 5)
        self.clock(step=20)  # half of it is silence
        fallen = self.contact()["persona"]
        self.assertAlmostEqual(persona["mood"] - 10 * 8 / 60, fallen["mood"],
                               5)
        self.assertEqual(8, fallen["falls"])
        self.ok(command="say", key="done")
        self.clock(step=3)
        self.assertEqual("talking", self.agent()["state"])
        self.assertTrue(self.contact()["persona"]["solved"])
        self.clock(step=1)
        self.assertEqual("wrap-up", self.agent()["state"])
        self.assertEqual(["<b>Hello</b>", "NAME, please", "Wang", "Done",
                          "bye"],
                         [one["text"]["en"]
                          for one in self.contact()["persona"]["talk"]])

    def test_verify(self):
        self.ok(command="verify", key="born", text="passed")
        verified = self.hears("verified")
        self.assertEqual(("passed", "order", "born"),
                         (verified["state"], verified["script"],
                          verified["check"]))
        contact = self.contact()
        self.assertEqual("order", contact["script"])
        self.assertEqual([("born", "passed", False)],
                         [(one["step"], one["result"], one["right"])
                          for one in contact["verified"]])
        self.assertEqual([], self.contact("ann")["verified"])

    def test_mood(self):
        self.ok(command="hold")
        self.clock(step=300)
        mood = self.hears("mood")
        self.assertEqual("uneasy", mood["word"])
        self.assertLess(mood["mood"], 70)

    def test_refused(self):
        for command in ({"command": "say"},
                        {"command": "say", "key": "done"},
                        {"command": "say", "key": "nonsense"},
                        {"command": "say", "key": "name", "text": "x"},
                        {"command": "verify", "key": "greet",
                         "text": "passed"},
                        {"command": "dispose", "text": "nonsense"}):
            got = self.command("admin", agent=self.AGENT, **command)
            self.refused(409, "refused", got)
        self.refused(400, "command", self.command(
            "admin", command="say", agent=self.AGENT, text="x" * 256))
        self.refused(403, "not-yours", self.command(
            "ann", command="say", agent=self.AGENT, key="name"))


class Neighbours(Base):
    """Two trainees beside each other, while the clock stands still."""

    SEATS = {"ann": "1075", "bob": "1076"}

    def clock(self, **what):
        self.assertEqual(200, self.floor.ask("POST", "/v1/clock", what,
                                             self.tokens["admin"])[0])

    def ok(self, who, **command):
        got = self.command(who, agent=self.SEATS[who], **command)
        self.assertEqual(200, got[0], got[2])
        return got[2]["last_event"]

    def agent(self, who):
        return self.floor.ask("GET", "/v1/agents/" + self.SEATS[who],
                              who=self.tokens["sue"])[2]

    def talk(self, who):
        for _ in range(600):
            now = self.agent(who)["state"]
            if now == "alerting":
                self.ok(who, command="answer")
                # then no length that was drawn ends it
                self.ok(who, command="say", text="name?")
                return self.agent(who)["contact"]
            self.free(who, now)
            self.clock(step=1)
        self.fail(self.agent(who))

    def free(self, who, state):
        if state == "wrap-up":
            self.ok(who, command="dispose", text="again")
        elif state in ("rona", "aux"):  # it rang in vain
            self.ok(who, command="ready")

    def heard(self, who, after, to, query=""):
        """All that the stream tells of, up to an event."""
        events = Events(self.floor, self.tokens[who], query, last=after)
        got = []
        while not got or got[-1][0] is None or got[-1][0] < to:
            got.append(events.next())
        events.close()
        return got

    def talks_of(self, who, after, to):
        return {event["contact"] for _, name, event in
                self.heard(who, after, to)
                if name in ("said", "mood", "verified")}

    def setUp(self):
        self.clock(paused=True)
        self.first = self.floor.ask(
            "GET", "/v1/state", who=self.tokens["sue"])[2]["last_event"]
        self.streams = {}
        for who in self.SEATS:
            self.ok(who, command="take")
            self.streams[who] = Events(self.floor, self.tokens[who])

    def tearDown(self):
        for who in self.SEATS:
            self.streams[who].close()
            self.command(who, command="hang-up", agent=self.SEATS[who])
            self.command(who, command="dispose", agent=self.SEATS[who],
                         text="again")
            self.command(who, command="unpause", agent=self.SEATS[who],
                         queue="订单")
            self.command(who, command="release", agent=self.SEATS[who])
        self.clock(paused=False)

    def test_talk_is_private(self):
        his = {who: self.talk(who) for who in self.SEATS}
        for who in self.SEATS:
            self.ok(who, command="say", text="name?")
            self.ok(who, command="verify", key="born", text="failed")
        last = self.command("sue", command="attach", contact=his["ann"],
                            key="k", text="x")[2]["last_event"]
        for who, stream in self.streams.items():
            seq, kinds, whose = 0, set(), set()
            while seq < last:
                seq, name, data = stream.news()
                if name in ("said", "mood", "verified"):
                    kinds.add(name)
                    whose.add(data["contact"])
            self.assertLessEqual({"said", "verified"}, kinds)
            self.assertEqual({his[who]}, whose)
            self.assertEqual({his[who]},
                             self.talks_of(who, self.first, last))
        self.assertLessEqual(set(his.values()),
                             self.talks_of("sue", self.first, last))
        # his path says nothing of it to his neighbour
        paths = [{step["kind"] for step in self.floor.ask(
            "GET", f"/v1/contacts/{his['ann']}", who=self.tokens[who])[2][
                "path"]} for who in ("ann", "bob")]
        self.assertEqual({"said", "verified"}, paths[0] - paths[1])
        # who sits there later has not heard it
        for who in ("ann", "bob"):
            self.ok(who, command="hang-up")
            self.ok(who, command="dispose", text="again")
            last = self.ok(who, command="release")
        self.assertEqual(200, self.command(
            "bob", command="take", agent=self.SEATS["ann"])[0])
        self.assertEqual({his["bob"]},
                         self.talks_of("bob", self.first, last))
        self.assertEqual({his["ann"]},
                         self.talks_of("ann", self.first, last))
        self.command("bob", command="release", agent=self.SEATS["ann"])

    def test_conference(self):
        """He who was called in speaks, and it is his."""
        self.ok("bob", command="pause", queue="订单")  # nobody else rings
        contact = self.talk("ann")
        while (state := self.agent("bob")["state"]) != "ready":
            if state in ("alerting", "talking"):  # since he sat down
                self.ok("bob", command="hang-up")
            self.free("bob", self.agent("bob")["state"])
            self.clock(step=1)
        self.ok("ann", command="consult", to={"agent": self.SEATS["bob"]})
        bob = self.agent("bob")
        self.assertEqual(contact, bob["contact"])
        if bob["state"] == "alerting":
            self.ok("bob", command="answer")
        self.refused(409, "refused", self.command(
            "bob", command="say", agent=self.SEATS["bob"], text="name?"))
        self.ok("ann", command="conference")
        first = self.ok("ann", command="say", text="this is Bob")
        last = self.ok("bob", command="say", key="name")
        for who in self.SEATS:  # both hear both
            said = [(data["agent"], data["text"]["en"])
                    for seq, name, data in self.heard(who, self.first, last)
                    if name == "said" and seq >= first - 1]
            self.assertEqual([(self.SEATS["bob"], "Name?"),
                              (self.SEATS["bob"], "Wang")], said[-2:])
            self.assertIn((self.SEATS["ann"], "this is Bob"), said)
        for who, text in (("ann", "this is Bob"), ("bob", "Name? / 姓名？")):
            entries = self.floor.ask("GET", "/v1/timeline",
                                     who=self.tokens[who])[2]["entries"]
            self.assertEqual(text, [entry["text"] for entry in entries
                                    if entry["what"] == "said"][-1])

    def test_screen_pops(self):
        """To who sits there, and to supervisors who want them."""
        leaders = {query: Events(self.floor, self.tokens["sue"], query)
                   for query in ("?kinds=alerting", "?kinds=screen-pop",
                                 "?kinds=alerting,screen-pop")}
        for who in self.SEATS:
            self.talk(who)
        self.floor.ask("POST", "/v1/clock", {"speed": 59},
                       self.tokens["admin"])  # the last that they hear of
        self.floor.ask("POST", "/v1/clock", {"speed": 60},
                       self.tokens["admin"])
        got = {}
        for query, events in leaders.items():
            got[query] = []
            while not got[query] or got[query][-1][2].get("speed") != 59:
                got[query].append(events.next())
            events.close()
            pops = {event["agent"] for _, name, event in got[query]
                    if name == "screen-pop"}
            if "screen-pop" in query:
                self.assertLessEqual(set(self.SEATS.values()), pops)
            else:
                self.assertEqual(set(), pops)
            self.assertEqual("alerting" in query, any(
                name == "alerting" for _, name, _ in got[query]))
        for who, stream in self.streams.items():
            pops, data = set(), {}
            while data.get("speed") != 59:
                _, name, data = stream.next()
                if name == "screen-pop":
                    pops.add(data["agent"])
            self.assertEqual({self.SEATS[who]}, pops)


class Requests(Base):
    def test_paths_and_methods(self):
        sue = self.tokens["sue"]
        self.refused(404, "no-such-path",
                     self.floor.ask("GET", "/v1/nothing", who=sue))
        self.refused(404, "no-such-path",
                     self.floor.ask("GET", "/v1/agents/1001/x", who=sue))
        self.refused(404, "no-such-agent",
                     self.floor.ask("GET", "/v1/agents/%ffx", who=sue))
        self.refused(400, "path",
                     self.floor.ask("GET", "/v1/agents/1001%00", who=sue))
        self.refused(404, "no-such-contact",
                     self.floor.ask("GET", "/v1/contacts/0x1", who=sue))
        got = self.floor.ask("PUT", "/v1/state", {}, sue)
        self.refused(405, "method", got)
        self.assertEqual("GET", got[1]["Allow"])

    def test_bodies(self):
        sue = self.tokens["sue"]
        cases = [
            (415, "content-type", b"{}", {"Content-Type": "text/plain"}),
            (413, "too-large", b'{"a": "' + b"x" * 70000 + b'"}', {}),
            (400, "json", b"{", {}),
            (400, "json", b'{"command": "\xff"}', {}),
            (400, "json", b'{"a": 1, "a": 2}', {}),
            (400, "json", b"[" * 30000, {}),
            (400, "body", b"[]", {}),
            (400, "body", None, {}),
            (400, "command", b'{"command": "fly"}', {}),
            (409, "refused", b'{"command": "ready"}', {}),
            (400, "command", b'{"command": "ready", "agent": "9"}', {}),
            (400, "command", b'{"command": ["ready"]}', {}),
        ]
        for status, code, body, headers in cases:
            with self.subTest(body=body[:30] if body else None):
                self.refused(status, code, self.floor.ask(
                    "POST", "/v1/commands", body, sue, headers))

    def test_strange_pages(self):
        sue = self.tokens["sue"]
        here = f"127.0.0.1:{self.floor.port}"
        for host in ("evil.example", f"evil.example:{self.floor.port}",
                     "127.0.0.1.evil.example", "localhost.evil.example",
                     "[::1", ""):
            self.refused(421, "host", self.floor.ask(
                "GET", "/v1/state", who=sue, headers={"Host": host}))
        for origin in ("http://evil.example", "null", "http://127.0.0.1",
                       "file://" + here):
            self.refused(403, "origin", self.floor.ask(
                "GET", "/v1/state", who=sue, headers={"Origin": origin}))
        for headers in ({"Origin": "http://" + here}, {"Host": "localhost"},
                        {"Host": "[::1]:80"}):
            self.assertEqual(200, self.floor.ask(
                "GET", "/v1/state", who=sue, headers=headers)[0])

    def test_clock(self):
        sue = self.tokens["sue"]
        for body in ({}, {"speed": "2"}, {"paused": 1}, {"step": -1},
                     {"step": 1, "step_to": 2}, {"step_to": 1e300}):
            self.refused(400, "body",
                         self.floor.ask("POST", "/v1/clock", body, sue))
        self.refused(409, "refused",
                     self.floor.ask("POST", "/v1/clock", {"speed": 0}, sue))
        self.addCleanup(self.floor.ask, "POST", "/v1/clock",
                        {"paused": False, "speed": 60}, sue)
        _, _, state = self.floor.ask("POST", "/v1/clock", {"paused": True},
                                     sue)
        self.assertEqual("paused", state["clock"])
        time.sleep(1.5)  # until the floor stands where the clock does
        _, _, state = self.floor.ask("GET", "/v1/state", who=sue)
        time.sleep(0.3)
        _, _, later = self.floor.ask("GET", "/v1/state", who=sue)
        self.assertEqual(state["now"], later["now"])
        events = Events(self.floor, sue)
        self.assertEqual("hello", events.next()[1])
        status, _, later = self.floor.ask("POST", "/v1/clock", {"step": 30},
                                          sue)
        self.assertEqual(200, status, later)
        told = next(data for _, name, data in iter(events.next, None)
                    if name == "clock")
        self.assertEqual(("paused", later["now"]),
                         (told["clock"], told["now"]))
        events.close()
        self.assertAlmostEqual(state["now"] + 30, later["now"], 3)
        _, _, later = self.floor.ask("POST", "/v1/clock",
                                     {"paused": False, "speed": 60}, sue)
        self.assertEqual("running", later["clock"])

    def raw(self, pieces, until=b"", times=1):
        """Sends bytes, returns what comes until it has that so often, or
        until silence or the end."""
        line = self.floor.connect()
        line.settimeout(5)
        got = b""
        try:
            for piece in pieces:
                line.sendall(piece)
            while until == b"" or got.count(until) < times:
                more = line.recv(65536)
                if not more:
                    break
                got += more
        except (socket.timeout, ConnectionError):
            pass
        line.close()
        return got

    def get(self, end=b"\r\n"):
        return end.join([b"GET /v1/me HTTP/1.1", b"Host: localhost",
                         b"AUTHORIZATION:   Bearer " +
                         self.tokens["sue"].encode(), b"", b""])

    def test_slowly(self):
        text = self.get()
        got = self.raw((text[i:i + 1] for i in range(len(text))), b"sue")
        self.assertIn(b'"user":"sue"', got)

    def test_bare_line_feeds(self):
        self.assertIn(b'"user":"sue"', self.raw([self.get(b"\n")],
                                                 b"sue"))

    def test_pipelined(self):
        got = self.raw([self.get() * 20], b'"user"', 20)
        self.assertEqual(20, got.count(b'"user"'))

    def test_oversized(self):
        for text in (b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n",
                     b"GET / HTTP/1.1\r\nX: " + b"a" * 70000 + b"\r\n\r\n",
                     b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 9000 + b"\r\n",
                     b"POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\n"
                     b"Content-Length: 99999999999\r\n\r\n"):
            got = self.raw([text])
            self.assertNotIn(b" 200 ", got)
        self.assertEqual(200, self.floor.ask("GET", "/openapi.json")[0])

    def test_noise(self):
        noise = random.Random(1)
        for _ in range(30):
            line = self.floor.connect()
            try:
                line.sendall(noise.randbytes(noise.randrange(1, 5000)))
            except ConnectionError:
                pass
            line.close()
        for cut in range(1, len(self.get()), 7):
            line = self.floor.connect()
            line.sendall(self.get()[:cut])
            line.close()
        self.assertEqual(200, self.floor.ask("GET", "/openapi.json")[0])


class Pages(Base):
    """With the pages built in or without: the index is there."""

    GUARD = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
             "Referrer-Policy": "no-referrer",
             "Cross-Origin-Resource-Policy": "same-origin"}

    def raw(self, method, target, headers=""):
        """Status, headers and all bytes; the target as it is."""
        line = self.floor.connect()
        line.sendall(f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n"
                     f"Connection: close\r\n{headers}\r\n".encode("latin-1"))
        got = b""
        while more := line.recv(65536):
            got += more
        line.close()
        head, _, body = got.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        return (int(lines[0].split()[1]),
                dict(one.split(": ", 1) for one in lines[1:]), body)

    def guarded(self, headers):
        for name, value in self.GUARD.items():
            self.assertEqual(value, headers.get(name), name)

    def test_index(self):
        status, headers, body = self.raw("GET", "/")
        self.assertEqual((200, "text/html; charset=utf-8"),
                         (status, headers["Content-Type"]))
        self.assertIn(b"<!doctype html>", body.lower())
        self.assertEqual(len(body), int(headers["Content-Length"]))
        self.guarded(headers)
        self.assertEqual("same-origin", headers["Cross-Origin-Opener-Policy"])
        self.assertEqual("no-cache", headers["Cache-Control"])
        policy = [one.strip() for one in
                  headers["Content-Security-Policy"].split(";")]
        self.assertEqual("default-src 'none'", policy[0])
        for part in ("script-src 'self'", "style-src 'self'",
                     "connect-src 'self'", "base-uri 'none'",
                     "form-action 'none'", "frame-ancestors 'none'",
                     "require-trusted-types-for 'script'"):
            self.assertIn(part, policy)
        self.assertNotIn("unsafe", headers["Content-Security-Policy"])
        self.assertEqual(body, self.raw("GET", "/index.html")[2])

    def test_head(self):
        whole = self.raw("GET", "/")
        status, headers, body = self.raw("HEAD", "/")
        self.assertEqual((200, b""), (status, body))
        for name in ("Content-Length", "Content-Type", "ETag"):
            self.assertEqual(whole[1][name], headers[name])

    def test_known(self):
        tag = self.raw("GET", "/")[1]["ETag"]
        self.assertRegex(tag, r'^"\w+"$')
        for method in ("GET", "HEAD"):
            status, headers, body = self.raw(
                method, "/", f'If-None-Match: "x", W/{tag}\r\n')
            self.assertEqual((304, b"", tag), (status, body, headers["ETag"]))
            self.guarded(headers)
        self.assertEqual(200, self.raw("GET", "/",
                                       'If-None-Match: "x"\r\n')[0])

    def test_all_of_them(self):
        index = self.raw("GET", "/")[2].decode("utf-8")
        files = re.findall(r'(?:src|href)="(/[^"]+)"', index)
        for path in files:
            status, headers, body = self.raw("GET", path)
            self.assertEqual(200, status, path)
            self.guarded(headers)
            self.assertEqual(len(body), int(headers["Content-Length"]))
            if path.startswith("/assets/"):
                self.assertIn("immutable", headers["Cache-Control"])
        self.assertNotIn("<style", index)
        self.assertNotRegex(index, r"<script(?![^>]*src=)")

    def test_nothing_else(self):
        for path in ("/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                     "/assets/..%2findex.html", "/assets/%2e%2e/index.html",
                     "//index.html", "/index.html/", "/INDEX.HTML",
                     "/assets", "/assets/", "/cti/http/pages.c"):
            with self.subTest(path=path):
                status, headers, body = self.raw("GET", path)
                self.assertEqual(404, status)
                self.assertEqual("no-such-path",
                                 json.loads(body)["error"]["code"])
        self.assertEqual(400, self.raw("GET", "/index.html%00.js")[0])
        status, headers, _ = self.raw("POST", "/", "Content-Length: 0\r\n")
        self.assertEqual((405, "GET, HEAD"), (status, headers["Allow"]))

    def test_data_is_guarded(self):
        who = {"Authorization": "Bearer " + self.tokens["sue"]}
        for path in ("/v1/state", "/v1/snapshot", "/v1/nothing",
                     "/openapi.json"):
            _, headers, _ = self.floor.ask("GET", path, headers=who)
            self.guarded(headers)
            self.assertEqual("no-store", headers["Cache-Control"])
            self.assertIn("sandbox", headers["Content-Security-Policy"])
        line = http.client.HTTPConnection("127.0.0.1", self.floor.port,
                                          timeout=10)
        line.request("GET", "/v1/events", None, who)
        self.guarded(line.getresponse().headers)
        line.close()


class Streams(Base):
    def test_resume(self):
        """One who reads all along, and one whose line breaks again and again,
        at moments of chance: both have the same in the end."""
        chance = random.Random(2)
        steady = Events(self.floor, self.tokens["sue"])
        first = steady.news()[0]
        seen, last, breaks = [], first, 0
        while len(seen) < 3000:
            events = Events(self.floor, self.tokens["sue"], last=last)
            for _ in range(chance.randrange(0, 120)):
                last = events.news()[0]
                seen.append(last)
            events.close()
            breaks += 1
            time.sleep(chance.random() * 0.05)
        wanted = [steady.news()[0] for _ in range(len(seen))]
        steady.close()
        self.assertGreater(breaks, 20)
        self.assertEqual(wanted, seen)

    def test_goes_on_from_a_snapshot(self):
        sue = self.tokens["sue"]
        _, _, snapshot = self.floor.ask("GET", "/v1/snapshot", who=sue)
        last = snapshot["state"]["last_event"]
        time.sleep(0.3)
        run = snapshot["state"]["run"]
        events = Events(self.floor, sue, f"?after={last}&run={run}")
        self.assertEqual("hello", events.next()[1])
        seq, _, _ = events.next()
        self.assertEqual(last + 1, seq)
        events.close()

    def test_reset(self):
        sue = self.tokens["sue"]
        _, _, state = self.floor.ask("GET", "/v1/state", who=sue)
        for query in (f"?after={state['last_event'] + 10 ** 9}",
                      "?after=1&run=another"):
            events = Events(self.floor, sue, query)
            names = [events.next()[1] for _ in range(3)]
            events.close()
            self.assertEqual(["hello", "reset"], names[:2])
            self.assertNotEqual("reset", names[2])

    def test_filters(self):
        sue = self.tokens["sue"]
        events = Events(self.floor, sue, "?kinds=queued,answered")
        kinds = {events.news()[1] for _ in range(60)}
        events.close()
        self.assertEqual({"queued", "answered"}, kinds)
        wanted = {str(1001 + i) for i in range(20)}
        events = Events(self.floor, sue, "?" + "&".join(
            "agent=" + one for one in sorted(wanted)))
        for _ in range(60):
            event = events.news()[2]
            whom = {event.get("agent"), event.get("other")}
            if not whom & wanted:
                way = self.floor.ask(
                    "GET", f"/v1/contacts/{event['contact']}", who=sue)[2]
                self.assertTrue("error" in way or wanted & {
                    step["agent"] for step in way["path"]}, event)
        events.close()

    def test_places_concern_all(self):
        """He who listens for one agent may be put on another one."""
        events = Events(self.floor, self.tokens["sue"], "?agent=1003")
        for command in ("take", "release"):
            self.assertEqual(200, self.command("ann", command=command,
                                               agent="1001")[0])
        places = []
        while len(places) < 2:
            _, name, data = events.news()
            if name == "taken":
                places.append((data["agent"], data["state"]))
        events.close()
        self.assertEqual([("1001", "taken"), ("1001", "released")], places)

    def test_bad_filters(self):
        for query in ("?kinds=nonsense", "?queue=nonsense", "?agent=9",
                      "?after=x", "?after=-1", "?after=99999999999999999999",
                      "?kinds=" + "a" * 3000, "?" + "agent=1001&" * 40):
            self.refused(400, "query", self.floor.ask(
                "GET", "/v1/events" + query, who=self.tokens["sue"]))

    def test_clock(self):
        sue = self.tokens["sue"]
        events = Events(self.floor, sue, "?kinds=interval")
        self.assertEqual("hello", events.next()[1])
        self.floor.ask("POST", "/v1/clock", {"speed": 59}, sue)
        seq, name, data = events.next()
        while name != "clock":  # an interval may end just now
            seq, name, data = events.next()
        self.assertEqual((None, "clock", 59), (seq, name, data["speed"]))
        self.fits(data, {"$ref": "#/components/schemas/State"})
        self.floor.ask("POST", "/v1/clock", {"speed": 60}, sue)
        events.close()

    def test_stuck(self):
        """One reads nothing: he goes, and the others notice nothing."""
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.connect(("127.0.0.1", self.floor.port))
        line.sendall(b"GET /v1/events HTTP/1.1\r\nHost: localhost\r\n"
                     b"Authorization: Bearer " +
                     self.tokens["bob"].encode() + b"\r\n\r\n")
        events = Events(self.floor, self.tokens["sue"])
        last, gap = events.news()[0], 0
        until = time.monotonic() + 120
        while "bob reads nothing" not in self.floor.said():
            before = time.monotonic()
            self.assertLess(before, until, "the stuck reader is still there")
            seq = events.news()[0]
            gap = max(gap, time.monotonic() - before)
            self.assertEqual(last + 1, seq)
            last = seq
        events.close()
        line.close()
        self.assertLess(gap, 2)

    def test_many(self):
        """Fifty who read all, together: each event comes to each, once."""
        seen = [[] for _ in range(50)]

        def read(into):
            events = Events(self.floor, self.tokens["sue"],
                            f"?after={start}")
            while len(into) < 600:
                into.append(events.news()[0])
            events.close()

        start = self.floor.ask("GET", "/v1/state",
                               who=self.tokens["sue"])[2]["last_event"]
        threads = [threading.Thread(target=read, args=(one,)) for one in seen]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        for one in seen:
            self.assertEqual(list(range(start + 1, start + 601)), one)


class Killed:
    """However it ends, the process does."""

    def __init__(self, process):
        self.process = process

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()


class Board(Base):
    def board(self, *more, port=None):
        secret = self.floor.folder / "secret"
        secret.write_text(SECRET + "\n", encoding="utf-8")
        secret.chmod(0o600)
        return [self.floor.program, "board", "--url",
                f"http://127.0.0.1:{port or self.floor.port}", "--user",
                "sue", "--secret-file", str(secret), *more]

    def test_once(self):
        shown = subprocess.run(self.board("--once"), check=True, text=True,
                               capture_output=True, timeout=20).stdout
        lines = shown.splitlines()
        self.assertIn('热线 "quoted" & <b>', lines[0])
        queue = [line for line in lines if line.startswith("订单 ")]
        self.assertEqual(1, len(queue))
        _, waiting, _, offered, answered, abandoned, level, target = \
            queue[0].split()[:8]
        self.assertLessEqual(int(answered) + int(abandoned) + int(waiting),
                             int(offered))
        self.assertEqual("80.0%", target)
        self.assertRegex(level, r"^\d+\.\d%$")
        states = next(line for line in lines if " agents: " in line)
        self.assertEqual(300, sum(map(int, re.findall(
            r"[:,] (\d+) ", states))))
        self.assertEqual(300, len([line for line in lines if re.match(
            r"1[0-3]\d\d +(sales|writers) \d+ ", line)]))

    def test_refused(self):
        wrong = self.floor.folder / "wrong"
        wrong.write_text("wrong\n", encoding="utf-8")
        wrong.chmod(0o600)
        for more, said in (
                (["--user", "sue", "--secret-file", str(wrong)], "401"),
                (["--secret-file", str(wrong), "--url",
                  "http://127.0.0.1:1"], "nobody answers")):
            what = [self.floor.program, "board", "--once"] + more
            if "--url" not in more:
                what += ["--url", f"http://127.0.0.1:{self.floor.port}"]
            got = subprocess.run(what, text=True, capture_output=True,
                                 timeout=20, check=False)
            self.assertEqual((1, ""), (got.returncode, got.stdout))
            self.assertIn(said, got.stderr)

    def test_readable_secret(self):
        what = self.board("--once")
        (self.floor.folder / "secret").chmod(0o644)
        got = subprocess.run(what, text=True, capture_output=True, timeout=20,
                             check=False)
        self.assertEqual((2, ""), (got.returncode, got.stdout))
        self.assertIn("others than its owner may read", got.stderr)
        self.assertIn("chmod 600", got.stderr)

    def read_until(self, master, text, seconds=20):
        seen, until = b"", time.monotonic() + seconds
        while text not in seen:
            self.assertLess(time.monotonic(), until, seen[-2000:])
            if select.select([master], [], [], 0.5)[0]:
                seen += os.read(master, 65536)
        return seen

    def test_terminal(self):
        """Goes on when the floor went away and came back; fits the terminal;
        leaves it as it was."""
        with tempfile.TemporaryDirectory() as folder:
            floor = Floor(self.floor.program, folder)
            port = floor.port
            master, slave = pty.openpty()
            fcntl.ioctl(slave, termios.TIOCSWINSZ,
                        struct.pack("HHHH", 12, 40, 0, 0))
            with subprocess.Popen(self.board(port=port), stdin=slave,
                                  stdout=slave, stderr=slave) as board, \
                    Killed(board):
                self.read_until(master, "订单".encode())
                floor.stop()
                self.read_until(master, b"nobody answers")
                floor = Floor(self.floor.program, folder, port)
                self.read_until(master, b"300 agents")
                frame = self.read_until(master, b"\x1b[J").decode("utf-8")
                for line in re.split(r"\x1b\[[0-9;]*[HKJ]|\r\n", frame):
                    self.assertLessEqual(sum(
                        2 if unicodedata.east_asian_width(one) in "WF" else 1
                        for one in line), 40, line)
                board.send_signal(signal.SIGINT)
                end = self.read_until(master, b"\x1b[?1049l")
                self.assertIn(b"\x1b[?25h", end)
                self.assertEqual(0, board.wait(10))
            floor.stop()
            os.close(master)
            os.close(slave)


def replays(floor):
    """Whether all that was done here happens again."""
    session = next(floor.folder.glob("session-*"))
    got = subprocess.run([floor.program, "replay", str(session)], text=True,
                         capture_output=True, timeout=120)
    print(got.stdout[-300:] + got.stderr[-300:], file=sys.stderr)
    return got.returncode == 0 and "the event log is the same" in got.stdout


def part_of(text):
    """Each OFth of all tests from the Nth on: the parts together are all."""
    part, parts = map(int, text.split("/"))
    kinds = unittest.defaultTestLoader.loadTestsFromModule(
        sys.modules[__name__])
    every = [test.id().removeprefix(__name__ + ".")
             for kind in kinds for test in kind]
    return every[part - 1::parts]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", type=part_of, default=[],
                        metavar="N/OF")
    parser.add_argument("program")
    parser.add_argument("tests", nargs="*")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Base.floor = Floor(given.program, folder)
        try:
            result = unittest.main(
                argv=["test_http", "-v"] + given.part + given.tests,
                exit=False).result
            alive = Base.floor.process.poll() is None
            if not alive or not result.wasSuccessful():
                print(Base.floor.said()[-3000:], file=sys.stderr)
        finally:
            Base.floor.stop()
        again = replays(Base.floor)
    return 0 if alive and again and result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""usage: test_csta.py CALLFLOOR

A session of a CSTA client with a running floor: it sits down in an agent's
place, takes a call that rings, holds and retrieves it, consults, transfers,
looks at what is there, and leaves.  The program is the real one; each wait
ends with what is waited for.
"""
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

SESSION = "http://www.ecma-international.org/standards/ecma-354/appl_session"
CSTA = "http://www.ecma-international.org/standards/ecma-323/csta/"
SECRET = "a right secret"
SCENARIO = """\
callfloor: 1
day: {from: "09:00", to: "17:00"}
customers: {count: 1000}
numbers: {"95588": {flow: main}}
arrivals: {"95588": {rate: 1200/h}}
flows: {main: [queue: cards]}
reasons:
  cards: {talk: 5m, wrap-up: 2s, patience: 10m}
  loans: {talk: 5m, wrap-up: 2s, patience: 10m}
queues: {cards: {}, loans: {}}
agents:
  - {group: cards, count: 2, skills: [cards]}
  - {group: loans, count: 2, answer: 1s, skills: [loans]}
"""


class Floor:
    """The program."""

    def __init__(self, program, folder):
        self.folder = Path(folder)
        (self.folder / "floor.yaml").write_text(SCENARIO, encoding="utf-8")
        (self.folder / "secret").write_text(SECRET + "\n", encoding="utf-8")
        (self.folder / "secret").chmod(0o600)
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [program, "live", "floor.yaml", "--csta", "127.0.0.1:0",
             "--admin-secret-file", "secret", "--session", "session",
             "--speed", "1"], stdout=self.log, stderr=self.log, cwd=folder)
        self.port = self.wait()

    def wait(self):
        for _ in range(400):
            said = (self.folder / "log").read_text(encoding="utf-8")
            found = re.search(r"CSTA +127\.0\.0\.1:(\d+)", said)
            if found:
                return int(found.group(1))
            time.sleep(0.05)
        raise RuntimeError("nobody listens: " + said)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()


def bare(element):
    return element.tag.split("}")[-1]


class Client:
    """Frames, answers and events, in the order in which they come."""

    def __init__(self, floor, edition="ed4", secret=SECRET):
        self.line = socket.create_connection(("127.0.0.1", floor.port), 20)
        self.space = CSTA + edition
        self.invoke = 0
        self.events = []
        info = ("<applicationInfo><applicationID>test</applicationID>"
                "<applicationSpecificInfo><user>admin</user><secret>"
                f"{secret}</secret></applicationSpecificInfo>"
                "</applicationInfo><requestedProtocolVersions>"
                f"<protocolVersion>{self.space}</protocolVersion>"
                "</requestedProtocolVersions><requestedSessionDuration>120"
                "</requestedSessionDuration>")
        self.start = self.ask("StartApplicationSession", info, SESSION)

    def receive(self, n):
        data = b""
        while len(data) < n:
            more = self.line.recv(n - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def frame(self):
        zero, length, invoke = struct.unpack(">HH4s", self.receive(8))
        assert zero == 0 and length > 8, (zero, length)
        return int(invoke), xml.fromstring(self.receive(length - 8))

    def ask(self, name, children="", space=None):
        """The answer to a request; events that come before it are kept."""
        body = (f'<?xml version="1.0"?><{name} xmlns="{space or self.space}">'
                f"{children}</{name}>").encode()
        self.line.sendall(struct.pack(">HH4s", 0, len(body) + 8,
                                      b"%04d" % self.invoke) + body)
        while True:
            invoke, root = self.frame()
            if invoke == self.invoke:
                break
            assert invoke == 9999, invoke
            self.events.append(root)
        self.invoke += 1
        return root

    def done(self, name, children=""):
        answer = self.ask(name, children)
        text = xml.tostring(answer, encoding="unicode")
        assert bare(answer) == name + "Response", text
        assert answer.tag == f"{{{self.space}}}{name}Response", text
        return answer

    def event(self, *names):
        """The next event of one of these names; others are let go."""
        while True:
            while self.events:
                root = self.events.pop(0)
                if bare(root) in names:
                    return root
            invoke, root = self.frame()
            assert invoke == 9999, invoke
            self.events.append(root)

    def text(self, root, *path):
        for name in path:
            root = root.find(f"{{{self.space}}}{name}")
            assert root is not None, path
        return root.text


def named(name, call, device):
    return (f"<{name}><callID>{call}</callID><deviceID>{device}</deviceID>"
            f"</{name}>")


class Session(unittest.TestCase):
    program = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.floor = Floor(self.program, self.folder.name)

    def client(self, *arguments):
        client = Client(self.floor, *arguments)
        self.addCleanup(client.line.close)
        return client

    def tearDown(self):
        self.floor.stop()
        self.folder.cleanup()

    def monitor(self, client, device):
        answer = client.done("MonitorStart", "<monitorObject><deviceObject>"
                             f"{device}</deviceObject></monitorObject>")
        return client.text(answer, "monitorCrossRefID")

    def agent_state(self, client, device):
        answer = client.done("GetAgentState", f"<device>{device}</device>")
        return client.text(answer, "agentStateList", "agentStateEntry",
                           "agentInfo", "agentInfoItem", "agentState")

    def set_state(self, client, device, state):
        return client.done("SetAgentState", f"<device>{device}</device>"
                           f"<requestedAgentState>{state}"
                           "</requestedAgentState>")

    def free(self, client, device):
        """Whoever sits there is rid of a call that he had."""
        answer = client.done("SnapshotDevice",
                             f"<snapshotObject>{device}</snapshotObject>")
        for connection in answer.iter(
                f"{{{client.space}}}connectionIdentifier"):
            client.ask("ClearConnection",
                       named("connectionToBeCleared",
                             client.text(connection, "callID"), device))

    def take_call(self, client, device):
        """Ready, until one rings; answered.  The call."""
        if self.agent_state(client, device) != "agentReady":
            client.ask("SetAgentState", f"<device>{device}</device>"
                       "<requestedAgentState>ready</requestedAgentState>")
        event = client.event("DeliveredEvent")
        call = client.text(event, "connection", "callID")
        self.assertEqual(client.text(event, "alertingDevice",
                                     "deviceIdentifier"), device)
        client.done("AnswerCall", named("callToBeAnswered", call, device))
        event = client.event("EstablishedEvent")
        self.assertEqual(client.text(event, "establishedConnection",
                                     "callID"), call)
        self.assertEqual(client.text(event, "localConnectionInfo"),
                         "connected")
        return call

    def test_session(self):
        client = self.client()
        self.assertEqual(bare(client.start),
                         "StartApplicationSessionPosResponse")
        reference = self.monitor(client, "1001")
        self.set_state(client, "1001", "loggedOn")
        self.free(client, "1001")
        call = self.take_call(client, "1001")
        self.assertEqual(self.agent_state(client, "1001"), "agentBusy")

        client.done("HoldCall", named("callToBeHeld", call, "1001"))
        event = client.event("HeldEvent")
        self.assertEqual(client.text(event, "localConnectionInfo"), "hold")
        answer = client.done("SnapshotDevice",
                             "<snapshotObject>1001</snapshotObject>")
        states = [state.text for state in
                  answer.iter(f"{{{client.space}}}localConnectionState")]
        self.assertEqual(states, ["hold", "connected"])
        client.done("RetrieveCall", named("callToBeRetrieved", call, "1001"))
        client.event("RetrievedEvent")

        answer = client.done("ConsultationCall",
                             named("existingCall", call, "1001") +
                             "<consultedDevice>loans</consultedDevice>")
        second = client.text(answer, "initiatedCall", "callID")
        self.assertNotEqual(second, call)
        event = client.event("EstablishedEvent")
        self.assertEqual(client.text(event, "establishedConnection",
                                     "callID"), second)
        helper = client.text(event, "answeringDevice", "deviceIdentifier")
        client.done("TransferCall", named("heldCall", call, "1001") +
                    named("activeCall", second, "1001"))
        event = client.event("TransferredEvent")
        self.assertEqual(client.text(event, "transferredToDevice",
                                     "deviceIdentifier"), helper)
        self.assertEqual(client.text(event, "localConnectionInfo"), "null")
        client.event("AgentWorkingAfterCallEvent")

        answer = client.done("SnapshotCall",
                             named("snapshotObject", call, helper))
        devices = [info.text for info in
                   answer.iter(f"{{{client.space}}}deviceIdentifier")]
        self.assertEqual(devices[1:], [helper])
        self.set_state(client, "1001", "notReady")
        client.event("AgentNotReadyEvent")
        client.done("MonitorStop",
                    f"<monitorCrossRefID>{reference}</monitorCrossRefID>")
        end = client.ask("StopApplicationSession", "<sessionID>" +
                         client.start.find(f"{{{SESSION}}}sessionID").text +
                         "</sessionID>", SESSION)
        self.assertEqual(bare(end), "StopApplicationSessionPosResponse")
        with self.assertRaises(EOFError):
            client.frame()
        self.check_trace(call)

    def check_trace(self, call):
        """The recorded session's ladder has the client's commands."""
        self.floor.stop()
        ladder = subprocess.run(
            [self.program, "trace", "--session", "session", "--contact",
             call], cwd=self.folder.name, capture_output=True, text=True,
            check=True).stdout
        told = [ladder.find(f" {verb}, by admin on csta") for verb in
                ("answer", "hold", "retrieve", "consult to queue loans",
                 "complete")]
        self.assertNotIn(-1, told, ladder)
        self.assertEqual(told, sorted(told))
        self.assertIn("passes the caller on", ladder)

    def test_errors(self):
        client = self.client("ed3")
        answer = client.ask("AnswerCall",
                            named("callToBeAnswered", "999999", "1001"))
        self.assertEqual(bare(answer), "CSTAErrorCode")
        self.assertEqual(client.text(answer, "operation"),
                         "invalidConnectionID")
        stranger = self.client("ed6", "wrong")
        self.assertEqual(bare(stranger.start),
                         "StartApplicationSessionNegResponse")
        with self.assertRaises(EOFError):
            stranger.frame()

    def test_link_lost(self):
        """A client that dies leaves an agent who is not ready."""
        watch = self.client("ed6")
        self.monitor(watch, "1002")
        client = self.client()
        self.set_state(client, "1002", "loggedOn")
        self.free(client, "1002")
        client.line.close()
        event = watch.event("AgentNotReadyEvent")
        self.assertEqual(watch.text(event, "reason"), "link lost")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    Session.program = str(Path(sys.argv.pop()).resolve())
    unittest.main()

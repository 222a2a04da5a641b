"""panoramisk against a floor: PORT SECRET."""
import asyncio
import sys

from panoramisk import Manager

PORT, SECRET = int(sys.argv[1]), sys.argv[2]
events = []


def expect(good, what):
    if not good:
        print(f"FAILED: {what}")
        sys.exit(1)


def on_event(_manager, event):
    events.append(event)


async def until(what, wanted, since=0, seconds=20):
    """The first event since then that is wanted."""
    for _ in range(seconds * 50):
        for event in events[since:]:
            if wanted(event):
                return event
        await asyncio.sleep(0.02)
    print(f"FAILED: waited for {what}")
    sys.exit(1)


def is_of(name, **fields):
    return lambda event: event.event == name and all(
        getattr(event, key) == value for key, value in fields.items())


async def wrong_secret():
    """Panoramisk logs in in its own time, and tries again for ever."""
    manager = Manager(host="127.0.0.1", port=PORT, username="admin",
                      secret="wrong", ping_delay=0)
    await manager.connect()
    await asyncio.sleep(2.0)
    expect(not getattr(manager, "authenticated", False),
           "a wrong secret was let in")
    manager.close()
    print("wrong secret refused")


async def a_call(manager):
    join = await until("QueueCallerJoin", is_of("QueueCallerJoin"))
    expect(join.Queue == "orders", f"joined {join.Queue}")
    called = await until("AgentCalled", is_of("AgentCalled"))
    expect(called.Interface.startswith("PJSIP/10"), called.Interface)
    connect = await until("AgentConnect", is_of("AgentConnect"))
    expect(connect.DestChannel.startswith(connect.Interface + "-"),
           "the agent's channel is not of his interface")
    complete = await until("AgentComplete", is_of(
        "AgentComplete", Linkedid=connect.Linkedid))
    expect(complete.Reason in ("caller", "agent"), complete)
    expect(50 <= int(complete.TalkTime) <= 91, complete)
    expect(complete.Interface == connect.Interface and
           complete.HoldTime == connect.HoldTime, complete)
    print("a call seen from beginning to end")


async def status(manager):
    got = await manager.send_action({"Action": "QueueStatus"})
    kinds = [message.event for message in got if message.event]
    expect(kinds.count("QueueParams") == 2, f"queues: {kinds}")
    expect(kinds.count("QueueMember") == 18, f"members: {kinds}")
    expect(kinds[-1] == "QueueStatusComplete", kinds[-1])
    expect(int(got[-1].ListItems) == len(kinds) - 1, got[-1].ListItems)
    names = {message.Location for message in got
             if message.event == "QueueMember"}
    expect(names == {f"PJSIP/{1001 + i}" for i in range(18)}, names)
    print("QueueStatus lists the floor")


async def pause(manager):
    since = len(events)
    got = await manager.send_action(
        {"Action": "QueuePause", "Interface": "PJSIP/1003", "Paused": "true",
         "Reason": "Lunch"})
    expect(got.Message == "Interface paused successfully", got)
    event = await until("QueueMemberPause", is_of(
        "QueueMemberPause", Interface="PJSIP/1003", Paused="1"), since)
    expect(event.PausedReason == "Lunch", event)
    since = len(events)
    for _ in range(8):
        await until("AgentCalled", is_of("AgentCalled"), len(events))
    expect(not any(event.event == "AgentCalled" and
                   event.Interface == "PJSIP/1003"
                   for event in events[since:]), "a paused agent was called")
    got = await manager.send_action(
        {"Action": "QueuePause", "Interface": "PJSIP/1003", "Paused": "0"})
    expect(got.Message == "Interface unpaused successfully", got)
    await until("AgentCalled again", is_of(
        "AgentCalled", Interface="PJSIP/1003"), len(events))
    print("QueuePause stops calls, and starts them again")


async def members(manager):
    since = len(events)
    got = await manager.send_action(
        {"Action": "QueueAdd", "Queue": "orders", "Interface": "PJSIP/1015",
         "Penalty": "0"}, as_list=False)
    expect(got.Message == "Added interface to queue", got)
    await until("QueueMemberAdded", is_of(
        "QueueMemberAdded", Interface="PJSIP/1015", Queue="orders",
        Membership="dynamic"), since)
    await until("a call to him", is_of(
        "AgentCalled", Interface="PJSIP/1015", Queue="orders"), since)
    got = await manager.send_action(
        {"Action": "QueueRemove", "Queue": "orders",
         "Interface": "PJSIP/1015"}, as_list=False)
    expect(got.Message == "Removed interface from queue", got)
    await until("QueueMemberRemoved", is_of(
        "QueueMemberRemoved", Interface="PJSIP/1015"), since)
    since = len(events)
    for _ in range(6):
        await until("AgentCalled", is_of("AgentCalled"), len(events))
    expect(not any(event.event == "AgentCalled" and
                   event.Interface == "PJSIP/1015" and
                   event.Queue == "orders" for event in events[since:]),
           "somebody who was removed was called")
    print("QueueAdd and QueueRemove say who is called")


async def originate(manager):
    reasons = set()
    for i in range(120):
        got = await manager.send_action(
            {"Action": "Originate", "Async": "true",
             "Channel": f"Local/1380013{i:04}@callfloor",
             "Context": "callfloor", "Exten": "6002", "Priority": "1",
             "Variable": "UUI=17"})
        response = got[-1] if isinstance(got, list) else got
        expect(response.event == "OriginateResponse", response)
        wanted = "Success" if response.Reason == "4" else "Failure"
        expect(response.Response == wanted, response)
        reasons.add(response.Reason)
        if {"4", "5"} <= reasons:
            break
    expect({"4", "5"} <= reasons, f"Originate ended with {reasons}")
    print("Originate: answered, and busy")


async def steer(manager):
    talk = await until("AgentConnect", is_of("AgentConnect", Queue="orders"),
                       len(events))
    since = len(events)
    got = await manager.send_action(
        {"Action": "Redirect", "Channel": talk.Channel,
         "Context": "callfloor", "Exten": "6002", "Priority": "1"})
    expect(got.Message == "Redirect successful", got)
    await until("the other queue", is_of(
        "QueueCallerJoin", Channel=talk.Channel, Queue="help"), since)
    await until("the agent's Hangup", is_of(
        "Hangup", Channel=talk.DestChannel), since)
    talk = await until("AgentConnect", is_of("AgentConnect", Queue="orders"),
                       len(events))
    since = len(events)
    got = await manager.send_action(
        {"Action": "BlindTransfer", "Channel": talk.DestChannel,
         "Context": "callfloor", "Exten": "6002"})
    expect(got.Message == "Transfer succeeded", got)
    await until("BlindTransfer", is_of(
        "BlindTransfer", TransfereeChannel=talk.Channel,
        TransfererChannel=talk.DestChannel), since)
    await until("the other queue", is_of(
        "QueueCallerJoin", Channel=talk.Channel, Queue="help"), since)
    talk = await until("AgentConnect", is_of("AgentConnect", Queue="orders"),
                       len(events))
    since = len(events)
    got = await manager.send_action(
        {"Action": "Hangup", "Channel": talk.Channel})
    expect(got.Message == "Channel Hungup", got)
    await until("Hangup", is_of("Hangup", Channel=talk.Channel), since)
    print("Redirect, BlindTransfer and Hangup steer the call")


async def errors(manager):
    got = await manager.send_action(
        {"Action": "Hangup", "Channel": "PJSIP/none-00000000"})
    expect(got.Response == "Error" and got.Message == "No such channel", got)
    print("an unknown channel is an error")


async def main():
    await wrong_secret()
    manager = Manager(host="127.0.0.1", port=PORT, username="admin",
                      secret=SECRET, ping_delay=1, ping_interval=2)
    manager.register_event("*", on_event)
    await manager.connect()
    for step in (a_call, status, pause, members, originate, steer, errors):
        await step(manager)
    got = await manager.send_action({"Action": "Logoff"})
    expect(got.Response == "Goodbye", got)
    print("all done", flush=True)

asyncio.run(main())

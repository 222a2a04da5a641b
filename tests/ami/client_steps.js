// What a client of a call center does, for any AMI client of Node: a port has
// ask(action), which promises the response, and events, an array of objects
// with lower-case keys that grows.
'use strict';

function expect(good, what) {
  if (!good) throw new Error(typeof what === 'string' ? what :
    JSON.stringify(what));
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Steps {
  constructor(port) {
    this.port = port;
    this.events = port.events;
  }

  // The first event since then of that name and with those fields.
  async until(name, fields, since) {
    const is = (event) => event.event === name &&
      Object.keys(fields || {}).every((key) => event[key] === fields[key]);
    for (let i = 0; i < 1000; i++) {
      const found = this.events.slice(since || 0).find(is);
      if (found) return found;
      await pause(20);
    }
    throw new Error(`waited for ${name} ${JSON.stringify(fields || {})}`);
  }

  next(name, fields) {
    return this.until(name, fields, this.events.length);
  }

  async good(action, message) {
    const got = await this.port.ask(action);
    expect(got.response === 'Success' && got.message === message, got);
  }

  async aCall() {
    const join = await this.until('QueueCallerJoin');
    expect(join.queue === 'orders', join);
    const connect = await this.until('AgentConnect');
    const called = await this.until('AgentCalled', {
      destchannel: connect.destchannel
    });
    expect(called.interface === connect.interface, called);
    const complete = await this.until('AgentComplete', {
      linkedid: connect.linkedid
    });
    expect(complete.interface === connect.interface, complete);
    expect(Number(complete.talktime) >= 50, complete);
    console.log('a call seen from beginning to end');
  }

  async status() {
    const since = this.events.length;
    await this.good({Action: 'QueueStatus'}, 'Queue status will follow');
    const end = await this.until('QueueStatusComplete', {}, since);
    const list = this.events.slice(since).filter((event) =>
      event.actionid === end.actionid);
    const members = list.filter((event) => event.event === 'QueueMember');
    expect(members.length === 18, `${members.length} members`);
    expect(new Set(members.map((event) => event.location)).size === 18,
      'members are listed twice');
    const items = list.filter((event) => ['QueueParams', 'QueueMember',
      'QueueEntry'].includes(event.event));
    expect(Number(end.listitems) === items.length, end);
    console.log('QueueStatus lists the floor');
  }

  async pauses() {
    const one = 'PJSIP/1003';
    let since = this.events.length;
    await this.good({Action: 'QueuePause', Interface: one, Paused: 'true',
      Reason: 'Lunch'}, 'Interface paused successfully');
    const told = await this.until('QueueMemberPause', {interface: one,
      paused: '1', pausedreason: 'Lunch'}, since);
    expect(told.queue === 'orders', told);
    since = this.events.length;
    for (let i = 0; i < 8; i++) await this.next('AgentCalled');
    expect(!this.events.slice(since).some((event) =>
      event.event === 'AgentCalled' && event.interface === one),
    'a paused agent was called');
    await this.good({Action: 'QueuePause', Interface: one, Paused: 'false'},
      'Interface unpaused successfully');
    await this.next('AgentCalled', {interface: one});
    console.log('QueuePause stops calls, and starts them again');
  }

  async members() {
    const one = 'PJSIP/1015';
    const since = this.events.length;
    await this.good({Action: 'QueueAdd', Queue: 'orders', Interface: one},
      'Added interface to queue');
    await this.until('QueueMemberAdded', {interface: one,
      membership: 'dynamic'}, since);
    await this.until('AgentCalled', {interface: one, queue: 'orders'}, since);
    await this.good({Action: 'QueueRemove', Queue: 'orders', Interface: one},
      'Removed interface from queue');
    await this.until('QueueMemberRemoved', {interface: one}, since);
    console.log('QueueAdd and QueueRemove say who is called');
  }

  async originate() {
    const reasons = {};
    for (let i = 0; i < 120 && !(reasons['4'] && reasons['5']); i++) {
      const id = `call/${i}`;
      const since = this.events.length;
      await this.good({Action: 'Originate', ActionID: id, Async: 'true',
        Channel: `Local/1380013${1000 + i}@callfloor`, Context: 'callfloor',
        Exten: '6002', Priority: '1'}, 'Originate successfully queued');
      const got = await this.until('OriginateResponse', {actionid: id}, since);
      expect((got.response === 'Success') === (got.reason === '4'), got);
      reasons[got.reason] = true;
    }
    expect(reasons['4'] && reasons['5'], reasons);
    console.log('Originate: answered, and busy');
  }

  async steer() {
    const to = {Context: 'callfloor', Exten: '6002', Priority: '1'};
    let talk = await this.next('AgentConnect', {queue: 'orders'});
    let since = this.events.length;
    await this.good(Object.assign({Action: 'Redirect', Channel: talk.channel},
      to), 'Redirect successful');
    await this.until('QueueCallerJoin', {channel: talk.channel, queue: 'help'},
      since);
    talk = await this.next('AgentConnect', {queue: 'orders'});
    since = this.events.length;
    await this.good(Object.assign({Action: 'BlindTransfer',
      Channel: talk.destchannel}, to), 'Transfer succeeded');
    await this.until('BlindTransfer', {transfereechannel: talk.channel}, since);
    talk = await this.next('AgentConnect', {queue: 'orders'});
    since = this.events.length;
    await this.good({Action: 'Hangup', Channel: talk.channel},
      'Channel Hungup');
    await this.until('Hangup', {channel: talk.channel}, since);
    console.log('Redirect, BlindTransfer and Hangup steer the call');
  }

  async errors() {
    const got = await this.port.ask({Action: 'Hangup',
      Channel: 'PJSIP/none-00000000'});
    expect(got.response === 'Error' && got.message === 'No such channel', got);
    console.log('an unknown channel is an error');
  }

  async all() {
    await this.aCall();
    await this.status();
    await this.pauses();
    await this.members();
    await this.originate();
    await this.steer();
    await this.errors();
    const got = await this.port.ask({Action: 'Logoff'});
    expect(got.response === 'Goodbye', got);
  }
}

// Runs it to the end, and says so.
module.exports = function (work) {
  work(Steps, expect).then(() => {
    console.log('all done');
    process.exit(0);
  }, (error) => {
    console.log(`FAILED: ${error.message}`);
    process.exit(1);
  });
};

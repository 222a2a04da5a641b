// yana against a floor: PORT SECRET.
'use strict';

const AMI = require('yana');
const [port, secret] = process.argv.slice(2);

const lower = (message) => Object.fromEntries(
  Object.entries(message).map(([key, value]) => [key.toLowerCase(), value]));

function wrong() {
  return new Promise((resolve, reject) => {
    const ami = new AMI({port, host: '127.0.0.1', login: 'admin',
      password: 'wrong'});
    ami.on('error', () => resolve());
    ami.connect(() => reject(new Error('a wrong secret was let in')));
  });
}

require('./client_steps.js')(async (Steps) => {
  await wrong();
  console.log('wrong secret refused');
  const ami = new AMI({port, host: '127.0.0.1', login: 'admin',
    password: secret, events: true});
  const events = [];
  ami.on('event', (event) => events.push(lower(event)));
  await new Promise((resolve, reject) => {
    ami.on('error', reject);
    ami.connect(resolve);
  });
  // Three at once, in one segment.
  const pongs = await Promise.all([1, 2, 3].map(() =>
    new Promise((resolve) => ami.send({Action: 'Ping'}, resolve))));
  if (pongs.some((got) => lower(got).ping !== 'Pong'))
    throw new Error('three pings, and not three pongs');
  await new Steps({
    events,
    // Told of the response, then of a list's events, which are among all.
    ask: (action) => new Promise((resolve) => ami.send(action, (got) => {
      if (!lower(got).event) resolve(lower(got));
    }))
  }).all();
});

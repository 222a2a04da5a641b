// asterisk-manager against a floor: PORT SECRET.
'use strict';

const Manager = require('asterisk-manager');
const [port, secret] = process.argv.slice(2);

function wrong() {
  return new Promise((resolve, reject) => {
    const manager = new Manager(port, '127.0.0.1', 'admin', 'wrong', true);
    manager.on('response', (got) => {
      manager.disconnect();
      if (got.response === 'Error' && got.message === 'Authentication failed')
        resolve();
      else
        reject(new Error('a wrong secret was let in'));
    });
  });
}

require('./client_steps.js')(async (Steps) => {
  await wrong();
  console.log('wrong secret refused');
  const manager = new Manager(port, '127.0.0.1', 'admin', secret, true);
  const events = [];
  manager.on('managerevent', (event) => events.push(event));
  await new Steps({
    events,
    ask: (action) => new Promise((resolve) => {
      const given = {};
      for (const key of Object.keys(action))
        given[key.toLowerCase()] = action[key];
      manager.action(given, (error, got) => resolve(error || got));
    })
  }).all();
});

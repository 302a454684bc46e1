// Plays the trace that came with the page.

const address = new Fragment('step');

new Stepper(address).load(JSON.parse(byId('data').textContent), address.read() ?? 0);

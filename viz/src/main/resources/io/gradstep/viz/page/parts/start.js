// Plays the trace that came with the page.

const address = new Fragment('step');

const stepper = new Stepper(address);
stepper.load(JSON.parse(byId('data').textContent), address.read() ?? 0);
address.lead(stepper);

// Plays the trace that came with the page.

const address = new Fragment('step');

const stepper = new Stepper(address);
const trace = JSON.parse(byId('data').textContent);
if (byId('derivatives')) {
  new Derivatives(stepper, address, trace);
}
stepper.load(trace, address.read() ?? 0);
address.lead(stepper);

// The derivatives that came with the page: each is a calculation of its own, stepped in place of the first.

class Derivatives {
  constructor(stepper, address, data) {
    this.stepper = stepper;
    this.data = data;
    // Without what the stepper adds to the drawing.
    this.drawing = byId('picture').querySelector('svg').cloneNode(true);
    this.heading = document.querySelector('h1').textContent;
    this.traces = JSON.parse(byId('derivatives').textContent);
    this.templates = [...document.querySelectorAll('template[data-derivative]')];
    this.back = element('button', '', 'Back to the function');
    this.back.hidden = true;
    this.back.addEventListener('click', () => this.close());
    byId('first').before(this.back);
    address.derivative = (node) => this.action(node);
  }

  /** What opens the derivative by a leaf of the function; none for other values. */
  action(node) {
    const { calculation } = this.stepper;
    const name = calculation.nodes[node].leaf && calculation.name(node);
    const number = this.templates.findIndex(({ dataset }) => dataset.derivative === name);
    return calculation.data === this.data && number >= 0 ? () => this.open(number, node) : null;
  }

  open(number, leaf) {
    const { calculation, panel } = this.stepper;
    const heading = `${panel.slope(calculation.output, leaf)}, step by step`;
    const drawing = this.templates[number].content.querySelector('svg').cloneNode(true);
    drawing.classList.add(`derivative${number}`);
    this.left = this.stepper.at;
    this.show(drawing, this.traces[number], heading, 0);
  }

  close() {
    this.show(this.drawing.cloneNode(true), this.data, this.heading, this.left);
  }

  show(drawing, data, heading, step) {
    byId('picture').replaceChildren(drawing);
    this.back.hidden = data === this.data;
    this.stepper.load(data, step);
    document.querySelector('h1').textContent = heading;
    byId('next').focus({ preventScroll: true });
  }
}

// The stepper: all parts of the page at one step of the calculation.

const BETWEEN_STEPS = 1600;

class Stepper extends Player {
  constructor(address) {
    super(address, BETWEEN_STEPS);
  }

  /** Plays a calculation, whose drawing is on the page, from a step on. */
  load(data, step) {
    this.calculation = new Calculation(data);
    this.picture = new Picture(this.calculation, document.querySelector('#picture svg'));
    const drawing = this.picture.root;
    this.network = data.owners ? new Network(this.calculation, drawing, data.owners) : null;
    this.panel = new Panel(this.calculation, byId('panel'), byId('spoken'));
    this.quiz = new Quiz(this.calculation, this.panel, byId('panel'));
    this.quiz.on = byId('quiz').checked;
    this.leaves = new Leaves(this.calculation, byId('leaves'), (leaf, value) => {
      this.calculation.change(leaf, value);
      this.quiz.renew();
      this.show();
    });
    this.start(this.calculation.steps.length - 1, step);
  }

  connect() {
    super.connect();
    byId('quiz').addEventListener('change', (event) => this.setQuiz(event.target.checked));
  }

  actions() {
    return { ...super.actions(), q: () => this.setQuiz(!this.quiz.on) };
  }

  show() {
    const step = this.calculation.steps[this.at];
    const asks = this.quiz.asks(step);
    const known = this.calculation.knownAfter(asks ? this.at - 1 : this.at);
    this.network?.show(step, known);
    this.leaves.show(step, known);
    if (asks) {
      this.pause();
      byId('spoken').textContent = '';
      this.quiz.ask(step, (right) => this.answered(right));
    } else {
      this.panel.show(step, `${this.at} of ${this.last}`);
    }
    // Once the panel has its height, which leaves the rest of the window to the picture.
    this.lecture.fit();
    this.picture.show(step, known);
    byId('position').textContent = `${this.at} / ${this.last}`;
    this.address.shown?.(known);
    byId('score').textContent = this.quiz.score();
  }

  holds() {
    return this.quiz.asks(this.calculation.steps[this.at]);
  }

  answered(right) {
    this.show();
    byId('panel').prepend(element('p', right ? 'verdict right' : 'verdict', right ? '✓ Right.' : 'Here it is.'));
    byId('next').focus({ preventScroll: true });
  }

  setQuiz(on) {
    this.quiz.on = on;
    byId('quiz').checked = on;
    this.show();
  }
}

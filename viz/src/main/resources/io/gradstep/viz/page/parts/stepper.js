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
    this.network = data.owners
      ? new Network(this.calculation, drawing, data.owners)
      : data.folded ? new Folded(this.calculation, this.picture, data.folded) : null;
    this.panel = new Panel(this.calculation, byId('panel'), byId('spoken'));
    const former = this.quiz;
    this.quiz = new Quiz(this.calculation, this.panel, byId('panel'));
    this.quiz.on = byId('quiz').checked;
    this.quiz.everything = byId('asks').value === 'everything';
    const resumed = former !== undefined && this.quiz.resume(former) && this.quiz.on;
    this.leaves = new Leaves(this.calculation, byId('leaves'), (leaf, value) => {
      this.calculation.change(leaf, value);
      this.quiz.renew();
      // Which branches are taken may have changed, and with them the number of steps.
      const last = this.calculation.steps.length - 1;
      if (last !== this.last) {
        this.setLast(last, this.at === this.last ? last : Math.min(this.at, last));
      } else {
        this.show();
      }
    });
    this.inspector = new Inspector(this);
    new Sliders(this);
    this.zooms?.forEach((zoom) => zoom.reset());
    this.start(this.calculation.steps.length - 1, resumed ? this.at : step);
  }

  connect() {
    super.connect();
    byId('quiz').addEventListener('change', (event) => this.setQuiz(event.target.checked));
    byId('asks').addEventListener('change', (event) => {
      this.quiz.everything = event.target.value === 'everything';
      this.setQuiz(true);
    });
  }

  actions() {
    // A lesson may hide the quiz's control.
    return { ...super.actions(), q: () => byId('quiz').checkVisibility() && this.setQuiz(!this.quiz.on) };
  }

  show() {
    const step = this.calculation.steps[this.at];
    const asks = this.quiz.asks(step);
    const known = this.calculation.knownAfter(asks ? this.at - 1 : this.at);
    this.known = known;
    this.network?.show(step, known);
    this.leaves.show(step, known);
    if (asks) {
      this.pause();
      byId('spoken').textContent = '';
      this.quiz.ask(step, (result, question) => this.answered(result, question));
    } else {
      this.panel.show(step, `${this.at} of ${this.last}`);
      const leaves = step.kind === 'done' ? this.calculation.leaves.slice(0, MAX_LISTED).map(({ index }) => index) : [];
      const derivatives = this.inspector.derivatives(leaves);
      byId('panel').append(...(derivatives.length > 0 ? [this.inspector.row(derivatives)] : []));
    }
    // Once the panel has its height, which leaves the rest of the window to the picture.
    this.lecture.fit();
    this.picture.show(this.quiz.hides(step) ? this.calculation.steps[this.at - 1] : step, known);
    byId('position').textContent = `${this.at} / ${this.last}`;
    this.address.shown?.(known);
    this.quiz.report(this.at, (to) => this.turn(to), () => this.retry());
  }

  holds() {
    return this.quiz.asks(this.calculation.steps[this.at]);
  }

  answered(result, question) {
    this.show();
    const right = result !== 'shown';
    byId('panel').prepend(
      element('p', right ? 'verdict right' : 'verdict', right ? '✓ Right.' : `Here it is: ${question.answer}.`),
    );
    (byId('answer') ?? byId('next')).focus({ preventScroll: true });
  }

  /** Asks the missed questions again, on other numbers where there are such. */
  retry() {
    const values = this.calculation.computable ? otherNumbers(this.calculation) : null;
    values?.forEach((value, i) => this.leaves.set(this.calculation.leaves[i].index, value));
    this.turn(this.quiz.retry());
  }

  setQuiz(on) {
    this.quiz.on = on;
    byId('quiz').checked = on;
    this.show();
  }
}

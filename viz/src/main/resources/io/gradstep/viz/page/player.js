// Goes from step to step as buttons, slider, keys and the address say.

const BETWEEN_STEPS = 1600;

class Player {
  /** The address remembers the step: read() gives it, or null, and write(step) keeps it. */
  constructor(address) {
    this.address = address;
    this.timer = null;
    this.calculation = null;
    document.documentElement.classList.add('js');
  }

  /** Plays a calculation, whose drawing is on the page, from a step on. */
  load(data, step) {
    if (this.calculation === null) {
      this.connect();
    }
    this.pause();
    this.calculation = new Calculation(data);
    this.last = this.calculation.steps.length - 1;
    this.picture = new Picture(this.calculation, document.querySelector('#picture svg'));
    this.panel = new Panel(this.calculation, byId('panel'), byId('spoken'));
    this.quiz = new Quiz(this.calculation, this.panel, byId('panel'));
    this.leaves = new Leaves(this.calculation, byId('leaves'), (leaf, value) => {
      this.calculation.change(leaf, value);
      this.quiz.renew();
      this.show();
    });
    this.quiz.on = byId('quiz').checked;
    byId('slider').max = this.last;
    this.go(step);
  }

  connect() {
    byId('first').addEventListener('click', () => this.turn(0));
    byId('back').addEventListener('click', () => this.turn(this.step - 1));
    byId('next').addEventListener('click', () => this.turn(this.step + 1));
    byId('play').addEventListener('click', () => this.playOrPause());
    byId('slider').addEventListener('input', (event) => this.turn(Number(event.target.value)));
    byId('quiz').addEventListener('change', (event) => this.setQuiz(event.target.checked));
    addEventListener('hashchange', () => this.turn(this.address.read() ?? this.step));
    addEventListener('keydown', (event) => this.key(event));
  }

  key(event) {
    const target = event.target;
    const types = target.matches('input[type=text], textarea, select');
    const presses = event.key === ' ' && target.matches('button, input, summary');
    const slides = target.matches('input[type=range]') && event.key.length > 1;
    if (event.ctrlKey || event.altKey || event.metaKey || types || presses || slides) {
      return;
    }
    const actions = {
      ArrowRight: () => this.turn(this.step + 1),
      ArrowLeft: () => this.turn(this.step - 1),
      Home: () => this.turn(0),
      End: () => this.turn(this.last),
      ' ': () => this.playOrPause(),
      q: () => this.setQuiz(!this.quiz.on),
    };
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  /** A step that somebody chose; playing ends. */
  turn(step) {
    this.pause();
    this.go(step);
  }

  go(step) {
    this.step = Math.max(0, Math.min(this.last, step));
    this.address.write(this.step);
    this.show();
  }

  show() {
    const step = this.calculation.steps[this.step];
    const asks = this.quiz.asks(step);
    const known = this.calculation.knownAfter(asks ? this.step - 1 : this.step);
    this.picture.show(step, known);
    this.leaves.show(step, known);
    if (asks) {
      this.pause();
      byId('spoken').textContent = '';
      this.quiz.ask(step, (right) => this.answered(right));
    } else {
      this.panel.show(step, `${this.step} of ${this.last}`);
    }
    byId('slider').value = this.step;
    byId('position').textContent = `${this.step} / ${this.last}`;
    byId('first').disabled = byId('back').disabled = this.step === 0;
    byId('next').disabled = this.step === this.last;
    byId('score').textContent = this.quiz.score();
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

  playOrPause() {
    if (this.timer !== null) {
      this.pause();
      return;
    }
    this.go(this.step === this.last ? 0 : this.step + 1);
    const asks = this.quiz.asks(this.calculation.steps[this.step]);
    if (!asks && this.step < this.last) {
      this.timer = setInterval(() => this.tick(), BETWEEN_STEPS);
      byId('play').textContent = 'Pause';
    }
  }

  tick() {
    this.go(this.step + 1);
    if (this.step === this.last) {
      this.pause();
    }
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    byId('play').textContent = 'Play';
  }
}

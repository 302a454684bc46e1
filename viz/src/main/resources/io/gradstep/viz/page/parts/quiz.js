// Questions at the steps of a calculation, asked before a step is shown.

class Quiz {
  constructor(calculation, panel, root) {
    this.calculation = calculation;
    this.panel = panel;
    this.root = root;
    this.on = false;
    this.everything = false;
    this.answered = new Set();
    // The wrong answers to questions that are open still, by key.
    this.missed = new Map();
    this.results = new Results();
    // The questions of a second round alone; null: all.
    this.again = null;
  }

  /** Goes on with another quiz if its calculation is this one, as in another view. Tells whether it is. */
  resume(other) {
    const form = ({ calculation }) => JSON.stringify(calculation.nodes
      .map(({ name, op, operands }) => [name, op, operands]));
    if (form(this) !== form(other)) {
      return false;
    }
    this.results = other.results;
    this.again = other.again;
    const same = this.calculation.values.every((value, i) => Object.is(value, other.calculation.values[i]));
    if (same) {
      this.answered = other.answered;
      this.missed = other.missed;
    }
    return same;
  }

  /** Other numbers make new questions. */
  renew() {
    this.answered.clear();
    this.missed.clear();
  }

  /** The questions at a step, as keys. */
  keysAt({ kind, node, contribution }) {
    const all = this.everything || this.again !== null ? this.every(kind, node, contribution) : [];
    const keys = all.length > 0 ? all : this.usual(kind, contribution);
    return keys.filter((key) => this.again?.has(key) ?? true);
  }

  /** A gradient at its only or last branch, else one branch of it. */
  usual(kind, i) {
    const c = this.calculation.contributions[i];
    return kind === 'backward' && c.reached ? [(c.parts > 1 && c.part === c.parts ? 'SUM ' : 'PRODUCT ') + i] : [];
  }

  every(kind, node, i) {
    if (kind === 'forward') {
      return ['VALUE ' + node];
    }
    if (kind === 'done') {
      const leaf = this.calculation.leaves.find(({ index }) => this.calculation.gradients[index] !== 0);
      return leaf ? ['UPDATE ' + leaf.index] : [];
    }
    if (kind !== 'backward' || !this.calculation.contributions[i].reached) {
      return [];
    }
    const first = this.calculation.contributions[i - 1]?.node !== node;
    const picks = first && asksCondition(this.calculation, node);
    return [...(first ? ['ORDER ' + i] : []), ...(picks ? ['CONDITION ' + node] : []), 'LOCAL ' + i,
      ...this.usual(kind, i)];
  }

  open(step) {
    return this.keysAt(step).filter((key) => !this.answered.has(key));
  }

  /** Whether to ask about a step before showing it. */
  asks(step) {
    return this.on && this.open(step).length > 0;
  }

  /** Whether a step's own place in the picture would be the answer. */
  hides(step) {
    return this.asks(step) && this.open(step)[0].startsWith('ORDER ');
  }

  /** The steps before a position whose questions were passed over. */
  passedOver(position) {
    return this.on ? this.calculation.steps.slice(0, position).flatMap((step, i) => (this.asks(step) ? [i] : [])) : [];
  }

  score() {
    return this.on ? this.results.score() : '';
  }

  /** The score, what was passed over and, at the end, all results; go(step) and again() act on the reader's wish. */
  report(position, go, again) {
    byId('score').textContent = this.score();
    const passed = this.passedOver(position);
    const back = element('button', '', passed.length === 1 ? 'Go back to it' : 'Go back to the first');
    back.addEventListener('click', () => go(passed[0]));
    const what = `${count(passed.length, 'earlier step has an open question', 'earlier steps have open questions')}. `;
    byId('passed-over').replaceChildren(...(passed.length === 0 ? [] : [what, back]));
    const step = this.calculation.steps[position];
    const done = this.on && step.kind === 'done' && !this.asks(step) && this.results.list.length > 0;
    byId('results').replaceChildren(...(done ? this.summary(again) : []));
  }

  summary(again) {
    const missed = this.results.missed().length;
    const misses = missed === 1 ? 'miss' : missed + ' misses';
    const retry = element('button', 'main', `Ask the ${misses} again, on new numbers`);
    retry.addEventListener('click', again);
    const perfect = element('p', 'words', 'Nothing was missed.');
    return [
      element('h2', '', 'Quiz results'),
      element('p', '', this.results.score() + '.'),
      this.results.table(),
      missed > 0 ? retry : perfect,
      Results.printButton(),
    ];
  }

  /** Shows the step's next question in place of the panel, and calls back once it is answered or given up. */
  ask(step, onAnswered) {
    const key = this.open(step)[0];
    const question = new Question(questionFacts(this.calculation, this.panel, key));
    const misses = this.missed.get(key) ?? [];
    this.missed.set(key, misses);
    const form = new QuestionForm(question, misses, (count) => this.hint(question, count), (result) => {
      this.answered.add(key);
      this.results.add(key, question, result, misses);
      if (this.again !== null && [...this.again].every((one) => this.answered.has(one))) {
        this.again = null;
        // The other questions were asked with the former numbers.
        this.calculation.steps.forEach((one) => this.keysAt(one).forEach((other) => this.answered.add(other)));
      }
      onAnswered(result, question);
    });
    this.root.replaceChildren(
      element('h2', '', element('span', 'phase', 'Quiz'), ' ' + question.title),
      ...form.parts(),
    );
    // Leave the focus where the user is editing a number or a program.
    if (!document.activeElement?.matches('#leaves input, textarea')) {
      form.input.focus({ preventScroll: true });
    }
  }

  /** First the rule, then the numbers to combine. */
  hint({ kind, gate, facts, names }, misses) {
    if (kind === 'ORDER' || kind === 'UPDATE' || kind === 'VALUE') {
      return `Not yet. ${HINTS[kind]}`;
    }
    if (misses === 1 || kind === 'CONDITION') {
      return `Not yet. ${this.calculation.gates[gate].rule}`;
    }
    if (kind === 'LOCAL') {
      return `Not yet. By formula it is ${names.symbolic}.`;
    }
    const sum = kind === 'SUM' ? `, and add ${factor(facts.before)}` : '';
    return `Not yet. The local derivative is ${names.symbolic} = ${format(facts.local)};`
      + ` multiply it by ${format(facts.upstream)}${sum}.`;
  }

  /** Begins a second round of the questions that were missed, and returns the first one's step. */
  retry() {
    this.again = new Set(this.results.missed());
    this.renew();
    return this.calculation.steps.findIndex((step) => this.keysAt(step).length > 0);
  }
}

/** Other numbers much like a calculation's own, at which the same gates are reached; null if none were found. */
function otherNumbers(calculation, random = Math.random) {
  const flows = JSON.stringify(calculation.contributions.map((c) => c.flows));
  const other = new Calculation(calculation.data);
  for (let attempt = 0; attempt < 100; attempt++) {
    const values = calculation.leaves.map(({ index }) => nearby(calculation.values[index], random));
    calculation.leaves.forEach(({ index }, i) => (other.values[index] = values[i]));
    other.change(calculation.leaves[0].index, values[0]);
    const fine = [...other.values, ...other.gradients].every((number) => Math.abs(number) < 1e4);
    if (fine && flows === JSON.stringify(other.contributions.map((c) => c.flows))) {
      return values;
    }
  }
  return null;
}

/** A number of the same sign with as many decimals, at most three. */
function nearby(value, random) {
  const unit = 10 ** -Math.min(3, (String(value).split('.')[1] ?? '').length);
  const steps = Math.round(value / unit) + [-3, -2, -1, 1, 2, 3][Math.floor(6 * random())];
  const number = Number((unit * steps).toFixed(3));
  return Math.sign(number) === Math.sign(value) || value === 0 ? number : value + Math.sign(value) * unit;
}

// A drill: problems one after the other in any order, a score, and the misses again on new numbers.

/** Of a picture's scale: on a telephone it is scrolled. */
const SMALLEST = 0.6;
const MARKS = { first: ' ✓', hint: ' ~', shown: ' –' };

/** A drill's state, kept over a reload of the page for as long as its tab is open. */
class Memory {
  /** A state belongs to a form of the drill, and is forgotten if the page has another one. */
  constructor(form) {
    this.form = form;
    this.key = `gradstep drill ${location.pathname}`;
  }

  read() {
    try {
      const { form, state } = JSON.parse(sessionStorage.getItem(this.key));
      return form === this.form ? state : null;
    } catch {
      return null; // nothing is kept, or not as we do it, or the browser keeps nothing for this page
    }
  }

  write(state) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ form: this.form, state }));
    } catch {
      // Without it the drill works, but a reload begins it anew.
    }
  }
}

class Drill {
  /** The problems are lists of rounds: the same question on other numbers. */
  constructor({ title, problems }) {
    this.title = title;
    this.problems = problems;
    this.memory = new Memory(JSON.stringify([title, ...problems.flat().map(({ id, program, question }) =>
      [id, program, question.kind, question.names])]));
    document.documentElement.classList.add('js');
    addEventListener('beforeunload', (event) => this.saved || event.preventDefault());
    const kept = this.memory.read();
    if (kept === null) {
      this.restart();
    } else {
      this.resume(kept);
    }
  }

  restart() {
    this.rounds = this.problems.map(() => 0);
    this.results = new Results();
    this.answers = [];
    this.saved = true;
    this.begin(this.problems.map((_, i) => i));
  }

  /** Asks some of the problems. */
  begin(asked) {
    this.asked = asked;
    this.done = new Map();
    // The wrong answers to problems that are open still.
    this.missed = new Map(asked.map((at) => [at, []]));
    this.show(asked[0]);
  }

  resume({ at, asked, rounds, done, missed, results, answers, saved }) {
    Object.assign(this, { asked, rounds, answers, saved, results: new Results() });
    this.done = new Map(done);
    this.missed = new Map(missed);
    Object.assign(this.results.list, results);
    this.show(at);
  }

  keep() {
    const { at, asked, rounds, done, missed, results, answers, saved } = this;
    this.memory.write({
      at, asked, rounds, done: [...done], missed: [...missed], results: results.list, answers, saved,
    });
  }

  show(at) {
    this.at = at;
    const { id, program, picture, question, rule } = this.round(at);
    byId('program').textContent = program;
    const svg = new DOMParser().parseFromString(picture, 'image/svg+xml').documentElement;
    svg.style.minWidth = `${SMALLEST * Number.parseFloat(svg.getAttribute('width'))}px`;
    byId('picture').replaceChildren(document.adoptNode(svg));
    byId('score').textContent = this.results.score();
    byId('results').replaceChildren();
    this.list();
    this.keep();
    const asked = new Question(question);
    if (this.done.has(at)) {
      this.answered(asked, this.done.get(at));
      return;
    }
    const misses = this.missed.get(at);
    const hint = () => `Not yet. ${HINTS[asked.kind] ?? rule}`;
    const form = new QuestionForm(asked, misses, hint, (result) => {
      this.done.set(at, result);
      this.results.add(at, asked, result, misses, { name: id, program });
      if (this.rounds[at] === 0) {
        const typed = result === 'first' ? form.input.value.trim() : '';
        this.answers.push({ id, answer: misses[0]?.answer ?? typed, result: RESULTS[result] });
        this.saved = false;
      }
      this.show(at);
    });
    // Wrong answers are kept too.
    form.form.addEventListener('submit', () => this.keep());
    const heading = element('h2', '', element('span', 'phase', `Problem ${id}`), ' ' + asked.title);
    byId('panel').replaceChildren(heading, ...form.parts());
    form.input.focus({ preventScroll: true });
  }

  round(at) {
    return this.problems[at][this.rounds[at] % this.problems[at].length];
  }

  /** The buttons of all problems that are asked. */
  list() {
    byId('problems').replaceChildren(...this.asked.map((at) => {
      const result = this.done.get(at);
      const button = element('button', result ?? '', this.round(at).id + (result ? MARKS[result] : ''));
      button.setAttribute('aria-label', `problem ${this.round(at).id}, ${result ? RESULTS[result] : 'open'}`);
      if (at === this.at) {
        button.setAttribute('aria-current', 'step');
      }
      button.addEventListener('click', () => this.show(at));
      return button;
    }));
  }

  answered(question, result) {
    const right = result !== 'shown';
    const open = this.asked.filter((at) => !this.done.has(at));
    const next = open.find((at) => at > this.at) ?? open[0];
    const go = element('button', 'main after', open.length === 1 ? 'To the last open problem' : 'Next problem');
    go.addEventListener('click', () => this.show(next));
    const heading = element('h2', '', element('span', 'phase', `Problem ${this.round(this.at).id}`),
      ' ' + question.title);
    byId('panel').replaceChildren(
      heading,
      element('p', right ? 'verdict right' : 'verdict', right ? '✓ Right.' : 'Here it is.'),
      element('p', 'given', question.given),
      element('p', '', question.label + (question.label.trim().endsWith('=') ? '' : ' ') + question.answer),
      ...(next === undefined ? [] : [go]),
    );
    if (next === undefined) {
      this.finish();
    } else {
      go.focus({ preventScroll: true });
    }
  }

  finish() {
    const missed = this.results.missed();
    const again = element('button', 'main',
      `Ask the ${missed.length === 1 ? 'miss' : `${missed.length} misses`} again, on new numbers`);
    again.addEventListener('click', () => {
      missed.forEach((at) => this.rounds[at]++);
      this.begin(missed);
    });
    const save = element('button', '', 'Save my answers');
    save.addEventListener('click', () => this.save());
    const restart = element('button', '', 'Start over');
    restart.addEventListener('click', () => (this.saved || confirm('Start over without saving?')) && this.restart());
    byId('results').replaceChildren(
      element('h2', '', 'Results'),
      element('p', '', this.results.score() + '.'),
      this.results.table(),
      missed.length > 0 ? again : element('p', 'words', 'Nothing was missed.'),
      save,
      Results.printButton(),
      restart,
    );
  }

  /** Downloads the first answer to each problem, for `gradstep grade`. */
  save() {
    const text = JSON.stringify({ format: 'gradstep-answers-1', title: this.title, answers: this.answers }, null, 2);
    const link = element('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = 'answers.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.saved = true;
    this.keep();
  }
}

/** Numbers that JSON lacks are words. */
function withNumbers(facts) {
  return Object.fromEntries(Object.entries(facts).map(([name, number]) => [name, Number(number)]));
}

function withFacts({ question: { kind, gate, names, facts, candidates }, ...others }) {
  const about = candidates
    && Object.fromEntries(Object.entries(candidates).map(([name, each]) => [name, withNumbers(each)]));
  return { ...others, question: { kind, gate, names, facts: withNumbers(facts), candidates: about } };
}

/** Opens a drill from its JSON. */
function openDrill(drill) {
  return new Drill({ ...drill, problems: drill.problems.map((rounds) => rounds.map(withFacts)) });
}

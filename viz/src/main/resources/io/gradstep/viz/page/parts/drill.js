// A drill: problems one after the other in any order, a score, and the misses again on new numbers.

const MARKS = { first: ' ✓', hint: ' ~', shown: ' –' };

class Drill {
  /** The problems are lists of rounds: the same question on other numbers. */
  constructor({ title, problems }) {
    this.title = title;
    this.problems = problems;
    this.rounds = problems.map(() => 0);
    this.results = new Results();
    this.answers = [];
    this.saved = true;
    document.documentElement.classList.add('js');
    addEventListener('beforeunload', (event) => this.saved || event.preventDefault());
    this.begin(problems.map((_, i) => i));
  }

  /** Asks some of the problems. */
  begin(asked) {
    this.asked = asked;
    this.done = new Map();
    this.show(asked[0]);
  }

  show(at) {
    this.at = at;
    const { id, program, picture, question, rule } = this.round(at);
    byId('program').textContent = program;
    const svg = new DOMParser().parseFromString(picture, 'image/svg+xml').documentElement;
    byId('picture').replaceChildren(document.adoptNode(svg));
    byId('score').textContent = this.results.score();
    byId('results').replaceChildren();
    this.list();
    const asked = new Question(question);
    if (this.done.has(at)) {
      this.answered(asked, this.done.get(at));
      return;
    }
    const hint = () => `Not yet. ${HINTS[asked.kind] ?? rule}`;
    const form = new QuestionForm(asked, 'answer', hint, (result, misses) => {
      this.done.set(at, result);
      this.results.add(at, asked, result, misses);
      if (this.rounds[at] === 0) {
        const typed = result === 'first' ? form.input.value.trim() : '';
        this.answers.push({ id, answer: misses[0]?.answer ?? typed, result: RESULTS[result] });
        this.saved = false;
      }
      this.show(at);
    });
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
    byId('results').replaceChildren(
      element('h2', '', 'Results'),
      element('p', '', this.results.score() + '.'),
      this.results.table(),
      missed.length > 0 ? again : element('p', 'words', 'Nothing was missed.'),
      save,
      Results.printButton(),
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

new Drill({ ...DRILL, problems: DRILL.problems.map((rounds) => rounds.map(withFacts)) });

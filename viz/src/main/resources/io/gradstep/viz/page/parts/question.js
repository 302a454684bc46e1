// A question with its facts, judged as Java judges it: QUIZ has the wording as
// [title, label, given, what follows from a SLIP in the local derivative] by kind, and the mistakes as [title,
// explanation, [[kind, gates, formula], …]], where the kind '' stands for all that follow from a slip.

const TOLERANCE = QUIZ.tolerance;
const SLIP = 3;

/** Whether a number is another one but for its rounding; 0 is 0 alone. */
const matches = (answer, truth) =>
  Object.is(answer, truth) || answer === truth || Math.abs(answer - truth) <= TOLERANCE * Math.abs(truth);

/** What helps with questions that no gate's rule answers. */
const HINTS = {
  ORDER: 'A gate can pass its gradient on once all gates that use its value have passed theirs.',
  UPDATE: 'Gradient descent subtracts rate · gradient from the value.',
  VALUE: 'Put the numbers of the operands into the formula.',
  GRADIENT: 'Multiply the local derivatives along each way from the output, and add the ways.',
};

class Question {
  /** The facts are numbers by name; candidates are the names that could be answers, each with facts of its own. */
  constructor({ kind, gate = '', names, facts = {}, candidates = null }) {
    Object.assign(this, { kind, gate, names, facts, candidates });
    this.wording = QUIZ.kinds[kind];
  }

  get title() {
    return this.filled(this.wording[0]);
  }

  get label() {
    return this.filled(this.wording[1]);
  }

  get given() {
    return this.filled(this.wording[2]);
  }

  get answer() {
    return this.candidates === null
      ? format(this.facts.truth)
      : Object.keys(this.candidates).filter((name) => this.candidates[name].truth > 0).join(' or ');
  }

  filled(text, facts = this.facts) {
    return text.replace(/\{(\w+)\}/g, (blank, name) =>
      this.names[name] ?? (Object.hasOwn(facts, name) ? format(facts[name]) : blank));
  }

  /** All answers that a mistake leads to; NaN where it needs a fact that is missing. */
  wrongAnswers(mistake, facts = this.facts) {
    const { kind, gate, wording } = this;
    return mistake[2]
      .filter(([asked]) => asked === kind || (asked === '' && wording.length > SLIP))
      .filter(([, gates]) => gates.length === 0 || gates.includes(gate))
      .map(([asked, , formula]) => (asked === '' ? wording[SLIP].replace('SLIP', formula) : formula))
      .map((formula) => Arithmetic.evaluate(formula, facts) ?? NaN);
  }

  /** Whether an answer is right; if not, its mistakes, the likeliest first, and what to tell. */
  judge(text) {
    if (this.candidates !== null) {
      return this.judgeName(text.trim());
    }
    const number = parse(text) ?? Arithmetic.evaluate(text);
    if (number === null) {
      return { unreadable: true, explanation: 'Enter a number, such as −0.5, 1e−3 or 1/3.' };
    }
    const { truth } = this.facts;
    if (matches(number, truth)) {
      return { right: true };
    }
    const distance = (mistake) =>
      Math.min(...this.wrongAnswers(mistake)
        .filter((answer) => Number.isFinite(answer) && !matches(answer, truth) && matches(number, answer))
        .map((answer) => Math.abs(number - answer)));
    const found = QUIZ.mistakes
      .map((mistake) => ({ mistake, distance: distance(mistake) }))
      .filter((one) => one.distance < Infinity)
      .sort((a, b) => a.distance - b.distance)
      .map((one) => one.mistake);
    return this.wrong(found, this.facts);
  }

  judgeName(name) {
    if (!Object.hasOwn(this.candidates, name)) {
      const names = Object.keys(this.candidates).join(', ');
      return { unreadable: true, explanation: `Enter one of the names ${names}.` };
    }
    const facts = this.candidates[name];
    if (facts.truth > 0) {
      return { right: true };
    }
    return this.wrong(
      QUIZ.mistakes.filter((mistake) => this.wrongAnswers(mistake, facts).some((answer) => answer > 0)),
      facts,
    );
  }

  wrong(mistakes, facts) {
    return {
      right: false,
      mistakes,
      explanation: mistakes.length > 0 ? this.filled(mistakes[0][1], facts) : null,
    };
  }
}

/** A question that waits for its answer in a form. */
class QuestionForm {
  /**
   * Misses are the answers that were wrong when the question stood here before, with the mistake of each; hint(count)
   * is what to tell of a wrong answer for which no mistake is known. Calls back with the result: first, hint or shown.
   */
  constructor(question, misses, hint, onAnswered) {
    this.question = question;
    this.misses = misses;
    this.input = element('input');
    this.input.type = 'text';
    this.input.autocomplete = 'off';
    this.input.id = 'answer';
    const label = element('label', '', question.label);
    label.htmlFor = this.input.id;
    this.message = element('p', 'words hint');
    this.message.setAttribute('role', 'status');
    const show = element('button', '', 'Show me');
    show.type = 'button';
    this.form = element('form', 'quiz', label, this.input, element('button', 'main', 'Check'), show);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.check(hint, onAnswered);
    });
    show.addEventListener('click', () => onAnswered('shown'));
    if (misses.length > 0) {
      this.input.value = misses[misses.length - 1].answer;
      this.tell(question.judge(this.input.value), hint);
    }
  }

  check(hint, onAnswered) {
    const verdict = this.question.judge(this.input.value);
    if (verdict.right) {
      onAnswered(this.misses.length === 0 ? 'first' : 'hint');
      return;
    }
    if (!verdict.unreadable) {
      this.misses.push({ answer: this.input.value.trim(), mistake: verdict.mistakes[0]?.[0] ?? null });
    }
    this.tell(verdict, hint);
    this.input.select();
  }

  tell(verdict, hint) {
    this.message.textContent = verdict.explanation ?? hint(this.misses.length);
  }

  parts() {
    const given = this.question.given;
    return [...(given ? [element('p', 'given', given)] : []), this.form, this.message];
  }
}

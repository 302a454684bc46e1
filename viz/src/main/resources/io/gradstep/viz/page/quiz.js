// Questions at the backward steps: predict upstream · local before it is shown; at the last of several branches, their
// sum.

const TOLERANCE = 0.02;

class Quiz {
  constructor(calculation, panel, root) {
    this.calculation = calculation;
    this.panel = panel;
    this.root = root;
    this.on = false;
    this.answered = new Set();
    this.asked = 0;
    this.right = 0;
  }

  /** Whether to ask about a step before showing it. */
  asks(step) {
    return this.on && step.kind === 'backward' && !this.answered.has(step.contribution)
      && this.calculation.contributions[step.contribution].reached;
  }

  /** Other numbers make new questions. */
  renew() {
    this.answered.clear();
  }

  score() {
    return this.on && this.asked > 0 ? `Score: ${this.right} of ${this.asked}` : '';
  }

  /** Shows the question in place of the panel, and calls back once it is answered or given up. */
  ask(step, onAnswered) {
    const c = this.calculation.contributions[step.contribution];
    const gate = this.calculation.gates[this.calculation.nodes[c.node].op];
    const input = element('input');
    input.type = 'text';
    input.autocomplete = 'off';
    input.id = 'answer';
    const question = this.question(c);
    const label = element('label', '', question.label);
    label.htmlFor = 'answer';
    const hint = element('p', 'words hint');
    hint.setAttribute('role', 'status');
    const check = element('button', 'main', 'Check');
    const show = element('button', '', 'Show me');
    show.type = 'button';
    const form = element('form', 'quiz', label, input, check, show);
    let misses = 0;
    const finish = (right) => {
      this.answered.add(step.contribution);
      this.asked++;
      this.right += right ? 1 : 0;
      onAnswered(right);
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const answer = parse(input.value);
      if (answer === null) {
        hint.textContent = 'Enter a number, such as −0.5 or 1e−3.';
      } else if (this.matches(answer, question.truth)) {
        finish(true);
      } else {
        misses++;
        hint.textContent = this.mistake(c, answer) ?? this.hint(c, gate, misses);
        input.select();
      }
    });
    show.addEventListener('click', () => finish(false));
    this.root.replaceChildren(
      element('h2', '', element('span', 'phase', 'Quiz'), ' ' + question.title),
      element('p', 'given',
        `${this.panel.name(c.node)} = ${this.panel.formula(c.node, (node) => this.panel.name(node))}, upstream `,
        element('span', 'upstream', `${this.panel.slope(this.calculation.output, c.node)} = ${format(c.upstream)}`),
        question.given),
      form,
      hint,
    );
    // Leave the focus where the user is editing a number or a program.
    if (!document.activeElement?.matches('#leaves input, textarea')) {
      input.focus({ preventScroll: true });
    }
  }

  matches(answer, truth) {
    return Object.is(answer, truth) || answer === truth || Math.abs(answer - truth) <= TOLERANCE * Math.abs(truth);
  }

  /** The question: all of a gradient at its only or last branch, else one branch of it. */
  question(c) {
    const gate = this.calculation.gates[this.calculation.nodes[c.node].op];
    const operand = this.panel.name(c.operand);
    const through = `What goes through the ${gate.symbol} gate to ${operand}`;
    if (c.parts === 1) {
      return { title: through + '?', label: 'upstream · local = ', given: '', truth: c.amount };
    }
    if (c.part < c.parts) {
      const title = `${through}, by branch ${c.part} of ${c.parts} alone?`;
      return { title, label: 'upstream · local = ', given: '', truth: c.amount };
    }
    const slope = this.panel.slope(this.calculation.output, c.operand);
    return {
      title: `The last branch to ${operand}: what is ${slope}, the sum of ${this.all(c)}?`,
      label: `${slope} = `,
      given: `, ${SO_FAR}${format(c.before)} ${branchOf(c.part - 1, c.parts)}`,
      truth: c.after,
    };
  }

  all({ parts }) {
    return parts === 2 ? 'both branches' : `all ${parts} branches`;
  }

  /** The explanation of a known mistake, or null. */
  mistake(c, answer) {
    if (c.parts === 1) {
      return null;
    }
    const gradient = this.calculation.gradients[c.operand];
    if (c.part < c.parts && this.matches(answer, gradient)) {
      return `That is the sum of ${this.all(c)}; enter what this branch alone adds.`;
    }
    if (c.part < c.parts && c.part > 1 && this.matches(answer, c.after)) {
      return `That is the sum of ${c.part} branches; enter what this branch alone adds.`;
    }
    if (c.part === c.parts && this.matches(answer, c.amount)) {
      return `That is the last branch alone; add the others, ${SO_FAR}${format(c.before)}.`;
    }
    return null;
  }

  /** First the rule, then the local derivative. */
  hint(c, gate, misses) {
    if (misses === 1) {
      return `Not yet. ${gate.rule}`;
    }
    const sum = c.part > 1 && c.part === c.parts ? `, and add ${factor(c.before)}` : '';
    return `Not yet. The local derivative is ${c.localText} = ${format(c.local)};`
      + ` multiply it by ${format(c.upstream)}${sum}.`;
  }
}

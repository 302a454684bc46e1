// Questions at the backward steps: predict upstream · local before it is shown.

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

  /** Whether a step is to be asked about before it is shown. */
  asks(step) {
    return this.on && step.kind === 'backward' && !this.answered.has(step.contribution);
  }

  /** Other numbers make new questions. */
  renew() {
    this.answered.clear();
  }

  score() {
    return this.on && this.asked > 0 ? `Score: ${this.right} of ${this.asked}` : '';
  }

  /** Puts the question in the panel's place, and calls back when it has been answered or given up. */
  ask(step, onAnswered) {
    const c = this.calculation.contributions[step.contribution];
    const gate = this.calculation.gates[this.calculation.nodes[c.node].op];
    const operand = this.panel.name(c.operand);
    const input = element('input');
    input.type = 'text';
    input.autocomplete = 'off';
    input.id = 'answer';
    const label = element('label', '', 'upstream · local = ');
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
        hint.textContent = 'A number, please, such as −0.5 or 1e−3.';
      } else if (this.matches(answer, c.amount)) {
        finish(true);
      } else {
        misses++;
        hint.textContent = this.hint(c, gate, misses);
        input.select();
      }
    });
    show.addEventListener('click', () => finish(false));
    this.root.replaceChildren(
      element('h2', '', element('span', 'phase', 'Quiz'), ` What goes through the ${gate.symbol} gate to ${operand}?`),
      element('p', 'given',
        `${this.panel.name(c.node)} = ${this.panel.formula(c.node, (node) => this.panel.name(node))}, upstream `,
        element('span', 'upstream', `${this.panel.slope(this.calculation.output, c.node)} = ${format(c.upstream)}`)),
      form,
      hint,
    );
    // Who is changing numbers or a program goes on with that.
    if (!document.activeElement?.matches('#leaves input, textarea')) {
      input.focus({ preventScroll: true });
    }
  }

  matches(answer, truth) {
    return Object.is(answer, truth) || answer === truth || Math.abs(answer - truth) <= TOLERANCE * Math.abs(truth);
  }

  /** First the rule, then the local derivative. */
  hint(c, gate, misses) {
    const local = this.panel.slope(c.node, c.operand) + (c.formula ? ' = ' + c.formula : '');
    return misses === 1
      ? `Not yet. ${gate.rule}`
      : `Not yet. The local derivative is ${local} = ${format(c.local)}; multiply it by ${format(c.upstream)}.`;
  }
}

// The explanation of a step, in numbers and in words.

/** Before a gradient that lacks branches: no derivative of the output yet. */
const SO_FAR = 'so far ';

/** Behind the gradient of a value that branches. */
const branchOf = (part, parts) => (parts === 1 ? '' : `(${part} of ${parts} branches)`);

/** A longer list of operands is cut. */
const MAX_LISTED = 12;

class Panel {
  constructor(calculation, root, spoken) {
    this.calculation = calculation;
    this.root = root;
    this.spoken = spoken;
  }

  show(step, position) {
    this.write(this[step.kind](step), `Step ${position}. `);
  }

  write(shown, before = '') {
    this.root.replaceChildren(
      element('h2', '', element('span', 'phase', shown.phase), ' ' + shown.title),
      ...(shown.rows.length === 0 ? [] : [this.table(shown.rows)]),
      ...shown.words.map((words) => element('p', 'words', ...[words].flat())),
    );
    this.spoken.textContent = `${before}${shown.phase}: ${shown.title}. ${shown.speech}`;
  }

  table(rows) {
    return element('dl', '', ...rows.flatMap(([what, ...text]) => [
      element('dt', what === 'upstream' || what === 'local' ? what : '', what),
      element('dd', '', ...text),
    ]));
  }

  start() {
    const { nodes, leaves, output } = this.calculation;
    const gates = nodes.filter((node) => node.op).length;
    const words = `${count(leaves.length, 'leaf', 'leaves')} and ${count(gates, 'gate', 'gates')}. `
      + 'First each gate computes its value, from left to right; then each passes gradients to its operands, '
      + 'from right to left.';
    return { phase: 'Start', title: this.calculation.name(output), rows: [], words: [words], speech: words };
  }

  leaves() {
    const { leaves, values } = this.calculation;
    const given = leaves.slice(0, 12).map((leaf) => `${this.name(leaf.index)} = ${format(values[leaf.index])}`);
    const words = given.join(', ') + (leaves.length > 12 ? `, and ${leaves.length - 12} more` : '');
    return {
      phase: 'Forward',
      title: 'The leaves have their values',
      rows: [],
      words: [words || 'There are none: everything is constant.'],
      speech: words,
    };
  }

  forward({ node }) {
    const { nodes, values, gates } = this.calculation;
    const gate = gates[nodes[node].op];
    const sum = new RoundedSum(values[node], this.parts(node) ?? [values[node]]);
    const result = element('b', 'val', sum.format(values[node]));
    const names = this.formula(node, (operand) => this.name(operand));
    const numbers = this.formula(node, (operand) => sum.format(values[operand]));
    const middle = numbers === names || numbers === sum.format(values[node]) ? '' : ' = ' + numbers;
    return {
      phase: 'Forward',
      title: `The ${gate.symbol} gate computes ${this.name(node)}`,
      rows: [['value', `${this.name(node)} = ${names}${middle} ${sum.relation} `, result]],
      words: [],
      speech: `${this.name(node)} is ${format(values[node])}.`,
    };
  }

  seed({ node }) {
    const name = this.name(node);
    const words = `The backward pass begins with the output itself: ${name} changes one for one with ${name}.`;
    return {
      phase: 'Backward',
      title: 'The seed',
      rows: [['gradient', this.slope(node, node) + ' = ', element('b', 'grad', '1')]],
      words: this.calculation.contributions.length > 0 ? [words, this.calculation.legend + '.'] : [words],
      speech: words,
    };
  }

  backward({ contribution }) {
    const { output, contributions, gates, nodes } = this.calculation;
    const c = contributions[contribution];
    const gate = gates[nodes[c.node].op];
    const amount = format(c.amount);
    const sum = new RoundedSum(c.after, c.part === 1 ? [c.after] : [c.before, c.amount]);
    const written = c.part === 1 ? '' : `${sum.format(c.before)} + ${enclosed(sum.format(c.amount))} ${sum.relation} `;
    const branch = branchOf(c.part, c.parts);
    return {
      phase: 'Backward',
      title: `Through the ${gate.symbol} gate to ${this.name(c.operand)}`,
      rows: [
        ['upstream', this.slope(output, c.node) + ' = ', element('span', 'grad', format(c.upstream))],
        ['local', `${c.localText} = ${format(c.local)}`],
        ['product', element('span', 'upstream', factor(c.upstream)), ' · ', element('span', 'local', factor(c.local)),
          ' = ', element('b', 'grad', amount)],
        ['gradient', (c.part < c.parts ? SO_FAR : this.slope(output, c.operand) + ' = ') + written,
          element('b', 'grad', sum.format(c.after)),
          ...(branch ? [element('span', 'branch', branch)] : [])],
      ],
      words: [gate.rule],
      speech: `Upstream ${format(c.upstream)} times local ${format(c.local)} is ${amount}. `
        + `The gradient of ${this.name(c.operand)} is ${c.part < c.parts ? SO_FAR : ''}${format(c.after)} ${branch}.`
        + ` ${gate.rule}`,
    };
  }

  done() {
    const { output, leaves, gradients, computable } = this.calculation;
    const derivatives = leaves
      .slice(0, 12)
      .map((leaf) => `${this.slope(output, leaf.index)} = ${format(gradients[leaf.index])}`);
    const more = leaves.length > 12 ? `, and ${leaves.length - 12} more` : '';
    const words = computable
      ? 'The central-difference check moves each leaf a little both ways and measures the output: '
        + 'the same number, without the chain rule.'
      : 'One gate is not built in, so this page cannot compute it for other values.';
    return {
      phase: 'Done',
      title: 'Every leaf has its gradient',
      rows: [],
      words: [[...derivatives.flatMap((each, i) => [i > 0 ? ', ' : '', element('span', 'whole', each)]), more],
        ...this.troubles(), words],
      speech: derivatives.join(', '),
    };
  }

  /** Why a gradient is infinite or NaN: the gate, and both factors. */
  troubles() {
    const { nodes, values, gates } = this.calculation;
    return this.calculation.nonFinite().map((c) => {
      const product = `${factor(c.upstream)} · ${factor(c.local)} = ${format(c.amount)}`;
      const gate = `the ${gates[nodes[c.node].op].symbol} gate ${this.name(c.node)}`;
      return Number.isFinite(c.amount)
        ? `The gradient of ${this.name(c.operand)} becomes ${format(c.after)}: ${format(c.before)} so far,`
          + ` and ${gate} adds ${product}.`
        : `At ${gate}, upstream · local = ${product} goes to ${this.name(c.operand)} = ${format(values[c.operand])}.`;
    });
  }

  name(node) {
    return this.calculation.name(node);
  }

  /** The sum that a gate computes; null if it is no sum, or too long to show. */
  parts(node) {
    const { op, operands } = this.calculation.nodes[node];
    const values = operands.map((operand) => this.calculation.values[operand]);
    if (op === 'sub') {
      return [values[0], -values[1]];
    }
    return op === 'add' || (op === 'sum' && values.length <= MAX_LISTED) ? values : null;
  }

  slope(of, by) {
    return `∂${this.name(of)}/∂${this.name(by)}`;
  }

  /** A gate written out: q × z, tanh(n). */
  formula(node, name) {
    const { op, operands } = this.calculation.nodes[node];
    const { symbol, form } = this.calculation.gates[op];
    const names = operands.map(name);
    if (form === 'infix') {
      return `${names[0]} ${symbol} ${enclosed(names[1])}`;
    }
    if (form === 'tight') {
      return enclosed(names[0]) + symbol + enclosed(names[1]);
    }
    if (form === 'prefix') {
      return symbol + enclosed(names[0]);
    }
    const listed =
      names.length > MAX_LISTED
        ? [...names.slice(0, 8), `… ${names.length - 10} more …`, ...names.slice(-2)]
        : names;
    return `${op}(${listed.join(', ')})`;
  }
}

const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

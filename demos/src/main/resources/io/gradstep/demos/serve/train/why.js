// The reasons for a gradient, panel by panel: the batch, a sample, δ, one gate, and the update.

const times = (a, b) => `${factor(a)} × ${factor(b)}`;

class WhyPanel {
  /** Takes a function that asks the engine and resolves to its explanation, and one that is told what is shown. */
  constructor(root, ask, chosen) {
    this.root = root;
    this.empty = [...root.childNodes];
    this.askEngine = ask;
    this.chosen = chosen;
    this.path = [];
  }

  close() {
    this.path = [];
    this.root.replaceChildren(...this.empty);
    document.body.classList.remove('asking');
    this.chosen(null);
  }

  /** Opens a question from the network or the map; one from within the panel goes deeper. */
  async open(question, deeper = false) {
    this.path = deeper ? [...this.path, question] : [question];
    await this.refresh();
    this.root.scrollTop = 0;
    if (deeper) {
      this.root.focus({ preventScroll: true });
    }
  }

  /** Asks again, as after another batch. */
  async refresh() {
    if (this.path.length === 0) {
      return;
    }
    const path = this.path;
    const { gate, ...question } = path.at(-1);
    const answer = await this.askEngine(question);
    if (path !== this.path) {
      return;
    }
    if (answer.error) {
      this.root.replaceChildren(element('p', '', answer.error));
      return;
    }
    path.at(-1).title = this.title(answer, gate);
    const content = gate ? this.gate(answer) : this[answer.kind](answer);
    this.root.replaceChildren(this.trail(), element('h2', '', path.at(-1).title), ...content);
    document.body.classList.add('asking');
    this.chosen(question);
  }

  trail() {
    const nav = element('nav', '');
    nav.setAttribute('aria-label', 'path');
    const close = element('button', 'close', 'Close');
    close.addEventListener('click', () => this.close());
    this.path.slice(0, -1).forEach((step, i) => {
      const button = element('button', '', step.title ?? '…');
      button.addEventListener('click', () => {
        this.path = this.path.slice(0, i + 1);
        this.refresh();
      });
      nav.append(button, '›');
    });
    nav.append(close);
    return nav;
  }

  title(answer, gate) {
    if (gate) {
      return `The ${answer.gate.op} gate of ${answer.name}`;
    }
    switch (answer.kind) {
      case 'batch': return `∂loss/∂${this.parameter(answer)} = ${format(answer.gradient)}`;
      case 'sample': return `sample ${answer.row + 1}: ${format(answer.gradient)}`;
      case 'delta': return `δ(${answer.name}) = ${format(answer.delta)}`;
      default: return `Sample ${answer.row + 1}: loss ${format(Number(answer.loss))}`;
    }
  }

  parameter({ name, source, input }) {
    return input < 0 ? `b(${name})` : `w(${source} → ${name})`;
  }

  link(text, question, name) {
    const button = element('button', 'link', text);
    button.type = 'button';
    button.dataset.opens = name;
    button.addEventListener('click', () => this.open(question, true));
    return button;
  }

  bar(value, most) {
    const bar = element('i', value < 0 ? 'neg' : 'pos');
    bar.style.width = `${Math.max(1, (100 * Math.abs(value)) / (most || 1))}%`;
    const box = element('td', 'barbox', bar);
    return box;
  }

  table(head, rows) {
    const table = element('table', '');
    table.append(element('tr', '', ...head.map((text) => element('th', '', text))));
    table.append(...rows);
    return table;
  }

  row(className, ...cells) {
    return element('tr', className, ...cells.map((cell) => (cell instanceof HTMLTableCellElement ? cell
      : element('td', '', cell))));
  }

  batch(answer) {
    const most = Math.max(...answer.terms.map((term) => Math.abs(term)));
    const rows = answer.rows.map((row, i) => this.row('',
      this.link(`sample ${row + 1}`, { parameter: answer.parameter, row, other: this.path[0].other }, 'sample'),
      this.bar(answer.terms[i], most), format(Number(answer.terms[i]))));
    rows.push(this.row('total', `mean of ${rows.length}`, '', format(Number(answer.mean))));
    if (answer.penalty !== 0) {
      rows.push(this.row('', 'penalty', '', format(answer.penalty)));
    }
    if (answer.mistake) {
      if (answer.earlier !== 0) {
        rows.push(this.row('', 'left from earlier batches', '', format(Number(answer.earlier))));
      }
      rows.push(this.row('total', 'with the mistake', '', format(Number(answer.gradient))));
    }
    const parts = [
      ...this.inputChoice(answer),
      element('p', 'words', 'The gradient of the next batch is the mean of its samples’ gradients. Open one.'),
      element('div', 'scroll', this.table(['', '', `∂loss/∂${answer.input < 0 ? 'b' : 'w'}`], rows)),
    ];
    if (answer.mistake) {
      parts.push(element('p', 'words', `Mistake: ${answer.mistake}. ${answer.mistakeWhy}`));
    }
    parts.push(element('h3', '', 'The update'), ...this.update(answer));
    return parts;
  }

  /** Where one line of the network stands for the weights of many inputs, each can be chosen. */
  inputChoice({ parameter, input, inputs, layer }) {
    if (input < 0 || layer > 0 || inputs <= MAX_LISTED_INPUTS) {
      return [];
    }
    const field = element('input', '');
    Object.assign(field, { type: 'number', min: 1, max: inputs, value: input + 1 });
    field.addEventListener('change', () => {
      const chosen = Math.max(1, Math.min(inputs, Math.trunc(field.valueAsNumber) || 1));
      this.open({ parameter: parameter - input + chosen - 1, other: this.path[0].other });
    });
    return [element('p', '', element('label', '', `Weight of input (1 to ${inputs}) `, field))];
  }

  update(answer) {
    if (answer.noUpdate) {
      return [element('p', '', `There is none: ${answer.noUpdate}.`)];
    }
    const start = `w = ${format(answer.weight)}, g = ${format(Number(answer.gradient))}, η = ${format(answer.rate)}`;
    const rows = answer.update.map(({ formula, numbers, value }) =>
      this.row('', element('td', '', formula, element('div', 'check', numbers)), format(Number(value))));
    return [element('p', 'words', start), this.table(['', ''], rows)];
  }

  sample(answer) {
    const { other } = this.path[0];
    const delta = this.link(`δ(${answer.name}) = ${format(answer.delta)}`,
      { layer: answer.layer, neuron: answer.neuron, row: answer.row, other }, 'delta');
    const right = answer.input < 0 ? '1' : answer.source;
    return [
      element('p', 'words', answer.input < 0
        ? 'A bias is added: its local derivative is 1, so its gradient is the neuron’s δ.'
        : 'A weight multiplies its input: its local derivative is the input. Upstream is δ, the gradient of the'
          + ' weighted sum.'),
      element('p', 'formula', delta, ` × ${right}`),
      element('p', 'formula', `${times(answer.delta, answer.factor)} = ${format(answer.gradient)}`),
      this.check(answer.difference, answer.gradient, 'the loss of this sample, with this parameter moved'),
    ];
  }

  check(difference, gradient, what) {
    const near = Math.abs(difference - gradient) <= 1e-6 * Math.max(1, Math.abs(gradient));
    const verdict = near ? '✓' : '(differs: a kink or a jump is near)';
    return element('p', 'check', `Central difference of ${what}: ${format(Number(difference))} ${verdict}`);
  }

  delta(answer) {
    const { other } = this.path[0];
    const parts = [element('p', 'words', `For sample ${answer.row + 1}, ${answer.name} has the weighted sum ${
      format(answer.sum)} and the output ${format(answer.output)}.`)];
    if (answer.terms) {
      const most = Math.max(...answer.terms.map((term) => Math.abs(term.product)));
      parts.push(element('p', 'words',
        'Its output feeds every neuron of the next layer; the gradients that come back add up.'));
      const rows = answer.terms.map((term) => this.row('',
        this.link(`${format(term.weight)} · δ(${term.name})`,
          { layer: term.layer, neuron: term.neuron, row: answer.row, other }, 'term'),
        this.bar(term.product, most), format(term.product)));
      rows.push(this.row('total', 'upstream', '', format(answer.upstream)));
      parts.push(element('div', 'scroll', this.table(['weight · δ', '', 'product'], rows)));
    } else {
      parts.push(element('p', 'words', `The loss (${answer.loss}) takes it. Its gates, backwards:`));
      const rows = answer.steps.map((step) => this.row('',
        element('td', '', `${step.op} → ${step.to}`, element('div', 'check', step.explanation)),
        `${times(step.upstream, step.local)}`, format(step.product)));
      rows.push(this.row('total', 'upstream', '', format(answer.upstream)));
      parts.push(element('div', 'scroll', this.table(['gate', 'upstream × local', 'product'], rows)));
    }
    if (answer.gate) {
      const { gate } = answer;
      const question = { layer: answer.layer, neuron: answer.neuron, row: answer.row, other, gate: true };
      parts.push(element('p', 'formula', 'δ = upstream × ',
        this.link(`${gate.op}′(${format(gate.in)})`, question, 'gate'),
        ` = ${times(gate.upstream, gate.local)} = ${format(gate.product)}`));
    } else {
      parts.push(element('p', 'formula', `There is no activation: δ = upstream = ${format(answer.delta)}`));
    }
    parts.push(this.check(answer.difference, answer.delta, 'the loss of this sample, with this sum moved'));
    return parts;
  }

  gate({ gate }) {
    const rows = [['in', gate.in], ['out', gate.out], ['upstream', gate.upstream], ['local', gate.local]]
      .map(([name, value]) => this.row('', name, format(value)));
    rows.push(this.row('total', 'upstream × local', `${times(gate.upstream, gate.local)} = ${format(gate.product)}`));
    const words = element('p', 'words rule', gate.explanation);
    return [words, this.table(['', ''], rows),
      this.check(gate.difference, gate.local, `${gate.op} alone`)];
  }

  point(answer) {
    const { other } = this.path[0];
    const inputs = answer.inputNames.slice(0, 6).map((name, i) => `${name} = ${format(answer.inputs[i])}`).join(', ');
    const outputs = answer.outputs.map((value) => format(Number(value))).join(', ');
    const wanted = answer.target === '' ? format(answer.targets[0]) : answer.target;
    return [
      element('p', 'words', `${inputs}${answer.inputs.length > 6 ? ' …' : ''}. Wanted: ${wanted}. Output: ${outputs}${
        answer.decided ? `, so ${answer.decided}` : ''}.`),
      element('p', 'words', 'The gradient of this sample’s loss comes in here:'),
      this.table(['', ''], answer.heads.map((head) => this.row('',
        this.link(`δ(${head.name})`, { layer: head.layer, neuron: head.neuron, row: answer.row, other }, 'delta'),
        format(head.delta)))),
      element('p', 'words', 'The lines of the network show this sample’s gradients.'),
    ];
  }
}

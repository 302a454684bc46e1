// The page of a language model that learns: what it writes and reads, where it looks, and why its gradients are so.

const GPT_EXPORTS = [['model', 'Model file', 'gpt.safetensors'], ['page', 'Page of this reading', 'gpt.html']];

/** Each setting: its name, its label, and the attributes of its field. */
const GPT_SETTINGS = [
  ['steps', 'Steps', { min: 1, max: 5000, step: 1 }],
  ['rate', 'First rate', { min: 0, max: 10, step: 'any' }],
  ['batch', 'Documents a step', { min: 1, max: 8, step: 1 }],
  ['width', 'Width', { min: 1, max: 32, step: 1 }],
  ['heads', 'Heads', { min: 1, max: 8, step: 1 }],
  ['layers', 'Layers', { min: 1, max: 3, step: 1 }],
  ['block', 'Block', { min: 2, max: 24, step: 1 }],
  ['seed', 'Seed', { min: 0, max: 2 ** 53, step: 1 }],
];
const MOST_CELLS = 260;

class GptWhy extends WhyPanel {
  title(answer) {
    return `∂loss/∂${answer.name} = ${format(Number(answer.gradient))}`;
  }

  uses(answer, words) {
    const most = Math.max(...answer.uses.map((use) => Math.abs(use.product)));
    const rounding = new RoundedSum(Number(answer.gradient), answer.uses.map((use) => Number(use.product)));
    const rows = answer.uses.map((use) => this.row('',
      element('td', '', this.link(use.name, { node: use.node, slot: use.slot }, 'use'),
        element('div', 'check', times(use.upstream, use.local))),
      this.bar(use.product, most), rounding.format(Number(use.product))));
    rows.push(this.row('total', `sum of ${rows.length}`, '', rounding.format(Number(answer.gradient))));
    return [element('p', 'words', words),
      element('div', 'scroll', this.table(['goes into, upstream × local', '', 'product'], rows))];
  }

  weight(answer) {
    if (answer.uses.length === 0) {
      return [element('p', 'words', 'The documents of this step do not use this number, so its gradient is 0.')];
    }
    return [
      ...this.uses(answer, 'Each use of the weight adds upstream × local; the sum is its gradient. Open one.'),
      this.check(answer.difference, answer.gradient, 'the loss of this step, with this weight moved'),
      element('h3', '', 'The update'),
      ...this.update({ ...answer, update: answer.update ?? [] }),
    ];
  }

  node(answer) {
    const parts = [];
    const { gate } = answer;
    if (gate) {
      const rows = [['operand', `${gate.operand} = ${format(gate.in)}`], ['result', `${answer.name} = ${
        format(gate.out)}`], ['upstream', format(gate.upstream)], ['local', format(gate.local)]]
        .map(([name, value]) => this.row('', name, value));
      rows.push(this.row('total', 'upstream × local', `${times(gate.upstream, gate.local)} = ${format(gate.product)}`));
      parts.push(element('p', 'words rule', `One ${gate.op} gate${gate.operands > 2 ? ` of ${gate.operands} operands`
        : ''}: ${gate.explanation}`), this.table(['', ''], rows),
      this.check(gate.difference, gate.local, `this ${gate.op} alone`));
    }
    if (answer.output) {
      parts.push(element('p', 'words', 'This is the loss of the step; ∂loss/∂loss = 1, and the pass begins here.'));
    } else {
      parts.push(element('h3', '', 'Where its upstream comes from'),
        ...this.uses(answer, `What ${answer.name} goes into:`));
    }
    return parts;
  }
}

class GptPage extends PlayedPage {
  constructor(engine) {
    super(engine);
    this.chart = new LossChart(byId('losses'), 'step');
    this.why = new GptWhy(byId('why'), (question) => this.explain(question), (question) => this.choose(question));
    this.fields = new Map();
    this.buildSettings(byId('settings'));
    this.connectTransport();
    byId('lines').addEventListener('change', () => this.draw());
    byId('tensor').addEventListener('change', () => this.limit());
    byId('explain').addEventListener('click', () => this.explainChosen());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    this.offerExports();
    this.begin();
  }

  async begin() {
    try {
      await this.engine.open((frame) => this.played(frame));
      await this.send({ do: 'frame', full: true });
    } catch (failure) {
      this.complain(failure.message);
    }
  }

  buildSettings(form) {
    form.addEventListener('submit', (event) => event.preventDefault());
    for (const [name, text, attributes] of GPT_SETTINGS) {
      const field = element('input', '');
      Object.assign(field, { type: 'number', name, ...attributes });
      field.addEventListener('change', () => this.start({ [name]: field.valueAsNumber }));
      this.fields.set(name, field);
      form.append(element('label', '', text, field));
    }
    this.text = element('textarea', '');
    this.text.spellcheck = false;
    this.text.placeholder = 'made-up names';
    const use = element('button', '', 'Learn from this text');
    use.type = 'button';
    use.addEventListener('click', () => this.start({ text: this.text.value }));
    form.append(element('label', 'wide', 'Text: one document a line', this.text), use);
  }

  start(setup) {
    this.send({ do: 'start', setup });
  }

  reset() {
    this.start({});
  }

  refused() {
    if (this.known) {
      this.showSettings();
    }
  }

  showSettings() {
    for (const [name, field] of this.fields) {
      field.value = this.known.setup[name];
    }
    this.text.value = this.known.setup.text;
  }

  explain({ title, ...question }) {
    return this.engine.ask({ do: 'why', ...question });
  }

  async ask(parameter) {
    if (this.playing) {
      await this.send({ do: 'pause' });
    }
    this.why.open({ parameter });
  }

  choose(question) {
    this.chosen = question === null ? null : this.why.path[0]?.parameter;
    this.draw();
  }

  tensor() {
    return this.known.tensors[byId('tensor').value];
  }

  limit() {
    const { rows, columns } = this.tensor();
    byId('row').max = rows - 1;
    byId('column').max = columns - 1;
  }

  explainChosen() {
    const { rows, columns, first } = this.tensor();
    const [row, column] = [byId('row').valueAsNumber, byId('column').valueAsNumber];
    if (row >= 0 && row < rows && column >= 0 && column < columns) {
      this.ask(first + Math.trunc(row) * columns + Math.trunc(column));
    } else {
      this.complain(`This tensor has rows 0 to ${rows - 1} and columns 0 to ${columns - 1}.`);
    }
  }

  show(frame) {
    if (this.frame?.batch !== frame.batch || frame.known) {
      // Gates are those of this step's documents; a weight stays.
      this.why.path = frame.known ? [] : this.why.path.slice(0, 1);
    }
    this.frame = frame;
    if (frame.known) {
      this.known = frame.known;
      this.buildTensors();
      this.showSettings();
      this.why.close();
    }
    this.draw();
  }

  buildTensors() {
    byId('tensor').replaceChildren(...this.known.tensors.map(({ name }, i) => {
      const option = element('option', '', name);
      option.value = i;
      return option;
    }));
    this.limit();
    this.canvases = this.known.tensors.map(({ rows, columns, first }) => {
      const canvas = element('canvas', '');
      const side = Math.max(3, Math.min(10, Math.floor(MOST_CELLS / Math.max(rows, columns))));
      Object.assign(canvas.style, { width: `${columns * side}px`, aspectRatio: `${columns} / ${rows}` });
      canvas.addEventListener('click', (event) => {
        const box = canvas.getBoundingClientRect();
        const column = Math.min(columns - 1, Math.floor(((event.clientX - box.left) / box.width) * columns));
        const row = Math.min(rows - 1, Math.floor(((event.clientY - box.top) / box.height) * rows));
        this.ask(first + Math.max(0, row) * columns + Math.max(0, column));
      });
      return canvas;
    });
    byId('tensors').replaceChildren(...this.canvases.map((canvas, i) => {
      const { name, rows, columns } = this.known.tensors[i];
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', `${name}, ${rows} by ${columns} numbers`);
      return element('figure', '', element('figcaption', '', name), canvas);
    }));
  }

  draw() {
    const { frame, known } = this;
    if (!frame || !known) {
      return;
    }
    byId('clock').textContent = `${frame.batch} of ${frame.steps}`;
    byId('time').max = frame.end;
    byId('time').value = frame.batch;
    byId('loss-title').textContent = `Loss of the last steps: ${format(Number(frame.run.train))} · dots: single steps`;
    byId('sizes').textContent = `${known.documents} documents of ${known.characters} different characters; ${
      known.parameters} parameters`;
    this.chart.show(frame);
    byId('warnings').textContent = frame.run.explosion ? `The next step explodes: ${frame.run.explosion}.` : '';
    byId('texts').replaceChildren(...frame.texts.map((text) => element('li', '', text || '(nothing)')));
    byId('earlier').replaceChildren(
      element('tr', '', element('th', '', 'step'), element('th', '', 'text')),
      ...frame.earlier.toReversed().map(({ step, text }) =>
        element('tr', '', element('td', '', String(step)), element('td', '', text))));
    this.drawPositions(frame.positions);
    byId('attention').replaceChildren(...frame.attention.map((head) => this.drawHead(head, frame.positions)));
    frame[byId('lines').value].forEach((shades, i) => {
      const { rows, columns, first } = known.tensors[i];
      paintCells(this.canvases[i], shades, columns, rows, signedColor);
      this.canvases[i].classList.toggle('chosen',
        this.chosen !== null && this.chosen >= first && this.chosen < first + rows * columns);
    });
  }

  drawPositions(positions) {
    const most = Math.max(...positions.map(({ loss }) => loss)) || 1;
    byId('positions').replaceChildren(
      element('tr', '', ...['reads', 'next', 'probability', 'loss'].map((text) => element('th', '', text)),
        element('td')),
      ...positions.map(({ read, next, loss }) => {
        const bar = element('i', '');
        bar.style.width = `${(100 * loss) / most}%`;
        return element('tr', '', element('td', '', read), element('td', '', next),
          element('td', 'number', format(Math.exp(-loss))), element('td', 'number', format(loss)),
          element('td', 'loss', bar));
      }));
  }

  /** The shares of a head: a row looks at the positions up to itself. */
  drawHead({ name, rows }, positions) {
    const n = rows.length;
    const svg = svgElement('svg', { viewBox: `-1 -1 ${n + 1} ${n + 1}`, role: 'img',
      'aria-label': `attention of ${name}` });
    const token = (x, y, text) => {
      const label = svgElement('text', { x, y, 'font-size': 0.8, 'text-anchor': 'middle', fill: 'var(--alias)' });
      label.textContent = text;
      svg.append(label);
    };
    rows.forEach((row, t) => {
      token(-0.5, t + 0.75, positions[t].read);
      token(t + 0.5, -0.25, positions[t].read);
      row.forEach((share, s) => {
        const cell = svgElement('rect', { x: s, y: t, width: 0.94, height: 0.94, 'fill-opacity': share });
        cell.append(svgElement('title', {}));
        cell.firstChild.textContent = `position ${t} takes ${format(share)} of position ${s}`;
        svg.append(cell);
      });
    });
    return element('figure', '', element('figcaption', '', name), svg);
  }
}

// The settings: a change of one starts the training anew, but for those that may change while it runs.

const DATA = ['moons', 'circles', 'spirals', 'xor', 'blobs', 'yinyang', 'sine', 'polynomial', 'digits', 'points',
  'csv'];
const ACTIVATIONS = ['tanh', 'relu', 'sigmoid', 'leakyRelu', 'gelu', 'softplus', 'identity'];
const RATES = [0.0001, 0.001, 0.003, 0.01, 0.02, 0.03, 0.1, 0.3, 1, 3, 10];

/** Each control: its name, its label, and its choices, or the attributes of a field for a number. */
const SETTINGS = [
  ['data', 'Data', DATA],
  ['noise', 'Noise', { min: 0, max: 2, step: 0.05 }],
  ['samples', 'Samples', { min: 4, max: 2000, step: 1 }],
  ['held', 'Held out', { min: 0, max: 0.9, step: 0.05 }],
  ['activation', 'Activation', ACTIVATIONS],
  ['initializer', 'Initial weights', ['auto', 'xavier', 'he', 'lecun', 'xavierNormal', 'heNormal', 'lecunNormal',
    'zeros']],
  ['loss', 'Loss', ['auto', 'mse', 'mae', 'hinge', 'binaryCrossEntropy', 'crossEntropy']],
  ['optimizer', 'Optimizer', ['sgd', 'adam', 'adamW', 'rmsProp']],
  ['momentum', 'Momentum', { min: 0, max: 0.999, step: 0.1 }],
  ['rate', 'Learning rate', RATES],
  ['batch', 'Batch size', { min: 1, max: 2000, step: 1 }],
  ['l1', 'L1', [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1]],
  ['l2', 'L2', [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1]],
  ['mistake', 'Mistake', ['none', 'no-zero-grad', 'assign']],
  ['seed', 'Seed', { min: 0, max: 2 ** 53, step: 1 }],
];

/** Those that change without a new start. */
const LIVE = ['rate', 'l1', 'l2', 'mistake'];
const MISTAKES = { none: 'none', 'no-zero-grad': 'no zeroGrad', assign: 'assign, not accumulate' };

function choice(values, labels = {}) {
  const select = element('select', '');
  select.append(...values.map((value) => {
    const option = element('option', '', labels[value] ?? String(value));
    option.value = value;
    return option;
  }));
  return select;
}

/** Selects a value, which may be none of the choices. */
function select(field, value) {
  if (field.tagName === 'SELECT' && ![...field.options].some((option) => option.value === String(value))) {
    field.append(element('option', '', String(value)));
    field.lastChild.value = value;
  }
  field.value = value;
}

class Controls {
  /** Calls start with a setup, live with live settings, and draws with the class to draw, or null. */
  constructor({ start, live, draws }) {
    this.start = start;
    this.live = live;
    this.draws = draws;
    this.fields = new Map();
    this.build(byId('settings'));
  }

  build(form) {
    form.addEventListener('submit', (event) => event.preventDefault());
    for (const [name, text, kind] of SETTINGS) {
      const field = Array.isArray(kind) ? choice(kind, name === 'mistake' ? MISTAKES : {}) : element('input', '');
      if (!Array.isArray(kind)) {
        field.type = 'number';
        Object.assign(field, kind);
      }
      field.name = name;
      const label = element('label', '', text, field);
      label.dataset.control = name;
      field.addEventListener('change', () => this.changed(name, field));
      this.fields.set(name, field);
      form.append(label);
      if (name === 'data') {
        form.append(this.drawing(), this.table());
      }
    }
  }

  /** What one draws with: a class, and a way to start over. */
  drawing() {
    this.brush = choice(['0', '1', '2'], { 0: 'class 0', 1: 'class 1', 2: 'class 2' });
    this.brush.setAttribute('aria-label', 'class to draw');
    const clear = element('button', '', 'Clear');
    clear.type = 'button';
    clear.addEventListener('click', () => this.begin({ data: 'points', points: STARTING_POINTS }));
    const pick = element('label', '', element('input', ''));
    pick.firstChild.type = 'checkbox';
    pick.firstChild.checked = true;
    this.draw = pick.firstChild;
    pick.append(' draw on the map');
    this.draw.addEventListener('change', () => this.draws());
    this.brush.addEventListener('change', () => this.draws());
    const undo = element('button', '', 'Undo');
    undo.type = 'button';
    undo.addEventListener('click', () => {
      if (this.setup.points.length > 2) {
        this.begin({ data: 'points', points: this.setup.points.slice(0, -1) });
      }
    });
    byId('drawing').append(pick, this.brush, undo, clear);
    return '';
  }

  /** The class to draw; null where a click picks a sample. */
  drawn() {
    return this.setup?.data === 'points' && this.draw.checked ? Number(this.brush.value) : null;
  }

  table() {
    this.text = element('textarea', '');
    this.text.spellcheck = false;
    const use = element('button', '', 'Use this table');
    use.type = 'button';
    use.addEventListener('click', () => this.begin({ data: 'csv', csv: this.text.value }));
    this.csv = element('label', 'wide', 'Table: one sample a line, the class or number last', this.text, use);
    return this.csv;
  }

  changed(name, field) {
    const value = field.type === 'number' || (Array.isArray(SETTINGS.find(([each]) => each === name)[2])
      && field.value !== '' && Number.isFinite(Number(field.value))) ? Number(field.value) : field.value;
    if (LIVE.includes(name)) {
      this.live({ [name]: value });
    } else if (value === 'csv') {
      this.text.value ||= 'x, y, class\n1, 1, red\n2, 1.5, red\n1.5, 2, red\n4, 4, blue\n5, 3.5, blue\n4.5, 5, blue';
      this.begin({ data: 'csv', csv: this.text.value });
    } else if (value === 'points') {
      this.begin({ data: 'points', points: this.setup.points.length > 1 ? this.setup.points : STARTING_POINTS });
    } else {
      this.begin({ [name]: value });
    }
  }

  begin(change) {
    this.start(change);
  }

  /** Shows the settings in force. */
  show(setup, sizes) {
    this.setup = setup;
    for (const [name, field] of this.fields) {
      select(field, setup[name]);
    }
    const drawn = setup.data === 'points';
    byId('drawing').hidden = !drawn;
    this.csv.hidden = setup.data !== 'csv';
    if (setup.csv && !this.text.value) {
      this.text.value = setup.csv;
    }
    for (const name of ['noise', 'samples']) {
      this.fields.get(name).disabled = drawn || setup.data === 'csv' || this.locked?.has(name) === true;
    }
    this.showLayers(setup.hidden, sizes);
    this.draws();
  }

  /** Buttons that add and remove layers and neurons. */
  showLayers(hidden, sizes) {
    const before = document.activeElement?.dataset?.layer;
    const button = (text, name, next) => {
      const made = element('button', '', text);
      made.type = 'button';
      made.setAttribute('aria-label', name);
      made.title = name;
      made.dataset.layer = name;
      made.disabled = next === null || this.locked?.has('hidden') === true;
      made.addEventListener('click', () => this.begin({ hidden: next }));
      return made;
    };
    const layers = byId('layers');
    const other = (i, size) => hidden.map((each, k) => (k === i ? size : each));
    layers.replaceChildren(
      button('− layer', 'remove the last hidden layer', hidden.length > 0 ? hidden.slice(0, -1) : null),
      ' ',
      button('+ layer', 'add a hidden layer', hidden.length < 6 ? [...hidden, hidden.at(-1) ?? 4] : null),
      ...hidden.flatMap((size, i) => [' ', element('span', '', `h${i + 1}: `,
        button('−', `remove a neuron of layer ${i + 1}`, size > 1 ? other(i, size - 1) : null),
        ` ${size} `,
        button('+', `add a neuron to layer ${i + 1}`, size < 32 ? other(i, size + 1) : null))]));
    if (before) {
      [...layers.querySelectorAll('button')].find((made) => made.dataset.layer === before)?.focus();
    }
  }

  /** Hides and locks what a lesson says. */
  restrict(hide, lock) {
    this.locked = new Set(lock);
    for (const part of document.querySelectorAll('[data-control]')) {
      const name = part.dataset.control;
      part.classList.toggle('hidden-control', hide.includes(name));
      part.hidden = hide.includes(name);
      for (const field of part.querySelectorAll('input, select, button, textarea')) {
        field.disabled = lock.includes(name);
      }
    }
  }
}

const STARTING_POINTS = [[-0.6, -0.5, 0], [-0.5, 0.4, 0], [0.6, 0.5, 1], [0.5, -0.4, 1]];

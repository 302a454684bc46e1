// The playground: asks the engine, on a server or in the page, about the program, and plays the result.

const TYPING = 250;
/** Browsers limit how often the address may change. */
const ADDRESSING = 400;
const SMALLEST_SCALE = 0.6;
const FORMATS = ['svg', 'png', 'html', 'worksheet'];
const FILE_NAMES = { worksheet: 'gradstep-worksheet.html' };
const PLAIN = { lesson: null, changes: new Map(), view: 'auto', expand: false, step: null, quiz: null, hide: [] };

class Playground {
  constructor(engine) {
    this.engine = engine;
    this.player = new Stepper({
      write: (step) => this.stepped(step),
      shown: (known) => this.writeNotes(known),
      derivative: (node) => this.derivative(node),
    });
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [this.sheet];
    this.circuits = new Circuits((box) => this.engine.ask('circuit', { ...this.drawn, box }),
      (text) => this.showStatus(text ?? this.engine.silence()));
    this.inputs = [];
    this.notes = [];
    this.lesson = null;
    this.hide = [];
    this.connect();
    this.lessons = new Lessons((lesson) => this.openLesson(lesson), () => this.leaveLesson(),
      (text) => this.tell(text));
    this.lessons.load(this.engine.lessons()).then(() => {
      if (!this.lessons.follow()) {
        this.open(Address.read() ?? { ...PLAIN, program: FIRST });
      }
    });
    this.offerPresets();
  }

  /** Opens a lesson; what the address says besides goes before what the lesson does. */
  openLesson({ title, caption, program, set = {}, step = null, quiz = null, hide = [], question }) {
    if (typeof program !== 'string' || typeof title !== 'string' || typeof caption !== 'string') {
      throw new Error('it needs a title, a caption and a program, each a text');
    }
    const given = Address.state();
    const values = new Map(Object.entries(set).map(([name, value]) => [name, { value: Number(value) }]));
    this.open({
      ...given,
      program,
      changes: new Map([...values, ...given.changes]),
      step: given.step ?? (Number.isInteger(step) && step >= 0 ? step : null),
      quiz: given.quiz ?? (QUIZZES.includes(quiz) ? quiz : null),
      hide: Array.isArray(hide) ? hide : [],
    });
    this.lessons.show({ title, caption, question });
  }

  leaveLesson() {
    this.open({ ...PLAIN, program: byId('program').value, changes: this.changes });
  }

  /** Says what is wrong beside the program. */
  tell(text) {
    this.showStatus(text);
    if (byId('program').value === '') {
      this.open({ ...PLAIN, program: FIRST });
    }
  }

  connect() {
    byId('program').addEventListener('input', () => {
      this.fitEditor();
      byId('preset').value = '';
      this.lesson = null;
      this.drawSoon();
    });
    byId('view').addEventListener('change', () => this.draw());
    byId('expand').addEventListener('change', () => this.draw());
    byId('leaves').addEventListener('input', () => this.leavesChanged());
    byId('preset').addEventListener('change', (event) => {
      if (event.target.value) {
        this.lessons.show(null);
        this.open({ ...PLAIN, program: event.target.value, hide: this.hide });
      }
    });
    byId('reset').addEventListener('click', () => {
      this.changes.clear();
      this.draw();
    });
    byId('share').addEventListener('click', () => this.share());
    byId('quiz').addEventListener('change', () => this.addressSoon());
    byId('asks').addEventListener('change', () => this.addressSoon());
    for (const format of FORMATS) {
      byId(format).addEventListener('click', () => this.download(format));
    }
    addEventListener('hashchange', () => {
      const given = Address.read();
      if (given && location.hash !== this.written) {
        this.lessons.show(null);
        this.open(given);
      }
    });
  }

  async offerPresets() {
    const presets = await this.engine.presets();
    byId('preset').append(...presets.map(({ title, program }) => {
      const option = element('option', '', title);
      option.value = program;
      return option;
    }));
  }

  /** Opens another program. */
  open({ program, lesson, changes, view, expand, step, quiz, hide }) {
    byId('program').value = program;
    this.fitEditor();
    byId('view').value = view;
    if (byId('view').selectedIndex < 0) {
      byId('view').value = 'auto';
    }
    byId('expand').checked = expand;
    this.changes = new Map(changes);
    this.step = step;
    this.lesson = lesson;
    byId('quiz').checked = quiz !== null;
    byId('asks').value = quiz ?? QUIZZES[0];
    this.from = step;
    this.hideControls(hide);
    this.draw();
  }

  /** Hides the parts of the page that a lesson or a link names, and shows the others. */
  hideControls(names) {
    this.hide = names.filter((name) => document.querySelector(`[data-control="${CSS.escape(name)}"]`));
    for (const part of document.querySelectorAll('[data-control]')) {
      part.classList.toggle('hidden-control', this.hide.includes(part.dataset.control));
    }
  }

  fitEditor() {
    const lines = byId('program').value.split('\n').length;
    byId('program').rows = Math.max(2, Math.min(8, lines));
  }

  drawSoon() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.draw(), TYPING);
  }

  sketch() {
    const plain = (value) => (Number.isFinite(value) ? value : String(value));
    return {
      program: byId('program').value,
      values: Object.fromEntries([...this.changes].map(([name, { value }]) => [name, plain(value)])),
      view: byId('view').value,
      expand: byId('expand').checked,
    };
  }

  post(what) {
    return this.engine.ask(what, this.sketch());
  }

  /** Of the program that is stepped: what is typed meanwhile may have a mistake. */
  drawnSketch() {
    return { ...this.sketch(), program: this.drawn.program, expand: this.drawn.expand };
  }

  /** Returns what opens the derivative by an input; null for other values. */
  derivative(node) {
    const input = this.inputs.find((one) => one.node === node);
    return input ? () => this.derive(input.name) : null;
  }

  /** Opens the derivative by an input as a program of its own; the browser's Back leads back. */
  async derive(name) {
    const response = await this.engine.ask('derivative', { ...this.drawnSketch(), by: name }).catch(() => null);
    if (!response?.ok) {
      this.showStatus(response ? await response.text() : this.engine.silence());
      return;
    }
    const { program } = await response.json();
    this.writeAddress();
    const derivative = { ...PLAIN, program, view: byId('view').value, step: 0, hide: this.hide };
    history.pushState(null, '', Address.of(derivative));
    this.written = location.hash;
    byId('preset').value = '';
    this.open(derivative);
  }

  /** Requests a drawing; a newer request aborts an older one. */
  async draw() {
    clearTimeout(this.typing);
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const sketch = this.sketch();
    try {
      const response = await this.engine.ask('page', sketch, asking.signal);
      const answer = response.ok ? await response.json() : { error: (await response.text()).trim() };
      if (asking === this.asking) {
        this.receive(answer, sketch);
      }
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.receive({ error: this.engine.silence() });
      }
    }
  }

  /** Shows an answer, of a sketch whose picture stays while others are typed; or what is wrong. */
  receive(answer, sketch) {
    const wrong = answer.error !== undefined;
    byId('error').textContent = answer.error ?? '';
    byId('program').setAttribute('aria-invalid', wrong);
    document.documentElement.classList.toggle('outdated', wrong);
    if (wrong) {
      this.known = null;
      byId('notes').replaceChildren();
      return;
    }
    if (this.dropOutdatedChanges(answer.inputs)) {
      this.draw();
      return;
    }
    this.drawn = sketch;
    this.inputs = answer.inputs;
    this.notes = answer.notes;
    byId('player').hidden = false;
    this.circuits.clear();
    this.showPicture(answer.picture);
    this.offerReset();
    const asks = byId('quiz').checked;
    this.player.load(answer.data, asks ? this.from ?? 0 : this.step ?? Infinity);
    this.circuits.offer(answer.opens, this.player.network?.dialogs);
    this.from = null;
  }

  showNotes(notes) {
    this.notes = notes;
    if (this.known) {
      this.writeNotes(this.known);
    }
  }

  /** Shows the notes, those on numbers from when these are computed. */
  writeNotes(known) {
    this.known = known;
    const told = this.notes.filter(({ node, position }) => node === undefined
      || (position === undefined ? known.values[node] !== null : this.isMade(node, position, known)));
    byId('notes').replaceChildren(...told.map((note) => element('li', '', note.text ?? note)));
  }

  isMade(node, position, known) {
    const { contributions } = this.player.calculation;
    return contributions.slice(0, known.made).some((c) => c.node === node && c.position === position);
  }

  /** Updates the notes, which may differ for other leaves. */
  async noteAnew() {
    const asking = this.asking;
    const response = await this.engine.ask('page', this.drawnSketch()).catch(() => null);
    const answer = response?.ok ? await response.json() : {};
    if (answer.notes && asking === this.asking) {
      this.showNotes(answer.notes);
    }
  }

  /** Drops dragged values of inputs that the program has since given a new number. */
  dropOutdatedChanges(inputs) {
    let outdated = false;
    for (const input of inputs) {
      const change = this.changes.get(input.name);
      const begins = numberOf(input.begins);
      if (change && change.over !== undefined && !Object.is(change.over, begins)) {
        this.changes.delete(input.name);
        outdated = true;
      } else if (change) {
        change.over = begins;
      }
    }
    return outdated;
  }

  showPicture(text) {
    const { plain, style } = splitStyles(text);
    const svg = new DOMParser().parseFromString(plain, 'image/svg+xml').documentElement;
    const least = SMALLEST_SCALE * Number.parseFloat(svg.getAttribute('width'));
    this.sheet.replaceSync(`${style}\n#picture svg { min-width: ${least}px; }`);
    byId('picture').replaceChildren(document.adoptNode(svg));
  }

  leavesChanged() {
    const { values } = this.player.calculation;
    for (const input of this.inputs) {
      const begins = numberOf(input.begins);
      if (input.node !== null && !Object.is(values[input.node], begins)) {
        this.changes.set(input.name, { value: values[input.node], over: begins });
      } else {
        this.changes.delete(input.name);
      }
    }
    this.offerReset();
    this.addressSoon();
    clearTimeout(this.noting);
    this.noting = setTimeout(() => this.noteAnew(), TYPING);
  }

  /** Returns the changes of this program's inputs; others are kept, since a name may come back while editing. */
  ownChanges() {
    const names = new Set(this.inputs.map((input) => input.name));
    return new Map([...this.changes].filter(([name]) => names.has(name)));
  }

  /** Says which numbers of the program others stand in for, and offers the way back. */
  offerReset() {
    const changes = [...this.ownChanges()];
    byId('reset').disabled = changes.length === 0;
    const told = changes.slice(0, MAX_LISTED).map(([name, { value, over }]) =>
      `${name} = ${exact(value)}${over === undefined ? '' : ` in place of ${exact(over)}`}`);
    const more = changes.length > MAX_LISTED ? `, and ${changes.length - MAX_LISTED} more` : '';
    byId('changed').textContent = changes.length === 0 ? ''
      : `Changed below: ${told.join(', ')}${more}. Reset leaves goes back to the program.`;
  }

  stepped(step) {
    this.step = step === this.player.last ? null : step;
    this.addressSoon();
  }

  addressSoon() {
    clearTimeout(this.addressing);
    this.addressing = setTimeout(() => this.writeAddress(), ADDRESSING);
  }

  writeAddress() {
    clearTimeout(this.addressing);
    const { program, view, expand } = this.sketch();
    const quiz = byId('quiz').checked ? byId('asks').value : null;
    const { lesson, step, hide } = this;
    const state = { program, lesson, changes: this.ownChanges(), view, expand, step, quiz, hide };
    history.replaceState(null, '', Address.of(state));
    this.written = location.hash;
  }

  async share() {
    this.writeAddress();
    try {
      await navigator.clipboard.writeText(location.href);
      this.showStatus('Link copied. It works wherever the playground runs at this address.');
    } catch {
      this.showStatus('Could not copy the link; share the address of this page instead.');
    }
  }

  async download(format) {
    const response = await this.post(format).catch(() => null);
    if (!response?.ok) {
      this.showStatus(response ? await response.text() : this.engine.silence());
      return;
    }
    const link = element('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = FILE_NAMES[format] ?? 'gradstep.' + format;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.showStatus(`Saved as ${link.download}.`);
  }

  showStatus(text) {
    byId('status').textContent = text;
  }
}

// The page of the training playground: it sends commands to an engine and shows the newest frame.

const EXPORTS = [['model', 'Model file', 'network.safetensors'], ['python', 'PyTorch', 'network.py'],
  ['java', 'Java, network', 'Network.java'], ['training', 'Java, training', 'PlayedTraining.java'],
  ['picture', 'Picture', 'training.svg'], ['film', 'Film', 'training.html']];

class TrainingPage extends PlayedPage {
  constructor(engine) {
    super(engine);
    this.chosen = null;
    this.row = null;
    this.shownRun = 'run';
    this.map = new OutputMap(byId('map'), (row) => this.explainRow(row), (point) => this.addPoint(point));
    this.otherMap = new OutputMap(byId('other-map'), (row) => this.explainRow(row));
    this.chart = new LossChart(byId('losses'));
    this.why = new WhyPanel(byId('why'), (question) => this.explain(question), (question) => this.choose(question));
    this.network = new NetworkDrawing(byId('network'), (question) => this.ask(question));
    this.controls = new Controls({
      start: (setup) => this.send({ do: 'start', setup }),
      live: (live) => this.send({ do: 'set', live }),
      draws: () => {
        this.map.drawing = this.controls?.drawn() ?? null;
        byId('map-keys').textContent = this.map.drawing === null
          ? 'Click a sample, or move with the arrow keys and press Enter.'
          : 'Click to draw a point, or move with the arrow keys (Shift: farther) and press Enter.';
      },
    });
    this.lessons = new Lessons((lesson) => this.openLesson(lesson), () => this.leaveLesson(),
      (text) => this.complain(text));
    this.connect();
    this.begin();
  }

  async begin() {
    try {
      await this.engine.open((frame) => this.played(frame));
      await this.lessons.load(this.engine.lessons());
      if (!this.lessons.follow()) {
        await this.send({ do: 'frame', full: true });
      }
    } catch (failure) {
      this.complain(failure.message);
    }
  }

  connect() {
    this.connectTransport();
    byId('one-sample').addEventListener('click', () => this.send({ do: 'sample' }));
    byId('lines').addEventListener('change', () => this.draw());
    byId('explain-row').addEventListener('click', () => this.explainRow(byId('row').valueAsNumber - 1));
    addEventListener('resize', () => this.known && this.rebuild());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      if (this.known) {
        this.showClasses();
        this.draw();
      }
    });
    this.offerComparison();
    this.offerExports();
    byId('export-controls').append(this.linkButton());
  }

  openLesson(lesson) {
    this.lesson = lesson;
    return this.send({ do: 'lesson', lesson });
  }

  leaveLesson() {
    this.lesson = null;
    this.send({ do: 'start', setup: {}, leave: true });
  }

  /** Back to the first batch; to both trainings of a lesson that compares two. */
  reset() {
    if (this.lesson?.fork) {
      this.openLesson(this.lesson);
    } else {
      this.send({ do: 'start', setup: {} });
    }
  }

  offerComparison() {
    const rate = choice(['', ...RATES], { '': 'same rate' });
    rate.setAttribute('aria-label', 'rate of the other training');
    const mistake = choice(Object.keys(MISTAKES), { ...MISTAKES, none: 'no mistake' });
    mistake.setAttribute('aria-label', 'mistake of the other training');
    const fork = element('button', '', 'Run beside');
    fork.id = 'fork';
    fork.addEventListener('click', () => this.send({ do: 'fork', live: {
      mistake: mistake.value, ...(rate.value === '' ? {} : { rate: Number(rate.value) }) } }));
    const shown = choice(['run', 'other'], { run: 'the first', other: 'the other' });
    shown.id = 'shown';
    shown.addEventListener('change', () => {
      this.shownRun = shown.value;
      this.draw();
      this.why.path.forEach((question) => {
        question.other = this.shownRun === 'other';
      });
      this.why.refresh();
    });
    const keep = element('button', '', 'Keep the other');
    keep.addEventListener('click', () => this.send({ do: 'keep' }));
    const drop = element('button', '', 'Drop it');
    drop.addEventListener('click', () => this.send({ do: 'join' }));
    this.whileCompared = [element('label', '', 'Network shows ', shown), keep, drop];
    this.beforeCompared = [rate, mistake, fork];
    byId('compare-controls').append(...this.beforeCompared, ...this.whileCompared);
  }

  /** Copies a link that opens the same data, network and settings at this batch, as a lesson without a question. */
  linkButton() {
    const button = element('button', '', 'Copy link');
    button.type = 'button';
    button.addEventListener('click', async () => {
      const lesson = { title: 'A training', caption: `Batch ${this.frame.batch}, ready to go on.`,
        start: this.known.setup,
        batches: Math.min(5000, this.frame.batch) };
      const url = `${location.origin}${location.pathname}#${new URLSearchParams({ lesson: JSON.stringify(lesson) })}`;
      await navigator.clipboard?.writeText(url).catch(() => {});
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy link'), 1500);
    });
    return button;
  }

  /** A command was refused: the settings show what is in force. */
  refused() {
    if (this.known) {
      this.controls.show(this.known.setup, this.known.sizes);
    }
  }

  show(frame) {
    this.frame = frame;
    if (frame.known) {
      this.known = frame.known;
      this.rows = null;
      this.rebuild();
      this.controls.restrict(this.known.lesson?.hide ?? [], this.known.lesson?.lock ?? []);
      this.controls.show(this.known.setup, this.known.sizes);
      if (JSON.stringify(this.known.lesson) !== this.lessonShown) {
        this.lessonShown = JSON.stringify(this.known.lesson);
        this.lessons.show(this.known.lesson);
      }
      byId('row').max = this.known.samples.length;
      this.showClasses();
    }
    this.draw();
  }

  /** Which colour is which class. */
  showClasses() {
    byId('classes').replaceChildren(...this.known.classNames.map((name, k) => {
      const swatch = element('i', 'swatch');
      swatch.style.background = classColor(k);
      return element('span', '', swatch, name);
    }), ...(this.known.heldSamples ? [element('span', '', element('i', 'swatch ring'), 'held out')] : []));
  }

  rebuild() {
    const { sizes, inputNames, neuronNames } = this.known;
    const shape = JSON.stringify([sizes, inputNames, neuronNames]);
    const width = byId('network').clientWidth;
    if (shape !== this.shape || width !== this.width) {
      const other = shape !== this.shape;
      Object.assign(this, { shape, width });
      this.network.build(this.known);
      // In a window of another size, what is open stays open.
      if (other && this.chosen) {
        this.why.close();
      }
    }
    this.network.known = this.known;
    if (this.frame) {
      this.draw();
    }
  }

  draw() {
    const { frame, known } = this;
    if (!frame || !known) {
      return;
    }
    const compared = frame.other !== undefined;
    this.beforeCompared.forEach((part) => (part.hidden = compared));
    this.whileCompared.forEach((part) => (part.hidden = !compared));
    if (!compared) {
      this.shownRun = 'run';
      byId('shown').value = 'run';
    }
    const epoch = frame.batch / frame.perEpoch;
    const seen = frame.seen ? ` + ${frame.seen} samples` : '';
    byId('clock').textContent = `${frame.batch}${seen} · epoch ${epoch.toFixed(1)}`;
    byId('time').max = frame.end;
    byId('time').value = frame.batch;
    const state = frame[this.shownRun];
    const rows = frame.seen ? frame.rows.slice(0, frame.seen) : this.chosen ? frame.rows : [];
    byId('other-figure').hidden = !compared;
    this.network.sample = known.samples[this.row ?? frame.rows[0]];
    this.network.show(this.sampleShown ? { ...state, gradient: this.sampleShown } : state,
      this.sampleShown ? 'gradient' : byId('lines').value, this.chosen);
    this.map.show(known, frame.run, rows, this.row);
    const size = known.sizes[0];
    byId('map').setAttribute('aria-label',
      `${known.samples.length} training samples, and what the network makes of them`);
    byId('map-keys').hidden = size !== 2;
    byId('classes').hidden = size !== 2 || known.classNames.length === 0;
    byId('map-title').textContent = size === 2 ? 'Decisions' : size === 1 ? 'Fitted curve' : 'A sample';
    if (compared) {
      this.otherMap.show(known, frame.other, rows, this.row);
      const { rate, mistake } = known.otherLive ?? {};
      byId('other-title').textContent = `The other: rate ${rate}${
        mistake === 'none' ? '' : `, ${MISTAKES[mistake]}`}`;
    }
    this.chart.show(frame);
    this.tell(frame);
  }

  tell(frame) {
    const loss = ({ train, held }) => [element('span', 'line train'), `training ${format(Number(train))} `,
      ...(Number.isFinite(held) ? [element('span', 'line held'), `held out ${format(held)}`] : [])];
    byId('loss-title').replaceChildren('Loss: ', ...loss(frame.run),
      ...(frame.other ? [' · the other, dashed: ', ...loss(frame.other)] : [' · dots: single batches']));
    const warnings = [];
    for (const [name, state] of [['', frame.run], ['The other training: ', frame.other]]) {
      if (state?.explosion) {
        warnings.push(`${name}The next batch explodes: ${state.explosion}.`);
      }
      const dead = state?.units.filter((health) => health === 1).length;
      if (dead > 0) {
        warnings.push(`${name}${dead} dead ${dead === 1 ? 'neuron' : 'neurons'} (dashed frame): flat for every sample,`
          + ' so no gradient passes.');
      }
      const flat = state?.units.filter((health) => health === 2).length;
      if (flat > 0) {
        warnings.push(`${name}${flat} saturated ${flat === 1 ? 'neuron' : 'neurons'} (dotted frame):`
          + ' nearly flat for every sample.');
      }
    }
    const text = warnings.join('\n');
    if (text !== this.warned) {
      this.warned = text;
      byId('warnings').replaceChildren(...warnings.map((each) => element('li', '', each)));
    }
  }

  /** Opens a question in the panel, which pauses the training. */
  async ask(question) {
    if (this.playing) {
      await this.send({ do: 'pause' });
    }
    this.row = question.row ?? null;
    this.why.open({ ...question, other: this.shownRun === 'other' });
  }

  explainRow(row) {
    if (Number.isInteger(row) && row >= 0 && row < this.known.samples.length) {
      byId('row').value = row + 1;
      this.ask({ row });
    }
  }

  async explain({ title, ...question }) {
    const answer = await this.engine.ask({ do: 'why', ...question });
    this.sampleShown = answer.kind === 'point' ? answer.gradients : null;
    return answer;
  }

  /** Marks what the panel is about. */
  choose(question) {
    this.chosen = question;
    this.row = question?.row ?? null;
    if (!question) {
      this.sampleShown = null;
    }
    this.draw();
  }

  addPoint(point) {
    const points = [...this.known.setup.points, point.map((number) => Number(number.toFixed(3)))];
    this.send({ do: 'start', setup: { data: 'points', points } });
  }
}

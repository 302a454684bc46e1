// What the pages of trainings have in common: commands one after the other, playing, going back, and exports.

class PlayedPage {
  constructor(engine) {
    this.engine = engine;
    this.playing = false;
    this.queue = Promise.resolve();
  }

  connectTransport() {
    byId('play').addEventListener('click', () => this.toggle());
    byId('one-batch').addEventListener('click', () => this.send({ do: 'advance', batches: 1 }));
    byId('reset').addEventListener('click', () => this.reset());
    byId('speed').addEventListener('change', () => this.playing && this.play());
    byId('time').addEventListener('input', (event) => this.goTo(Number(event.target.value)));
    addEventListener('keydown', (event) => this.key(event));
  }

  key(event) {
    const typing = event.target.closest?.('input:not([type=range]), textarea, select');
    if (event.ctrlKey || event.metaKey || event.altKey || typing) {
      return;
    }
    const onButton = event.target.closest?.('button, a, summary');
    if (event.key === 'Escape') {
      this.why.close();
    } else if (event.key === ' ' && !onButton) {
      event.preventDefault();
      this.toggle();
    } else if (event.key === 'b' || event.key === 's' || event.key === 'r') {
      byId({ b: 'one-batch', s: 'one-sample', r: 'reset' }[event.key])?.click();
    }
  }

  offerExports() {
    const kinds = this.engine.exports?.() ?? [];
    byId('export-controls').append(...kinds.map(([kind, text]) => {
      const button = element('button', '', text);
      button.type = 'button';
      button.dataset.kind = kind;
      button.addEventListener('click', () => {
        this.paused();
        this.engine.export(kind).catch((failure) => this.complain(failure.message));
      });
      return button;
    }));
  }

  complain(text) {
    byId('trouble').textContent = text;
  }

  /** Sends commands one after the other. */
  send(command) {
    if (command.do !== 'play' && command.do !== 'why') {
      this.paused();
    }
    const sent = this.queue.then(() => this.engine.ask(command));
    this.queue = sent.catch(() => {});
    return sent.then((answer) => {
      this.complain(answer.error ?? '');
      if (answer.error) {
        this.refused();
      }
      if (answer.run) {
        this.show(answer);
        this.why.refresh();
      }
      return answer;
    }).catch((failure) => this.complain(failure.message));
  }

  /** Goes to a batch; while one is on its way, only the newest of the others counts. */
  async goTo(batch) {
    this.wanted = batch;
    if (this.going) {
      return;
    }
    this.going = true;
    while (this.wanted !== null) {
      const next = this.wanted;
      this.wanted = null;
      await this.send({ do: 'goto', batch: next });
    }
    this.going = false;
  }

  toggle() {
    if (this.playing) {
      this.send({ do: 'pause' });
    } else {
      this.play();
    }
  }

  play() {
    this.playing = true;
    byId('play').textContent = 'Pause';
    this.send({ do: 'play', speed: Number(byId('speed').value) });
  }

  paused() {
    this.playing = false;
    byId('play').textContent = 'Play';
  }

  /** A frame that came while it plays. */
  played(frame) {
    if (!this.playing) {
      return;
    }
    if (frame.ended) {
      this.paused();
    }
    this.newest = frame;
    if (!this.drawing) {
      this.drawing = requestAnimationFrame(() => {
        this.drawing = 0;
        this.show(this.newest);
      });
    }
  }
}

/** Saves an export under the name of its kind. */
function saveExport(kinds, kind, blob) {
  const link = element('a');
  link.href = URL.createObjectURL(blob);
  [, , link.download] = kinds.find(([each]) => each === kind);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

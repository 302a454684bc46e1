// The engine of the training page without a server: a session in WebAssembly, in a worker made of this page's own text.

class TrainingWorker {
  /** Takes the module, compressed, texts of pages, and the lessons. */
  constructor({ module, files, lessons }) {
    this.module = module;
    this.files = files;
    this.given = lessons;
    this.waiting = new Map();
    this.number = 0;
  }

  async open(onFrame) {
    const text = new Blob([`'use strict';\n${Wasm}\n${TrainingWorker}\nTrainingWorker.work();`],
      { type: 'text/javascript' });
    const url = URL.createObjectURL(text);
    this.worker = new Worker(url);
    this.worker.addEventListener('message', ({ data: { number, answer, bytes, failure, frame } }) => {
      if (frame) {
        onFrame(JSON.parse(frame));
        return;
      }
      const { done, failed } = this.waiting.get(number);
      this.waiting.delete(number);
      if (failure) {
        failed(new Error(failure));
      } else {
        done(bytes ?? JSON.parse(answer));
      }
    });
    await this.post({ module: this.module, files: this.files });
    URL.revokeObjectURL(url);
  }

  post(message) {
    const number = ++this.number;
    return new Promise((done, failed) => {
      this.waiting.set(number, { done, failed });
      this.worker.postMessage({ number, ...message });
    });
  }

  ask(command) {
    return this.post({ command });
  }

  exports() {
    return EXPORTS;
  }

  async export(kind) {
    saveExport(EXPORTS, kind, new Blob([await this.post({ kind })]));
  }

  lessons() {
    return this.given;
  }

  /** Runs in the worker: carries out commands, and trains while it plays. Other functions of the page are not there. */
  static work() {
    const FRAME_MILLIS = 50;
    /** How long it trains before it looks for commands. */
    const TURN_MILLIS = 20;
    const MOST_A_SECOND = 1_000_000;
    let exports;
    let playback = 0;
    let speed = 1;

    const answer = (command) => {
      const made = Wasm.call(exports, 'training', JSON.stringify(command));
      if (made.startsWith('!')) {
        throw new Error(made.slice(1));
      }
      return made;
    };

    const advance = (batches) => {
      const end = performance.now() + TURN_MILLIS;
      for (let left = batches; left > 0 && performance.now() < end; left -= 4) {
        if (answer({ do: 'advance', frame: false, batches: Math.min(left, 4) }).includes('false')) {
          return false;
        }
      }
      return true;
    };

    const play = (number) => {
      let started = performance.now();
      let lastFrame = 0;
      let owed = 1;
      const turn = () => {
        if (playback !== number) {
          return;
        }
        const now = performance.now();
        // What could not be done in time is not made up for.
        owed = Math.min(owed + (now - started) / 1000 * speed, Math.max(1, speed / 10));
        started = now;
        const batches = Math.floor(owed);
        owed -= batches;
        const moved = advance(batches);
        if (!moved || performance.now() - lastFrame >= FRAME_MILLIS) {
          lastFrame = performance.now();
          const frame = answer({ do: 'frame' });
          postMessage({ frame: moved ? frame : `${frame.slice(0, -1)},"ended":true}` });
        }
        if (moved) {
          setTimeout(turn, owed < 1 ? 5 : 0);
        }
      };
      turn();
    };

    const carryOut = (command) => {
      if (command.do === 'play') {
        speed = Math.min(MOST_A_SECOND, Math.max(1, command.speed ?? MOST_A_SECOND));
        playback++;
        setTimeout(play, 0, playback);
        return '{}';
      }
      if (command.do !== 'why') {
        playback++;
      }
      return answer(command.do === 'pause' ? { do: 'frame' } : command);
    };

    addEventListener('message', async ({ data: { number, module, files, command, kind } }) => {
      try {
        if (module) {
          exports = await Wasm.instance(module, files).catch((failure) => {
            throw new Error(Wasm.missing(failure));
          });
          postMessage({ number, answer: '{}' });
        } else if (kind) {
          playback++;
          const made = Wasm.call(exports, 'export', kind);
          postMessage(made.startsWith('!') ? { number, failure: made.slice(1) }
            : { number, bytes: Uint8Array.from(made.slice(1), (c) => c.charCodeAt(0)) });
        } else {
          postMessage({ number, answer: carryOut(command) });
        }
      } catch (failure) {
        postMessage({ number, failure: failure.message || 'The engine has stopped; reload this page.' });
      }
    });
  }
}

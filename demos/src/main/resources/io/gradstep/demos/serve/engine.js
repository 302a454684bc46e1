// The circuits' engine in the page. It needs no server.

/** As sharp as gradstep render makes it. */
const PNG_SCALE = 2;

const TYPES = { svg: 'image/svg+xml', html: 'text/html', worksheet: 'text/html' };

class PageEngine {
  /** Takes the module, compressed, texts of pages, the examples, the lessons, and the answer to the first program. */
  constructor({ module, files, presets, lessons, first }) {
    this.examples = presets;
    this.given = lessons;
    this.first = first;
    this.loading = Wasm.instance(module, files).catch((failure) => {
      this.missing = Wasm.missing(failure) + (first ? ' The first example can be stepped all the same.' : '');
      return null;
    });
  }

  /** Resolves to what gradstep grad --json prints for a program; for the browser's console. */
  async grad(program) {
    return Wasm.call(await this.loading, 'grad', program);
  }

  async presets() {
    return this.examples;
  }

  lessons() {
    return this.given;
  }

  /** Resolves to the text that the engine answers; fails with what it says is wrong. */
  async answer(what, request) {
    const exports = await this.loading;
    const answer = exports ? Wasm.call(exports, what, request) : '!' + this.missing;
    if (answer.startsWith('!')) {
      throw new Error(answer.slice(1));
    }
    return answer;
  }

  /** Resolves to a response as the server would send it. */
  async ask(what, sketch) {
    const request = JSON.stringify(sketch);
    if (!(await this.loading) && what === 'page' && this.first?.request === request) {
      return new Response(JSON.stringify(this.first.answer));
    }
    let answer;
    try {
      const options = what === 'worksheet' ? 'key\n' : '';
      answer = await this.answer(what === 'png' ? 'svg' : what, options + request);
    } catch (failure) {
      return new Response(failure.message, { status: 422 });
    }
    if (what === 'png') {
      return new Response(await PageEngine.png(answer));
    }
    return new Response(answer, { headers: { 'Content-Type': TYPES[what] ?? 'application/json' } });
  }

  static async png(svg) {
    const image = new Image();
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = PNG_SCALE * image.width;
    canvas.height = PNG_SCALE * image.height;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  }

  silence() {
    return this.missing ?? 'The engine has stopped; reload this page.';
  }
}

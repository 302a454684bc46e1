// The circuits' engine in the page. It needs no server.

/** As sharp as gradstep render makes it. */
const PNG_SCALE = 2;

class PageEngine {
  /** Takes the module, in Base64 and compressed, the examples, and the answer to the first program. */
  constructor({ module, presets, first }) {
    this.examples = presets;
    this.first = first;
    this.loading = Wasm.instance(module).catch((failure) => {
      this.missing = Wasm.missing(failure) + ' The first example can be stepped all the same.';
      return null;
    });
  }

  /** Resolves to what gradstep grad --json prints for a program; for the browser's console. */
  async grad(program) {
    return Wasm.call(await this.loading, 'grad', program);
  }

  makes(what) {
    return what !== 'html';
  }

  async presets() {
    return this.examples;
  }

  /** Resolves to a response as the server would send it. */
  async ask(what, sketch) {
    const request = JSON.stringify(sketch);
    const exports = await this.loading;
    if (!exports) {
      return this.first.request === request && what === 'page'
        ? new Response(JSON.stringify(this.first.answer))
        : new Response(this.missing, { status: 501 });
    }
    const answer = Wasm.call(exports, what === 'png' ? 'svg' : what, request);
    if (answer.startsWith('!')) {
      return new Response(answer.slice(1), { status: 422 });
    }
    if (what === 'png') {
      return new Response(await PageEngine.png(answer));
    }
    return new Response(answer, { headers: { 'Content-Type': what === 'svg' ? 'image/svg+xml' : 'application/json' } });
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

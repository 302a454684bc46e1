// The engine in the page: WebAssembly, called through numbers. It needs no server, and nothing that a strict content
// security policy forbids but 'wasm-unsafe-eval'.

/** As sharp as gradstep render makes it. */
const PNG_SCALE = 2;

class PageEngine {
  /** Takes the module, in Base64 and compressed, the examples, and the answer to the first program. */
  constructor({ module, presets, first }) {
    this.examples = presets;
    this.first = first;
    this.loading = PageEngine.instance(module).catch((failure) => {
      this.missing = 'This browser cannot run the engine (' + failure.message + '). It needs WebAssembly with garbage'
        + ' collection: Chrome or Edge 119, Firefox 120, Safari 18.2, or later. The first example can be stepped all'
        + ' the same.';
      return null;
    });
  }

  static async instance(module) {
    const compressed = new Blob([Uint8Array.from(atob(module), (c) => c.charCodeAt(0))]);
    const bytes = await new Response(compressed.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
    const compiled = await WebAssembly.compile(bytes);
    return (await WebAssembly.instantiate(compiled, PageEngine.imports(compiled))).exports;
  }

  /** What TeaVM's modules import. Most of it is for programs that use the browser, which the engine does not. */
  static imports(compiled) {
    const unused = (name) => () => {
      throw new Error(`the engine called ${name}, which this page does not have`);
    };
    const text = { given: '', made: '' };
    const forms = ['NFD', 'NFC', 'NFKD', 'NFKC'];
    const known = {
      teavmMath: Math,
      teavmDate: { currentTimeMillis: () => Date.now() },
      teavm: { takeStackTrace: () => ({ getStack: () => [] }), decorateException() {} },
      teavmJso: {
        stringBuiltinsSupported: () => 0,
        // The names of classes in exceptions pass through functions such as this one, and no others are made.
        createFunction1: (parameter, body) => (body === `return ${parameter};` ? (value) => value : unused(body)()),
        callFunction1: (f, value) => f(value),
        // What a module offers to JavaScript as objects; this page calls its exported functions instead.
        createClass: () => class {},
        defineFunction: (f) => f,
        defineStaticMethod() {},
      },
      'wasm:js-string': {
        fromCharCode: (code) => String.fromCharCode(code),
        charCodeAt: (string, index) => string.charCodeAt(index),
        concat: (a, b) => a + b,
        length: (string) => string.length,
        substring: (string, from, to) => string.substring(from, to),
      },
      text: {
        give(code) {
          text.given += String.fromCharCode(code);
        },
        normalized(form) {
          text.made = text.given.normalize(forms[form]);
          text.given = '';
          return text.made.length;
        },
        written(number) {
          text.made = String(number);
          return text.made.length;
        },
        read() {
          const number = text.given.trim() === '' ? NaN : Number(text.given);
          text.given = '';
          return number;
        },
        at: (index) => text.made.charCodeAt(index),
      },
    };
    const imports = {};
    for (const { module, name, kind } of WebAssembly.Module.imports(compiled)) {
      imports[module] ??= {};
      if (kind === 'function') {
        imports[module][name] = known[module]?.[name] ?? unused(`${module}.${name}`);
      }
    }
    const [needs] = WebAssembly.Module.customSections(compiled, 'teavm.memoryRequirements');
    const { min = 1, dataSize = 0 } = needs ? JSON.parse(new TextDecoder().decode(needs)) : {};
    const constant = (value) => new WebAssembly.Global({ value: 'i32', mutable: false }, value);
    imports.env = { memory: new WebAssembly.Memory({ initial: min, maximum: 32767 }) };
    imports.teavmMemory = { notifyHeapResized() {}, heapOffset: constant(dataSize), maxSize: constant(2 ** 31 - 1) };
    return imports;
  }

  /** Resolves to what gradstep grad --json prints for a program; for the browser's console. */
  async grad(program) {
    return PageEngine.call(await this.loading, 'grad', program);
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
    const answer = PageEngine.call(exports, what === 'png' ? 'svg' : what, request);
    if (answer.startsWith('!')) {
      return new Response(answer.slice(1), { status: 422 });
    }
    if (what === 'png') {
      return new Response(await PageEngine.png(answer));
    }
    return new Response(answer, { headers: { 'Content-Type': what === 'svg' ? 'image/svg+xml' : 'application/json' } });
  }

  /** Calls a function of the engine with a text. */
  static call(exports, name, given) {
    try {
      for (let i = 0; i < given.length; i++) {
        exports.give(given.charCodeAt(i));
      }
      exports[name]();
      const units = new Uint16Array(exports.length());
      for (let i = 0; i < units.length; i++) {
        units[i] = exports.at(i);
      }
      return new TextDecoder('utf-16le').decode(units);
    } catch (failure) {
      if (failure instanceof RangeError) {
        return '!there is not enough memory to compute this here';
      }
      throw failure;
    }
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

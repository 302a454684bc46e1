// A module that TeaVM compiled to WebAssembly, called through numbers. It needs nothing that a strict content security
// policy forbids but 'wasm-unsafe-eval'.

class Wasm {
  static missing(failure) {
    return `This browser cannot run the engine (${failure.message}). It needs WebAssembly with garbage collection:`
      + ' Chrome or Edge 119, Firefox 120, Safari 18.2, or later.';
  }

  /** Takes a module, compressed, and the texts of which it makes pages, by their names. */
  static async instance(compressed, files) {
    const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('gzip'));
    const compiled = await WebAssembly.compile(await new Response(stream).arrayBuffer());
    return (await WebAssembly.instantiate(compiled, Wasm.imports(compiled, files))).exports;
  }

  /** What TeaVM's modules import. Most of it is for programs that use the browser, which the engine does not. */
  static imports(compiled, files) {
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
        resource() {
          text.made = files[text.given];
          text.given = '';
          return text.made?.length ?? -1;
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
        remainder: (a, b) => a % b,
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
}

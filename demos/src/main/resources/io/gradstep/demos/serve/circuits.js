// The circuits of a picture's boxes, of neurons or folded parts: the engine draws them when they are first opened.

/** Splits markup from its styles for dark mode, which go into style sheets: the page's policy forbids inline styles. */
function splitStyles(text) {
  const styles = [];
  const plain = text.replace(/<style>([^<]*)<\/style>/g, (whole, css) => (styles.push(css), ''));
  return { plain, style: styles.join('\n') };
}

class Circuits {
  /** Takes what asks the engine for the circuit of a box, and what says that it failed, with or without a text. */
  constructor(ask, fail) {
    this.ask = ask;
    this.fail = fail;
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(this.sheet);
    this.clear();
  }

  clear() {
    this.opened?.forEach(({ dialog }) => dialog.remove());
    this.opened = new Map();
    this.dialogs = null;
  }

  /** Makes boxes of the picture buttons. Takes the names of the boxes by their ids. */
  offer(names, dialogs) {
    this.dialogs = dialogs;
    for (const [box, name] of Object.entries(names)) {
      dialogs.offer(box, `circuit of ${name}`, () => this.open(box));
    }
  }

  async open(box) {
    const { dialogs } = this;
    if (!this.opened.has(box)) {
      const response = await this.ask(box).catch(() => null);
      if (!response?.ok) {
        this.fail(await response?.text());
        return;
      }
      const { plain, style } = splitStyles((await response.json()).dialog);
      // Another picture may have come meanwhile, or an answer to another click.
      if (dialogs !== this.dialogs || this.opened.has(box)) {
        return;
      }
      const dialog = document.adoptNode(new DOMParser().parseFromString(plain, 'text/html').querySelector('dialog'));
      this.opened.set(box, { dialog, style });
      this.sheet.replaceSync([...this.opened.values()].map((one) => one.style).join('\n'));
      byId('player').append(dialog);
      dialogs.connect(dialog);
    }
    dialogs.open(this.opened.get(box).dialog);
  }
}

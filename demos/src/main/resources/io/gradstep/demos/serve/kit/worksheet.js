// The kit's worksheets: the engine draws one of a program, and the browser prints it.

/** The controls, and what the engine calls them. */
const SHEET_OPTIONS = { blank: 'blank', answers: 'key' };

class Worksheets {
  constructor(engine, first) {
    this.engine = engine;
    this.sheet = new CSSStyleSheet();
    document.documentElement.classList.add('js');
    byId('program').value = first;
    byId('options').addEventListener('submit', (event) => {
      event.preventDefault();
      this.changes = new Map();
      this.writeAddress();
      this.draw();
    });
    Object.keys(SHEET_OPTIONS).forEach((name) => byId(name).addEventListener('change', () => this.draw()));
    byId('print').addEventListener('click', () => print());
    byId('save').addEventListener('click', () => this.save());
    byId('share').addEventListener('click', () => this.share());
    addEventListener('hashchange', () => this.follow());
    this.follow();
  }

  follow() {
    const given = Address.read();
    this.changes = given?.changes ?? new Map();
    if (given) {
      byId('program').value = given.program;
    }
    this.draw();
  }

  async draw() {
    const values = Object.fromEntries([...this.changes].map(([name, { value }]) => [name, value]));
    const options = Object.keys(SHEET_OPTIONS).filter((name) => byId(name).checked).map((name) => SHEET_OPTIONS[name]);
    const request = JSON.stringify({ program: byId('program').value, values });
    try {
      this.page = await this.engine.answer('worksheet', `${options.join(' ')}\n${request}`);
    } catch (failure) {
      byId('trouble').textContent = failure.message;
      return;
    }
    byId('trouble').textContent = '';
    // The page's policy forbids inline styles.
    const styles = [];
    const plain = this.page.replace(/<style>([^<]*)<\/style>/g, (whole, css) => (styles.push(css), ''));
    const { body } = new DOMParser().parseFromString(plain, 'text/html');
    this.sheet.replaceSync(styles.join('\n'));
    document.adoptedStyleSheets = [this.sheet];
    byId('sheet').replaceChildren(...[...body.querySelector('main').children].map((part) => document.adoptNode(part)));
  }

  save() {
    const link = element('a');
    link.href = URL.createObjectURL(new Blob([this.page ?? ''], { type: 'text/html' }));
    link.download = 'gradstep-worksheet.html';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  writeAddress() {
    history.replaceState(null, '', '#' + new URLSearchParams({ program: byId('program').value }));
  }

  async share() {
    this.writeAddress();
    try {
      await navigator.clipboard.writeText(location.href);
      byId('status').textContent = 'Link copied.';
    } catch {
      byId('status').textContent = 'Could not copy the link; share the address of this page instead.';
    }
  }
}

new Worksheets(new PageEngine({ module: sevenBits(ENGINE), files: KIT }), FIRST);

// The page of an example: its circuits, one of which is played, beside its text.

class Circuits {
  constructor(circuits) {
    this.circuits = circuits;
    this.frame = byId('picture');
    this.drawings = [...this.frame.querySelectorAll('svg')].map((svg) => svg.cloneNode(true))
      .concat(NOTES.drawings.map(Circuits.drawing));
    document.querySelectorAll('.other [data-drawing]')
      .forEach((place, i) => place.replaceChildren(this.copy(i + 1, 'paper-')));
    this.steps = circuits.map(() => null);
    this.address = new Fragment('step');
    this.stepper = new Stepper(this);
    this.at = null;
    this.terms = new Terms(this.stepper, byId('text'), NOTES.names, (term) => this.showFor(term));
    this.tabs = [...document.querySelectorAll('[data-tab]')];
    this.tabs.forEach((tab, i) => tab.addEventListener('click', () => this.show(i)));
    this.show(0, this.address.read());
    this.address.lead(this.stepper);
    Circuits.keepTogether();
    this.reachFormulas();
    addEventListener('resize', () => this.reachFormulas());
    addEventListener('beforeprint', () => this.finish());
    addEventListener('afterprint', () => this.resume());
  }

  /** No line begins with the comma behind a formula. */
  static keepTogether() {
    document.querySelectorAll('h1 > math, #text :is(p, h2, li, td) > math').forEach((math) => {
      const [mark] = math.nextSibling?.data?.match(/^[,.;:)?”]+/) ?? [];
      if (mark) {
        math.nextSibling.deleteData(0, mark.length);
        const whole = element('span', 'whole');
        math.replaceWith(whole);
        whole.append(math, mark);
      }
    });
  }

  /** The keys scroll formulas that are wider than the page, too. */
  reachFormulas() {
    document.querySelectorAll('.formula, .wide').forEach((part) => {
      part.tabIndex = part.scrollWidth > part.clientWidth ? 0 : -1;
    });
  }

  static drawing(svg) {
    return document.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true);
  }

  /** A copy of a drawing, with a prefix before its ids where the page has another of it. */
  copy(i, prefix = '') {
    const svg = this.drawings[i].cloneNode(true);
    svg.querySelectorAll('[id]').forEach((part) => (part.id = prefix + part.id));
    return svg;
  }

  /** Only the first circuit's step stands in the address. */
  write(step) {
    this.steps[this.at] = step;
    if (this.at === 0) {
      this.address.write(step);
    }
  }

  /** Plays a circuit from a step on; null is where it was left, or its end. */
  show(i, step = null) {
    if (i !== this.at) {
      this.at = i;
      const from = step ?? this.steps[i] ?? Infinity;
      this.frame.replaceChildren(this.copy(i));
      byId('player').dataset.drawing = i;
      this.stepper.load(this.circuits[i], from);
      this.terms.connect();
      this.tabs.forEach((tab, k) => tab.setAttribute('aria-pressed', k === i));
    }
  }

  showFor(term) {
    this.show(Number(term.closest('section').dataset.circuit));
  }

  /** On paper the circuits are finished ones, each once. */
  finish() {
    this.left = this.at;
    this.show(0);
    this.before = this.stepper.at;
    this.stepper.turn(this.stepper.last);
  }

  resume() {
    this.stepper.turn(this.before);
    this.show(this.left);
  }
}

new Circuits(NOTES.circuits);

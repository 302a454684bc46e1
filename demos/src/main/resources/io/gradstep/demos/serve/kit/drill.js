// The kit's drills: problems that the engine makes from a few options, which a link carries.

const OPTIONS = ['items', 'seed', 'level', 'ask', 'program'];

class Drills {
  constructor(engine) {
    this.engine = engine;
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [this.sheet];
    document.documentElement.classList.add('js');
    byId('options').addEventListener('submit', (event) => {
      event.preventDefault();
      this.writeAddress();
      this.open();
    });
    byId('share').addEventListener('click', () => this.share());
    addEventListener('hashchange', () => this.follow());
    this.follow();
  }

  static control(name) {
    return byId(name === 'program' ? 'own' : name);
  }

  /** Starts the drill of the address, if it has one. */
  follow() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const name of OPTIONS) {
      if (given.has(name)) {
        Drills.control(name).value = given.get(name);
      }
    }
    if (OPTIONS.some((name) => given.has(name))) {
      this.open();
    }
  }

  options() {
    const { items, seed, level, ask } = Object.fromEntries(OPTIONS.map((name) => [name, Drills.control(name).value]));
    return { items: Number(items), seed: Number(seed), level, ask, program: byId('own').value };
  }

  async open() {
    byId('status').textContent = 'Making the problems …';
    let drill;
    try {
      drill = JSON.parse(await this.engine.answer('drill', JSON.stringify(this.options())));
    } catch (failure) {
      byId('status').textContent = '';
      byId('trouble').textContent = failure.message;
      return;
    }
    byId('status').textContent = '';
    byId('trouble').textContent = '';
    this.sheet.replaceSync(drill.style);
    byId('title').textContent = drill.title;
    byId('drill').hidden = false;
    if (this.drill) {
      // The browser is not to warn of answers to a drill that was left for another.
      this.drill.saved = true;
    }
    this.drill = openDrill(drill);
    // The answer's field is in the window, also below the options.
    byId('drill').scrollIntoView({ block: 'nearest' });
  }

  writeAddress() {
    const given = Object.entries(this.options()).filter(([name, value]) => name !== 'program' || value !== '');
    history.replaceState(null, '', '#' + new URLSearchParams(given));
  }

  async share() {
    this.writeAddress();
    try {
      await navigator.clipboard.writeText(location.href);
      byId('status').textContent = 'Link copied. It opens the same problems.';
    } catch {
      byId('status').textContent = 'Could not copy the link; share the address of this page instead.';
    }
  }
}

new Drills(new PageEngine({ module: sevenBits(ENGINE), files: KIT }));

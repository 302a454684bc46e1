// The network at work on a sample: cards stay in place, numbers and connections change. A folded layer has two squares
// for each neuron, and opens a table of their numbers.

class Neurons {
  constructor(data, root) {
    this.data = data;
    this.sample = 0;
    // The drawing's tooltips show numbers of the last epoch.
    root.querySelectorAll('g[data-node] > title, desc').forEach((title) => title.remove());
    this.title = root.querySelector('title');
    this.nodes = data.nodes.map((node) => root.querySelector('#n' + node));
    this.links = data.edges.map((id) => new Link(root.querySelector('#' + id)));
    this.cards = [...root.querySelectorAll('[data-group]')];
    this.layers = data.layers.map((rows) => new FoldedLayer(rows, rows.map((row) => this.nodes[row])));
    const folded = new Set(data.layers.flat());
    this.plain = this.nodes.map((_, i) => i).filter((i) => !folded.has(i));
    this.pixels = document.querySelectorAll('#pixels > path');
    byId('sample')?.addEventListener('change', (event) => {
      this.sample = Number(event.target.value);
      this.show(this.frame, this.moment, this.dead);
    });
  }

  /** Takes the names of dead neurons too. */
  show(frame, moment, dead) {
    [this.frame, this.moment, this.dead] = [frame, moment, dead];
    const { caption, image, frames } = this.data.samples[this.sample];
    const { values, gradients, edges, answer } = frames[frame];
    for (const i of this.plain) {
      this.write(this.nodes[i], '.val', values[i]);
      this.write(this.nodes[i], '.grad', gradients[i]);
    }
    this.layers.forEach((layer) => layer.show(values, gradients, dead));
    this.cards.forEach((card) => card.classList.toggle('dead', dead.includes(card.dataset.group)));
    Link.showAll(this.links, edges.map((gradient) => (gradient === null ? null : Number(gradient))));
    this.title.textContent = `The network at ${moment}`;
    byId('about').textContent = caption || byId('about').textContent;
    byId('answer').textContent = answer ?? '';
    this.pixels.forEach((pixel, k) => pixel.setAttribute('fill-opacity', image[k]));
  }

  write(node, selector, number) {
    const text = node.querySelector(selector);
    if (text) {
      text.textContent = number === null ? NOTHING : format(Number(number));
    }
  }
}

class FoldedLayer {
  constructor(rows, groups) {
    this.rows = rows;
    this.groups = groups;
    this.names = groups.map((group) => group.dataset.name);
    this.titles = groups.map((group) => group.insertBefore(svgElement('title', {}), group.firstChild));
    this.squares = groups.map((group) => group.querySelectorAll('path'));
    const card = groups[0].closest('.neuron');
    this.dialog = element('dialog', 'numbers', element('h2', '', card.dataset.group));
    this.cells = this.names.map((name) => {
      const [value, gradient] = [element('td', 'val'), element('td', 'grad')];
      // Without the layer, which the heading names.
      const own = element('th', '', name.slice(name.lastIndexOf('.') + 1));
      return { value, gradient, row: element('tr', '', own, value, gradient) };
    });
    const close = element('button', '', 'Close');
    close.addEventListener('click', () => this.dialog.close());
    const heads = ['neuron', 'value', 'gradient'].map((text) => element('th', '', text));
    const table = element('table', '', element('thead', '', element('tr', '', ...heads)),
      element('tbody', '', ...this.cells.map(({ row }) => row)));
    // Above the numbers: it gets the focus, and they are read from the first on.
    this.dialog.append(close, table);
    this.dialog.addEventListener('click', (event) => event.target === this.dialog && this.dialog.close());
    document.body.append(this.dialog);
    asButton(card, `numbers of ${card.dataset.group}`, () => this.dialog.showModal());
    card.setAttribute('aria-haspopup', 'dialog');
  }

  show(values, gradients, dead) {
    const all = [values, gradients].map((numbers) => this.rows.map((row) => Number(numbers[row])));
    const sizes = all.map((numbers) => numbers.map(Math.abs).filter(Number.isFinite));
    const most = sizes.map((size) => size.reduce((a, b) => Math.max(a, b), 0));
    this.rows.forEach((_, k) => {
      const shown = all.map((numbers) => format(numbers[k]));
      const died = dead.includes(this.names[k]);
      this.titles[k].textContent = `${this.names[k]}: value ${shown[0]}, gradient ${shown[1]}${died ? ', dead' : ''}`;
      this.groups[k].classList.toggle('dead', died);
      this.squares[k].forEach((square, i) => {
        const part = Math.abs(all[i][k]) / most[i];
        square.setAttribute('class', all[i][k] < 0 ? 'neg-end' : 'pos-end');
        square.setAttribute('fill-opacity', Number.isFinite(part) ? Math.sqrt(part) : 0);
      });
      put(this.cells[k].value, shown[0]);
      put(this.cells[k].gradient, shown[1]);
      this.cells[k].row.classList.toggle('dead', died);
    });
  }
}

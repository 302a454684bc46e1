// The network: neurons with their heat maps as buttons, and a line for each weight.

const LABEL_ROOM = 18;
const EDGE_WIDTH = 7;

class NetworkDrawing {
  /** Calls ask with {parameter} or {layer, neuron}. */
  constructor(root, ask) {
    this.root = root;
    this.ask = ask;
    this.heat = [];
  }

  /** Lays out a network anew. */
  build(known) {
    this.known = known;
    const sizes = known.sizes;
    this.pooled = sizes[0] > MAX_LISTED_INPUTS;
    const columns = [this.pooled ? 1 : sizes[0], ...sizes.slice(1)];
    const width = this.root.clientWidth || 500;
    const most = Math.max(...columns);
    const tallest = Math.max(300, Math.min(680, width * 0.95));
    const slot = Math.max(22 + LABEL_ROOM, Math.min(88 + LABEL_ROOM, tallest / most));
    const unit = Math.min(slot - LABEL_ROOM, (width / columns.length) * 0.5);
    const height = most * (unit + LABEL_ROOM) + 4;
    this.root.style.height = `${height}px`;
    this.center = (layer, i) => ({
      x: columns.length === 1 ? width / 2 : unit * 0.75 + (layer * (width - unit * 1.5)) / (columns.length - 1),
      y: ((i + 0.5) * height) / columns[layer] - LABEL_ROOM / 2 + 2,
    });
    this.unit = unit;
    const svg = svgElement('svg', { viewBox: `0 0 ${width} ${height}`, role: 'presentation' });
    this.edges = this.makeEdges(svg);
    this.inputs = columns[0] === 1 && this.pooled ? [this.makeInput('inputs', 0)]
      : known.inputNames.map((name, i) => this.makeInput(name, i));
    this.units = [];
    for (let layer = 1; layer < columns.length; layer++) {
      for (let i = 0; i < columns[layer]; i++) {
        this.units.push(this.makeUnit(layer - 1, i));
      }
    }
    this.root.replaceChildren(svg, ...this.inputs, ...this.units.map(({ button }) => button));
  }

  makeEdges(svg) {
    const { sizes } = this.known;
    const edges = [];
    const hits = svgElement('g', {});
    let parameter = 0;
    for (let layer = 1; layer < sizes.length; layer++) {
      for (let i = 0; i < sizes[layer]; i++) {
        const folded = layer === 1 && this.pooled;
        const sources = folded ? 1 : sizes[layer - 1];
        for (let j = 0; j < sources; j++) {
          const from = this.center(layer - 1, j);
          const to = this.center(layer, i);
          const middle = (from.x + to.x) / 2;
          const d = `M${from.x},${from.y}C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`;
          const line = svgElement('path', { d, class: 'edge' });
          svg.append(line);
          const first = parameter + i * sizes[layer - 1] + j;
          const edge = { line, first, count: folded ? sizes[0] : 1 };
          edges.push(edge);
          const hit = svgElement('path', { d, class: 'hit', 'data-parameter': first });
          hit.addEventListener('click', () => this.ask({ parameter: edge.strongest ?? first }));
          hit.append((edge.title = svgElement('title', {})));
          hits.append((edge.hit = hit));
        }
      }
      parameter += sizes[layer] * (sizes[layer - 1] + 1);
    }
    svg.append(hits);
    return edges;
  }

  placed(node, layer, i) {
    const { x, y } = this.center(layer, i);
    Object.assign(node.style, { left: `${x - this.unit / 2}px`, top: `${y - this.unit / 2}px`,
      width: `${this.unit}px`, height: `${this.unit}px` });
    return node;
  }

  makeInput(name, i) {
    return this.placed(element('div', 'unit input', element('canvas', ''), element('span', '', name)), 0, i);
  }

  makeUnit(layer, neuron) {
    const name = this.known.neuronNames[this.units.length];
    const canvas = element('canvas', '');
    const button = element('button', 'unit', canvas, element('span', '', name));
    button.type = 'button';
    button.dataset.unit = `${layer}.${neuron}`;
    button.addEventListener('click', () => this.ask({ layer, neuron }));
    const { sizes } = this.known;
    const before = sizes.slice(1, layer + 1).reduce((sum, size, i) => sum + size * (sizes[i] + 1), 0);
    const first = before + neuron * sizes[layer];
    return { button: this.placed(button, layer + 1, neuron), canvas, layer, neuron, name, first };
  }

  show(state, lines, chosen) {
    const values = lines === 'gradient' ? state.gradient : state.weights;
    const strength = this.edges.map(({ first, count }) => {
      const part = values.slice(first, first + count).map(Number);
      return count === 1 ? part[0] : Math.hypot(...part);
    });
    this.findStrongest(values);
    const most = Math.max(1e-300, ...strength.filter(Number.isFinite).map(Math.abs));
    this.edges.forEach((edge, i) => {
      const share = Math.abs(strength[i]) / most;
      edge.line.setAttribute('stroke', strength[i] < 0 ? 'var(--neg)' : 'var(--pos)');
      edge.line.setAttribute('stroke-width', (0.6 + EDGE_WIDTH * Math.sqrt(share) * 0.8).toFixed(2));
      edge.line.setAttribute('stroke-opacity', (0.15 + 0.75 * Math.sqrt(share)).toFixed(2));
      edge.line.setAttribute('stroke-dasharray', strength[i] < 0 ? '5 3' : 'none');
      const of = edge.count === 1 ? '' : `the strongest of ${edge.count}: `;
      const { strongest } = edge;
      edge.title.textContent = `${of}weight ${format(Number(state.weights[strongest]))}, gradient ${
        format(Number(state.gradient[strongest]))}`;
      edge.hit.classList.toggle('chosen',
        chosen?.parameter >= edge.first && chosen?.parameter < edge.first + edge.count);
    });
    this.units.forEach((unit, i) => this.showUnit(unit, i, state, chosen));
    this.showInputs();
  }

  /** A line stands for one weight, or for those of all inputs: a click asks for the strongest of them. */
  findStrongest(values) {
    for (const edge of this.edges) {
      edge.strongest = edge.first;
      for (let i = edge.first; i < edge.first + edge.count; i++) {
        if (Math.abs(values[i]) > Math.abs(values[edge.strongest])) {
          edge.strongest = i;
        }
      }
    }
  }

  showUnit({ button, canvas, layer, neuron, name, first }, i, state, chosen) {
    const health = state.units[i];
    const words = ['', ', dead: flat for every sample', ', nearly flat for every sample'][health];
    button.classList.toggle('dead', health === 1);
    button.classList.toggle('flat', health === 2);
    button.classList.toggle('chosen', chosen?.layer === layer && chosen?.neuron === neuron);
    button.setAttribute('aria-label', `neuron ${name}${words}`);
    button.title = `${name}${words}`;
    const heat = state.heat?.[i];
    if (heat) {
      const square = heat.length > 16;
      paintCells(canvas, heat, square ? 16 : heat.length, square ? 16 : 1, signedColor);
    } else {
      this.paintNumbers(canvas, state.weights.slice(first, first + this.known.sizes[layer]));
    }
  }

  /** The weights of a neuron, or the inputs of a sample, as an image: of many inputs there is no map. */
  paintNumbers(canvas, numbers) {
    const most = Math.max(1e-300, ...numbers.map((w) => Math.abs(w)));
    const n = Math.ceil(Math.sqrt(numbers.length));
    const text = Array.from({ length: n * n }, (_, i) => {
      const code = 35 + Math.round((((numbers[i] ?? 0) / most + 1) / 2) * SHADES);
      return String.fromCharCode(code < 92 ? code : code + 1);
    }).join('');
    paintCells(canvas, text, n, n, signedColor);
  }

  /** An input's own heat is its number. */
  showInputs() {
    if (this.known.ranges === undefined) {
      if (this.pooled && this.sample) {
        this.paintNumbers(this.inputs[0].querySelector('canvas'), this.sample.slice(0, -1));
      }
      return;
    }
    this.inputs.forEach((node, input) => {
      const [least, most] = this.known.ranges[input];
      const n = this.known.sizes[0] === 2 ? 16 : 1;
      let text = '';
      for (let i = 0; i < 16 * n; i++) {
        const share = input === 0 ? ((i % 16) + 0.5) / 16 : 1 - (Math.floor(i / 16) + 0.5) / 16;
        const value = (least + share * (most - least)) / Math.max(Math.abs(least), Math.abs(most));
        const code = 35 + Math.round(((value + 1) / 2) * SHADES);
        text += String.fromCharCode(code < 92 ? code : code + 1);
      }
      paintCells(node.querySelector('canvas'), text, 16, n, signedColor);
    });
  }
}

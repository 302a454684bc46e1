// The network at work on one sample: cards stay in place, numbers and connections change.

const THINNEST = 1.1;
const THICKEST = 5;
const ARROW_LENGTH = 9;
const ARROW_HALF_WIDTH = 3.8;

class Neurons {
  constructor(data, root) {
    this.data = data;
    // The drawing's tooltips show numbers of the last epoch.
    root.querySelectorAll('g[data-node] > title, desc').forEach((title) => title.remove());
    this.title = root.querySelector('title');
    this.nodes = data.nodes.map((node) => root.querySelector('#n' + node));
    this.edges = data.edges.map((id) => this.edge(root.querySelector('#' + id)));
  }

  edge(group) {
    const [line, head] = group.querySelectorAll('path');
    const [, x, y] = /^M([-\d.]+),([-\d.]+)/.exec(head.getAttribute('d'));
    const title = group.querySelector('title');
    const path = line.getAttribute('d').replace(/[-\d.]+,[-\d.]+$/, '');
    const name = title.textContent.replace(/: gradient .*/, '');
    return { line, head, path, x: Number(x), y: Number(y), title, name };
  }

  show(frame, epoch) {
    const { values, gradients, edges } = this.data.frames[frame];
    this.nodes.forEach((node, i) => {
      this.write(node, '.val', values[i]);
      this.write(node, '.grad', gradients[i]);
    });
    const greatest = Math.max(0, ...edges.map((gradient) => Math.abs(Number(gradient))).filter(Number.isFinite));
    edges.forEach((gradient, i) => this.connect(this.edges[i], gradient, greatest));
    this.title.textContent = `The network at epoch ${epoch}`;
  }

  write(node, selector, number) {
    const text = node.querySelector(selector);
    if (text) {
      text.textContent = number === null ? NOTHING : format(Number(number));
    }
  }

  /** As wide as the root of the gradient, solid for positive and dashed for negative ones. */
  connect(edge, gradient, greatest) {
    const amount = Number(gradient);
    const part = Math.abs(amount) / greatest;
    const width = Number.isFinite(part) ? THINNEST + (THICKEST - THINNEST) * Math.sqrt(part) : THINNEST;
    const kind = gradient === null || !(amount > 0 || amount < 0) ? '' : amount > 0 ? 'pos' : 'neg';
    const scale = 0.7 + 0.15 * width;
    const length = scale * ARROW_LENGTH;
    const half = scale * ARROW_HALF_WIDTH;
    edge.line.setAttribute('class', kind || 'wire');
    edge.line.setAttribute('stroke-width', width);
    edge.line.setAttribute('stroke-dasharray', kind === 'neg' ? '7 4' : 'none');
    edge.line.setAttribute('d', `${edge.path}${edge.x + 1 - length},${edge.y}`);
    edge.head.setAttribute('class', kind ? kind + '-end' : 'end');
    edge.head.setAttribute('d', `M${edge.x},${edge.y}l${-length},${-half}v${2 * half}Z`);
    edge.title.textContent = edge.name + (gradient === null ? '' : ': gradient ' + format(amount));
  }
}

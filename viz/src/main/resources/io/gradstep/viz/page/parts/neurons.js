// The network at work on one sample: cards stay in place, numbers and connections change.

class Neurons {
  constructor(data, root) {
    this.data = data;
    // The drawing's tooltips show numbers of the last epoch.
    root.querySelectorAll('g[data-node] > title, desc').forEach((title) => title.remove());
    this.title = root.querySelector('title');
    this.nodes = data.nodes.map((node) => root.querySelector('#n' + node));
    this.links = data.edges.map((id) => new Link(root.querySelector('#' + id)));
  }

  show(frame, moment) {
    const { values, gradients, edges } = this.data.frames[frame];
    this.nodes.forEach((node, i) => {
      this.write(node, '.val', values[i]);
      this.write(node, '.grad', gradients[i]);
    });
    Link.showAll(this.links, edges.map((gradient) => (gradient === null ? null : Number(gradient))));
    this.title.textContent = `The network at ${moment}`;
  }

  write(node, selector, number) {
    const text = node.querySelector(selector);
    if (text) {
      text.textContent = number === null ? NOTHING : format(Number(number));
    }
  }
}

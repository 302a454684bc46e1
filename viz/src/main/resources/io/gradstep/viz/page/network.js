// The parts of a network's picture besides numbers: connections that show when their gradients are known, and cards
// that open their neuron's circuit.

const NORM = /, \|grad\| .*/;

class Network {
  constructor(calculation, root) {
    this.calculation = calculation;
    this.pictures = [];
    this.links = [...root.querySelectorAll('[data-link]')].map((link) => {
      const from = link.dataset.link.split(' ')[0];
      link.querySelector('title')?.remove();
      return { link, nodes: nodesIn(root.querySelector(from === 'i' ? '#inputs' : '#g' + from)) };
    });
    this.notes = [...root.querySelectorAll('.neuron > .alias')].map((note) => ({ note, text: note.textContent }));
    const dialogs = document.querySelectorAll('dialog[data-neuron]');
    if (dialogs.length > 0) {
      // An image has no buttons in it.
      root.setAttribute('role', 'group');
      dialogs.forEach((dialog) => this.connect(dialog, root.querySelector('#' + dialog.dataset.neuron)));
    }
  }

  connect(dialog, card) {
    card.setAttribute('tabindex', '0');
    card.setAttribute('role', 'button');
    card.setAttribute('aria-label', dialog.getAttribute('aria-label'));
    card.setAttribute('aria-haspopup', 'dialog');
    card.addEventListener('click', () => this.open(dialog));
    card.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        event.stopPropagation();
        this.open(dialog);
      }
    });
    dialog.querySelector('button').addEventListener('click', () => dialog.close());
    // A click beside it closes it too.
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  }

  open(dialog) {
    dialog.showModal();
    if (!dialog.dataset.live) {
      // Not earlier: hidden elements have no size.
      dialog.dataset.live = 'yes';
      this.pictures.push(new Picture(this.calculation, dialog.querySelector('svg'), dialog.dataset.neuron + '-'));
    }
    this.show(this.step, this.known);
  }

  show(step, known) {
    this.step = step;
    this.known = known;
    const { calculation } = this;
    const done = step.kind === 'done';
    for (const { link, nodes } of this.links) {
      const all = nodes.length > 0 ? nodes.every((node) => calculation.isComplete(node, known)) : done;
      link.classList.toggle('unknown', calculation.changed || !all);
    }
    for (const { note, text } of this.notes) {
      note.textContent = done && !calculation.changed ? text : text.replace(NORM, '');
    }
    this.pictures.forEach((picture) => picture.show(step, known));
  }
}

const nodesIn = (card) => [...(card?.querySelectorAll('[data-node]') ?? [])].map((row) => Number(row.dataset.node));

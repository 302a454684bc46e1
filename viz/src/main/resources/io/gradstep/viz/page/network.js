// The parts of a network's picture besides numbers: connections that show the gradients known so far, and cards that
// open their neuron's circuit.

const NORM = /; \|grad\| .*/;

class Network {
  /** Takes the number of each node's card; it is negative for nodes of the card of inputs. */
  constructor(calculation, root, owners) {
    this.calculation = calculation;
    this.pictures = [];
    this.links = [...root.querySelectorAll('[data-link]')].map((group) => new Link(group));
    const parts = this.partsByLink(owners);
    this.parts = this.links.map((link) => parts.get(link.group.dataset.link) ?? []);
    this.notes = [...root.querySelectorAll('.neuron > .alias')].map((note) => ({
      note,
      text: note.textContent.replace(NORM, ''),
      // Only the note of a card's leaves tells the length of their gradient.
      leaves: NORM.test(note.textContent) ? this.leavesOf(owners, Number(note.parentNode.id.slice(1))) : [],
    }));
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

  leavesOf(owners, card) {
    return this.calculation.leaves.map((leaf) => leaf.index).filter((leaf) => owners[leaf] === card);
  }

  /** The contributions that flow back through each link. */
  partsByLink(owners) {
    const parts = new Map();
    this.calculation.contributions.forEach(({ node, operand }, i) => {
      const [from, to] = [owners[operand], owners[node]];
      const within = from === to || (!this.calculation.nodes[operand].op && from >= 0);
      if (!within) {
        const link = `${from < 0 ? 'i' : from} ${to}`;
        parts.set(link, parts.get(link) ?? []).get(link).push(i);
      }
    });
    return parts;
  }

  show(step, known) {
    this.step = step;
    this.known = known;
    const { contributions, gradients } = this.calculation;
    Link.showAll(this.links, this.parts.map((parts) => {
      const made = parts.map((i) => contributions[i]).filter((c) => c.reached);
      const complete = made.length > 0 && parts.at(-1) < known.made;
      return complete ? made.reduce((sum, c) => sum + c.amount, 0) : null;
    }));
    for (const { note, text, leaves } of this.notes) {
      const squares = leaves.reduce((sum, leaf) => sum + gradients[leaf] ** 2, 0);
      const complete = step.kind === 'done' || leaves.every((leaf) => this.calculation.isComplete(leaf, known));
      note.textContent = text + (leaves.length > 0 && complete ? `; |grad| ${format(Math.sqrt(squares))}` : '');
    }
    this.pictures.forEach((picture) => picture.show(step, known));
  }
}

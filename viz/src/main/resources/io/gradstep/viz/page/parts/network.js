// The parts of a network's picture besides numbers: connections that show the gradients known so far.

const NORM = /; \|grad\| .*/;

class Network {
  /** Takes the number of each node's card; it is negative for nodes of the card of inputs. */
  constructor(calculation, root, owners) {
    this.calculation = calculation;
    this.links = [...root.querySelectorAll('[data-link]')].map((group) => new Link(group));
    const parts = this.partsByLink(owners);
    this.parts = this.links.map((link) => parts.get(link.group.dataset.link) ?? []);
    this.notes = [...root.querySelectorAll('.neuron > .alias')].map((note) => ({
      note,
      text: note.textContent.replace(NORM, ''),
      // Only the note of a card's leaves tells the length of their gradient.
      leaves: NORM.test(note.textContent) ? this.leavesOf(owners, Number(note.parentNode.id.slice(1))) : [],
    }));
    this.dialogs = new Dialogs(calculation, root);
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
    const { contributions, gradients } = this.calculation;
    Link.showAll(this.links, this.parts.map((parts) => {
      const reached = parts.filter((i) => contributions[i].reached);
      const complete = reached.length > 0 && reached.at(-1) < known.made;
      return complete ? reached.reduce((sum, i) => sum + contributions[i].amount, 0) : null;
    }));
    for (const { note, text, leaves } of this.notes) {
      const squares = leaves.reduce((sum, leaf) => sum + gradients[leaf] ** 2, 0);
      const complete = step.kind === 'done' || leaves.every((leaf) => this.calculation.isComplete(leaf, known));
      note.textContent = text + (leaves.length > 0 && complete ? `; |grad| ${format(Math.sqrt(squares))}` : '');
    }
    this.dialogs.show(step, known);
  }
}

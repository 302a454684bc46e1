// The folded parts of a circuit: what flows back into each part is written at its wires, and its box opens the part.

class Folded {
  /** Takes the head of each node's part, which is negative for nodes in none. */
  constructor(calculation, picture, heads) {
    this.calculation = calculation;
    this.picture = picture;
    this.wires = [...picture.root.querySelectorAll('[data-folded]')].map((wire) => {
      const [from, to] = wire.dataset.folded.split(' ').map(Number);
      const isPart = (c) => c.operand === from && heads[c.node] === to;
      const parts = calculation.contributions.flatMap((c, i) => (isPart(c) ? [i] : []));
      picture.prepareEdge(wire);
      return { wire, parts };
    });
    this.dialogs = new Dialogs(calculation, picture.root);
  }

  show(step, known) {
    const { contributions } = this.calculation;
    for (const { wire, parts } of this.wires) {
      const reached = parts.filter((i) => contributions[i].reached);
      const complete = known.made > (reached.at(-1) ?? contributions.length - 1);
      const amount = parts.reduce((sum, i) => sum + contributions[i].amount, 0);
      this.picture.writeMark(wire, { amount }, complete);
      wire.classList.toggle('on', step.kind === 'backward' && parts.includes(step.contribution));
    }
    this.dialogs.show(step, known);
  }
}

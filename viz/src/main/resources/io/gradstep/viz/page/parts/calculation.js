// The recorded calculation, and the same with other leaves.

/** Numbers that JSON lacks are written as words. */
const numberOf = (json) => (typeof json === 'string' ? Number(json) : json);

class Calculation {
  constructor(data) {
    this.data = data;
    this.output = data.nodes.length - 1;
    this.gates = data.gates;
    this.nodes = data.nodes.map((node, index) => ({ ...node, index, operands: node.operands ?? [] }));
    this.values = data.nodes.map((node) => numberOf(node.value));
    this.legend = data.legend;
    this.contributions = data.backward.map(([node, position, local, symbol, formula]) => ({
      node,
      position,
      operand: data.nodes[node].operands[position],
      local: numberOf(local),
      symbol,
      localText: formula ? `${symbol} = ${formula}` : symbol,
    }));
    this.leaves = this.nodes.filter((node) => node.leaf);
    // A gate of the user's own can be shown, but only Java can compute it.
    this.computable = this.nodes.every((node) => !node.op || Object.hasOwn(OPS, node.op));
    this.recorded = [...this.values];
    this.changed = false;
    this.propagate();
  }

  /** As in the trace: a gate that only branches not taken use passes nothing, until other leaves open them. */
  listSteps() {
    const forward = this.nodes.filter((node) => node.op).map((node) => ({ kind: 'forward', node: node.index }));
    const backward = this.contributions.flatMap((c, i) =>
      c.reached ? [{ kind: 'backward', contribution: i, node: c.node }] : []);
    const seed = this.takesGradient(this.output) ? [{ kind: 'seed', node: this.output }] : [];
    return [{ kind: 'start' }, { kind: 'leaves' }, ...forward, ...seed, ...backward, { kind: 'done' }];
  }

  takesGradient(node) {
    return !this.nodes[node].constant;
  }

  /** A node's name; a nameless constant is its number. */
  name(node) {
    return this.nodes[node].name ?? format(this.values[node]);
  }

  operandValues(node, values = this.values) {
    return this.nodes[node].operands.map((operand) => values[operand]);
  }

  /** Changes a leaf and computes everything anew. */
  change(leaf, value) {
    this.values[leaf] = value;
    this.values = this.forward(this.values);
    for (const c of this.contributions) {
      c.local = OPS[this.nodes[c.node].op].local(c.position, this.operandValues(c.node), this.values[c.node]);
    }
    this.changed = this.leaves.some(({ index }) => !Object.is(this.values[index], this.recorded[index]));
    this.propagate();
  }

  /** Whether nothing will be added to a node's gradient any more: it is ∂output/∂node then, and a part of it before. */
  isComplete(node, known) {
    return known.gradients[node] !== null && known.made > this.last[node];
  }

  /** The summands of a node's gradient. */
  partsOf(node) {
    return this.contributions.filter((c) => c.operand === node);
  }

  /** All values, given those of the leaves and of the op that is kept. */
  forward(values, kept) {
    const all = [...values];
    for (const node of this.nodes) {
      if (node.op && node.op !== kept) {
        all[node.index] = OPS[node.op].value(this.operandValues(node.index, all));
      }
    }
    return all;
  }

  /** The chain rule, contribution by contribution. */
  propagate() {
    this.branches = this.nodes.map(() => 0);
    this.last = this.nodes.map(() => -1);
    this.gradients = this.nodes.map(() => 0);
    const reached = this.nodes.map((node) => node.index === this.output);
    if (this.takesGradient(this.output)) {
      this.gradients[this.output] = 1;
    }
    this.contributions.forEach((c, i) => {
      c.upstream = this.gradients[c.node];
      c.reached = reached[c.node];
      // The branches not taken of a where, and its condition, receive nothing at all.
      c.flows = c.reached && !(this.nodes[c.node].op === 'where' && c.local === 0);
      reached[c.operand] ||= c.flows;
      c.amount = c.flows ? c.upstream * c.local : 0;
      c.before = this.gradients[c.operand];
      if (c.reached) {
        c.part = ++this.branches[c.operand];
        this.last[c.operand] = i;
      }
      this.gradients[c.operand] += c.amount;
      c.after = this.gradients[c.operand];
    });
    for (const c of this.contributions) {
      c.parts = this.branches[c.operand];
    }
    this.steps = this.listSteps();
  }

  /** The state after a step: values, gradients and the branches in them by node, and the number of contributions. */
  knownAfter(step) {
    const values = this.nodes.map((node) => (step >= 1 && !node.op ? this.values[node.index] : null));
    const gradients = this.nodes.map(() => null);
    const branches = this.nodes.map(() => 0);
    let made = 0;
    for (const { kind, node, contribution } of this.steps.slice(0, step + 1)) {
      if (kind === 'forward') {
        values[node] = this.values[node];
      } else if (kind === 'seed') {
        gradients[node] = 1;
      } else if (kind === 'backward') {
        const c = this.contributions[contribution];
        gradients[c.operand] = c.after;
        branches[c.operand] = c.part;
        made = contribution + 1;
      } else if (kind === 'done') {
        // A value that receives no gradient has the gradient 0.
        this.nodes.filter((one) => !one.constant).forEach((one) => (gradients[one.index] ??= 0));
        made = this.contributions.length;
      }
    }
    return { values, gradients, branches, made };
  }

  /** Compares a leaf's gradient with difference quotients of the output. */
  check(leaf) {
    const outputAt = (value) => {
      const values = [...this.values];
      values[leaf] = value;
      return this.forward(values, 'detach')[this.output];
    };
    return checkSlope(outputAt, this.values[leaf], this.gradients[leaf]);
  }

  /** Where upstream × local first becomes infinite or NaN, and where an infinity first becomes NaN. */
  nonFinite() {
    const found = [];
    for (const c of this.contributions) {
      const spoiled = Number.isNaN(c.after) && !Number.isNaN(c.before) && !Number.isNaN(c.upstream);
      const first = found.length === 0 && !Number.isFinite(c.after);
      if ((first || spoiled) && Number.isFinite(this.values[c.operand])) {
        found.push(c);
        if (spoiled) {
          break;
        }
      }
    }
    return found;
  }
}

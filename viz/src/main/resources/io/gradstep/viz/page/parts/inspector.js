// What a click on a gate or a leaf tells, as far as it is computed: the gate's rule and numbers, the leaf's paths to
// the output, and the way to their steps.

class Inspector {
  constructor(stepper) {
    this.stepper = stepper;
    const { calculation, picture } = stepper;
    picture.groups.forEach((group, node) => {
      // A card that opens its neuron's circuit does so.
      if (group && !group.closest('[role=button]') && !calculation.nodes[node].constant) {
        group.classList.add('opens');
        const kind = calculation.nodes[node].op ? 'gate' : 'leaf';
        asButton(group, `${kind} ${calculation.name(node)}`, () => this.open(node));
      }
    });
  }

  open(node) {
    const { stepper } = this;
    stepper.pause();
    const { calculation, panel, known } = stepper;
    const gate = calculation.gates[calculation.nodes[node].op];
    const name = panel.name(node);
    const rows = gate ? this.gateRows(node, known) : [];
    const complete = calculation.isComplete(node, known) || (!gate && stepper.at === stepper.last);
    const value = known.values[node] === null ? [] : [['value', ...this.value(node)]];
    const gradient = complete
      ? [['gradient', panel.slope(calculation.output, node) + ' = ',
        element('b', 'grad', format(calculation.gradients[node]))]]
      : [];
    panel.write({
      phase: gate ? 'Gate' : 'Leaf',
      title: gate ? `The ${gate.symbol} gate ${name}` : name,
      rows: [...value, ...rows, ...gradient],
      words: gate ? [gate.rule] : [],
      speech: gate ? gate.rule : '',
    });
    panel.root.append(...(gate ? [] : this.paths(node, complete)), this.buttons(node));
    stepper.lecture.fit();
  }

  value(node) {
    const { calculation, panel } = this.stepper;
    const number = element('b', 'val', format(calculation.values[node]));
    return calculation.nodes[node].op
      ? panel.forward({ node }).rows[0].slice(1)
      : [panel.name(node) + ' = ', number];
  }

  /** Each local derivative as a formula, and with its numbers once they are used. */
  gateRows(node, known) {
    return this.stepper.calculation.contributions.flatMap((c, i) => {
      const made = i < known.made ? ` = ${format(c.local)}, times upstream ${factor(c.upstream)} = ` : '';
      return c.node !== node ? [] : [['local', c.localText + made, element('b', 'grad', made ? format(c.amount) : '')]];
    });
  }

  paths(leaf, complete) {
    const { calculation, panel } = this.stepper;
    const { count, best } = new Paths(calculation).nodes[leaf];
    const [from, to] = [panel.name(leaf), panel.name(calculation.output)];
    if (count === 0) {
      return [element('p', 'words', `No path leads from ${from} to ${to}.`)];
    }
    const some = count > best.length ? `; the ${best.length} largest of them` : '';
    const shown = best.map((path) => this.path(leaf, path, complete));
    const sum = new RoundedSum(calculation.gradients[leaf], best.map(({ product }) => product));
    const slope = panel.slope(calculation.output, leaf);
    const relation = count === best.length ? sum.relation : '=';
    const parts = count === best.length ? total(best.map(({ product }) => sum.format(product)))
      : `sum of all ${Paths.countOf(count)}`;
    const each = count > 1 ? ', each the product of its locals' : ', the product of its locals';
    return [
      element('p', 'words', `${Paths.countOf(count)} to ${to}${some}${complete ? each : ''}:`),
      element('div', 'paths', ...shown),
      ...(complete && count > 1
        ? [element('p', 'words', `${slope} = ${parts} ${relation} ${format(calculation.gradients[leaf])}`)]
        : []),
    ];
  }

  /** A path, which is marked in the picture by a click. */
  path(leaf, path, complete) {
    const { panel, picture } = this.stepper;
    const along = Paths.along(path);
    const names = [leaf, ...along.map((c) => c.node)].map((node) => panel.name(node));
    const locals = along.length === 0 ? '1' : Paths.cut(along.map((c) => factor(c.local)), ' · ');
    const product = complete ? `: ${locals}${along.length > 1 ? ' = ' + format(path.product) : ''}` : '';
    const button = element('button', '', Paths.cut(names, ' → ') + product);
    button.addEventListener('click', () => picture.mark(along));
    return button;
  }

  buttons(node) {
    const { stepper } = this;
    const { calculation } = stepper;
    const all = [];
    const jump = (text, find) => {
      const step = calculation.steps.findIndex(find);
      if (step >= 0) {
        all.push([text, () => stepper.turn(step)]);
      }
    };
    jump('Its forward step', (step) => step.kind === 'forward' && step.node === node);
    jump('Its backward step', (step) => step.kind === 'backward' && step.node === node);
    jump('Its gradient', (step) => step.contribution === calculation.last[node] && step.kind === 'backward');
    all.push(...this.derivatives([node]));
    all.push(['Back', () => stepper.show()]);
    return this.row(all);
  }

  row(actions) {
    return element('p', 'jumps', ...actions.map(([text, action]) => {
      const button = element('button', '', text);
      button.addEventListener('click', action);
      return button;
    }));
  }

  /** What opens derivatives as circuits of their own, where the page has an engine that builds them. */
  derivatives(nodes) {
    const { calculation, panel, address } = this.stepper;
    return nodes
      .map((node) => [`${panel.slope(calculation.output, node)} as a circuit`, address.derivative?.(node)])
      .filter(([, action]) => action);
  }
}

// The drawing: it shows what is known after a step, and highlights the step's subject.

const FOCUS_PADDING = 6;
const BESIDE_TEXT = 18;
const MARK_PADDING = 7;
const BACK_LENGTH = 12;
const BACK_WIDTH = 5;

/** Behind a gradient to which branches will add. */
const MORE = ' + …';

/** As in Java's cards. */
const MAX_PARTS = 4;

class Picture {
  /** Ids in the drawing may have a prefix. */
  constructor(calculation, root, prefix = '') {
    this.calculation = calculation;
    this.frame = root.parentElement;
    this.root = root;
    // Description and tooltips tell the final numbers, which would spoil the steps; show() writes tooltips of its own.
    root.querySelectorAll('desc, [data-node] > title, [data-edge] > title').forEach((title) => title.remove());
    root.querySelector('title').textContent = 'Computation graph of ' + calculation.name(calculation.output);
    this.groups = calculation.nodes.map((node) => root.querySelector(`#${prefix}n${node.index}`));
    this.tooltips = this.groups.map((group) => group && group.insertBefore(svgElement('title', {}), group.firstChild));
    this.groups.forEach((group, node) => group && this.prepareNode(group, node));
    this.edges = calculation.contributions.map((c) => root.querySelector(`#${prefix}e${c.node}_${c.position}`));
    // In cards, wires are as wide as their contributions; those of constants, which have none, stay thin.
    const wide = root.querySelector('.card') ? [...root.querySelectorAll('[data-edge]')] : [];
    const links = new Map(wide.map((edge) => [edge, new Link(edge)]));
    Link.showAll([...links.values()], wide.map(() => null));
    this.links = this.edges.map((edge) => links.get(edge));
    this.edges.forEach((edge) => edge && this.prepareEdge(edge));
    this.shown = false;
    root.classList.add('live');
  }

  /** A box behind the numbers of a node, which is seen when the node is in focus. */
  prepareNode(group, node) {
    group.dataset.name ??= this.calculation.name(node);
    const numbers = [...group.querySelectorAll(':scope > .val, :scope > .grad')];
    if (numbers.length === 0) {
      return;
    }
    const boxes = numbers.map((number) => number.getBBox());
    const left = Math.min(...boxes.map((box) => box.x));
    const right = Math.max(...boxes.map((box) => box.x + box.width));
    const top = Math.min(...boxes.map((box) => box.y));
    const bottom = Math.max(...boxes.map((box) => box.y + box.height));
    const card = group.querySelector(':scope > .card');
    const alias = card ? null : group.querySelector('.alias');
    const wire = group.querySelector('.wire, .faint');
    const beside = alias ? alias.getBBox().width : 0;
    // The two numbers of a card stand in the middles of neighbouring cells.
    const middles = boxes.map((box) => box.x + box.width / 2);
    const cell = wire ? wire.getBBox().width - beside : middles[middles.length - 1] - middles[0];
    const room = cell - BESIDE_TEXT / 2;
    numbers.forEach((number, i) => (number.dataset.room = Math.max(boxes[i].width, room)));
    if (!card) {
      // As wide for short numbers as for ordinary ones, but not over the name beside them.
      const middle = (left + right) / 2;
      const most = alias ? middle - alias.getBBox().x - beside - 2 : Infinity;
      const half = Math.min(most, FOCUS_PADDING + Math.max(20, (right - left) / 2));
      const height = bottom - top + FOCUS_PADDING;
      const place = { x: middle - half, y: top - FOCUS_PADDING / 2, width: 2 * half, height, rx: 5 };
      group.prepend(svgElement('rect', { class: 'focus', ...place }));
    }
  }

  /** The head of an arrow against the wire's direction, at its beginning, which is seen while a gradient passes. */
  prepareEdge(edge) {
    const wire = edge.querySelector('.wire');
    if (wire) {
      const { x, y } = wire.getPointAtLength(0);
      const d = `M${x},${y}l${BACK_LENGTH},${-BACK_WIDTH}v${2 * BACK_WIDTH}z`;
      edge.append(svgElement('path', { class: 'back', d }));
    }
  }

  show(step, known) {
    const focus = this.inFocus(step);
    const { contributions } = this.calculation;
    this.mark([]);
    this.groups.forEach((group, node) => {
      if (group) {
        group.classList.toggle('on', focus.nodes.includes(node));
        group.classList.toggle('active', focus.gate === node);
        const complete = this.calculation.isComplete(node, known);
        const [value, gradient] = [known.values[node], known.gradients[node]];
        this.write(group, '.val', value === null ? '' : format(value));
        const sum = this.writeSum(group, node, complete);
        this.write(group, '.grad', gradient === null ? '' : sum?.format(gradient)
          ?? format(gradient) + (complete ? '' : MORE));
        this.writeTooltip(node, value, complete ? gradient : null);
        // A cell has the colour of the recorded gradient.
        group.classList.toggle('unknown', this.calculation.changed || !complete);
      }
    });
    this.edges.forEach((edge, i) => {
      if (edge) {
        edge.classList.toggle('on', focus.contribution === i);
        this.writeMark(edge, contributions[i], i < known.made);
      }
    });
    Link.showAll(this.links, contributions.map((c, i) => (i < known.made ? c.amount : null)));
    // The numbers at a scale of colours are final ones.
    this.root.classList.toggle('done', step.kind === 'done' && !this.calculation.changed);
    const subject = focus.gate ?? focus.nodes[0];
    const card = this.showCard(step.node);
    this.scrollTo(this.groups[subject] ?? card);
  }

  /** Marks the card of a network that a node is in, which may have no row there, and returns it. */
  showCard(node) {
    const number = this.calculation.data.owners?.[node];
    this.card?.classList.remove('on', 'active');
    this.card = number === undefined ? null : this.root.querySelector(number < 0 ? '#inputs' : '#g' + number);
    this.card?.classList.add('on', 'active');
    return this.card;
  }

  /** Marks the wires of a path, until the next step. */
  mark(path) {
    this.edges.forEach((edge, i) => edge?.classList.toggle('via', path.includes(this.calculation.contributions[i])));
  }

  inFocus(step) {
    const { kind, node, contribution } = step;
    const { nodes, contributions, data } = this.calculation;
    // A gate in a folded part is seen as the part's box.
    const seen = (one) => (this.groups[one] || !(data.folded?.[one] >= 0) ? one : data.folded[one]);
    if (kind === 'forward') {
      return { gate: seen(node), nodes: [node, ...nodes[node].operands].map(seen) };
    }
    if (kind === 'seed') {
      return { nodes: [node] };
    }
    if (kind === 'backward') {
      return { gate: seen(node), nodes: [node, contributions[contribution].operand].map(seen), contribution };
    }
    return { nodes: kind === 'leaves' ? this.calculation.leaves.map((leaf) => leaf.index) : [] };
  }

  write(group, selector, shown) {
    const text = group.querySelector(':scope > ' + selector);
    if (text && put(text, shown)) {
      this.fit(text);
    }
  }

  /** A node's name and what is known of it. */
  writeTooltip(node, value, gradient) {
    const tooltip = this.tooltips[node];
    if (tooltip) {
      const known = value === null ? '' : ' = ' + format(value);
      const name = this.calculation.nodes[node].name;
      const text = (name ? name + known : 'constant' + known)
        + (gradient === null ? '' : ` (gradient ${format(gradient)})`);
      put(tooltip, text);
    }
  }

  /** Squeezes a number that is longer than its space in the drawing. */
  fit(text) {
    text.removeAttribute('textLength');
    const room = Number(text.dataset.room);
    if (room > 0 && text.textContent && text.getComputedTextLength() > room) {
      text.setAttribute('textLength', room);
      text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
    }
  }

  /** The contribution of a branch of a wire; in cards, the local derivative too. */
  writeMark(edge, c, made) {
    const amount = edge.querySelector('.grad');
    edge.classList.toggle('made', made);
    const local = edge.querySelector('.local');
    const written = [
      local && put(local, made ? '× ' + format(c.local) : ''),
      amount && put(amount, made ? (local ? '→ ' : '') + format(c.amount) : ''),
    ];
    if (written.includes(true)) {
      this.widen(edge.querySelector('.paper'), local ?? amount, amount);
    }
  }

  /** Makes the ground of a mark as wide as its text. */
  widen(ground, first, last) {
    if (!ground || !last.textContent) {
      return;
    }
    const from = first.getBBox();
    if (first !== last) {
      last.setAttribute('x', from.x + from.width + 5);
    }
    const to = last.getBBox();
    const width = to.x + to.width - from.x;
    ground.setAttribute('x', from.x - MARK_PADDING);
    ground.setAttribute('width', width + 2 * MARK_PADDING);
  }

  /** The parts of a gradient, once all are known; returns the digits with which they add up to it. */
  writeSum(group, node, complete) {
    const text = group.querySelector(':scope > .sum');
    if (!text) {
      return null;
    }
    const amounts = this.calculation.partsOf(node).map((c) => c.amount);
    const cut = amounts.length > MAX_PARTS;
    const sum = new RoundedSum(this.calculation.gradients[node], cut ? [this.calculation.gradients[node]] : amounts);
    const shown = amounts.slice(0, MAX_PARTS).map((amount) => sum.format(amount));
    const more = cut ? ` + … (${amounts.length} branches)` : '';
    put(text, complete ? `${sum.relation} ${total(shown)}${more}` : '');
    return complete ? sum : null;
  }

  /** Brings a gate or a card into view where the drawing is wider than the screen. */
  scrollTo(group) {
    const frame = this.frame;
    if (group && (frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight)) {
      const still = !this.shown || matchMedia('(prefers-reduced-motion: reduce)').matches;
      intoView(frame, group, still ? 'auto' : 'smooth');
    }
    this.shown = true;
  }
}

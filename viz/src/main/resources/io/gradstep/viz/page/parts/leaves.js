// The table of leaves: their values can be changed, and at the end central differences check each gradient.

const CHECKED = {
  agrees: ['✓ ', 'nudging this leaf changes the output as the gradient predicts'],
  kink: [
    'kink, ',
    'the output has a kink here: its left and right slopes differ, and the gradient is one of them or between',
  ],
  differs: ['≠ ', 'nudging this leaf does not change the output as the gradient predicts'],
  open: ['? ', 'inconclusive: the output jumps here, is not finite, or changes no more than its rounding error'],
};

class Leaves {
  constructor(calculation, body, onChange) {
    this.calculation = calculation;
    this.rows = calculation.leaves.map((leaf) => this.row(leaf, onChange));
    body.replaceChildren(...this.rows.map((row) => row.element));
  }

  row(leaf, onChange) {
    const name = this.calculation.name(leaf.index);
    const input = element('input', 'val');
    input.type = 'text';
    input.inputMode = 'text';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.value = exact(this.calculation.values[leaf.index]);
    input.disabled = !this.calculation.computable;
    input.setAttribute('aria-label', 'value of ' + name);
    const gradient = element('td', 'grad');
    const check = element('td', 'check');
    const message = element('span', 'message');
    message.setAttribute('role', 'alert');
    const update = () => {
      const value = parse(input.value);
      input.setAttribute('aria-invalid', value === null);
      message.textContent = value === null ? 'enter a number' : '';
      if (value !== null && !Object.is(value, this.calculation.values[leaf.index])) {
        onChange(leaf.index, value);
      }
    };
    input.addEventListener('input', update);
    const th = element('th', '', name);
    th.scope = 'row';
    const row = element('tr', '', th, element('td', '', input, message), gradient, check);
    return { leaf: leaf.index, input, gradient, check, element: row };
  }

  /** Changes a leaf as its reader would. */
  set(leaf, value) {
    const { input } = this.rows.find((row) => row.leaf === leaf);
    input.value = exact(value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  show(step, known) {
    const done = step.kind === 'done';
    for (const row of this.rows) {
      const gradient = known.gradients[row.leaf];
      row.gradient.textContent = gradient === null ? NOTHING : this.gradientText(row.leaf, gradient, known);
      row.check.className = 'check';
      row.check.title = '';
      row.check.textContent = NOTHING;
      if (done && this.calculation.computable) {
        this.check(row, gradient);
      }
    }
  }

  /** A gradient, or its sum so far. */
  gradientText(leaf, gradient, known) {
    if (this.calculation.isComplete(leaf, known)) {
      return format(gradient);
    }
    return `${SO_FAR}${format(gradient)} ${branchOf(known.branches[leaf], this.calculation.branches[leaf])}`;
  }

  check(row, gradient) {
    const { verdict, slope } = this.calculation.check(row.leaf);
    const [mark, title] = CHECKED[verdict];
    const scale = Math.max(1, Math.abs(slope), Math.abs(gradient));
    row.check.textContent = mark + (Number.isNaN(slope) ? '' : format(this.rounded(slope, scale)));
    row.check.classList.add(verdict);
    row.check.title = title;
  }

  /** Without the rounding errors of a difference. */
  rounded(slope, scale) {
    const unit = 1e-7 * scale;
    return Math.abs(slope) < unit ? 0 : slope;
  }
}

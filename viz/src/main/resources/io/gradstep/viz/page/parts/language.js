// Opens a weight: what each position contributes to its gradient.

const SIDE = 11;

class WeightViewer {
  constructor(data) {
    this.tokens = data.tokens;
    this.all = data.weights;
    this.select = byId('weights');
    this.row = byId('row');
    this.column = byId('column');
    this.all.forEach((weights, i) => {
      const option = element('option', '', weights.name);
      option.value = i;
      this.select.append(option);
    });
    this.select.addEventListener('change', () => this.show());
    this.row.addEventListener('input', () => this.open());
    this.column.addEventListener('input', () => this.open());
    if (this.all.length > 0) {
      this.show();
    }
  }

  show() {
    this.weights = this.all[this.select.value];
    const numbers = this.weights.numbers;
    const greatest = Math.max(...numbers.map((row) => Math.max(...row.map(Math.abs)))) || 1;
    const width = numbers[0].length;
    const picture = svgElement('svg', {
      width: width * SIDE, height: numbers.length * SIDE, role: 'img',
        'aria-label': `the numbers of ${this.weights.name}`,
    });
    this.cells = numbers.map((row, i) => row.map((number, j) => {
      const cell = svgElement('rect', {
        x: j * SIDE, y: i * SIDE, width: SIDE - 1, height: SIDE - 1, class: number < 0 ? 'minus' : 'plus',
        'fill-opacity': Math.abs(number) / greatest,
      });
      cell.addEventListener('click', () => {
        this.row.value = i;
        this.column.value = j;
        this.open();
      });
      picture.append(cell);
      return cell;
    }));
    byId('grid').replaceChildren(picture);
    this.row.max = numbers.length - 1;
    this.column.max = width - 1;
    this.row.value = Math.min(this.row.value, numbers.length - 1);
    this.column.value = Math.min(this.column.value, width - 1);
    this.open();
  }

  open() {
    const { name, numbers, inputs, upstream, rows, table } = this.weights;
    const i = Math.trunc(Number(this.row.value));
    const j = Math.trunc(Number(this.column.value));
    if (!(numbers[i] && j in numbers[i])) {
      return;
    }
    document.querySelectorAll('.chosen').forEach((cell) => cell.classList.remove('chosen'));
    this.cells[i][j].classList.add('chosen');
    const head = element('tr', '', ...['position', 'reads', 'upstream', 'local', 'contribution']
      .map((word) => element('th', '', word)));
    const read = this.tokens.map((token, t) => t).filter((t) => !table || rows[t] === i);
    const terms = read.map((t) => [table ? upstream[t][j] : upstream[t][i], table ? 1 : inputs[t][j]]);
    const parts = terms.map(([above, local]) => above * local);
    const gradient = parts.reduce((sum, part) => sum + part, 0);
    const rounding = new RoundedSum(gradient, parts);
    const body = element('tbody', '', ...read.map((t, k) =>
      element('tr', '', ...[String(t), this.tokens[t], ...terms[k].map(format), rounding.format(parts[k])]
        .map((word) => element('td', '', word)))));
    const rule = table
      ? `The row is added to another vector, so the local derivative of each of its numbers is 1.`
      : `y${i} = Σ w[${i},k]·x[k], so the local derivative ∂y${i}/∂w[${i},${j}] is x[${j}].`;
    byId('opened').replaceChildren(
      element('p', '', `${name}[${i},${j}] = ${format(numbers[i][j])}. ${rule}`),
      element('table', '', element('thead', '', head), body),
      element('p', '', `gradient = sum of upstream × local ${rounding.relation} ${rounding.format(gradient)}`));
  }
}

const viewer = new WeightViewer(JSON.parse(byId('data').textContent));
document.documentElement.classList.add('js');

// The lab: a right backward pass and one with a mistake, move by move, each beside its code.

const BETWEEN_MOVES = 1400;

/** A calculation whose gradients are what a pass has made of them, wrong ones too. */
class PassCalculation extends Calculation {
  isComplete() {
    return true;
  }
}

/** One of both passes: its moves, picture and code. */
class Pass {
  constructor(data, section, prefix) {
    this.calculation = new PassCalculation(data);
    this.section = section;
    this.picture = new Picture(this.calculation, section.querySelector('svg'), prefix);
  }

  set(moves, code, other) {
    this.moves = moves;
    const lines = code.map(([text]) => element('span', other.some(([line]) => line === text) ? '' : 'differs', text));
    this.code = code;
    this.lines = lines;
    this.section.querySelector('.code').replaceChildren(...lines);
  }

  /** The gradients after some moves; null for a node that has none yet. */
  gradientsAfter(count) {
    const { nodes } = this.calculation;
    const gradients = nodes.map(() => null);
    for (const [kind, , , receiver, gradient] of this.moves.slice(0, count)) {
      if (kind === 'ZERO_LEAVES' || kind === 'RESET_INTERIORS') {
        nodes.forEach((node) => {
          const cleared = kind === 'ZERO_LEAVES' ? node.leaf : node.op;
          gradients[node.index] = cleared ? 0 : gradients[node.index];
        });
      } else if (kind !== 'NOTHING') {
        gradients[receiver] = numberOf(gradient);
      }
    }
    return gradients;
  }

  /** Shows the state after some moves, and the last of them. */
  show(count) {
    const { values, contributions } = this.calculation;
    const [kind, node, position] = this.moves[count - 1] ?? ['NOTHING'];
    const gradients = this.gradientsAfter(count);
    const contribution = contributions.findIndex((c) => c.node === node && c.position === position);
    const step = kind === 'ADD' ? { kind: 'backward', node, contribution } : kind === 'SEED' ? { kind: 'seed', node }
      : { kind };
    this.picture.show(step, { values, gradients, made: 0 });
    this.lines.forEach((line, i) => line.classList.toggle('lit', count > 0 && this.code[i][1].includes(kind)));
    this.section.querySelector('.move').textContent = count === 0 ? 'Before the first move.'
      : this.tell(this.moves[count - 1], count);
    return gradients;
  }

  tell([kind, node, position, receiver, gradient], count) {
    const { calculation } = this;
    const name = (index) => calculation.name(index);
    if (kind === 'ADD') {
      const c = calculation.contributions.find((one) => one.node === node && one.position === position);
      const before = this.gradientsAfter(count - 1);
      return `${name(node)} hands ${factor(before[node] ?? 0)} · ${factor(c.local)} to ${name(receiver)}, `
        + `whose gradient was ${format(before[receiver] ?? 0)} and is ${format(numberOf(gradient))} now.`;
    }
    return {
      NOTHING: 'Nothing happens: the line is missing.',
      ZERO_LEAVES: 'The gradients of all leaves are set to 0.',
      RESET_INTERIORS: 'The gradients of all interior nodes are set to 0.',
      SEED: `The output ${name(node)} gets the gradient 1.`,
    }[kind];
  }
}

class Lab extends Player {
  constructor(data) {
    const address = new Fragment('move');
    super(address, BETWEEN_MOVES);
    this.data = data;
    this.passes = ['right', 'wrong'].map((id) => new Pass(data.graph, byId(id), id === 'wrong' ? 'wrong-' : ''));
    this.choose(byId('mistake'), data.mistakes.map(({ title }) => title), () => this.set(0));
    this.choose(byId('language'), data.languages, () => this.set(this.at));
    byId('mistake').parentElement.hidden = data.mistakes.length === 1;
    this.set(address.read() ?? 0);
    address.lead(this);
  }

  choose(select, titles, onChange) {
    select.replaceChildren(...titles.map((title, i) => new Option(title, i)));
    select.addEventListener('change', onChange);
  }

  set(move) {
    const mistake = this.data.mistakes[byId('mistake').value];
    const [right, wrong] = mistake.code[byId('language').value];
    this.mistake = mistake;
    byId('explanation').textContent = `Mistake: ${mistake.title}. ${mistake.explanation}`
      + (mistake.first < 0 ? ' It has no effect in this graph: all gradients are right.' : '');
    this.passes[0].set(mistake.right, right, wrong);
    this.passes[1].set(mistake.wrong, wrong, right);
    this.start(Math.max(mistake.right.length, mistake.wrong.length), move);
  }

  show() {
    const [right, wrong] = this.passes.map((pass) => pass.show(this.at));
    byId('position').textContent = `${this.at} / ${this.last}`;
    byId('spoken').textContent = this.passes.map(({ section }) => section.querySelector('.move').textContent).join(' ');
    this.compare(right, wrong);
    this.lecture.fit();
  }

  /** The gradients side by side, and the first wrong node as soon as its gradient differs for good. */
  compare(right, wrong) {
    const { calculation, picture, moves } = this.passes[1];
    const { first } = this.mistake;
    const lastOf = (list) => list.reduce((last, move, i) => (move[3] === first && move[0] === 'ADD' ? i + 1 : last), 0);
    const sure = first >= 0 && this.at >= Math.max(lastOf(moves), lastOf(this.passes[0].moves));
    const done = this.at === this.last;
    const rows = calculation.nodes.filter((node) => !node.constant).reverse().map(({ index }) => {
      const wrongAtEnd = this.mistake.differing.includes(index);
      const marked = sure && index === first;
      const group = picture.groups[index];
      group?.classList.toggle('first-wrong', marked);
      group?.classList.toggle('is-wrong', (done && wrongAtEnd) || marked);
      const remark = marked ? 'goes wrong here first' : done && wrongAtEnd ? 'wrong' : '';
      const number = (list) => (list[index] === null ? '' : format(list[index]));
      return element('tr', '', element('th', '', calculation.name(index)), element('td', 'grad', number(right)),
        element('td', remark ? 'bad' : 'grad', number(wrong)), element('td', 'remark', remark));
    });
    rows.forEach((row) => (row.firstChild.scope = 'row'));
    byId('gradients').tBodies[0].replaceChildren(...rows);
  }
}

new Lab(JSON.parse(byId('data').textContent));

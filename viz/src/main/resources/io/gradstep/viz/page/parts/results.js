// What became of the questions: the score, and a table of the answers that prints.

const RESULTS = { first: 'first try', hint: 'after a hint', shown: 'shown' };

class Results {
  constructor() {
    this.list = [];
  }

  /** About is a name for the question, if it has one, and the program that it is about, if there are several. */
  add(key, question, result, misses, about = {}) {
    const { title, given, answer } = question;
    this.list.push({ key, title, given, answer, result, misses, ...about });
  }

  count(result) {
    return this.list.filter((entry) => entry.result === result).length;
  }

  /** The keys of those not right at the first try, when last asked. */
  missed() {
    const last = new Map(this.list.map((entry) => [entry.key, entry]));
    return [...last.values()].filter((entry) => entry.result !== 'first').map((entry) => entry.key);
  }

  score() {
    if (this.list.length === 0) {
      return '';
    }
    const others = ['hint', 'shown']
      .filter((result) => this.count(result) > 0)
      .map((result) => `, ${this.count(result)} ${RESULTS[result]}`);
    return `Score: ${this.count('first')} of ${this.list.length} at first try${others.join('')}`;
  }

  table() {
    const cell = (tag, text) => element(tag, '', text);
    const head = ['#', 'question', 'answer', 'result', 'wrong answers'].map((text) => cell('th', text));
    head.forEach((th) => (th.scope = 'col'));
    const rows = this.list.map(({ name, program, title, given, answer, result, misses }, i) => {
      const asked = cell('td', given ? `${title} ${given}` : title);
      if (program !== undefined) {
        asked.append(element('div', 'words', program));
      }
      return element('tr', '',
        cell('td', name ?? `${i + 1}`),
        asked,
        cell('td', answer),
        cell('td', RESULTS[result]),
        cell('td', misses.map((miss) => miss.answer + (miss.mistake ? `: ${miss.mistake}` : '')).join('; ')));
    });
    return element('table', 'results', element('thead', '', element('tr', '', ...head)), element('tbody', '', ...rows));
  }

  static printButton() {
    const print = element('button', '', 'Print the results');
    print.type = 'button';
    print.addEventListener('click', () => globalThis.print());
    return print;
  }
}

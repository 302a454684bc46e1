// All paths from a value to the output: how many there are, and those that carry most. Nothing here lists them all.

const MOST_PATHS = 6;
const LONGEST_PATH = 6;

class Paths {
  /** Contributions are listed from the output on, so that a node's paths are all known before its operands'. */
  constructor(calculation) {
    const nodes = calculation.nodes.map(() => ({ count: 0, best: [] }));
    this.nodes = nodes;
    nodes[calculation.output] = { count: 1, best: [{ product: 1, through: null, rest: null }] };
    for (const c of calculation.contributions.filter(({ flows }) => flows)) {
      const longer = nodes[c.node].best.map((rest) => ({ product: c.local * rest.product, through: c, rest }));
      const to = nodes[c.operand];
      to.count += nodes[c.node].count;
      to.best = [...to.best, ...longer].sort((a, b) => Paths.size(b) - Paths.size(a)).slice(0, MOST_PATHS);
    }
  }

  static size({ product }) {
    return Number.isNaN(product) ? Infinity : Math.abs(product);
  }

  /** The contributions on a path, from the value to the output. */
  static along(path) {
    const all = [];
    for (let at = path; at.through; at = at.rest) {
      all.push(at.through);
    }
    return all;
  }

  static cut(words, between) {
    const long = words.length > LONGEST_PATH;
    return (long ? [...words.slice(0, 3), '…', ...words.slice(-2)] : words).join(between);
  }

  static countOf(number) {
    const size = number === Infinity ? 'more than 1e308' : number > 1e6 ? 'about ' + format(number) : String(number);
    return `${size} ${number === 1 ? 'path' : 'paths'}`;
  }
}

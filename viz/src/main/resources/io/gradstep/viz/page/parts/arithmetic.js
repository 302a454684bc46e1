// Formulas of numbers: what a reader types as an answer, such as −1/3, and the answers that mistakes lead to.

const TOKEN = /\s*((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[\p{L}_][\p{L}\p{N}_]*|\*\*|[-+*/^()])/iuy;
const LONGEST_FORMULA = 200;
const BINARY = {
  '+': { power: 1, value: (a, b) => a + b },
  '-': { power: 1, value: (a, b) => a - b },
  '*': { power: 2, value: (a, b) => a * b },
  '/': { power: 2, value: (a, b) => a / b },
  '^': { power: 4, value: (a, b) => power(a, b) },
};
const MINUS_POWER = 3;
const FUNCTIONS = ['abs', 'sqrt', 'exp', 'log', 'sin', 'cos', 'tan', 'tanh'];

class Arithmetic {
  /** The number that a formula stands for, given those of its names; null if it is none. */
  static evaluate(text, facts = {}) {
    const plain = text
      .replaceAll(MINUS, '-')
      .replaceAll(/[×·⋅]/g, '*')
      .replaceAll('÷', '/')
      .replaceAll('∞', 'Infinity');
    if (plain.length > LONGEST_FORMULA) {
      return null;
    }
    try {
      const formula = new Arithmetic(plain.trim(), facts);
      const number = formula.expression(0);
      return formula.tokens.length === 0 ? number : null;
    } catch (failure) {
      if (failure instanceof SyntaxError) {
        return null;
      }
      throw failure;
    }
  }

  constructor(text, facts) {
    this.facts = facts;
    this.tokens = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const token = TOKEN.exec(text);
      if (token === null) {
        throw new SyntaxError(text);
      }
      this.tokens.push(token[1] === '**' ? '^' : token[1]);
    }
  }

  /** As much as binds more tightly than a power. */
  expression(least) {
    let left = this.operand();
    for (;;) {
      const operator = BINARY[this.tokens[0]];
      if (operator === undefined || operator.power <= least) {
        return left;
      }
      const fromRight = this.tokens.shift() === '^';
      left = operator.value(left, this.expression(fromRight ? operator.power - 1 : operator.power));
    }
  }

  operand() {
    const token = this.tokens.shift();
    if (token === '-') {
      return -this.expression(MINUS_POWER);
    }
    if (token === '+') {
      return this.expression(MINUS_POWER);
    }
    if (token === '(') {
      return this.closed();
    }
    if (/^[\d.]/.test(token)) {
      return Number(token);
    }
    if (this.tokens[0] === '(' && FUNCTIONS.includes(token)) {
      this.tokens.shift();
      return Math[token](this.closed());
    }
    return this.named(token);
  }

  closed() {
    const inside = this.expression(0);
    if (this.tokens.shift() !== ')') {
      throw new SyntaxError(')');
    }
    return inside;
  }

  named(token) {
    const known = { ...this.facts, pi: Math.PI, π: Math.PI, e: Math.E, Infinity, NaN };
    if (token === undefined || !Object.hasOwn(known, token)) {
      throw new SyntaxError(token);
    }
    return known[token];
  }
}

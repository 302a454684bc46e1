// Numbers as people read and write them here: four significant digits, and a minus that looks like one.

const NOTHING = '·';
const MINUS = '−';

function format(number) {
  if (Number.isNaN(number)) {
    return 'NaN';
  }
  if (number === 0) {
    return '0';
  }
  const sign = number < 0 ? MINUS : '';
  const magnitude = Math.abs(number);
  if (magnitude === Infinity) {
    return sign + '∞';
  }
  const [digits, exponent] = magnitude.toExponential(3).split('e').map(Number);
  if (exponent >= -3 && exponent <= 4) {
    return sign + Number(magnitude.toPrecision(4));
  }
  return sign + digits + 'e' + (exponent < 0 ? MINUS + -exponent : exponent);
}

/** As an operand: in parentheses if it begins with a minus. */
const enclosed = (text) => (text.startsWith(MINUS) ? '(' + text + ')' : text);

const factor = (number) => enclosed(format(number));

/** A sum written out: 3 − 6 + 2. */
const total = (parts) =>
  parts.map(format).reduce((sum, part) => sum + (part.startsWith(MINUS) ? ` ${MINUS} ${part.slice(1)}` : ` + ${part}`));

/** A number in full, as it may be typed again. */
const exact = (number) =>
  Object.is(number, -0) ? MINUS + '0' : String(number).replace('Infinity', '∞').replaceAll('-', MINUS);

/** What somebody typed, or null if it is no number. */
function parse(text) {
  const plain = text.trim().replaceAll(MINUS, '-').replace(/∞|infinity/i, 'Infinity').replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  if (/^nan$/i.test(plain)) {
    return NaN;
  }
  return /^[+-]?(Infinity|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i.test(plain) ? Number(plain) : null;
}

// Numbers as people read and write them here: four significant digits, and a minus that looks like one.

const NOTHING = '·';
const MINUS = '−';

function format(number) {
  return written(number, 4);
}

/** With so many significant digits. */
function written(number, count) {
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
  const [digits, exponent] = magnitude.toExponential(count - 1).split('e').map(Number);
  if (exponent >= -3 && exponent <= 4) {
    return sign + Number(magnitude.toPrecision(count));
  }
  return sign + digits + 'e' + (exponent < 0 ? MINUS + -exponent : exponent);
}

const MAX_DIGITS = 8;

/**
 * The rounding of a sum, as Java's RoundedSum: four digits each if that adds up on the screen, else all to the first
 * decimal place at which it does; if there is none, four digits and ≈.
 */
class RoundedSum {
  constructor(total, parts) {
    this.place = null;
    this.relation = '=';
    const all = [total, ...parts];
    if (!all.every(Number.isFinite) || this.addsUp(total, parts)) {
      return;
    }
    const first = Math.max(...all.filter((number) => number !== 0).map((number) => RoundedSum.places(format(number))));
    const last = MAX_DIGITS - 1 - Math.max(...all.map(RoundedSum.exponent));
    for (this.place = first; this.place <= last; this.place++) {
      if (this.addsUp(total, parts)) {
        return;
      }
    }
    this.place = null;
    this.relation = '≈';
  }

  format(number) {
    if (this.place === null || !Number.isFinite(number)) {
      return format(number);
    }
    const digits = this.place + RoundedSum.exponent(number) + 1;
    if (digits > 0) {
      return written(number, digits);
    }
    // The one digit before those that are shown may round up to one that is.
    const up = digits === 0 && Math.abs(number) >= 5 * 10 ** -(this.place + 1);
    return up ? written(Math.sign(number) * 10 ** -this.place, 1) : '0';
  }

  addsUp(total, parts) {
    const decimals = [total, ...parts].map((number) => RoundedSum.decimal(this.format(number)));
    const most = Math.max(...decimals.map(({ places }) => places));
    const [sum, ...rest] = decimals.map(({ digits, places }) => digits * 10n ** BigInt(most - places));
    return rest.reduce((a, b) => a + b, 0n) === sum;
  }

  /** The number of a text: digits · 10^−places. */
  static decimal(text) {
    const [number, power] = text.replaceAll(MINUS, '-').split('e');
    const [whole, fraction = ''] = number.split('.');
    let digits = BigInt(whole + fraction);
    let places = fraction.length - Number(power ?? 0);
    while (digits !== 0n && digits % 10n === 0n) {
      digits /= 10n;
      places--;
    }
    return { digits, places };
  }

  static places(text) {
    return RoundedSum.decimal(text).places;
  }

  /** Of the first digit; of 0 lower than any. */
  static exponent(number) {
    return number === 0 ? -Infinity : Number(number.toExponential().split('e')[1]);
  }
}

/** As an operand: in parentheses if it begins with a minus. */
const enclosed = (text) => (text.startsWith(MINUS) ? '(' + text + ')' : text);

const factor = (number) => enclosed(format(number));

/** Parts of a sum written out: 3 − 6 + 2. */
const total = (parts) =>
  parts.reduce((sum, part) => sum + (part.startsWith(MINUS) ? ` ${MINUS} ${part.slice(1)}` : ` + ${part}`));

/** A number with all its digits, as it can be typed. */
const exact = (number) =>
  Object.is(number, -0) ? MINUS + '0' : String(number).replace('Infinity', '∞').replaceAll('-', MINUS);

/** The number that was typed, or null. */
function parse(text) {
  const plain = text
    .trim()
    .replaceAll(MINUS, '-')
    .replace(/∞|infinity/i, 'Infinity')
    .replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  if (/^nan$/i.test(plain)) {
    return NaN;
  }
  return /^[+-]?(Infinity|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i.test(plain) ? Number(plain) : null;
}

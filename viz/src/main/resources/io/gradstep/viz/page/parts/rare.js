// Ops that few graphs have and whose functions are long.

const SILU_TAIL = -37;

/** factor · eˣ far on the left, in two halves, so that neither underflows before the product does. */
const siluTail = (x, factor) => (x < -800 ? -0 : factor * Math.exp(x / 2) * Math.exp(x / 2));

const silu = (x) => (x < SILU_TAIL ? siluTail(x, x) : x * sigmoid(x));

function siluSlope(x) {
  if (x < SILU_TAIL) {
    return siluTail(x, 1 + x);
  }
  const share = sigmoid(x);
  return x > 45 ? 1 : share + x * (share < 0.75 ? share * (1 - share) : sechSquared(x / 2) / 4);
}

const hypot = (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.hypot(a, b));

const infinite = (a) => (Math.abs(a) === Infinity ? Math.sign(a) : 0);

function shareOfLength(a, b) {
  const greater = Math.max(Math.abs(a), Math.abs(b));
  if (greater === 0) {
    return 0;
  }
  if (greater === Infinity) {
    return shareOfLength(infinite(a), infinite(b));
  }
  const p = a / greater;
  const q = b / greater;
  return p / Math.sqrt(p * p + q * q);
}

/** The nearest integer, the even one of two equally near. */
function rint(a) {
  const above = Math.round(a);
  return above - a === 0.5 && above % 2 !== 0 ? above - 1 : above;
}

/** 1 where a comparison holds, 0 where its opposite does, NaN where neither does. */
const comparison = (holds, fails) => [
  (a, b) => (holds(a, b) ? 1 : fails(a, b) ? 0 : NaN),
  (a, b, out) => flat(out),
  (a, b, out) => flat(out),
];

const ternary = nary;

const where = ([a, b, c]) => (a === 0 ? c : Number.isNaN(a) ? a : b);

const less = (a, b) => a < b;
const atMost = (a, b) => a <= b;

Object.assign(OPS, {
  lessThan: binary(...comparison(less, (a, b) => a >= b)),
  greaterThan: binary(...comparison((a, b) => a > b, atMost)),
  atMost: binary(...comparison(atMost, (a, b) => a > b)),
  atLeast: binary(...comparison((a, b) => a >= b, less)),
  equalTo: binary(...comparison((a, b) => a === b, (a, b) => a < b || a > b)),
  isNaN: unary((a) => (Number.isNaN(a) ? 1 : 0), () => 0),
  where: ternary(where, (i, [a]) => (i === 0 ? 0 : where([a, 2 - i, i - 1]))),
});

const xlogy = (a, b) => (a === 0 ? flat(b) : a * Math.log(b));

/**
 * Components in units of a power of two near the greatest, and their length in that unit; signs where one is infinite.
 */
function inUnits(v) {
  const greatest = Math.max(...v.map(Math.abs));
  if (greatest === Infinity) {
    return { components: v.map(infinite), unit: Infinity, length: Math.sqrt(v.filter(infinite).length) };
  }
  const unit = greatest > 0 ? 2 ** Math.max(-1022, Math.floor(Math.log2(greatest))) : 1;
  const components = v.map((a) => a / unit);
  return { components, unit, length: Math.sqrt(components.reduce((sum, a) => sum + a * a, 0)) };
}

function norm(v) {
  const { unit, length } = inUnits(v);
  return unit * length;
}

function shareOfNorm(i, v) {
  const { components, length } = inUnits(v);
  return components[i] / (length === 0 ? 1 : length);
}

Object.assign(OPS, {
  xlogy: binary(xlogy, (a, b) => Math.log(b), (a, b) => (a === 0 ? flat(b) : a / b)),
  norm: nary(norm, shareOfNorm),
  silu: unary(silu, siluSlope),
  hypot: binary(hypot, shareOfLength, (a, b) => shareOfLength(b, a)),
  floor: unary(Math.floor, flat),
  ceil: unary(Math.ceil, flat),
  atanh: unary(Math.atanh, (a) => 1 / ((1 - a) * (1 + a))),
  asinh: unary(Math.asinh, (a) => 1 / hypot(a, 1)),
  round: unary(rint, flat),
  detach: unary((a) => a, () => 0),
});

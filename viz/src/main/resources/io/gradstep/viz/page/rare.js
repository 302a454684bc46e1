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

Object.assign(OPS, {
  silu: unary(silu, siluSlope),
  hypot: binary(hypot, shareOfLength, (a, b) => shareOfLength(b, a)),
  asinh: unary(Math.asinh, (a) => 1 / hypot(a, 1)),
  round: unary(rint, flat),
});

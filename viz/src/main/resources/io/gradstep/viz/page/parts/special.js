// Functions that JavaScript lacks. Like the engine's, they keep their relative accuracy in the tails.

function sigmoid(x) {
  if (x < 0) {
    const e = Math.exp(x);
    return e / (1 + e);
  }
  return 1 / (1 + Math.exp(-x));
}

const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

function sech(x) {
  const e = Math.exp(-Math.abs(x));
  return (2 * e) / (1 + e * e);
}

/** The slope of tanh, which 1 − tanh² gives no digits of where that is near 1. */
function sechSquared(x) {
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / ((1 + e) * (1 + e));
}

/** A NaN base gives NaN whatever the exponent, which Math.pow does not do for 0. */
const power = (a, b) => (Number.isNaN(a) ? a : Math.pow(a, b));

const cbrtPow = (n, x) => (n === Math.trunc(n) && Math.abs(n) < Infinity ? power(Math.cbrt(x), n) : NaN);

/** b aᵇ⁻¹; where the exponent b − 1 is rounded, what that leaves out follows as a factor. */
function powerSlope(a, b) {
  if (b === 0 && !Number.isNaN(a)) {
    return 0;
  }
  const less = b - 1;
  const whole = power(a, less);
  if (Math.abs(b) < 1 && a !== 0 && !Number.isFinite(whole)) {
    return (b * power(a, b)) / a;
  }
  if (Math.abs(b) > 1 && a > 0 && whole < 1e-290) {
    const root = power(a, less / 2);
    return b * root * root;
  }
  const slope = b * whole;
  const fromB = less - b;
  const low = b - (less - fromB) - (1 + fromB);
  return low !== 0 && a > 0 && Number.isFinite(slope) && Number.isFinite(a)
    ? slope + slope * (low * Math.log(a))
    : slope;
}

/** a^b·log(a), by halves of the power where it over- or underflows alone. */
function powerSlopeByExponent(a, b, out) {
  const log = Math.log(a);
  if ((out > 1e-290 && out < Infinity) || !Number.isFinite(log)) {
    return out * (a === 0 && b >= 0 ? 0 : log);
  }
  const root = power(a, b / 2);
  return root * log * root;
}

const sum = (v) => v.reduce((total, x) => total + x, 0);

/** e^(x − max), with what the difference is rounded by. */
function powerBelow(x, max) {
  const below = x - max;
  const fromMax = below - x;
  const low = x - (below - fromMax) - (max + fromMax);
  const result = Math.exp(below);
  return result > 0 && Number.isFinite(low) ? result + result * low : result;
}

function softmax(v) {
  const max = v.some(Number.isNaN) ? NaN : Math.max(...v);
  const at = v.indexOf(max);
  const powers = v.map((x) => powerBelow(x, max));
  const total = 1 + sum(powers.filter((p, i) => i !== at));
  return powers.map((p) => p / total);
}

/** 1 less the first share, as a sum, which keeps its digits; NaN where the first share is. */
const otherShares = (shares) => shares[0] * 0 + sum(shares.slice(1));

/** log Σ e^(v[i] − max), to relative accuracy: the greatest term is exactly 1, and the others are added apart. */
function logOfPowers(v, max) {
  const at = v.indexOf(max);
  return Math.log1p(sum(v.map((x, i) => (i === at ? 0 : powerBelow(x, max)))));
}

function logSumExp(v) {
  if (v.some(Number.isNaN)) {
    return NaN;
  }
  const max = Math.max(...v);
  return Number.isFinite(max) ? max + logOfPowers(v, max) : max;
}

function logSoftmax(v) {
  const max = v.some(Number.isNaN) ? NaN : Math.max(...v);
  return Number.isFinite(max) && v[0] !== -Infinity ? v[0] - max - logOfPowers(v, max) : v[0] - max;
}

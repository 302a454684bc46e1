// Every op of the engine, by the name by which programs call it: its value, and its local derivative with respect to
// operand i. The conventions at kinks and edges are those of the engine's Op; a test compares the two, op by op.
// Functions of Math that are not here are derived from Op.

const LEAK = 0.01;

/** 0, or NaN where the operand is NaN: the slope of a flat piece. */
const flat = (a) => (Number.isNaN(a) ? a : 0);

const isBias = (i, operands) => i === operands - 1 && operands % 2 === 1;

const unary = (value, slope) => ({ value: ([a]) => value(a), local: (i, [a], out) => slope(a, out) });

const binary = (value, left, right) => ({
  value: ([a, b]) => value(a, b),
  local: (i, [a, b], out) => (i === 0 ? left(a, b, out) : right(a, b, out)),
});

const nary = (value, local) => ({ value, local });

/** The value of an op. */
const call = (name, ...operands) => OPS[name].value(operands);

/** An op that is a function of Math, with its local derivatives in terms of others. */
const derived = (value, ...locals) => ({
  value: (v) => (v.some(Number.isNaN) ? NaN : value(...v)),
  local: (i, v, out) => locals[i](v, out),
});

const OPS = {
  add: binary((a, b) => a + b, () => 1, () => 1),
  sub: binary((a, b) => a - b, () => 1, () => -1),
  mul: binary((a, b) => a * b, (a, b) => b, (a) => a),
  div: binary((a, b) => a / b, (a, b) => 1 / b, (a, b, out) => -out / b),
  neg: unary((a) => -a, () => -1),
  pow: binary(power, powerSlope, powerSlopeByExponent),
  max: binary(
    (a, b) => (a >= b ? a : b > a ? b : NaN),
    (a, b) => (a >= b ? 1 : b > a ? 0 : NaN),
    (a, b) => (a >= b ? 0 : b > a ? 1 : NaN),
  ),
  min: binary(
    (a, b) => (a <= b ? a : b < a ? b : NaN),
    (a, b) => (a <= b ? 1 : b < a ? 0 : NaN),
    (a, b) => (a <= b ? 0 : b < a ? 1 : NaN),
  ),
  abs: unary(Math.abs, Math.sign),
  sign: unary(Math.sign, flat),
  step: unary((a) => (a > 0 ? 1 : flat(a)), flat),
  sqrt: unary(Math.sqrt, (a, out) => 0.5 / out),
  cbrtPow: binary(
    cbrtPow,
    (a, b, out) => flat(out),
    (a, b, out) => (a === 0 ? flat(out) : (a / 3) * cbrtPow(a - 3, b)),
  ),
  exp: unary(Math.exp, (a, out) => out),
  log: unary(Math.log, (a) => 1 / a),
  log1p: unary(Math.log1p, (a) => 1 / (1 + a)),
  expm1: unary(Math.expm1, Math.exp),
  sin: unary(Math.sin, Math.cos),
  cos: unary(Math.cos, (a) => -Math.sin(a)),
  tan: unary(Math.tan, (a, out) => 1 + out * out),
  asin: unary(Math.asin, (a) => 1 / Math.sqrt((1 - a) * (1 + a))),
  acos: unary(Math.acos, (a) => -1 / Math.sqrt((1 - a) * (1 + a))),
  atan: unary(Math.atan, (a) => 1 / (1 + a * a) || 1 / a / a),
  sinh: unary(Math.sinh, Math.cosh),
  cosh: unary(Math.cosh, Math.sinh),
  sech: unary(sech, (a, out) => -out * Math.tanh(a)),
  tanh: unary(Math.tanh, (a, out) => (Math.abs(out) < 0.86 ? 1 - out * out : sechSquared(a))),
  sigmoid: unary(sigmoid, (a, out) => (out < 0.75 ? out * (1 - out) : sechSquared(a / 2) / 4)),
  relu: unary((a) => (a <= 0 ? 0 : a), (a) => (a > 0 ? 1 : flat(a))),
  leakyRelu: unary((a) => (a > 0 ? a : LEAK * a), (a) => (a > 0 ? 1 : LEAK + flat(a))),
  softplus: unary(softplus, sigmoid),
  sum: nary((v) => v.reduce((sum, a) => sum + a), () => 1),
  dot: nary(
    (v) => {
      let sum = v[0] * v[1];
      for (let i = 2; i < v.length; i += 2) {
        sum += isBias(i, v.length) ? v[i] : v[i] * v[i + 1];
      }
      return sum;
    },
    (i, v) => (isBias(i, v.length) ? 1 : v[i ^ 1]),
  ),
  logSumExp: nary(logSumExp, (i, v) => softmax(v)[i]),
  softmax: nary(
    (v) => softmax(v)[0],
    (i, v, out) => (i === 0 ? out * otherShares(softmax(v)) : -(out * softmax(v)[i])),
  ),
  logSoftmax: nary(logSoftmax, (i, v, out) =>
    i > 0 ? -softmax(v)[i] : out > -Infinity ? otherShares(softmax(v)) : -Math.expm1(out),
  ),
};

// A derivative held against difference quotients, over steps from a quarter of the variable's size down to its last
// bits: on the function's own scale they settle, and are extrapolated to step 0 (as GradientCheck does in Java).

const SLOPE_TOLERANCE = 1e-6;
const SIGNIFICANT = 8;
const RUNGS = 17;

/** The place of a number's first bit: 2 to that power is at most the number. */
const exponentOf = (number) => Math.max(-1000, Math.floor(Math.log2(Math.abs(number))));

/** The spacing of doubles there. */
const unitOf = (number) => Math.max(Number.MIN_VALUE, 2 ** (exponentOf(number) - 52));

function rungs(f, x, here, exponents) {
  const found = [];
  for (const step of exponents.map((e) => 2 ** e).filter((candidate) => candidate >= 2 * unitOf(x))) {
    const after = f(x + step);
    const before = f(x - step);
    const central = (after - before) / (2 * step);
    const rung = { step, central, left: (here - before) / step, right: (after - here) / step };
    rung.known = 8 * unitOf(Math.max(Math.abs(here), Math.abs(after), Math.abs(before))) / step;
    rung.bend = Math.abs(rung.right - rung.left);
    rung.steepest = Math.max(Math.abs(rung.left), Math.abs(rung.right));
    if (Number.isFinite(rung.central) && Number.isFinite(rung.bend)) {
      found.push(rung);
    }
  }
  found.forEach((rung, k) => {
    // What the quotients of much smaller steps differ by is rounding; at least three are looked at.
    const small = found.length < 6 ? [] : found.slice(Math.max(1, Math.min(k + 3, found.length - 3)));
    const first = found.length - small.length;
    const scatter = small.map(({ step, central }, i) => step * Math.abs(central - found[first + i - 1].central));
    rung.noise = rung.known + Math.max(0, ...scatter) / rung.step;
  });
  return found;
}

const down = (top) => Array.from({ length: RUNGS }, (_, i) => top - 3 * i);

/** Three steps that are right for most functions, and a small one that sees the derivative on both sides. */
function usual(f, x, here, derivative) {
  const exponents = [-8, -11, -14, -29].map((e) => exponentOf(x) + e);
  const ladder = x === 0 || derivative === 0 ? [] : rungs(f, x, here, exponents);
  const best = ladder.length === 4 ? bestSlope(ladder.slice(0, 3)) : null;
  const allowed = (SLOPE_TOLERANCE / 2) * Math.abs(derivative);
  if (best === null || !(best.error <= allowed) || !(Math.abs(best.value - derivative) <= allowed)) {
    return null;
  }
  const { left, right, noise } = ladder[3];
  const spread = 1e-3 * Math.abs(derivative) + SIGNIFICANT * noise;
  const seen = Math.abs(left - derivative) <= spread && Math.abs(right - derivative) <= spread;
  return seen ? { verdict: 'agrees', slope: best.value } : null;
}

const extrapolated = (narrow, wide, weight) => narrow + (narrow - wide) / weight;

/** The extrapolation with the least error of those that all smaller steps confirm. */
function bestSlope(ladder) {
  let best = null;
  for (let k = 2; k < ladder.length; k++) {
    const [wider, wide, narrow] = ladder.slice(k - 2, k + 1);
    if (wider.step !== 64 * narrow.step) {
      continue;
    }
    const first = extrapolated(narrow.central, wide.central, 63);
    const second = extrapolated(wide.central, wider.central, 63);
    const value = extrapolated(first, second, 4095);
    const error = Math.max(Math.abs(value - first), Math.abs(value - second)) + narrow.noise;
    const slack = error + Math.abs(narrow.central - value);
    const confirmed = ladder.slice(k + 1).every((rung) => Math.abs(rung.central - value) <= slack + 4 * rung.noise);
    if (confirmed && (best === null || error < best.error)) {
      best = { place: k, value, error };
    }
  }
  return best;
}

/** The smallest step that shows the two sides apart, if they are no nearer than over larger steps; else undefined. */
function cornerAt(ladder, place) {
  const k = ladder.findLastIndex((rung, i) => i >= place && rung.bend > 2 * SIGNIFICANT * rung.noise);
  return k >= 2 && ladder[k].bend > ladder[k - 2].bend / 2 ? k : undefined;
}

function judge(ladder, derivative) {
  const best = bestSlope(ladder);
  if (best === null) {
    return { verdict: 'open', slope: NaN };
  }
  const { value, error, place } = best;
  const slope = value;
  const corner = cornerAt(ladder, place);
  if (corner !== undefined) {
    const { left, right, noise, bend } = ladder[corner];
    const slack = 2 * noise + SLOPE_TOLERANCE * Math.max(Math.abs(left), Math.abs(right));
    const between = derivative >= Math.min(left, right) - slack && derivative <= Math.max(left, right) + slack;
    return { verdict: between && bend <= 4 * ladder[corner - 2].bend ? 'kink' : 'open', slope };
  }
  const scale = Math.max(Math.abs(derivative), Math.abs(value));
  const gap = Math.abs(derivative - value);
  const steepest = Math.max(...ladder.slice(0, place + 1).map((rung) => rung.steepest));
  const alike = error <= SLOPE_TOLERANCE * scale && gap <= SLOPE_TOLERANCE * scale;
  const zero = Math.max(gap, Math.abs(derivative)) <= (SIGNIFICANT / 2) * error && error <= 1e-9 * steepest;
  if (alike || zero || (derivative === 0 && steepest === 0)) {
    return { verdict: 'agrees', slope };
  }
  const doubtful = ladder
    .slice(place + 1)
    .some((rung) => Math.abs(rung.central - value) > gap / 2 && SIGNIFICANT * rung.known <= gap);
  const wrong = gap > SLOPE_TOLERANCE * scale + SIGNIFICANT * error && gap > 1e6 * ladder[place].noise && !doubtful;
  return { verdict: wrong ? 'differs' : 'open', slope };
}

/**
 * Compares a derivative with difference quotients. The verdict is 'agrees', 'kink' where the two sides have different
 * slopes and it is one of them or between, 'differs', or 'open' where they do not settle; slope is what they find.
 */
function checkSlope(f, x, derivative) {
  const here = f(x);
  if (!Number.isFinite(here) || !Number.isFinite(x)) {
    return { verdict: 'open', slope: NaN };
  }
  // At 0 the scale is unknown; elsewhere it may be larger than the variable.
  const tops = x === 0
    ? Array.from({ length: 22 }, (_, i) => -2 - 44 * i)
    : [exponentOf(x) - 2, exponentOf(x) + 7, ...(Math.abs(x) < 1 ? [Math.min(-2, exponentOf(x) + 22)] : [])];
  let first = usual(f, x, here, derivative);
  if (first !== null) {
    return first;
  }
  for (const top of tops) {
    const result = judge(rungs(f, x, here, down(top)), derivative);
    if (result.verdict === 'agrees' || result.verdict === 'kink') {
      return result;
    }
    first ??= result;
  }
  return first;
}

// The ops of the normal distribution, which few graphs have and whose functions are long.

const horner = (highestFirst, x) => highestFirst.reduce((p, c) => p * x + c, 0);

// The coefficients of the rational functions are those of s_erf.c in Sun's fdlibm 5.3 (1993).

/** (erf(x) − x)/x in x², for |x| < 0.84375. */
const ERF_NEAR_0 = [
  [-2.37630166566501626e-5, -5.77027029648944159e-3, -2.84817495755985105e-2, -3.25042107247001499e-1,
    1.28379167095512559e-1],
  [-3.96022827877536812e-6, 1.32494738004321645e-4, 5.08130628187576563e-3, 6.50222499887672944e-2,
    3.97917223959155353e-1, 1],
];

/** erf(x) − ERF_1 in |x| − 1, for |x| from 0.84375 to 1.25. */
const ERF_NEAR_1 = [
  [-2.1663755948687908e-3, 3.54783043256182359e-2, -1.10894694282396677e-1, 3.18346619901161754e-1,
    -3.72207876035701324e-1, 4.14856118683748332e-1, -2.36211856075265944e-3],
  [1.19844998467991074e-2, 1.36370839120290507e-2, 1.26171219808761642e-1, 7.18286544141962663e-2,
    5.40397917702171049e-1, 1.06420880400844228e-1, 1],
];
const ERF_1 = 0.845062911510467529296875;

/** log(x e^(x² + 0.5625) erfc(x)) in 1/x², for x up to 1/0.35 and beyond. */
const ERFC_MIDDLE = [
  [-9.814329344169145, -81.2874355063066, -184.60509290671104, -162.39666946257347, -62.375332450326006,
    -10.558626225323291, -0.6938585727071818, -0.009864944034847148],
  [-0.0604244152148581, 6.570249770319282, 108.63500554177944, 429.00814002756783, 645.3872717332679,
    434.56587747522923, 137.65775414351904, 19.651271667439257, 1],
];
const ERFC_FAR = [
  [-483.5191916086514, -1025.0951316110772, -637.5664433683896, -160.63638485582192, -17.757954917754752,
    -0.799283237680523, -0.0098649429247001],
  [-22.44095244658582, 474.52854120695537, 2553.0504064331644, 3199.8582195085955, 1536.729586084437,
    325.7925129965739, 30.33806074348246, 1],
];

const ratio = ([numerator, denominator], x) => horner(numerator, x) / horner(denominator, x);

// Where exp would underflow before it is multiplied, it is taken of 128 more, and this factor comes last.
const FAR_SHIFT = 128;
const FAR_FACTOR = Math.exp(-FAR_SHIFT);

/** e^shift · weight · erfc(x + low) for x of at least 1.25: the square in the exponent is split to be exact. */
function erfcTail(x, low, weight, shift) {
  const z = 1 / (x * x);
  const correction = ratio(x < 1 / 0.35 ? ERFC_MIDDLE : ERFC_FAR, z);
  const head = Math.fround(x);
  const rest = (head - x) * (head + x) - 2 * x * low + correction;
  return (weight * Math.exp(shift - 0.5625 - head * head) * Math.exp(rest)) / x;
}

function erf(x) {
  const a = Math.abs(x);
  if (a < 0.84375) {
    return x + x * ratio(ERF_NEAR_0, x * x);
  }
  if (a < 1.25) {
    return Math.sign(x) * (ERF_1 + ratio(ERF_NEAR_1, a - 1));
  }
  return a < 6 ? Math.sign(x) * (1 - erfcTail(a, 0, 1, 0)) : Math.sign(x);
}

/** 2/√π exp(−x²), with the square split, so that it is exact. */
function erfSlope(x) {
  if (!(Math.abs(x) < 28)) {
    return Number.isNaN(x) ? x : 0;
  }
  const shift = Math.abs(x) < 20 ? 0 : FAR_SHIFT;
  const head = Math.fround(x);
  const bell = Math.exp(shift - head * head) * Math.exp((head - x) * (head + x));
  return shift === 0 ? TWO_OVER_ROOT_PI * bell : TWO_OVER_ROOT_PI * bell * FAR_FACTOR;
}

/** weight · erfc(x + low) for a low part that is no more than x was rounded by; e^shift times that in the tail. */
function erfc(x, low, weight, shift) {
  if (x >= 1.25) {
    return erfcTail(x, low, weight, shift);
  }
  if (x < -0.25) {
    return weight * (1 + erf(-x));
  }
  if (x < 0.25) {
    return weight * (1 - (x + (low + x * ratio(ERF_NEAR_0, x * x))));
  }
  return x < 0.84375
    ? weight * (0.5 - (x - 0.5 + (low + x * ratio(ERF_NEAR_0, x * x))))
    : weight * (1 - ERF_1 - ratio(ERF_NEAR_1, x - 1 + low));
}

const TWO_OVER_ROOT_PI = 1.1283791670955126;
const SQRT_HALF = 0.7071067811865476;
const SQRT_HALF_LOW = -4.833646656726457e-17;
const NORMAL_PEAK = 0.3989422804014327;
const GELU_END = 40;
const GELU_FAR = -20;

/** x √½ − y, where y is that product, rounded. */
function lostInTimesSqrtHalf(x, y) {
  const head = Math.fround(x);
  const rest = x - head;
  const hi = Math.fround(SQRT_HALF);
  const lo = SQRT_HALF - hi;
  return head * hi - y + head * lo + rest * hi + rest * lo + x * SQRT_HALF_LOW;
}

/** The normal density, e^shift times. */
function bell(x, shift) {
  const head = Math.fround(x);
  return NORMAL_PEAK * (Math.exp(shift - 0.5 * head * head) * Math.exp(-0.5 * (x - head) * (x + head)));
}

function normPdf(x) {
  if (!(Math.abs(x) < GELU_END)) {
    return Number.isNaN(x) ? x : 0;
  }
  return Math.abs(x) < -GELU_FAR ? bell(x, 0) : bell(x, FAR_SHIFT) * FAR_FACTOR;
}

function normPdfSlope(x) {
  if (!(Math.abs(x) < GELU_END)) {
    return Number.isNaN(x) ? x : x > 0 ? -0 : 0;
  }
  return Math.abs(x) < -GELU_FAR ? -x * bell(x, 0) : -x * bell(x, FAR_SHIFT) * FAR_FACTOR;
}

function normCdf(x) {
  if (!(Math.abs(x) < GELU_END)) {
    return x > 0 ? 1 : x < 0 ? 0 : x;
  }
  const y = -x * SQRT_HALF;
  const low = lostInTimesSqrtHalf(-x, y);
  return x < GELU_FAR ? erfc(y, low, 0.5, FAR_SHIFT) * FAR_FACTOR : erfc(y, low, 0.5, 0);
}

function gelu(x) {
  if (!(Math.abs(x) < GELU_END)) {
    return x > 0 || Number.isNaN(x) ? x : -0;
  }
  const y = -x * SQRT_HALF;
  const low = lostInTimesSqrtHalf(-x, y);
  return x < GELU_FAR ? erfc(y, low, 0.5 * x, FAR_SHIFT) * FAR_FACTOR : erfc(y, low, 0.5 * x, 0);
}

function geluSlope(x) {
  if (!(Math.abs(x) < GELU_END)) {
    return x > 0 ? 1 : x < 0 ? -0 : x;
  }
  const shift = x < GELU_FAR ? FAR_SHIFT : 0;
  const y = -x * SQRT_HALF;
  const probability = erfc(y, lostInTimesSqrtHalf(-x, y), 0.5, shift);
  const sum = probability + x * bell(x, shift);
  return shift === 0 ? sum : sum * FAR_FACTOR;
}

function complementOfErf(x) {
  if (x > 28) {
    return 0;
  }
  return x > 20 ? erfc(x, 0, 1, FAR_SHIFT) * FAR_FACTOR : erfc(x, 0, 1, 0);
}

/** The n-th of the functions mills by the one before, by a continued fraction for x of at least 0.5. */
function millsStep(n, x) {
  const root = 17 / x;
  let k = n + 20 + Math.round(root * (root + 2 * Math.sqrt(n)));
  let step = 2 / (x + Math.sqrt(x * x + 4 * (k + 1)));
  for (; k > n; k -= 1) {
    step = 1 / (x + k * step);
  }
  return step;
}

/** Taylor's series around 0. */
function millsSeries(n, x) {
  let before = 1;
  let atZero = 1.2533141373155003;
  for (let k = 1; k <= n && atZero > 0; k += 1) {
    [before, atZero] = [atZero, before / k];
  }
  let even = atZero;
  let odd = -x * before;
  let sum = odd;
  for (let k = 2; Math.abs(even) + Math.abs(odd) > 2 ** -60 * atZero; k += 2) {
    even *= (x * x * (n + k - 1)) / (k * (k - 1));
    odd *= (x * x * (n + k)) / (k * (k + 1));
    sum += even + odd;
  }
  return atZero + sum;
}

function mills(n, x) {
  if (!(n >= 0 && n < Infinity && Number.isInteger(n)) || Number.isNaN(x)) {
    return NaN;
  }
  if (x > -0.5 && n > 340) {
    return 0;
  }
  if (x >= 0.5) {
    let ratio = 1;
    let step = millsStep(n, x);
    for (let k = n; k >= 0 && ratio > 0; k -= 1) {
      ratio *= step;
      step = 1 / (x + k * step);
    }
    return ratio;
  }
  if (x > -0.5) {
    return millsSeries(n, x);
  }
  const head = Math.fround(x);
  const power = Math.exp(0.5 * head * head) * Math.exp(0.5 * (x - head) * (x + head));
  let before = 1;
  let ratio = x > -40 ? 2.5066282746310007 * normCdf(-x) * power : Infinity;
  for (let k = 1; k <= n && ratio > 0 && ratio < Infinity; k += 1) {
    [before, ratio] = [ratio, (before - x * ratio) / k];
  }
  return ratio;
}

function logNormCdf(x) {
  if (x > 0) {
    return Math.log1p(-normCdf(-x));
  }
  return x > -1 ? Math.log(normCdf(x)) : -0.5 * x * x - (0.5 * Math.log(2 * Math.PI) - Math.log(millsStep(0, -x)));
}

const logNormCdfSlope = (x) => (x > -1 ? normPdf(x) / normCdf(x) : -x + millsStep(1, -x));

Object.assign(OPS, {
  logNormCdf: unary(logNormCdf, logNormCdfSlope),
  mills: binary(mills, (a, b, out) => flat(out), (a, b) => -(a + 1) * mills(a + 1, b)),
  erf: unary(erf, erfSlope),
  erfc: unary(complementOfErf, (a) => -erfSlope(a)),
  normPdf: unary(normPdf, normPdfSlope),
  normCdf: unary(normCdf, normPdf),
  gelu: unary(gelu, geluSlope),
});

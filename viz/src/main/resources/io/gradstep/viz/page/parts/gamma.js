// The gamma function's logarithm and its derivatives, as the engine computes them.

// Polynomials from the constant term on: log Γ(1 + h)/h, log Γ(2 + h)/h, log Γ(1.5 + h), ψ(1.5 + h)/(1.5 + h − root).
const LOG_NEAR_1 = [
  -0.5772156649015329, 0.822467033424112, -0.40068563438650856, 0.2705808084287598, -0.20738555103634568,
  0.16955717676951312, -0.1440498959353788, 0.1255096943091163, -0.1113342927867528, 0.10009798746047556,
  -0.09095511615756796, 0.08340400151482477, -0.0768198203850808, 0.07047665823688387, -0.07034679609389767,
  0.07066195235137479, -8.742436645263322e-05, 0.07532092781717116, -0.48443180104399175, -0.8180415215250362,
  0.5589640023677733, 4.270242814713993, 5.667962733961473, 2.8259184332984555,
];
const LOG_NEAR_2 = [
  0.42278433509846713, 0.3224670334241132, -0.06735230105319824, 0.02058080842778443, -0.007385551028655048,
  0.0028905103307088655, -0.0011927539126071803, 0.0005096695281415468, -0.00022315474318102647,
  9.945740581694248e-05, -4.4926187794333574e-05, 2.050835447111168e-05, -9.443043459414487e-06,
  4.376130894749656e-06, -2.021694233585643e-06, 9.000759519832467e-07, -3.5848801270376994e-07,
  1.137052580027163e-07, -2.4307627660977444e-08, 2.5371065066834012e-09,
];
const LOG_BETWEEN = [
  -0.12078223763524522, 0.03648997397857653, 0.4674011002723412, -0.13813277403905644, 0.05871212641625274,
  -0.028952081888202162, 0.01543548423584449, -0.008622603998497019, 0.004965724690073649,
  -0.0029209667767086758, 0.0017451753559473311, -0.0010550263952848467, 0.0006410857430362344,
  -0.00039388382148089024, 0.0002701384842477416, -0.0001692191649555669,
];
const DIGAMMA = [
  0.9510558760318328, -0.4236274212814606, 0.2405424842407739, -0.14840492305388006, 0.09498872445498366,
  -0.06192213327556183, 0.04076083381023946, -0.02697579665686472, 0.017907252496345213, -0.011908220169786002,
  0.007926943794456376, -0.0052799364178857415, 0.0035190141649363805, -0.0023455016279107115,
  0.0015565879761797945, -0.0010364227247828023, 0.0007234757252061551, -0.00048606417050412354,
  0.00022695205071257896, -0.00014460384609240088, 0.0002599100450715037, -0.00017837342400462423,
];

const DIGAMMA_ROOT = 1.4616321449683622;
const DIGAMMA_ROOT_LOW = 9.549995429965697e-17;
const LOG_STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
const SLOPE_STIRLING = [-1 / 12, 1 / 120, -1 / 252, 1 / 240, -1 / 132, 691 / 32760, -1 / 12, 3617 / 8160];
const EULER_MACLAURIN = [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000, 1 / 74724249600,
  -3617 / 10670622842880000, 43867 / 5109094217170944000, -174611 / 802857662698291200000];
const HALF_LOG_TWO_PI = 0.9189385332046728;

const polynomial = (p, x) => p.reduceRight((sum, c) => sum * x + c, 0);

/** For x of at least 0.5. */
function logGammaOfPositive(x) {
  if (x < 1.25) {
    return (x - 1) * polynomial(LOG_NEAR_1, x - 1);
  }
  if (x < 1.75) {
    return polynomial(LOG_BETWEEN, x - 1.5);
  }
  if (x < 10) {
    let product = 1;
    let near = x;
    while (near >= 3) {
      near -= 1;
      product *= near;
    }
    return Math.log(product) + (near - 2) * polynomial(LOG_NEAR_2, near - 2);
  }
  const z = 1 / x;
  return (x - 0.5) * (Math.log(x) - 1) + (HALF_LOG_TWO_PI - 0.5 + z * polynomial(LOG_STIRLING, z * z));
}

/** How far x is above the nearest integer. */
const aboveInteger = (x) => x - Math.round(x);

function lgamma(x) {
  if (!(Math.abs(x) < Infinity)) {
    return Math.abs(x);
  }
  if (x > 0.5) {
    return logGammaOfPositive(x);
  }
  if (x > -0.5) {
    return logGammaOfPositive(1 + x) - Math.log(Math.abs(x));
  }
  const y = 1 - x;
  const low = x > -1 ? 1 - y - x : 1 - (y + x);
  const log = Math.log(Math.sin(Math.PI * Math.abs(aboveInteger(x))));
  return Math.log(Math.PI) - log - (logGammaOfPositive(y) + low * (Math.log(y) - 0.5 / y));
}

const digammaNearRoot = (x) => (x - DIGAMMA_ROOT - DIGAMMA_ROOT_LOW) * polynomial(DIGAMMA, x - 1.5);

function digammaOfPositive(x) {
  if (x >= 10) {
    const z = 1 / x;
    return Math.log(x) + (z * z * polynomial(SLOPE_STIRLING, z * z) - 0.5 * z);
  }
  if (x < 1) {
    return digammaNearRoot(1 + x) - 1 / x;
  }
  let near = x - (Math.floor(x) - 1);
  let sum = digammaNearRoot(near);
  for (; near < x; near += 1) {
    sum += 1 / near;
  }
  return sum;
}

function digamma(x) {
  if ((x < 0 && x > -1e-3) || x === 0) {
    return digammaOfPositive(1 + x) - 1 / x;
  }
  if (x > 0 || Number.isNaN(x)) {
    return digammaOfPositive(x);
  }
  const above = aboveInteger(x);
  if (x <= -(2 ** 52) || above === 0) {
    return NaN;
  }
  const cotangent =
    Math.abs(above) <= 0.25
      ? 1 / Math.tan(Math.PI * above)
      : Math.sign(above) * Math.tan(Math.PI * (0.5 - Math.abs(above)));
  const y = 1 - x;
  const low = x > -1 ? 1 - y - x : 0;
  return digammaOfPositive(y) + low * (1 / y + 0.5 / (y * y)) - Math.PI * cotangent;
}

/** x · 2ᵏ, in two steps. */
const scaled = (x, k) => x * 2 ** Math.trunc(k / 2) * 2 ** (k - Math.trunc(k / 2));

/** (x + k)⁻ˢ in units of 2ᵉ, corrected for the rounding of the sum. */
function powerOfSum(x, k, s, exponent) {
  const y = x + k;
  const fromK = y - x;
  const low = x - (y - fromK) + (k - fromK);
  const whole = Math.pow(scaled(y, -exponent), -s);
  return low === 0 ? whole : whole - whole * (s * (low / y));
}

/** n! · Σ (x + k)⁻ⁿ⁻¹ over all k from 0 on, for positive n and x. */
function hurwitz(n, x) {
  if (x === Infinity) {
    return 0;
  }
  const s = n + 1;
  const exponent = Math.floor(Math.log2(x));
  const end = Math.min(Math.max(Math.ceil(s + 10 - x), 0), Math.ceil(x * Math.expm1(48 / s)) + 1);
  const y = x + end;
  let sum = 0;
  if (y >= s + 10) {
    let rest = 0.5;
    let factor = s / y;
    EULER_MACLAURIN.forEach((c, k) => {
      rest += c * factor;
      factor *= ((s + 2 * k + 1) / y) * ((s + 2 * k + 2) / y);
    });
    sum = powerOfSum(x, end, s, exponent) * (y / (s - 1) + rest);
  }
  for (let k = end - 1; k >= 0; k -= 1) {
    sum += powerOfSum(x, k, s, exponent);
  }
  if (n > 170) {
    return Math.exp(lgamma(s) - s * exponent * Math.LN2 + Math.log(sum));
  }
  let factorial = 1;
  for (let k = 2; k <= n; k += 1) {
    factorial *= k;
  }
  return scaled(sum * 2 ** -1000 * factorial, 1000 - exponent * s);
}

function polygamma(n, x) {
  if (n === 0) {
    return digamma(x);
  }
  if (!(n > 0 && n < Infinity && Number.isInteger(n) && x > -Infinity)) {
    return NaN;
  }
  const isOdd = n % 2 === 1;
  if (x === 0) {
    return isOdd ? Infinity : -1 / x;
  }
  if (x > 0) {
    return isOdd ? hurwitz(n, x) : -hurwitz(n, x);
  }
  const above = aboveInteger(x);
  const distance = Math.abs(above);
  if (x <= -(2 ** 52) || distance === 0) {
    return isOdd ? Infinity : NaN;
  }
  const near = hurwitz(n, distance);
  if (isOdd) {
    return near + (hurwitz(n, 1 - distance) - hurwitz(n, 1 - x));
  }
  const both = distance === 0.5 ? 0 : near < Infinity ? near - hurwitz(n, 1 - distance) : near;
  return -((above > 0 ? both : -both) + hurwitz(n, 1 - x));
}

Object.assign(OPS, {
  lgamma: unary(lgamma, digamma),
  digamma: unary(digamma, (a) => polygamma(1, a)),
  polygamma: binary(polygamma, (a, b, out) => flat(out), (a, b) => polygamma(a + 1, b)),
});

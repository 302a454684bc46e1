"""Values of kernels to 25 digits, for seeded arguments of every size and around the joins of their formulas.

Run from the project's root (Python 3 with mpmath 1.2 or later; a minute):

    python3 engine/src/test/python/kernels.py > engine/src/test/resources/io/gradstep/engine/math/kernels.txt

A line is: kernel | operands | value | scale. The error of a kernel is counted in units in the last place of the scale,
which is the value itself where the line has none.
"""

import math
import random
import sys

from mpmath import mp, mpf

SEED = 20261126
SAMPLES = 24


def log_of_normal(x):
    return mp.log1p(-mp.erfc(x / mp.sqrt(2)) / 2) if x > 0 else mp.log(mp.erfc(-x / mp.sqrt(2)) / 2)


def hazard(x):
    return mp.exp(-x * x / 2) * mp.sqrt(2 / mp.pi) / mp.erfc(-x / mp.sqrt(2))


def mills(n, x):
    """By the recurrence from 1 and Mills' ratio itself."""
    before, ratio = mpf(1), mp.sqrt(mp.pi / 2) * mp.erfc(x / mp.sqrt(2)) * mp.exp(x * x / 2)
    for k in range(1, int(n) + 1):
        before, ratio = ratio, (before - x * ratio) / k
    return ratio


def reflected_log(x):
    return max(abs(mp.log(abs(mp.sinpi(x)))), mp.re(mp.loggamma(1 - x)), 1) if x < 0 else None


def reflected_slope(x):
    return max(abs(mp.pi * mp.cot(mp.pi * x)), abs(mp.digamma(1 - x))) if x < 0 else None


def nearest_pole(n, x):
    return mp.factorial(n) / abs(x - mp.nint(x)) ** (n + 1) if x < 0 and n % 2 == 0 else None


def uniform(least, greatest):
    return lambda: random.uniform(least, greatest)


def orders(least, greatest):
    return lambda: random.choice((-1, 1)) * math.ldexp(1 + random.random(), random.randrange(least, greatest))


def positive(arguments):
    return lambda: abs(arguments())


def around(*joins):
    return lambda: random.choice(joins) * (1 + math.ldexp(random.random() - 0.5, -random.randrange(52)))


def inside(bound, arguments):
    """Those of a range that do not leave ±bound."""

    def draw():
        x = arguments()
        return x if abs(x) <= bound else draw()

    return draw


def subnormal():
    return math.ldexp(random.random(), -1022 - random.randrange(51))


CIRCLE = [uniform(-7, 7), uniform(-131072, 131072), orders(-80, 17), orders(17, 1023), around(*(
    i * math.pi / 64 for i in range(-200, 200) if i
))]
LOGARITHM = [uniform(0, 4), around(1), positive(orders(-1022, 1023)), subnormal,
    around(*(i / 512 for i in range(160, 1024)))]
ARC = [uniform(-1, 1), orders(-80, 0), around(1e-300, 0.5, -0.5), inside(1, around(1, -1)), uniform(-0.6, 0.6)]
ANGLE = [uniform(-4, 4), uniform(-50, 50), orders(-1000, 1000), around(*(i / 16 for i in range(1, 40))),
    around(32, 2**-4)]
WHOLE = lambda: float(random.randrange(7))
POWER = lambda: float(random.randrange(-9, 10))
GAMMA = [uniform(0, 4), uniform(2, 40), around(1, 2), positive(orders(-900, 900)), uniform(-6, 0), uniform(-170, 0)]

# Name, function, scale, and ranges of arguments: for two operands, pairs of ranges.
KERNELS = [
    ("sin", mp.sin, None, CIRCLE),
    ("cos", mp.cos, None, CIRCLE),
    ("tan", mp.tan, None, CIRCLE),
    ("log2", lambda x: mp.log(x) / mp.log(2), None, LOGARITHM),
    ("log10", lambda x: mp.log(x) / mp.log(10), None, LOGARITHM + [lambda: 10.0 ** random.randrange(-22, 23)]),
    ("log1p", lambda x: mp.log(1 + x), None, [
        uniform(-1, 2), uniform(-0.01, 0.01), inside(1, orders(-1000, 0)), positive(orders(0, 1023)),
        around(2**-8, -2**-8, 2**53), around(*(i / 128 - 1 for i in range(1, 500) if i != 128))]),
    ("expm1", lambda x: mp.exp(x) - 1, None, [
        uniform(-1, 1), uniform(-40, 709), orders(-1000, 8), around(2**-4, -2**-4, 700, 709.7, -37.5),
        around(*(i * math.log(2) / 256 for i in range(-600, 600) if i))]),
    ("asin", mp.asin, None, ARC),
    ("acos", mp.acos, None, ARC),
    ("atan", mp.atan, None, ANGLE),
    ("atan2", mp.atan2, None, [
        (uniform(-1, 1), uniform(-1, 1)), (orders(-1000, 1000), orders(-1000, 1000)),
        (uniform(-0.3, 0.3), uniform(-3, 3)),
        (around(*(i / 16 for i in range(1, 40))), around(1, -1)), (uniform(-8e307, 8e307), uniform(-8e307, 8e307)),
        (subnormal, subnormal), (orders(-1060, -940), orders(-1000, -900))]),
    ("cbrt", lambda x: mp.sign(x) * mp.cbrt(abs(x)), None, [
        uniform(-4, 4), orders(-1020, 1023), subnormal, orders(1020, 1023), around(*(i / 8 for i in range(8, 65))),
        uniform(1, 8)]),
    ("cbrtPow", lambda n, x: (mp.sign(x) * mp.cbrt(abs(x))) ** int(n), None, [
        (POWER, uniform(-4, 4)), (POWER, orders(-80, 80)), (POWER, around(1, -1)), (lambda: -5.0, orders(-600, 600)),
        (lambda: -2.0, subnormal), (lambda: 2.0, orders(-1020, 1023))]),
    ("hypot", lambda a, b: mp.sqrt(a * a + b * b), None, [
        (uniform(-1, 1), uniform(-1, 1)), (orders(-1000, 1000), orders(-1000, 1000)),
        (uniform(-0.1, 0.1), uniform(-3, 3)),
        (uniform(-1e-8, 1e-8), uniform(-1, 1)), (uniform(-8e307, 8e307), uniform(-8e307, 8e307)),
        (subnormal, subnormal),
        (orders(-1060, -940), orders(-1060, -940)), (around(3), around(4))]),
    ("logNormCdf", log_of_normal, None, [uniform(-2, 2), uniform(-40, 9), uniform(9, 38), orders(-300, 4), around(-1)]),
    ("logNormCdfSlope", hazard, None, [uniform(-2, 2), uniform(-40, 9), uniform(9, 38), orders(-300, 4), around(-1)]),
    ("mills", mills, None, [(WHOLE, uniform(-3, 3)), (WHOLE, uniform(-30, 30)), (WHOLE, around(0.5, -0.5))]),
    ("lgamma", lambda x: mp.re(mp.loggamma(x)), reflected_log, GAMMA),
    ("digamma", mp.digamma, reflected_slope, GAMMA[:2] + GAMMA[3:]),
    ("polygamma", lambda n, x: mp.polygamma(int(n), x), nearest_pole, [
        (lambda: WHOLE() + 1, uniform(0, 9)), (lambda: WHOLE() + 1, uniform(1, 400)),
        (lambda: WHOLE() + 1, uniform(-6, 0))]),
]

# Where the errors of a larger run were greatest.
WORST = {
    "log1p": [(0.003906250000517691,)],
    "logNormCdf": [(-1.0000000215670193,)],
    "mills": [(4.0, 0.4999858914848185), (5.0, 0.49857160593623046), (6.0, 0.49999999571313714)],
    "lgamma": [(-3.0499800475111694,)],
}


def digits(x):
    return mp.nstr(x, 25, strip_zeros=False, min_fixed=-5, max_fixed=25)


def main():
    for name, f, scale, ranges in KERNELS:
        random.seed(SEED)
        for arguments in ranges:
            for _ in range(SAMPLES):
                write(name, f, scale, [draw() for draw in arguments] if isinstance(arguments, tuple) else [arguments()])
        for v in WORST.get(name, []):
            write(name, f, scale, v)


def write(name, f, scale, v):
    # As many digits as tell the operands, their squares and their reciprocals from the numbers beside them.
    mp.dps = int(60 + 4 * max(abs(math.log10(abs(x))) if x else 0 for x in v))
    numbers = [mpf(x) for x in v]
    value = f(*numbers)
    if isinstance(value, mp.mpc) or abs(value) > sys.float_info.max:
        return
    line = [name, " ".join(repr(x) for x in v), digits(value)]
    greater = scale(*numbers) if scale else None
    print("|".join(line + ([digits(max(greater, abs(value)))] if greater is not None else [])))


main()

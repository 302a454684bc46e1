"""Values, first and second derivatives of every op, to 25 digits, from the ops' definitions alone.

Derivatives are central differences in arithmetic of many hundred digits, so that no rule of differentiation is needed.

Run from the project's root (Python 3 with mpmath 1.2 or later; some minutes):

    python3 engine/src/test/python/derivatives.py > engine/src/test/resources/io/gradstep/engine/derivatives.txt

A line is: op | operands | value | first derivatives, in order | second derivatives, the upper triangle row by row. A
derivative that is no real number is written as nan.
"""

import random

from mpmath import mp, mpf

SEED = 20261125
LEAK = mpf(0.01)

UNARY = {
    "neg": lambda x: -x,
    "abs": abs,
    "sign": mp.sign,
    "step": lambda x: mpf(x > 0),
    "sqrt": mp.sqrt,
    "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
    "exp": mp.exp,
    "log": mp.log,
    "log1p": lambda x: mp.log(1 + x),
    "expm1": lambda x: mp.exp(x) - 1,
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "asin": mp.asin,
    "acos": mp.acos,
    "atan": mp.atan,
    "sinh": lambda x: (mp.exp(x) - mp.exp(-x)) / 2,
    "cosh": lambda x: (mp.exp(x) + mp.exp(-x)) / 2,
    "sech": lambda x: 2 / (mp.exp(x) + mp.exp(-x)),
    "tanh": lambda x: 1 - 2 / (mp.exp(2 * x) + 1),
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "relu": lambda x: max(x, mpf(0)),
    "leakyRelu": lambda x: x if x > 0 else LEAK * x,
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "erf": mp.erf,
    "normPdf": lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi),
    "normCdf": lambda x: mp.erfc(-x / mp.sqrt(2)) / 2,
    "gelu": lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2,
    "log2": lambda x: mp.log(x) / mp.log(2),
    "log10": lambda x: mp.log(x) / mp.log(10),
    "asinh": lambda x: mp.sign(x) * mp.log(abs(x) + mp.sqrt(x * x + 1)),
    "acosh": lambda x: mp.log(x + mp.sqrt(x * x - 1)) if x >= 1 else mp.nan,
    "atanh": lambda x: mp.log((1 + x) / (1 - x)) / 2,
    "erfc": mp.erfc,
    "silu": lambda x: x / (1 + mp.exp(-x)),
    "floor": mp.floor,
    "ceil": mp.ceil,
    "round": mp.nint,
    "isNaN": lambda x: mpf(0),
    "lgamma": lambda x: mp.re(mp.loggamma(x)),
    "digamma": mp.digamma,
    "logNormCdf": lambda x: mp.log1p(-mp.erfc(x / mp.sqrt(2)) / 2) if x > 0 else mp.log(mp.erfc(-x / mp.sqrt(2)) / 2),
}


def mills(n, x):
    """By the recurrence from 1 and Mills' ratio itself."""
    if n != int(n):
        return mp.nan
    before, ratio = mpf(1), mp.sqrt(mp.pi / 2) * mp.erfc(x / mp.sqrt(2)) * mp.exp(x * x / 2)
    for k in range(1, int(n) + 1):
        before, ratio = ratio, (before - x * ratio) / k
    return ratio


def polygamma(n, x):
    return mp.polygamma(int(n), x) if n == int(n) else mp.nan


BINARY = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": mp.power,
    "max": max,
    "min": min,
    "greaterThan": lambda a, b: mpf(a > b),
    "atan2": mp.atan2,
    "hypot": lambda a, b: mp.sqrt(a * a + b * b),
    "lessThan": lambda a, b: mpf(a < b),
    "atMost": lambda a, b: mpf(a <= b),
    "atLeast": lambda a, b: mpf(a >= b),
    "equalTo": lambda a, b: mpf(a == b),
    "polygamma": polygamma,
    "mills": mills,
    "cbrtPow": lambda n, x: (mp.sign(x) * mp.cbrt(abs(x))) ** int(n) if n == int(n) else mp.nan,
    "xlogy": lambda a, b: a * mp.log(b) if a != 0 else mpf(0),
}

TERNARY = {"where": lambda a, b, c: b if a != 0 else c}


def dot(*v):
    pairs = sum(v[i] * v[i + 1] for i in range(0, len(v) - 1, 2))
    return pairs + v[-1] if len(v) % 2 == 1 else pairs


NARY = {
    "sum": lambda *v: mp.fsum(v),
    "dot": dot,
    "logSumExp": lambda *v: mp.log(mp.fsum(mp.exp(x) for x in v)),
    "softmax": lambda *v: mp.exp(v[0]) / mp.fsum(mp.exp(x) for x in v),
    "logSoftmax": lambda *v: v[0] - mp.log(mp.fsum(mp.exp(x) for x in v)),
    "norm": lambda *v: mp.sqrt(mp.fsum(x * x for x in v)),
}

# Tails, thresholds of kernels and the orders of magnitude.
SIZES = [
    1e-300, 1e-20, 1e-9, 1e-3, 0.11, 0.3, 0.499, 0.51, 0.75, 0.999, 1.25, 1.3, 2.0, 3.3, 5.5, 8.0, 10.0, 17.0, 19.07,
    20.0, 26.4, 36.6, 37.42994775023705, 40.0, 120.0, 300.0, 355.0, 371.0, 700.5, 720.0, 1e6, 1e100, 1e153, 1e155,
    1e300,
]


def is_real(x):
    return not isinstance(x, mp.mpc) and mp.isfinite(x)


def derivatives(f, operands):
    """The value, first derivatives and the upper triangle of second ones."""
    v = [mpf(x) for x in operands]
    mp.dps = int(490 + 4 * orders(v))
    return differences(f, v, [(min(abs(x), mpf(1)) if x != 0 else mpf(1)) * mpf(10) ** -30 for x in v])


def orders(v):
    """How many powers of ten the operands are from 1 at most."""
    return max(abs(mp.log10(abs(x))) if x != 0 else 0 for x in v)


def differences(f, v, steps):
    known = {}

    def at(*moves):
        key = tuple(moves)
        if key not in known:
            known[key] = f(*(x + m * h for x, m, h in zip(v, moves, steps)))
        return known[key]

    def moved(i, by, j=0, by2=0):
        moves = [0] * len(v)
        moves[i] += by
        moves[j] += by2
        return at(*moves)

    first, second = [], []
    for i in range(len(v)):
        first.append((moved(i, 1) - moved(i, -1)) / (2 * steps[i]))
        for j in range(i, len(v)):
            if i == j:
                d = (moved(i, 1) - 2 * moved(i, 0) + moved(i, -1)) / steps[i] ** 2
            else:
                d = moved(i, 1, j, 1) - moved(i, 1, j, -1) - moved(i, -1, j, 1) + moved(i, -1, j, -1)
                d /= 4 * steps[i] * steps[j]
            second.append(d)
    return moved(0, 0), first, second


def text(x, nothing=400):
    if not is_real(x):
        return "nan"
    # A difference of some 10^-60 of the terms is nothing.
    return "0" if abs(x) < mpf(10) ** -nothing else mp.nstr(x, 25)


def line(name, f, operands):
    value, first, second = derivatives(f, operands)
    if is_real(value):
        parts = [[value], first, second]
        print("|".join([name, ",".join(map(repr, operands))] + [",".join(map(text, part)) for part in parts]))


# Ops with random operands of their own, so that the lines of those before them stay as they are.
LATER = (
    "cbrt atan2 hypot log2 log10 asinh acosh atanh erfc silu floor ceil round "
    "isNaN lessThan atMost atLeast equalTo where lgamma digamma logNormCdf polygamma mills xlogy norm cbrtPow"
).split()

# Ops whose first operand is a whole number.
ORDERED = ("polygamma", "mills", "cbrtPow")


def main():
    first = random.Random(SEED)

    def random_of(name):
        return random.Random(f"{SEED} {name}") if name in LATER else first

    for name, f in UNARY.items():
        rng = random_of(name)
        inside = name in ("asin", "acos", "atanh")
        for size in SIZES + [rng.uniform(0, 6) for _ in range(6)] + [rng.uniform(6, 45) for _ in range(4)]:
            for x in (size, -size):
                if inside and size >= 1 or name == "log1p" and x <= -1:
                    continue
                if name in ("sqrt", "log", "log2", "log10") and x < 0:
                    continue
                if name == "acosh" and x <= 1 or name in ("floor", "ceil", "round") and 2 * x == int(2 * x):
                    continue
                if name in "exp expm1 sinh cosh sech tanh sigmoid softplus silu".split() and size > 1e5:
                    continue
                if name in ("erf", "erfc", "normPdf", "normCdf", "gelu") and size > 100:
                    continue
                if name in ("lgamma", "digamma") and x < 0 and x == int(x) or name == "logNormCdf" and size > 1e5:
                    continue
                line(name, f, [x])
    some = [1e-300, 1e-9, 0.1, 0.3, 0.7, 1.0, 1.0000001, 2.0, 3.7, 23.0, 700.5, 1e10, 1e155, 1e300]
    for name, f in BINARY.items():
        rng = random_of(name)
        for _ in range(60):
            a = rng.choice(some) * rng.choice([1, 1, -1])
            b = rng.choice(some) * rng.choice([1, -1])
            if name == "xlogy":
                b = abs(b)
            if name in ORDERED:
                a = float(rng.choice([0, 1, 2, 3, 6]))
                b = rng.choice(some[:11] + [-0.3, 5.5, 17.2]) * rng.choice([1, -1])
                if name == "polygamma" and b == int(b):
                    b = abs(b)
            if name == "pow":
                a = abs(a)
                b = rng.choice([0.1, 1 / 3, 0.5, 1.0, 2.0, 3.0, 7.5, 0.02, 1e-9, 30.0]) * rng.choice([1, -1])
            if a != b:
                line(name, f, [a, b])
        for _ in range(30 if name in LATER and name not in ORDERED else 0):
            a, b = rng.uniform(-5, 5), rng.uniform(-5, 5)
            line(name, f, [a, abs(b) if name == "xlogy" else b])
    logits = [
        [0.0, -36.0], [0.0, 36.0], [-36.0, 0.0], [0.5], [1e16, 1e16], [1e50, 1e50], [1000.0, 1001.0], [0.1, -300.3],
        [-700.25, 10.1, 3.0], [1e300, 1e300, -1e300], [1.0, 2.0, 3.0], [-0.7, 0.6, 5e-324], [40.0, 1.0, -3.0, 2.0],
    ]
    for name, f in NARY.items():
        rng = random_of(name)
        for v in logits + [[rng.uniform(-40, 40) for _ in range(rng.randint(2, 5))] for _ in range(20)]:
            if name != "dot" or len(v) > 1:
                line(name, f, v)
    for name, f in TERNARY.items():
        rng = random_of(name)
        for _ in range(30):
            line(name, f, [rng.choice(some) * rng.choice([1, -1]), rng.uniform(-5, 5), rng.choice(some)])


if __name__ == "__main__":
    main()

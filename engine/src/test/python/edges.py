"""Derivatives of every op at the edges of the doubles: NaN, infinities, zeros, subnormal numbers, huge ones and ties.

Run from the project's root (Python 3 with mpmath 1.2 or later; some minutes):

    python3 engine/src/test/python/edges.py > engine/src/test/resources/io/gradstep/engine/edges.txt

A line is as derivatives.py writes it; those of unary ops have neither the value nor the first derivative. Where a
number is a limit, it is the same along several paths, or nan. Two marks stand for conventions:

    x~  x, or in a graph any number that is not finite: a reciprocal on the way overflows and may meet 0. Where an
        operand is infinite that is true of the op itself too, for there IEEE 754 has NaN for ∞/∞, ∞ - ∞ and 0·∞.
    ?   what the op makes of it: mathematics has nothing to say.
"""

import itertools
import math
import random

from derivatives import BINARY, NARY, ORDERED, SEED, TERNARY, UNARY, derivatives, differences, is_real, orders, text
from mpmath import mp, mpf

# Second derivatives at ∞ and at −∞: limits, by hand; nan where there is none, or where the op is not defined.
LOGARITHMS = ("log", "log1p", "log2", "log10")
AT_INFINITY = {name: ("0", "0") for name in UNARY}
AT_INFINITY |= {name: ("nan", "nan") for name in ("sin", "cos", "tan", "asin", "acos", "atanh")}
AT_INFINITY |= {name: ("0", "nan") for name in ("sqrt", *LOGARITHMS, "acosh")}
AT_INFINITY |= {"lgamma": ("0", "nan"), "digamma": ("0", "nan"), "logNormCdf": ("0", "-1")}
AT_INFINITY |= {"exp": ("inf", "0"), "expm1": ("inf", "0"), "sinh": ("inf", "-inf"), "cosh": ("inf", "inf")}

# At 0, where there is none: 0 at kinks and jumps, by convention, and limits of -x^(-3/2)/4, -2x^(-5/3)/9 and -1/x^2.
AT_ZERO = {name: "0" for name in ("abs", "sign", "step", "relu", "leakyRelu", "floor", "ceil", "round", "isNaN")}
AT_ZERO |= {"sqrt": "-inf", "cbrt": "-inf", "log": "-inf", "log2": "-inf", "log10": "-inf"}

AT_ZERO |= {"lgamma": "inf", "digamma": "-inf"}  # poles

# Value and slope of functions with an order, by hand, where not both are 0.
AT_INFINITY_OF_ORDER = {("polygamma", 0.0): ("inf", "0"), ("cbrtPow", 0.0): ("1", "0"), ("cbrtPow", 3.0): ("inf", "1")}
AT_INFINITY_OF_ORDER |= {("cbrtPow", n): ("inf", "0") for n in (1.0, 2.0)}

# All that they have of e^-|x| or e^-x^2 is less than the least double, or more than the greatest, at 1e308.
SATURATING = "exp expm1 sinh cosh sech tanh sigmoid softplus erf normPdf normCdf gelu erfc silu logNormCdf".split()

# The derivative of a slope that does not depend on the operand is 0 whatever that is.
FLAT = ("sign", "step", "floor", "ceil", "round", "isNaN")
CONSTANT_SLOPE = ("neg", *FLAT)

TINY = [5e-324, 1e-310, 2.2250738585072014e-308]
HUGE = [1e308, 1.7976931348623157e308]


def edges_of_unary():
    for name, f in UNARY.items():
        print(f"{name}|nan|" + ("0" if name in CONSTANT_SLOPE else "nan"))
        for x, limit in zip(("inf", "-inf"), AT_INFINITY[name]):
            if not (x == "-inf" and name in LOGARITHMS):
                print(f"{name}|{x}|{limit}")
        for x in [0.0] + [s * t for t in TINY + HUGE for s in (1, -1)]:
            if x == 0 and name in AT_ZERO:
                print(f"{name}|{x}|{AT_ZERO[name]}")
            elif abs(x) > 1 and name in SATURATING:
                print(f"{name}|{x}|{AT_INFINITY[name][x < 0]}")
            elif x < 0 and name in LOGARITHMS and name != "log1p" or x < -1 and name == "log1p":
                continue  # the value is NaN; the slopes 1/x and 1/(1 + x) go on as formulas
            elif abs(x) > 1 and name == "atanh" or x < -1 and name in ("lgamma", "digamma"):
                continue  # as 1/(1 - x^2) does; and huge integers are poles
            elif name in FLAT:
                print(f"{name}|{x}|0")
            elif x < 0 and name == "sqrt" or x < 1 and name == "acosh":
                print(f"{name}|{x}|nan")
            elif abs(x) > 1 and name in ("asin", "acos"):
                print(f"{name}|{x}|nan")
            else:
                print(f"{name}|{x}|{text(derivatives(f, [x])[2][0])}")


SPECIAL = [math.nan, math.inf, -math.inf, 0.0, -0.0, 5e-324, -1e-310, 0.7, -3.0, 1e308, -1.7976931348623157e308]
EXPONENTS = [math.nan, math.inf, -math.inf, 0.0, -0.0, 5e-324, -1e-310, 0.7, 1.0, 2.0, -3.0, 1e308]
SUMMANDS = [math.nan, math.inf, -math.inf, 0.0, -1e-310, 0.7, 1e308, -1.7976931348623157e308]
TRIPLES = {name: [-1e-310, 0.0, 0.7, -3.0, 1e307] for name in ("sum", "dot")}  # no part of a sum overflows
TRIPLES["norm"] = [-math.inf, *TRIPLES["sum"]]

COMPARING = ("lessThan", "greaterThan", "atMost", "atLeast", "equalTo")
ROUTING = ("max", "min", *COMPARING)
POLYNOMIAL = ("add", "sub", "mul", "sum", "dot")
SHARING = ("logSumExp", "softmax", "logSoftmax")

SMALL = mpf(2) ** -1024  # the reciprocal overflows


def parts_of(name, f, operands, step):
    """The value and all derivatives by differences, in one list; None for what is not real."""
    v = [mpf(x) for x in operands]
    mp.dps = int(600 + (1 if name in SHARING else 4) * orders(v))
    if name in NARY and name != "norm":
        steps = [step for _ in v]
    else:
        least = min((abs(x) for x in v if x != 0), default=mpf(1))
        steps = [step * (abs(x) if x != 0 else min(least, 1)) for x in v]
    if name == "pow":
        steps = [steps[0] / max(1, abs(v[1])), step * (min(1, abs(v[1])) if v[1] != 0 else 1)]
    try:
        value, first, second = differences(f, v, steps)
    except (ZeroDivisionError, ValueError):
        return [None] * (1 + len(v) * (len(v) + 3) // 2)
    return [x if is_real(x) else None for x in [value] + first + second]


def written(x):
    return text(x) if abs(x) < mpf(10) ** 400 else "inf" if x > 0 else "-inf"


def limit(a, b):
    """Where a sequence goes of which these are two terms, far apart."""
    if a is None or b is None:
        return None
    if abs(a - b) <= mpf(10) ** -22 * abs(b) or max(abs(a), abs(b)) < mpf(10) ** -450:
        return written(b)
    if abs(b) * 1.2 < abs(a):
        return "0"
    return written(b * mp.inf) if abs(b) > 1.2 * abs(a) and a * b > 0 else None


def limits(name, f, operands, special):
    """Limits as special operands go to 0 or infinity as t, or one of them as t^4 (for powers of e: 1000 t)."""
    agreed = None
    for faster in [None] + (special if len(special) > 1 else []):
        terms = []
        # Beyond the other operands, of which there are none where all are special: then less precision will do.
        for far in (40, 60) if len(special) == len(operands) else (400, 600):
            v = list(operands)
            for i in special:
                exponent = 310 + far // 20 + 3 * (i == faster) if name in SHARING else far * (4 if i == faster else 1)
                exponent = exponent if math.isinf(v[i]) else -exponent
                v[i] = int(math.copysign(1, v[i])) * mpf(10) ** exponent
            terms.append(parts_of(name, f, v, mpf(10) ** -30))
        found = [limit(a, b) for a, b in zip(*terms)]
        agreed = found if agreed is None else [x if x == y else None for x, y in zip(agreed, found)]
    return agreed


def parts_at_edge(name, f, operands):
    finite = all(map(math.isfinite, operands))
    smooth = None
    if finite:
        coarse, fine = (parts_of(name, f, operands, mpf(10) ** -digits) for digits in (30, 34))
        smooth = [limit(a, b) if limit(a, b) == limit(b, a) else None for a, b in zip(coarse, fine)]
        if None not in smooth:
            return smooth
    if name == "pow" and abs(operands[1]) < 0.7 and operands[1] != 0:
        # So small a power grows too slowly to be seen, but to the same limits as others between 0 and 1, or -1.
        operands = [operands[0], math.copysign(0.7, operands[1])]
    at_zero = (0,) if name == "pow" else () if name in SHARING + ROUTING else range(len(operands))
    special = [i for i, x in enumerate(operands) if math.isinf(x) or x == 0 and i in at_zero]
    return limits(name, f, operands, special) if special else smooth


def parts_at_nan(name, f, operands):
    """NaN, but for a derivative that is the same whatever the operand, at ordinary numbers in place of the others."""
    if name in COMPARING:
        return ["nan"] * 3 + ["0"] * 3
    if name not in POLYNOMIAL + ("div", "xlogy"):
        return ["nan"] * (1 + len(operands) * (len(operands) + 3) // 2)
    known = [[0.6 if not math.isnan(x) else s + i for i, x in enumerate(operands)] for s in (0.37, 2.9)]
    one, other = (parts_of(name, f, v, mpf(10) ** -30) for v in known)
    here = parts_at_edge(name, f, [0.37 if math.isnan(x) else x for x in operands])
    return ["nan"] + [z if limit(x, y) == limit(y, x) is not None else "nan" for x, y, z in zip(one, other, here)][1:]


def marks(name, v):
    """The marks of value, first and second derivatives."""
    if any(map(math.isnan, v)):
        return "", "?" if name == "xlogy" and v[1] <= 0 else "", "?" if name == "xlogy" else ""
    most = max(map(abs, v))
    if name in SHARING:
        return ("~", "~", "~") if math.isinf(max(v)) else ("", "", "")
    if name == "pow":
        if v[0] == 0 == v[1]:
            return "", "", "?"  # slopes there are 0 by convention
        if math.copysign(1, v[0]) < 0 and abs(v[1]) >= 2 ** 53:
            return "", "?", "?"  # a double of that size is even, and so is it less 1
        if v[0] < 0 and v[1] != int(v[1]):
            return "?" if math.isinf(v[0]) else "", "?", "?"  # the slopes go on as formulas
        return ("", "~", "~") if math.isinf(most) or abs(v[0]) <= SMALL else ("", "", "")
    over = name == "div" and v[0] == 0 and 0 < abs(v[1]) <= SMALL
    over |= name in ("hypot", "norm") and most <= SMALL or name == "atan2" and most <= mpf(2) ** -511
    if name == "xlogy":
        if math.copysign(1, v[1]) < 0:
            return ("" if v[1] < 0 else "?"), "?", "?"  # the logarithm of −0 is that of 0, the slopes go on as formulas
        return "", "", "?" if v[1] == 0 else "~" if v[1] <= SMALL else ""
    return "", "", "~" if over else ""


def convention(name, v):
    """What stands where there is no limit; without an entry, NaN."""
    first, second = v[0], v[-1]
    if name in ROUTING:
        if first == second:
            return [repr(first), "1", "0"] if name not in COMPARING else [str(BINARY[name](first, second)), "0", "0"]
        return ["nan"] * 3
    if name == "atan2":
        return [repr(math.atan2(*v)), "nan", "nan"]  # IEEE 754 has an angle for zeros and for infinities
    if name == "hypot":
        slopes = [str(x if x == 0 else mp.sign(x) * mp.sqrt(0.5)) for x in v]  # infinities are as long as each other
        return ["0"] + slopes + ["?", "?", "?"]
    if name == "norm":
        length = "inf" if any(map(math.isinf, v)) else "0"
        return [length] + (["?"] * 9 if length == "inf" else ["0"] * len(v) + ["?"] * 6)
    if name == "xlogy" and first == 0:
        return ["0", "-inf" if second == 0 else "nan", "0", "?", "?", "?"]
    if name == "pow" and first == 0 == second:
        return ["1", "0", "0"]
    if name == "pow" and str(first) in ("-0.0", "-inf"):
        return ["?"] * 6  # IEEE 754 goes on where there is no real power near
    return []


def edge(name, f, operands):
    v, n = list(operands), len(operands)
    parts = parts_at_nan(name, f, v) if any(map(math.isnan, v)) else parts_at_edge(name, f, v)
    if name == "norm" and not any(v):
        parts = [None] * len(parts)
    if name in ROUTING and v[0] == v[1] or name in ("pow", "hypot", "atan2") and v[0] == 0 == v[1]:
        parts = [None] * 3 + ["0" if name in ROUTING else None] * 3
    if name == "pow" and v[0] == 0 and v[1] == 1:
        parts[4] = "?"  # where the slope 0^(n - 1) jumps from infinity to 0
    agreed = convention(name, v)
    parts = [x if x is not None else agreed[i] if i < len(agreed) else "nan" for i, x in enumerate(parts)]
    groups = [parts[:1], parts[1:n + 1], parts[n + 1:]]
    marked = [[x + mark if "?" not in (x, mark) else "?" for x in group] for group, mark in zip(groups, marks(name, v))]
    print("|".join([name, ",".join(map(repr, v))] + [",".join(group) for group in marked]))


def edges_of_ordered():
    """As derivatives of a function of the second operand alone; no gradient passes to the first."""
    for name in ORDERED:
        for n in (0.0, 1.0, 2.0, 3.0):
            for x in TINY + [-x for x in TINY] + [0.7, -0.25, 1e100]:
                value, (first,), (second,) = derivatives(lambda v, n=n, f=BINARY[name]: f(n, v), [x])
                print(f"{name}|{n},{x}|{text(value, 330)}|0,{text(first, 330)}|0,?,{text(second, 330)}~")
            value, first = AT_INFINITY_OF_ORDER.get((name, n), ("0", "0"))
            print(f"{name}|{n},inf|{value}|0,{first}|0,?,0")
            flat = (name, n) == ("cbrtPow", 0.0)  # as FLAT
            print(f"{name}|{n},nan|nan|nan,nan|?,?,{'0' if flat else 'nan'}")


def edges():
    edges_of_unary()
    edges_of_ordered()
    for name, f in BINARY.items():
        if name in ORDERED:
            continue
        for v in itertools.product(SPECIAL, EXPONENTS if name == "pow" else SPECIAL):
            edge(name, f, v)
    rng = random.Random(f"{SEED} edges")
    for name, f in NARY.items():
        single = [] if name == "dot" else [(x,) for x in SUMMANDS]
        for v in single + list(itertools.product(SUMMANDS, SUMMANDS)):
            edge(name, f, v)
        for _ in range(12):
            edge(name, f, rng.choices(TRIPLES.get(name, SUMMANDS[1:]), k=3))
    for name in TERNARY:
        for v in itertools.product(SUMMANDS, SUMMANDS[:5], SUMMANDS[:5]):
            edge_of_where(name, *v)


def edge_of_where(name, a, b, c):
    """From the definition: the branch taken has slope 1; a condition that is NaN takes both and neither."""
    value, slopes = (a, "0,nan,nan") if math.isnan(a) else (c, "0,0,1") if a == 0 else (b, "0,1,0")
    print(f"{name}|{a!r},{b!r},{c!r}|{value!r}|{slopes}|0,0,0,0,0,0")


if __name__ == "__main__":
    edges()

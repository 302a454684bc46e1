"""The numbers that FitUnitsTest expects: Gauss-Newton steps with 60 digits. Run: python3 units.py (needs mpmath)."""

import mpmath as mp

mp.mp.dps = 60


def numbers(text):
    return [mp.mpf(word) for word in text.split()]


def fit(name, curve, slopes, x, y, parameters):
    at = [mp.mpf(p) for p in parameters]
    n = len(at)
    while True:
        jacobian = mp.matrix([slopes(xi, *at) for xi in x])
        residuals = mp.matrix([yi - curve(xi, *at) for xi, yi in zip(x, y)])
        normal = jacobian.T * jacobian
        step = mp.lu_solve(normal, jacobian.T * residuals)
        at = [a + step[k] for k, a in enumerate(at)]
        if all(abs(step[k]) < mp.mpf(10) ** -45 * abs(at[k]) for k in range(n)):
            break
    squares = sum((yi - curve(xi, *at)) ** 2 for xi, yi in zip(x, y))
    covariance = normal**-1 * squares / (len(x) - n)
    for k in range(n):
        print(name, mp.nstr(at[k], 17), mp.nstr(mp.sqrt(covariance[k, k]), 17))


fit(
    "stopping voltage",
    lambda f, a, b: a + b * f,
    lambda f, a, b: [1, f],
    numbers("8.21349e14 7.40228e14 6.87597e14 6.09334e14 5.49071e14 5.19571e14"),
    numbers("1.49 1.17 0.92 0.61 0.37 0.23"),
    ["-1.9", "4e-15"],
)

DENSITY = mp.mpf("6.25e15")
fit(
    "absorption",
    lambda x, a, s, c: a * mp.exp(-DENSITY * s * x) + c,
    lambda x, a, s, c: [mp.exp(-DENSITY * s * x), -a * DENSITY * x * mp.exp(-DENSITY * s * x), 1],
    numbers("0 0.12 0.25 0.38 0.51 0.64 0.77 0.9"),
    numbers("8113.4 7402.8 6871.5 6404.1 6187.9 5904.6 5850.2 5713.7"),
    ["2500", "4.2e-16", "5500"],
)

THERMAL = mp.mpf("0.025852")
fit(
    "diode",
    lambda v, s, n: s * (mp.exp(v / (n * THERMAL)) - 1),
    lambda v, s, n: [mp.exp(v / (n * THERMAL)) - 1, -s * v / (n**2 * THERMAL) * mp.exp(v / (n * THERMAL))],
    numbers("0.30 0.33 0.36 0.39 0.42 0.45 0.48 0.51 0.54 0.57 0.60 0.63 0.66 0.69 0.72"),
    numbers(
        "1.261281e-09 3.833886e-09 1.161600e-08 3.502463e-08 1.051742e-07 3.153911e-07 9.477486e-07 2.860940e-06"
        " 8.677181e-06 2.638486e-05 8.015958e-05 2.426083e-04 7.306977e-04 2.192826e-03 6.576965e-03"
    ),
    ["2.3e-14", "1.056"],
)

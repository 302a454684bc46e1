"""Fits by scipy and lmfit, for FitReferenceTest: samples, settings, and what they found.

Run: python3 fits_reference.py > ../resources/io/gradstep/nn/fit/reference.json
(needs Debian's python3-scipy and python3-lmfit)
"""

import json
import sys

import lmfit
import numpy as np
from scipy import odr, optimize, stats

TIGHT = dict(xtol=1e-15, ftol=1e-15, gtol=1e-15, jac="3-point")
random = np.random.default_rng(2026)
problems = []


def problem(name, formula, x, y, start, values, errors, **settings):
    columns = [list(map(float, column)) for column in np.atleast_2d(x)]
    problems.append(
        dict(
            name=name,
            formula=formula,
            x=columns,
            y=list(map(float, y)),
            start=start,
            values={k: float(v) for k, v in values.items()},
            errors={k: float(v) for k, v in errors.items()},
            **settings,
        )
    )


def by_curve_fit(name, formula, f, x, y, start, sigma=None, absolute=False, **settings):
    """scipy.optimize.curve_fit, for errors of samples that are relative or absolute."""
    found, covariance = optimize.curve_fit(
        f, x, y, list(start.values()), sigma, absolute, method="trf", x_scale="jac", max_nfev=10000, **TIGHT
    )
    more = {} if sigma is None else dict(sigma=list(map(float, sigma)), absolute=absolute)
    errors = np.sqrt(np.diag(covariance))
    problem(name, formula, x, y, start, dict(zip(start, found)), dict(zip(start, errors)), **more, **settings)


def by_lmfit(name, formula, f, x, y, parameters, sigma=None, statistics=False, intervals=False, **settings):
    """lmfit, for parameters that are bounded, fixed or tied."""
    weights = 1 if sigma is None else 1 / sigma
    start = {k: float(p.value) for k, p in parameters.items() if p.vary and not p.expr}
    result = lmfit.minimize(
        lambda p: (y - f(x, **p.valuesdict())) * weights, parameters, method="least_squares", x_scale="jac", **TIGHT
    )
    values = {k: p.value for k, p in result.params.items()}
    errors = {k: p.stderr for k, p in result.params.items() if p.stderr is not None and p.vary or p.expr}
    more = {} if sigma is None else dict(sigma=list(map(float, sigma)), absolute=False)
    if statistics:
        names = result.var_names
        more["statistics"] = dict(
            chiSquare=result.chisqr, reducedChiSquare=result.redchi, aic=result.aic, bic=result.bic
        )
        more["correlation"] = result.params[names[0]].correl[names[1]]
    if intervals:
        more["intervals"] = confidence(f, x, y, weights, result)
    problem(name, formula, x, y, start, values, errors, **more, **settings)
    return result


def confidence(f, x, y, weights, result):
    """95 % intervals by curvature (t) and by profile (lmfit's conf_interval), and of the curve at three points."""
    minimizer = lmfit.Minimizer(lambda p: (y - f(x, **p.valuesdict())) * weights, result.params)
    again = minimizer.minimize(method="leastsq", xtol=1e-14, ftol=1e-14, gtol=1e-14)
    t = stats.t.ppf(0.975, result.nfree)
    names = result.var_names
    profile = {}
    for name in names:
        ends = []
        for side in (-1, 1):
            # What conf_interval solves, which stops at 1e-3 of it: F for one parameter at its level.
            def excess(c):
                held = again.params.copy()
                held[name].set(value=c, vary=False)
                rest = lmfit.minimize(
                    lambda p: (y - f(x, **p.valuesdict())) * weights, held, xtol=1e-14, ftol=1e-14, gtol=1e-14
                )
                return rest.chisqr / result.chisqr - 1 - t**2 / result.nfree

            p = again.params[name]
            ends.append(optimize.brentq(excess, p.value, p.value + side * 5 * p.stderr, xtol=1e-12, rtol=1e-12))
        profile[name] = ends
    rough = lmfit.conf_interval(minimizer, again, sigmas=[0.95])
    for name in names:
        assert np.allclose([rough[name][0][1], rough[name][-1][1]], profile[name], rtol=2e-3)
    curvature = {n: [again.params[n].value + s * t * again.params[n].stderr for s in (-1, 1)] for n in names}
    points = []
    for at in np.linspace(np.min(x), 2 * np.max(x), 3):
        h = [1e-6 * again.params[n].value for n in names]
        slope = np.array(
            [
                (f(at, **{**again.params.valuesdict(), n: again.params[n].value + d})
                 - f(at, **{**again.params.valuesdict(), n: again.params[n].value - d})) / (2 * d)
                for n, d in zip(names, h)
            ]
        )
        error = np.sqrt(slope @ result.covar @ slope)
        points.append([at, f(at, **again.params.valuesdict()), error, t * error,
            t * np.hypot(error, np.sqrt(result.redchi))])
    return dict(curvature=curvature, profile=profile, points=[list(map(float, p)) for p in points])


def parameters(**settings):
    made = lmfit.Parameters()
    for name, setting in settings.items():
        made.add(name, **setting)
    return made


def decay(x, a, k, c):
    return a * np.exp(-k * x) + c


x = np.linspace(0, 8, 25)
sigma = 0.05 + 0.02 * x
y = decay(x, 5, 0.7, 1) + sigma * random.standard_normal(x.size)
by_curve_fit("decay, relative errors", "a*exp(-k*x) + c", decay, x, y, dict(a=4, k=1, c=0), sigma, False)
by_curve_fit("decay, absolute errors", "a*exp(-k*x) + c", decay, x, y, dict(a=4, k=1, c=0), sigma, True)


def saturation(s, v, m):
    return v * s / (m + s)


s = np.array([0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.1, 1.1])
# Treloar's puromycin data, as published in Bates and Watts, Nonlinear Regression Analysis (1988)
rate = np.array([76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200.0])
p = parameters(v=dict(value=200), m=dict(value=0.1))
by_lmfit("puromycin", "v*x/(m + x)", saturation, s, rate, p, statistics=True, intervals=True)
by_lmfit("puromycin, weighted", "v*x/(m + x)", saturation, s, rate, p, sigma=np.sqrt(rate))


def peak(x, a, m, w, c, d):
    return a * np.exp(-((x - m) ** 2) / (2 * w**2)) + c + d * x


x = np.linspace(-4, 6, 41)
y = peak(x, 3, 1.2, 0.8, 0.5, 0.1) + 0.05 * random.standard_normal(x.size)
p = parameters(
    a=dict(value=1, min=0), m=dict(value=0, min=-2, max=4), w=dict(value=1, min=0.1, max=5), c=dict(value=0),
    d=dict(value=0)
)
by_lmfit(
    "peak within bounds that it does not touch",
    "a*exp(-(x-m)^2/(2*w^2)) + c + d*x",
    peak, x, y, p,
    bounds=dict(a=[0, None], m=[-2, 4], w=[0.1, 5]),
)

# The best width is about 0.8: a bound of 0.7 holds it, and the others are those of a fit with 0.7.
found = optimize.least_squares(
    lambda q: peak(x, *q) - y, [1, 0, 0.5, 0, 0], bounds=([-9, -9, 0.1, -9, -9], [9, 9, 0.7, 9, 9]), x_scale="jac",
    **TIGHT
)
rest, covariance = optimize.curve_fit(
    lambda x, a, m, c, d: peak(x, a, m, 0.7, c, d), x, y, [1, 0, 0, 0], method="trf", max_nfev=10000, **TIGHT
)
assert abs(found.x[2] - 0.7) < 1e-8 and np.allclose(found.x[[0, 1, 3, 4]], rest, rtol=1e-6)
scale = np.sqrt((x.size - 4) / (x.size - 5))  # five parameters are fitted
errors = dict(zip("amcd", scale * np.sqrt(np.diag(covariance))))
problem(
    "peak whose width a bound holds",
    "a*exp(-(x-m)^2/(2*w^2)) + c + d*x",
    x, y, dict(a=1, m=0, w=0.5, c=0, d=0),
    dict(a=rest[0], m=rest[1], w=0.7, c=rest[2], d=rest[3]), errors,
    bounds=dict(w=[0.1, 0.7]), held=["w"],
)


def two_peaks(x, a, m, w, b, n, v):
    return a * np.exp(-((x - m) ** 2) / (2 * w**2)) + b * np.exp(-((x - n) ** 2) / (2 * v**2))


x = np.linspace(0, 10, 61)
y = two_peaks(x, 3, 3, 0.7, 1.5, 6, 0.7) + 0.04 * random.standard_normal(x.size)
p = lmfit.Parameters()
p.add_many(("a", 2), ("m", 2.5), ("w", 1), ("b", 1, False), ("n", 6.5), ("v", 1))
p["b"].set(value=1.5, vary=False)
p["v"].set(expr="w")
by_lmfit(
    "two peaks of one width, one height fixed",
    "a*exp(-(x-m)^2/(2*w^2)) + b*exp(-(x-n)^2/(2*v^2))",
    two_peaks, x, y, p, fixed=dict(b=1.5), ties=dict(v="w"),
)


def logistic(x, top, rate, middle):
    return top / (1 + np.exp(-rate * (x - middle)))


x = np.linspace(0, 12, 31)
y = logistic(x, 10, 1.1, 5) + 0.15 * random.standard_normal(x.size)
p = lmfit.Parameters()
p.add("half", 4, min=1, max=20)
p.add("rate", 1, min=0)
p.add("middle", 4)
p.add("top", expr="2*half")
by_lmfit(
    "logistic curve by its half height",
    "top/(1 + exp(-rate*(x - middle)))",
    lambda x, half, rate, middle, top: logistic(x, top, rate, middle), x, y, p,
    ties=dict(top="2*half"), bounds=dict(half=[1, 20], rate=[0, None]),
)


def robust(name, formula, f, x, y, start, loss, scale, psi, slope):
    """scipy's least_squares with a loss; the errors are Huber's, by the formula that statsmodels calls H1."""
    found = optimize.least_squares(
        lambda q: y - f(x, *q), list(start.values()), loss=loss, f_scale=scale, x_scale="jac", max_nfev=10000, **TIGHT
    ).x
    # What least_squares returns is that of its weighted steps; the derivatives are needed as they are.
    j = optimize.least_squares(lambda q: f(x, *q), found, jac="3-point", max_nfev=1).jac
    r = (y - f(x, *found)) / scale
    n, k = j.shape
    m = np.mean(slope(r))
    correction = 1 + k / n * np.var(slope(r)) / m**2
    variance = correction**2 * np.sum((scale * psi(r)) ** 2) / (n - k) / m**2
    errors = np.sqrt(np.diag(variance * np.linalg.inv(j.T @ j)))
    problem(name, formula, x, y, start, dict(zip(start, found)), dict(zip(start, errors)), loss=[loss, scale])


x = np.linspace(0, 10, 30)
y = 2 + 0.5 * x + 0.1 * random.standard_normal(x.size)
y[[4, 11, 20]] += [4, -3, 6]
robust(
    "line with three wild samples", "a + b*x", lambda x, a, b: a + b * x, x, y, dict(a=0, b=0),
    "huber", 0.15, lambda r: np.clip(r, -1, 1), lambda r: (abs(r) <= 1).astype(float),
)
y = 3 * np.sin(1.7 * x + 0.4) + 0.1 * random.standard_normal(x.size)
y[[3, 17, 25]] += [5, -4, 4]
robust(
    "sine with three wild samples", "a*sin(w*x + p)", lambda x, a, w, p: a * np.sin(w * x + p), x, y,
    dict(a=2, w=1.65, p=0.5), "soft_l1", 0.2,
    lambda r: r / np.sqrt(1 + r**2), lambda r: (1 + r**2) ** -1.5,
)

x = np.linspace(-3, 3, 31)
rate = 12 * np.exp(-((x - 0.3) ** 2) / (2 * 0.7**2)) + 1.5
counts = random.poisson(rate)


def expected(q):
    return q[0] * np.exp(-((x - q[1]) ** 2) / (2 * q[2] ** 2)) + q[3]


def slopes(q):
    z = (x - q[1]) / q[2]
    bell = np.exp(-z * z / 2)
    return np.stack([bell, q[0] * bell * z / q[2], q[0] * bell * z * z / q[2], np.ones_like(x)])


found = optimize.root(lambda q: slopes(q) @ (counts / expected(q) - 1), [12, 0.3, 0.7, 1.5], tol=1e-14).x
best = optimize.minimize(
    lambda q: np.sum(expected(q) - counts * np.log(expected(q))), [10, 0, 1, 1], method="Nelder-Mead",
    options=dict(xatol=1e-9, fatol=1e-12, maxiter=9999, maxfev=9999),
).x
assert np.allclose(found, best, rtol=1e-5)
information = (slopes(found) / expected(found)) @ slopes(found).T
problem(
    "counts of a peak", "a*exp(-(x-m)^2/(2*w^2)) + c", x, counts, dict(a=10, m=0, w=1, c=1),
    dict(zip("amwc", found)), dict(zip("amwc", np.sqrt(np.diag(np.linalg.inv(information))))), loss=["poisson", 1],
)

u, v = np.meshgrid(np.linspace(0.5, 3, 6), np.linspace(1, 4, 5))
columns = np.stack([u.ravel(), v.ravel()])
z = 1.5 * columns[0] ** 0.8 * columns[1] ** -1.2 * (1 + 0.02 * random.standard_normal(columns[0].size))
by_curve_fit(
    "power of two inputs", "a*x^b*x2^c", lambda q, a, b, c: a * q[0] ** b * q[1] ** c, columns, z, dict(a=1, b=1, c=-1)
)


def orthogonal(name, formula, f, x, y, sx, sy, start):
    """scipy.odr, with its errors as of relative standard errors."""
    model = odr.Model(lambda q, x: f(x, *q))
    run = odr.ODR(odr.RealData(x, y, sx, sy), model, list(start.values()), sstol=1e-15, partol=1e-15, maxit=1000)
    run.set_job(deriv=1)
    found = run.run()
    errors = [list(map(float, row)) for row in np.atleast_2d(sx).T]
    problem(
        name, formula, x, y, start, dict(zip(start, found.beta)), dict(zip(start, found.sd_beta)),
        sigma=list(map(float, sy)), absolute=False, inputErrors=errors, chiSquare=float(found.sum_square),
    )


# Pearson's data with York's weights, as published in D. York, Least-squares fitting of a straight line (1966), where
# the line is 5.4799102 - 0.4805334 x.
x = np.array([0, 0.9, 1.8, 2.6, 3.3, 4.4, 5.2, 6.1, 6.5, 7.4])
y = np.array([5.9, 5.4, 4.4, 4.6, 3.5, 3.7, 2.8, 2.8, 2.4, 1.5])
sx = np.array([1000, 1000, 500, 800, 200, 80, 60, 20, 1.8, 1.0]) ** -0.5
sy = np.array([1, 1.8, 4, 8, 20, 20, 70, 70, 100, 500.0]) ** -0.5
orthogonal("York's line", "a + b*x", lambda x, a, b: a + b * x, x, y, sx, sy, dict(a=5, b=-0.4))
x = np.linspace(0, 8, 33)
y = 3 * np.sin(1.1 * x + 0.4) + 0.1 * random.standard_normal(x.size)
sx = np.full(x.size, 0.1)
sy = np.full(x.size, 0.1)
orthogonal(
    "sine with errors of x", "a*sin(w*x + p)", lambda x, a, w, p: a * np.sin(w * x + p),
    x + sx * random.standard_normal(x.size), y, sx, sy, dict(a=2.5, w=1.15, p=0.2),
)
u, v = np.meshgrid(np.linspace(1, 3, 5), np.linspace(1, 4, 5))
columns = np.stack([u.ravel(), v.ravel()])
z = 1.5 * columns[0] ** 2 * np.exp(-0.5 * columns[1]) * (1 + 0.05 * random.standard_normal(columns[0].size))
orthogonal(
    "two inputs with errors", "a*x^b*exp(-c*x2)", lambda q, a, b, c: a * q[0] ** b * np.exp(-c * q[1]), columns, z,
    np.stack([np.full(25, 0.05), np.full(25, 0.02)]), 0.02 + 0.05 * z, dict(a=1, b=1.8, c=0.4),
)

json.dump(problems, sys.stdout, indent=1)
print()

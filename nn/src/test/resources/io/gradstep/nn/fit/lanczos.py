"""How many digits of Lanczos1's and Lanczos2's standard errors doubles can hold. Run: python3 lanczos.py (mpmath).

Both problems are solved with 50 digits, first with the samples as published, then with each sample rounded to a double.
Where the residuals are as small as that rounding, the two differ: no program that reads doubles can do better.
"""

import re

import mpmath as mp

mp.mp.dps = 50


def solve(name, read):
    lines = open(f"nist/{name}.dat", encoding="ascii").read().splitlines()
    at = [mp.mpf(line.split()[4]) for line in lines if re.match(r" *b\d =", line)]
    rows = [line.split() for line in lines[60:84]]
    y = [read(row[0]) for row in rows]
    x = [read(row[1]) for row in rows]
    while True:
        slopes = [[f(k, xi, at) for k in range(6)] for xi in x]
        residuals = [yi - curve(xi, at) for xi, yi in zip(x, y)]
        jacobian, residuals = mp.matrix(slopes), mp.matrix(residuals)
        normal = jacobian.T * jacobian
        step = mp.lu_solve(normal, jacobian.T * residuals)
        at = [a + step[k] for k, a in enumerate(at)]
        if max(abs(s) for s in step) < mp.mpf(10) ** -40:
            break
    squares = sum(r**2 for r in residuals) / (len(x) - 6)
    inverse = normal**-1
    return [mp.sqrt(squares)] + [mp.sqrt(squares * inverse[k, k]) for k in range(6)]


def curve(x, at):
    return sum(at[k] * mp.exp(-at[k + 1] * x) for k in (0, 2, 4))


def f(k, x, at):
    bell = mp.exp(-at[k // 2 * 2 + 1] * x)
    return bell if k % 2 == 0 else -at[k - 1] * x * bell


for problem in ("Lanczos1", "Lanczos2"):
    published = solve(problem, mp.mpf)
    rounded = solve(problem, lambda word: mp.mpf(float(word)))
    for a, b in zip(published, rounded):
        print(problem, mp.nstr(a, 11), mp.nstr(b, 11), "digits in common:", mp.nstr(-mp.log10(abs(a / b - 1)), 3))

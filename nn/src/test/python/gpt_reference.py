"""The losses of a small GPT in plain Python, with every derivative worked out by hand.

    python3 gpt_reference.py FILE [STEPS [SEED]]

FILE has one document a line. The program prints the loss of each step with all digits: the numbers that GptTest
expects of Gradstep's generator `python`. It shares no code with Gradstep, and has no autograd: each function below
comes with its vector-Jacobian product, derived on paper.
"""

import math
import random
import sys

WIDTH, HEADS, BLOCK = 16, 4, 16
HEAD = WIDTH // HEADS


def matrix(rows, columns):
    return [[random.gauss(0, 0.08) for _ in range(columns)] for _ in range(rows)]


def zeros(m):
    return [[0.0] * len(row) for row in m]


def linear(w, x):
    return [sum(a * b for a, b in zip(row, x)) for row in w]


def linear_back(w, x, dy, dw):
    """Adds dy xᵀ to dw and returns wᵀ dy."""
    dx = [0.0] * len(x)
    for row, d, drow in zip(w, dy, dw):
        for j, xj in enumerate(x):
            drow[j] += d * xj
            dx[j] += d * row[j]
    return dx


def norm(x):
    return (sum(v * v for v in x) / len(x) + 1e-5) ** -0.5


def norm_back(x, s, dy):
    """Of y = s x with s = (mean x² + ε)^-½: ds/dx = -s³ x / n."""
    inner = sum(d * v for d, v in zip(dy, x))
    return [s * d - inner * s**3 * v / len(x) for d, v in zip(dy, x)]


def softmax(logits):
    top = max(logits)
    e = [math.exp(v - top) for v in logits]
    total = sum(e)
    return [v / total for v in e]


def step(p, tokens):
    """The mean loss of a document, and the gradient of every parameter."""
    n = min(BLOCK, len(tokens) - 1)
    g = {name: zeros(m) for name, m in p.items()}
    trace, loss = [], 0.0
    for t in range(n):
        e = [a + b for a, b in zip(p["wte"][tokens[t]], p["wpe"][t])]
        s0 = norm(e)
        x0 = [s0 * v for v in e]
        s1 = norm(x0)
        a = [s1 * v for v in x0]
        q, k, v = linear(p["wq"], a), linear(p["wk"], a), linear(p["wv"], a)
        trace.append([e, s0, x0, s1, a, q, k, v])
        shares, mixed = [], []
        for h in range(HEADS):
            cut = slice(h * HEAD, (h + 1) * HEAD)
            scores = [sum(x * y for x, y in zip(q[cut], trace[u][6][cut])) / math.sqrt(HEAD) for u in range(t + 1)]
            share = softmax(scores)
            shares.append(share)
            mixed += [sum(share[u] * trace[u][7][j] for u in range(t + 1)) for j in range(h * HEAD, (h + 1) * HEAD)]
        x1 = [o + r for o, r in zip(linear(p["wo"], mixed), x0)]
        s2 = norm(x1)
        b = [s2 * v for v in x1]
        wide = linear(p["fc1"], b)
        lit = [max(0.0, v) for v in wide]
        x2 = [o + r for o, r in zip(linear(p["fc2"], lit), x1)]
        probabilities = softmax(linear(p["lm_head"], x2))
        loss -= math.log(probabilities[tokens[t + 1]]) / n
        trace[t] += [shares, mixed, x1, s2, b, wide, lit, x2, probabilities]

    dk = [[0.0] * WIDTH for _ in range(n)]
    dv = [[0.0] * WIDTH for _ in range(n)]
    for t in reversed(range(n)):
        e, s0, x0, s1, a, q, _, _, shares, mixed, x1, s2, b, wide, lit, x2, probabilities = trace[t]
        dlogits = [v / n for v in probabilities]
        dlogits[tokens[t + 1]] -= 1 / n
        dx2 = linear_back(p["lm_head"], x2, dlogits, g["lm_head"])
        dlit = linear_back(p["fc2"], lit, dx2, g["fc2"])
        dwide = [d if v > 0 else 0.0 for d, v in zip(dlit, wide)]
        db = linear_back(p["fc1"], b, dwide, g["fc1"])
        dx1 = [d + r for d, r in zip(norm_back(x1, s2, db), dx2)]
        dmixed = linear_back(p["wo"], mixed, dx1, g["wo"])
        dq = [0.0] * WIDTH
        for h in range(HEADS):
            columns = range(h * HEAD, (h + 1) * HEAD)
            share = shares[h]
            dshare = [sum(dmixed[j] * trace[u][7][j] for j in columns) for u in range(t + 1)]
            mean = sum(s * d for s, d in zip(share, dshare))
            for u in range(t + 1):
                dscore = share[u] * (dshare[u] - mean) / math.sqrt(HEAD)
                for j in columns:
                    dv[u][j] += share[u] * dmixed[j]
                    dq[j] += dscore * trace[u][6][j]
                    dk[u][j] += dscore * q[j]
        trace[t] = (dx1, dq, e, s0, x0, s1, a)
    for t in range(n):
        dx1, dq, e, s0, x0, s1, a = trace[t]
        da = linear_back(p["wq"], a, dq, g["wq"])
        for w, d in (("wk", dk[t]), ("wv", dv[t])):
            da = [r + c for r, c in zip(da, linear_back(p[w], a, d, g[w]))]
        dx0 = [r + c for r, c in zip(norm_back(x0, s1, da), dx1)]
        for j, d in enumerate(norm_back(e, s0, dx0)):
            g["wte"][tokens[t]][j] += d
            g["wpe"][t][j] += d
    return loss, g


def main():
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 42)
    documents = [line.strip() for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
    random.shuffle(documents)
    letters = sorted(set("".join(documents)))
    delimiter = len(letters)
    p = {"wte": matrix(delimiter + 1, WIDTH), "wpe": matrix(BLOCK, WIDTH), "lm_head": matrix(delimiter + 1, WIDTH)}
    p |= {name: matrix(WIDTH, WIDTH) for name in ("wq", "wk", "wv", "wo")}
    p |= {"fc1": matrix(4 * WIDTH, WIDTH), "fc2": matrix(WIDTH, 4 * WIDTH)}
    mean = {name: zeros(m) for name, m in p.items()}
    square = {name: zeros(m) for name, m in p.items()}
    for k in range(steps):
        document = documents[k % len(documents)]
        loss, g = step(p, [delimiter] + [letters.index(c) for c in document] + [delimiter])
        print(repr(loss))
        rate = 0.01 * (1 - k / 1000)
        for name, m in p.items():
            for row, drow, mrow, vrow in zip(m, g[name], mean[name], square[name]):
                for j, d in enumerate(drow):
                    mrow[j] = 0.85 * mrow[j] + 0.15 * d
                    vrow[j] = 0.99 * vrow[j] + 0.01 * d * d
                    scale = math.sqrt(vrow[j] / (1 - 0.99 ** (k + 1))) + 1e-8
                    row[j] -= rate * mrow[j] / (1 - 0.85 ** (k + 1)) / scale


main()

"""Hermite coefficients by Gauss-Legendre quadrature in mpmath, to 45 digits.

    python3 bench/reference/hermite.py > test/ntk/reference/hermite.json

a_k(q) = E[sigma(sqrt(q) Z) h_k(Z)] on panels of [-16, 16] that end at the kinks, |Z| > 16 having
probability 1e-57; with two numbers of nodes, which must agree to 42 digits.
"""

import json
import sys

from mpmath import mp, mpf

from activations import ACTIVATIONS, rational

mp.dps = 60
TERMS = 16
VARIANCES = ["1/10", "1", "10"]
END = 16


def gauss_legendre(n):
    nodes = []
    for i in range(n):
        x = mp.cos(mp.pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
        for _ in range(8):
            p, before = x, mpf(1)
            for k in range(2, n + 1):
                p, before = ((2 * k - 1) * x * p - (k - 1) * before) / k, p
            slope = n * (x * p - before) / (x * x - 1)
            step = p / slope
            x -= step
            if abs(step) < mpf(10) ** -58:
                break
        nodes.append((x, 2 / ((1 - x * x) * slope * slope)))
    return nodes


RULES = [gauss_legendre(48), gauss_legendre(64)]


def coefficients(sigma, kinks, q, rule):
    root = mp.sqrt(q)
    ends = sorted({mpf(k) / 4 for k in range(-4 * END, 4 * END + 1)} | {rational(k) / root for k in kinks})
    ends = [e for e in ends if abs(e) <= END]
    sums, square = [mpf(0)] * TERMS, mpf(0)
    for a, b in zip(ends, ends[1:]):
        for x, w in rule:
            z = (a + b + x * (b - a)) / 2
            value = sigma(root * z)
            weight = w * (b - a) / 2 * mp.npdf(z) * value
            square += weight * value
            h, before = mpf(1), mpf(0)
            for k in range(TERMS):
                sums[k] += weight * h
                h, before = (z * h - mp.sqrt(k) * before) / mp.sqrt(k + 1), h
    return sums + [square]


def main():
    rows = []
    for text, (sigma, _, kinks) in ACTIVATIONS.items():
        for variance in VARIANCES:
            q = rational(variance)
            low, high = (coefficients(sigma, kinks, q, rule) for rule in RULES)
            scale = mp.sqrt(high[-1])
            worst = max(abs(a - b) for a, b in zip(low, high)) / scale
            print(text, variance, mp.nstr(worst, 3), file=sys.stderr, flush=True)
            assert worst < mpf(10) ** -42, (text, variance, worst)
            digits = [mp.nstr(a, 45) if abs(a) > mpf(10) ** -50 else "0" for a in high]
            rows.append(
                {
                    "activation": text,
                    "variance": variance,
                    "coefficients": digits[:-1],
                    "squareNorm": digits[-1],
                }
            )
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")


main()

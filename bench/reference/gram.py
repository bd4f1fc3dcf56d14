"""Kernels of pairs of inputs by two-dimensional Gauss-Legendre quadrature in numpy.

Reads activations and settings from catalogue.mjs. E[s(u)s(v)] with u = r1 z1, v = r2 (rho z1 +
sqrt(1 - rho^2) z2): panels in z1, and for every node panels in z2, both split where the activation is
not smooth. With two numbers of nodes a panel: a number on which they differ by more than 1e-12 of
the diagonal is left out.
"""

import json
import sys

import numpy as np
from scipy import special

np.seterr(all="ignore")
DEPTH = 4
FEATURES = (np.arange(49) - 24) * 0.75


class Sigma:
    def __init__(self, pieces):
        self.kinks = np.array([p["lower"] for p in pieces if p["lower"] is not None])
        self.values = [compiled(p["value"]) for p in pieces]
        self.slopes = [p["slope"] and compiled(p["slope"]) for p in pieces]
        self.differentiable = all(self.slopes)

    def at(self, functions, x):
        if len(functions) == 1:
            return np.broadcast_to(functions[0](x), x.shape)
        piece = np.searchsorted(self.kinks, x)
        out = np.full(x.shape, np.nan)
        for i, f in enumerate(functions):
            where = piece == i
            if where.any():
                out[where] = np.broadcast_to(f(x[where]), x[where].shape)
        return out


def compiled(lines):
    source = "def f(x):\n" + "".join(f"    {line}\n" for line in lines)
    source += f"    return {lines[-1].split(' = ')[0]}\n"
    scope = {"np": np, "special": special, "density": density}
    exec(source, scope)
    return scope["f"]


def density(z):
    return np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi)


def nodes(ends, rule):
    """Nodes and weights (with the density) on panels between sorted ends, along the last axis."""
    x, w = rule
    a, b = ends[..., :-1, None], ends[..., 1:, None]
    z = (a + b + x * (b - a)) / 2
    weight = w * (b - a) / 2 * density(z)
    shape = ends.shape[:-1] + (-1,)
    return z.reshape(shape), weight.reshape(shape)


def special_points(kinks, scale):
    return np.concatenate([kinks, FEATURES if scale > 1 else []]) / scale


def grid(reach, points):
    step = np.arange(-reach, reach + 0.25, 0.5)
    return np.unique(np.clip(np.concatenate([step, points]), -reach, reach))


def reach_of(sigma, q, derivative):
    z = np.arange(0, 36, 0.25)
    x = np.sqrt(q) * np.concatenate([z, -z]) + 1e-7
    size = sigma.at(sigma.values, x) ** 2
    if derivative:
        size = size + sigma.at(sigma.slopes, x) ** 2
    size = (size * density(np.concatenate([z, -z]))).reshape(2, -1).max(axis=0)
    used = z[size > 1e-19 * np.nanmax(size)]
    return max(6.0, used.max() + 0.5)


def diagonal(sigma, q, reach, rule, derivative):
    root = np.sqrt(q)
    z, w = nodes(grid(reach, special_points(sigma.kinks, root)), rule)
    value = np.sum(w * sigma.at(sigma.values, root * z) ** 2)
    slope = np.sum(w * sigma.at(sigma.slopes, root * z) ** 2) if derivative else 0
    return value, slope


def pair(sigma, q1, q2, rho, reach, rule, derivative):
    r1, r2 = np.sqrt(q1), np.sqrt(q2)
    spread = np.sqrt(max(0.0, (1 - rho) * (1 + rho)))
    points = [special_points(sigma.kinks, r1)]
    if rho != 0:
        inner = special_points(sigma.kinks, r2 * abs(rho)) * np.sign(rho)
        points.append(inner)
        if spread < 0.5 and len(sigma.kinks):
            widths = np.array([-8, -4, -2, -1, 1, 2, 4, 8]) * spread / rho
            points.append((sigma.kinks[:, None] / (r2 * rho) + widths).ravel())
    z1, w1 = nodes(grid(reach, np.concatenate(points)), rule)
    scale = r2 * spread
    totals = np.zeros(2)
    for chunk in np.array_split(np.arange(len(z1)), max(1, len(z1) // 400)):
        center = r2 * rho * z1[chunk]
        if spread < 1e-9:
            x, w2 = center[:, None], np.ones((len(chunk), 1))
        else:
            own = special_points(sigma.kinks * 1.0, 1.0) if scale <= 1 else np.concatenate([sigma.kinks, FEATURES])
            steps = np.arange(-reach, reach + 0.25, 0.5)
            moved = (own[None, :] - center[:, None]) / scale
            ends = np.concatenate([np.broadcast_to(steps, (len(chunk), len(steps))), moved], axis=1)
            z2, w2 = nodes(np.sort(np.clip(ends, -reach, reach), axis=1), rule)
            x = center[:, None] + scale * z2
        for k, functions in enumerate([sigma.values, sigma.slopes][: 2 if derivative else 1]):
            inner = np.sum(w2 * sigma.at(functions, x), axis=1)
            totals[k] += np.sum(w1[chunk] * sigma.at(functions, r1 * z1[chunk]) * inner)
    return tuple(totals)


def kernels(sigma, setting, rule, derivative):
    x, y = (np.array(row) for row in setting["inputs"])
    weight, bias, d = setting["weight"], setting["bias"], setting["dimension"]
    s = [weight * (a @ b) / d + bias for a, b in ((x, x), (y, y), (x, y))]
    theta, layers = s, []
    for _ in range(DEPTH - 1):
        reach = reach_of(sigma, max(s[:2]), derivative)
        rho = max(-1.0, min(1.0, s[2] / np.sqrt(s[0] * s[1])))
        found = [
            diagonal(sigma, s[0], reach, rule, derivative),
            diagonal(sigma, s[1], reach, rule, derivative),
            pair(sigma, s[0], s[1], rho, reach, rule, derivative),
        ]
        s = [weight * value + bias for value, _ in found]
        theta = [s[k] + weight * theta[k] * found[k][1] for k in range(3)]
        layers.append(theta if derivative else s)
        if not np.all(np.isfinite(layers[-1])) or max(s[:2]) > 1e4:
            break
    return layers


def main():
    given = json.load(sys.stdin)
    rules = [np.polynomial.legendre.leggauss(k) for k in (10, 14)]
    out = []
    for row in given["rows"]:
        sigma = Sigma(row["pieces"])
        for setting in row["settings"]:
            kept = {k: setting[k] for k in ("dimension", "weight", "bias", "pair")}
            for kernel in ("nngp", "ntk"):
                if kernel == "ntk" and not sigma.differentiable:
                    continue
                try:
                    low, high = (kernels(sigma, setting, rule, kernel == "ntk") for rule in rules)
                except Exception as error:
                    print("failed", row["activation"], kernel, error, file=sys.stderr)
                    continue
                depths = []
                for a, b in zip(low, high):
                    scale = np.sqrt(b[0] * b[1])
                    gap = max(abs(a[0] - b[0]) / b[0], abs(a[1] - b[1]) / b[1], abs(a[2] - b[2]) / scale)
                    if not gap < 1e-12:
                        print("not resolved", row["activation"], kernel, kept, gap, file=sys.stderr)
                        break
                    depths.append([float(v) for v in b])
                out.append({"activation": row["activation"], **kept, "kernel": kernel, "depths": depths})
        print(row["activation"], file=sys.stderr, flush=True)
    rows = ",\n".join(json.dumps(row) for row in out)
    print(f'{{"n": {given["n"]}, "seed": {given["seed"]}, "rows": [\n{rows}\n]}}')


main()

"""Activations in mpmath, written from their definitions, with the points where they are not smooth."""

from mpmath import mp, mpf


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


def normal_cdf(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def clip(x, low, high):
    return min(max(x, mpf(low)), mpf(high))


# Text in the language of activations: (sigma, sigma', kinks).
ACTIVATIONS = {
    "relu(x)": (lambda x: max(x, mpf(0)), lambda x: mpf(x > 0), [0]),
    "max(x, 0.01*x)": (
        lambda x: x if x > 0 else x / 100,
        lambda x: mpf(1) if x > 0 else mpf(1) / 100,
        [0],
    ),
    "abs(x)": (abs, lambda x: mpf(1) if x > 0 else mpf(-1), [0]),
    "clip(x, -1, 1)": (lambda x: clip(x, -1, 1), lambda x: mpf(-1 < x < 1), [-1, 1]),
    "x*clip(x + 3, 0, 6)/6": (
        lambda x: x * clip(x + 3, 0, 6) / 6,
        lambda x: mpf(0) if x < -3 else mpf(1) if x > 3 else (2 * x + 3) / 6,
        [-3, 3],
    ),
    "x > 0 ? x : expm1(x)": (
        lambda x: x if x > 0 else mp.expm1(x),
        lambda x: mpf(1) if x > 0 else mp.exp(x),
        [0],
    ),
    "x/(1 + abs(x))": (lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2, [0]),
    "x > 1/2 ? x - 1/2 : x < -1/2 ? x + 1/2 : 0": (
        lambda x: x - mpf(1) / 2 if 2 * x > 1 else x + mpf(1) / 2 if 2 * x < -1 else mpf(0),
        lambda x: mpf(abs(2 * x) > 1),
        ["-1/2", "1/2"],
    ),
    "gelu(x)": (
        lambda x: x * normal_cdf(x),
        lambda x: normal_cdf(x) + x * mp.npdf(x),
        [],
    ),
    "tanh(x)": (mp.tanh, lambda x: mp.sech(x) ** 2, []),
    "sigmoid(x)": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x), []),
    "softplus(x)": (softplus, sigmoid, []),
    "x*sigmoid(x)": (
        lambda x: x * sigmoid(x),
        lambda x: sigmoid(x) + x * sigmoid(x) * sigmoid(-x),
        [],
    ),
    "x*tanh(softplus(x))": (
        lambda x: x * mp.tanh(softplus(x)),
        lambda x: mp.tanh(softplus(x)) + x * sigmoid(x) * mp.sech(softplus(x)) ** 2,
        [],
    ),
    "erf(x)": (mp.erf, lambda x: 2 * mp.exp(-x * x) / mp.sqrt(mp.pi), []),
    "sin(x)": (mp.sin, mp.cos, []),
    "exp(-x^2)": (lambda x: mp.exp(-x * x), lambda x: -2 * x * mp.exp(-x * x), []),
    "atan(x)": (mp.atan, lambda x: 1 / (1 + x * x), []),
    "x - tanh(x)": (lambda x: x - mp.tanh(x), lambda x: mp.tanh(x) ** 2, []),
    "x^3 - x": (lambda x: x**3 - x, lambda x: 3 * x * x - 1, []),
}


def rational(text):
    number, _, divisor = str(text).partition("/")
    return mpf(number) / mpf(divisor or 1)

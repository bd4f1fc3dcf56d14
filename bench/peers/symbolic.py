"""Is it a polynomial in x? SymPy's answers: one line of JSON {"text", "simplify"} in, one out."""

import json
import sys

import sympy
from sympy import *  # noqa: F401,F403  the names that texts use

x = Symbol("x", real=True)
names = {name: getattr(sympy, name) for name in dir(sympy) if not name.startswith("_")}
# The language's heaviside is 1 at 0, SymPy's own has 1/2 there; cbrt is the odd real root.
names |= {"x": x, "H": lambda u: Heaviside(u, 1), "cbrt": lambda u: real_root(u, 3)}

for line in sys.stdin:
    question = json.loads(line)
    try:
        expr = sympify(question["text"], locals=names, rational=True)
        if question["simplify"]:
            expr = simplify(expr)
        answer = expr.is_polynomial(x)
        verdict = {True: "polynomial", False: "non-polynomial"}.get(answer, "undecided")
    except Exception as error:  # whatever stops it, it has no answer
        verdict = "undecided"
    print(json.dumps({"verdict": verdict}), flush=True)

"""Both kernels by neural-tangents: the closed form for ReLU, GELU, and for tanh ElementwiseNumerical
at degree 25. In double precision; compiled before the time is taken."""

import json
import os
import resource
import sys
import time

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np
from neural_tangents import stax

inputs, activation, depth, repeat, pairs = sys.argv[1:]
X = jnp.asarray(np.load(inputs))
LAYERS = {
    "tanh(x)": lambda: stax.ElementwiseNumerical(jnp.tanh, deg=25),
    "relu(x)": stax.Relu,
    "gelu(x)": stax.Gelu,
}
dense = lambda: stax.Dense(1, W_std=1.5**0.5, b_std=0.1**0.5)
layers = [dense()]
for _ in range(int(depth) - 1):
    layers += [LAYERS[activation](), dense()]
_, _, kernel = stax.serial(*layers)
run = jax.jit(lambda x: kernel(x, x, ("nngp", "ntk")))
jax.block_until_ready(run(X))
seconds = np.inf
for _ in range(int(repeat)):
    began = time.perf_counter()
    matrices = jax.block_until_ready(run(X))
    seconds = min(seconds, time.perf_counter() - began)
samples = [[float(K[i, j]) for K in (matrices.nngp, matrices.ntk)] for i, j in json.loads(pairs)]
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "megabytes": megabytes, "samples": samples}))

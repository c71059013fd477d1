"""Measures products outside the browser, as worker.mjs does inside it.

The samples are printed as one line of JSON.

Usage: native.py numpy|loops '[{"precision": "f32", "shape": [m, k, n], "samples": 9}, …]'
"""

import json
import math
import random
import sys
import time

WARM_UP_S = 0.06
SAMPLE_S = 0.003
# The three loops take some 50 ns for each multiply-add: only this product is measured.
LOOPS_SHAPE = [128, 128, 128]


def timed(run, calls):
    start = time.perf_counter()
    for _ in range(calls):
        run()
    return time.perf_counter() - start


def samples(run, count):
    """Milliseconds per call in each sample, and the calls in one."""
    start = time.perf_counter()
    call_s = timed(run, 1)
    while time.perf_counter() - start < WARM_UP_S:
        call_s = timed(run, 1)
    batch = max(1, math.ceil(SAMPLE_S / call_s))
    return {"samplesMs": [timed(run, batch) / batch * 1e3 for _ in range(count)], "batch": batch}


def with_numpy(rows):
    import numpy

    def measure(precision, shape, count):
        m, k, n = shape
        kind = numpy.float32 if precision == "f32" else numpy.float64
        rng = numpy.random.default_rng(1)
        a = rng.random((m, k)).astype(kind) - kind(0.5)
        b = rng.random((k, n)).astype(kind) - kind(0.5)
        c = numpy.empty((m, n), kind)
        measured = samples(lambda: numpy.matmul(a, b, out=c), count)
        x = rng.random(n)
        wrong = numpy.abs(c @ x - a.astype(float) @ (b.astype(float) @ x)).max()
        tolerance = 8 * (k + n) * math.sqrt(n) * numpy.finfo(kind).eps / 2
        if not wrong <= tolerance:
            sys.exit(f"NumPy computes a wrong product of {shape}: off by {wrong}")
        return {"value": measured}

    blas = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]
    about = {"numpy": numpy.__version__, "blas": f"{blas['name']} {blas['version']}"}
    return about, [measure(**row_arguments(row)) for row in rows]


def with_loops(rows):
    def measure(precision, shape, count):
        if shape != LOOPS_SHAPE:
            return {
                "why": "Python's loops are measured at 128³ only: a large product takes minutes"
            }
        m, k, n = shape
        a = [[random.random() - 0.5 for _ in range(k)] for _ in range(m)]
        b = [[random.random() - 0.5 for _ in range(n)] for _ in range(k)]

        def multiply():
            c = [[0.0] * n for _ in range(m)]
            for i in range(m):
                for j in range(n):
                    total = 0.0
                    for p in range(k):
                        total += a[i][p] * b[p][j]
                    c[i][j] = total
            return c

        return {"value": samples(multiply, min(count, 9))}

    return {"python": sys.version.split()[0]}, [measure(**row_arguments(row)) for row in rows]


def row_arguments(row):
    return {"precision": row["precision"], "shape": row["shape"], "count": row["samples"]}


about, results = {"numpy": with_numpy, "loops": with_loops}[sys.argv[1]](json.loads(sys.argv[2]))
print(json.dumps({"about": about, "results": results}))

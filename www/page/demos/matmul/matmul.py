"""A matrix product, a task for each band of rows."""

from array import array
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

try:
    import playground
except ModuleNotFoundError:
    playground = None  # outside of this page

# A sixteenth of the control's: three loops in
# Python are slow.
N = 64
N_WORKERS = 4  # at most 8 interpreters
# Or "naive", the chapter's; or "fast", for all
# that only this page can do.
ALGORITHM = "blocked"
PRECISION = "f64"  # or "f32"

TYPE = "d" if PRECISION == "f64" else "f"
BLOCK = 16  # so many rows and columns of B at once


def naive(rows, b):
    c = array(TYPE, bytes(rows.itemsize * len(rows)))
    for i in range(len(rows) // N):
        for j in range(N):
            for k in range(N):
                c[i * N + j] += rows[i * N + k] * b[k * N + j]
    return c


def blocked(rows, b):
    c = array(TYPE, bytes(rows.itemsize * len(rows)))
    for k0 in range(0, N, BLOCK):
        for j0 in range(0, N, BLOCK):
            for i in range(len(rows) // N):
                for k in range(k0, min(k0 + BLOCK, N)):
                    x = rows[i * N + k]
                    for j in range(j0, min(j0 + BLOCK, N)):
                        c[i * N + j] += x * b[k * N + j]
    return c


def product(a, b):
    if ALGORITHM == "fast" and playground:
        return playground.matmul(a, b, N, N, N)
    task = blocked if ALGORITHM == "blocked" else naive
    size = N * -(-N // N_WORKERS)  # rounded up
    bands = [a[i : i + size] for i in range(0, N * N, size)]
    with ProcessPoolExecutor(N_WORKERS) as pool:
        parts = pool.map(task, bands, repeat(b))
        return sum(parts, array(TYPE))


if __name__ == "__main__":
    cells = [divmod(cell, N) for cell in range(N * N)]
    a = array(TYPE, [(i + j) % 10 for i, j in cells])
    b = array(TYPE, [i * j % 7 for i, j in cells])
    c = product(a, b)
    print(list(c[: min(5, N)]))
    print(sum(c))

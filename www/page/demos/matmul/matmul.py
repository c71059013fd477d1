"""A matrix product, a task for each row of A."""

from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

# A sixteenth of the control's: three loops in
# Python are slow.
N = 64
N_WORKERS = 4  # at most 8 interpreters


def dot(row, column):
    return sum(x * y for x, y in zip(row, column))


def row_times(row, b):
    return [dot(row, column) for column in zip(*b)]


if __name__ == "__main__":
    cells = range(N)
    a = [[(i + j) % 10 for j in cells] for i in cells]
    b = [[i * j % 7 for j in cells] for i in cells]
    with ProcessPoolExecutor(N_WORKERS) as pool:
        c = list(pool.map(row_times, a, repeat(b)))
    print(c[0][:5])
    print(sum(map(sum, c)))

from concurrent.futures import ProcessPoolExecutor
from itertools import repeat


def dot(row, column):
    return sum(x * y for x, y in zip(row, column))


def row_times(row, b):
    return [dot(row, column) for column in zip(*b)]


if __name__ == "__main__":
    a = [[1, 2], [3, 4]]
    b = [[5, 6], [7, 8]]
    with ProcessPoolExecutor() as pool:
        # A task for each row of A.
        c = list(pool.map(row_times, a, repeat(b)))
    print(c)  # [[19, 22], [43, 50]]

"""C = A·B: one task for each row of C."""

from concurrent.futures import ProcessPoolExecutor

A = [[1, 2, 3], [4, 5, 6]]
B = [[1, 4], [2, 5], [3, 6]]


def row_of_c(row_of_a):
    return [
        sum(a * b for a, b in zip(row_of_a, column))
        for column in zip(*B)
    ]


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        print(list(pool.map(row_of_c, A)))

"""Processes that are spawned begin with nothing."""

from multiprocessing import get_context

factor = 1


def scale(number):
    return factor * number


if __name__ == "__main__":
    factor = 10
    with get_context("spawn").Pool(2) as pool:
        print(pool.map(scale, range(4)))

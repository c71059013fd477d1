"""Processes that are spawned begin with nothing."""

from multiprocessing import get_context

factor = 1


def set_factor(value):
    global factor
    factor = value


def scale(number):
    return factor * number


if __name__ == "__main__":
    with get_context("spawn").Pool(2, set_factor, (10,)) as pool:
        print(pool.map(scale, range(4)))

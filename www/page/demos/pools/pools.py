"""One function over many items, on a pool."""

import random
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

TASK = "countPrimes"  # or "monteCarloPi", "sleep"
N_ITEMS = 24
# How many numbers or points a task has: a
# hundredth of the control's, since Python is
# slower; or how many ms it waits. Less where all
# tasks together would take very long.
SIZE = 4000
CHUNKSIZE = 1
N_WORKERS = 4  # at most 8 interpreters


def is_prime(n):
    divisors = range(2, int(n**0.5) + 1)
    return n > 1 and all(n % d for d in divisors)


def count_primes(size, item):
    return sum(map(is_prime, range(size + 10 * item)))


def monte_carlo_pi(size, item):
    rng = random.Random(item)
    inside = 0
    for _ in range(size):
        inside += rng.random() ** 2 + rng.random() ** 2 < 1
    return 4 * inside / size


def sleep(size, item):
    time.sleep(size / 1000)
    return size


TASKS = {
    "countPrimes": count_primes,
    "monteCarloPi": monte_carlo_pi,
    "sleep": sleep,
}

if __name__ == "__main__":
    # On threads, it would be ThreadPoolExecutor.
    with ProcessPoolExecutor(N_WORKERS) as pool:
        results = list(
            pool.map(
                TASKS[TASK],
                repeat(SIZE),
                range(N_ITEMS),
                chunksize=CHUNKSIZE,
            )
        )
    print(results[-5:])

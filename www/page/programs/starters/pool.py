"""The same work by one process and by a pool, and both times."""

import os
import time
from multiprocessing import Pool


def count_primes(limits):
    low, high = limits
    return sum(
        n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))
        for n in range(low, high)
    )


if __name__ == "__main__":
    parts = [(n, n + 10_000) for n in range(0, 300_000, 10_000)]

    start = time.perf_counter()
    alone = sum(map(count_primes, parts))
    alone_s = time.perf_counter() - start

    workers = os.cpu_count()  # what the field CPU count says
    with Pool(workers) as pool:
        start = time.perf_counter()
        together = sum(pool.map(count_primes, parts, chunksize=1))
        together_s = time.perf_counter() - start

    # Whoever is fast but wrong has won nothing.
    assert alone == together
    print(f"{alone} primes")
    print(f"one process: {alone_s:.2f} s")
    print(f"{workers} workers: {together_s:.2f} s")
    print(f"speedup: {alone_s / together_s:.2f}")

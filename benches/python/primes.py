"""Seconds of a map over pure Python on pools of one process and of two."""

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def primes(bounds):
    count = 0
    for n in range(*bounds):
        count += n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))
    return count


def seconds(executor, chunks):
    began = time.perf_counter()
    total = sum(executor.map(primes, chunks))
    return time.perf_counter() - began, total


if __name__ == "__main__":
    parameters = json.loads(sys.argv[1])
    size = parameters["limit"] // parameters["chunks"]
    # The longest first, so that no process has to wait for a long one at the end.
    chunks = [(i * size, (i + 1) * size) for i in reversed(range(parameters["chunks"]))]
    samples = {}
    totals = set()
    for workers in parameters["workers"]:
        with ProcessPoolExecutor(workers) as executor:
            # Its processes have started, and have run the function.
            list(executor.map(primes, chunks[: 2 * workers]))
            samples[str(workers)], total = seconds(executor, chunks)
            totals.add(total)
    assert len(totals) == 1, totals
    print(json.dumps(samples))

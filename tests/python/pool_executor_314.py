# Needs 3.14
"""What ProcessPoolExecutor has from 3.14 on, and max_tasks_per_child."""

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def square(x):
    return x * x


def nap(seconds):
    time.sleep(seconds)
    return seconds


def pid(x):
    return os.getpid()


pulled = []


def source():
    for i in range(30):
        pulled.append(i)
        yield i


def main():
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawn, max_tasks_per_child=1) as executor:
        print(len(set(executor.map(pid, range(3)))))
        print(len(set(executor.map(pid, range(4), chunksize=2))))
    with ProcessPoolExecutor(2, max_tasks_per_child=2) as executor:
        print(len(set(executor.map(pid, range(4)))) >= 2)
    try:
        ProcessPoolExecutor(1, multiprocessing.get_context("fork"), max_tasks_per_child=1)
    except ValueError as error:
        print(error)
    for bad in (0, "1"):
        try:
            ProcessPoolExecutor(1, spawn, max_tasks_per_child=bad)
        except (ValueError, TypeError) as error:
            print(error)
    with ProcessPoolExecutor(2, spawn) as executor:
        for _ in range(4):
            executor.submit(square, 3).result()
        print(len(executor._processes))
    with ProcessPoolExecutor(2) as executor:
        it = executor.map(square, source(), buffersize=2, chunksize=4)
        print(len(pulled))
        print(next(it), len(pulled))
        print(list(it) == [i * i for i in range(1, 30)])
        pulled.clear()
        it = executor.map(square, source(), buffersize=3)
        print(len(pulled), next(it), len(pulled), next(it), len(pulled))
        try:
            executor.map(square, [1], buffersize=0)
        except ValueError as error:
            print(error)
    for name in ("kill_workers", "terminate_workers"):
        executor = ProcessPoolExecutor(1)
        fs = [executor.submit(nap, 5) for _ in range(5)]
        # A task is running once it is in the queue: the worker has one, and one waits for it.
        while not fs[2].running():
            time.sleep(0.01)
        start = time.monotonic()
        getattr(executor, name)()
        print([type(f.exception()).__name__ if not f.cancelled() else "cancelled" for f in fs][::2])
        print(time.monotonic() - start < 3)
        try:
            executor.submit(square, 2)
        except BrokenProcessPool as error:
            print(error)
    print(multiprocessing.active_children())


if __name__ == "__main__":
    main()

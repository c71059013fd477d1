# Needs the page: CPython waits for ever
"""What waits for ever in CPython: here an error."""

import os
import re
import signal
import sys
import time
from multiprocessing import Pool, TimeoutError, parent_process
from multiprocessing.pool import WorkerLostError


def square(x):
    return x * x


def die(x):
    if x == 3:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(10)
    return x


def leave(x):
    sys.exit(5)


def bad_init():
    raise RuntimeError("no start")


class Unpicklable:
    def __reduce__(self):
        return (rebuild, ())


def rebuild():
    if parent_process() is not None:
        raise ValueError("not in a worker")


class CannotUnpickle(Exception):
    def __init__(self, a, b):
        super().__init__(a)


def raise_it(x):
    raise CannotUnpickle(1, 2)


def show(f):
    try:
        print(f())
    except Exception as error:
        print(
            type(error).__name__,
            re.sub(r"\w+PoolWorker-\d+ \(pid \d+\)", "PoolWorker-N (pid P)", str(error)),
        )


def main():
    with Pool(2) as pool:
        show(lambda: pool.map(die, range(8), chunksize=1))
        print(pool.map(square, range(5)))
        it = pool.imap(die, range(2, 6))
        show(lambda: next(it))
        show(lambda: next(it))
        show(lambda: list(it))
        show(lambda: pool.apply(leave, (1,)))
        errors = []
        r = pool.apply_async(die, (3,), error_callback=errors.append)
        r.wait()
        print(r.ready(), r.successful(), [type(e).__name__ for e in errors])
        show(lambda: pool.apply(square, (Unpicklable(),)))
        show(lambda: pool.apply(raise_it, (1,)))
        print(pool.map(square, range(5)), len(pool._pool))
    with Pool(2, initializer=bad_init) as pool:
        show(lambda: pool.map(square, range(8)))
        show(lambda: next(pool.imap(square, iter(int, 1))))
    with Pool(1) as pool:
        r = pool.apply_async(time.sleep, (10,))
        it = pool.imap(square, range(3))
    show(r.get)
    show(lambda: next(it))
    try:
        r.get(0.1)
    except TimeoutError:
        print("TimeoutError", r.ready())
    print(issubclass(WorkerLostError, Exception))
    with Pool(1) as pool:

        def bad(r):
            raise ValueError("in a callback")

        r = pool.apply_async(square, (1,), callback=bad)
        print(r.get())


if __name__ == "__main__":
    main()

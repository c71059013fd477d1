"""Locks are inherited by processes; as what a call is made of, an executor refuses them."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def use(value):
    return value


if __name__ == "__main__":
    semaphore = multiprocessing.Semaphore(0)
    with ProcessPoolExecutor(2) as executor:
        for call in ((semaphore.acquire,), (use, semaphore), (use, 7)):
            future = executor.submit(*call)
            error = future.exception()
            print(future.result() if error is None else (type(error).__name__, str(error)))
    semaphore.release()
    print(semaphore.acquire(timeout=1))

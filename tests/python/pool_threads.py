"""Pools of threads beside pools of processes."""

import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed, wait
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool


def square(x):
    return x * x


def nap(x):
    time.sleep(x)
    return x


def main():
    with ThreadPoolExecutor(3) as threads:
        print(list(threads.map(square, range(5))))
        print([f.result() for f in as_completed([threads.submit(nap, t) for t in (0.4, 0.1)])])
        with ProcessPoolExecutor(2) as processes:
            print(threads.submit(lambda: processes.submit(square, 7).result()).result())
            print(sorted(threads.map(lambda x: processes.submit(square, x).result(), range(6))))
            fs = [threads.submit(nap, 0.1), processes.submit(nap, 0.1)]
            print(len(wait(fs).done))
            print(sum(processes.map(square, range(200))))
        own = Future()
        threads.submit(lambda: (time.sleep(0.1), own.set_result(5)))
        start = time.monotonic()
        print(own.result(), time.monotonic() - start < 2)
        with Pool(2) as pool:
            print(threads.submit(lambda: pool.map(square, range(5))).result())
            lock = threading.Lock()
            lock.acquire()
            r = pool.apply_async(square, (3,), callback=lambda r: lock.release())
            print(lock.acquire(timeout=20))
    with ThreadPool(2) as pool:
        print(pool.map(square, range(10)))
        print(pool.apply(square, (3,)))
        print(sorted(pool.imap_unordered(square, range(5))))
        print(repr(pool)[:35])
    print("end")


if __name__ == "__main__":
    main()

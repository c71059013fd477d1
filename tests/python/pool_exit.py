# Needs 3.13
"""What a program's end does to its pools; large data; copies of pools."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Event, Pool

ended = None


def square(x):
    return x * x


def nap(x):
    time.sleep(x)
    return x


def size(data):
    return len(data)


def make(n):
    return b"x" * n


def crowd(_):
    time.sleep(0.2)
    return os.getpid()


def keep(event):
    global ended
    ended = event


def last():
    ended.wait()
    print("task", flush=True)


def main():
    with Pool(2) as pool:
        data = [bytes(300_000) for _ in range(6)]
        print(pool.map(size, data, chunksize=1))
        print([len(d) for d in pool.imap(make, [10, 1_000_000, 5_000_000])])
        pool.map(nap, [0.1, 0.1], chunksize=1)
        pids = [r.get() for r in [pool.apply_async(crowd, (d,)) for d in data]]
        print(len(set(pids)))
    with ProcessPoolExecutor(2) as executor:
        print(list(executor.map(size, data)))
        print(len(executor.submit(make, 5_000_000).result()))
    pool = Pool(2)
    pool.apply_async(nap, (30,))
    event = Event()
    executor = ProcessPoolExecutor(2, initializer=keep, initargs=(event,))
    executor.submit(last)
    print("the end", flush=True)
    event.set()
    raise SystemExit(7)


if __name__ == "__main__":
    main()

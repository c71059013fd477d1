"""Pools, executors, processes and what they share, as programs of clusters have them too."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import Barrier, Event, Pool, Process, Queue, Value


def begin(n):
    global base
    base = n


def add(x):
    return base + x


def multiply(a, b):
    return a * b


def fail_at_3(x):
    if x == 3:
        raise ValueError(x)
    return x


class Doubler(Process):
    def __init__(self, queue, n):
        super().__init__()
        self.queue = queue
        self.n = n

    def run(self):
        self.queue.put(self.n * 2)


def wait_and_count(event, barrier, total):
    event.wait()
    barrier.wait()
    with total.get_lock():
        total.value += 1


def leave():
    raise SystemExit(3)


def main():
    with Pool(4, begin, (10,)) as pool:
        print(pool.map(add, range(5)), pool.starmap(multiply, [(1, 2), (3, 4)]))
        print(list(pool.imap(add, range(3))), sorted(pool.imap_unordered(add, range(3))))
        print(pool.apply(add, (1,)), pool.apply_async(add, (2,)).get())
        print(pool.map_async(add, range(3)).get(), pool.starmap_async(multiply, [(2, 3)]).get(20))
        try:
            pool.map(fail_at_3, range(5))
        except ValueError as error:
            print("ValueError", error)

    with ProcessPoolExecutor(3, initializer=begin, initargs=(100,)) as pool:
        print(list(pool.map(add, range(4), chunksize=2)), pool.submit(multiply, 3, b=4).result())
        futures = [pool.submit(add, i) for i in range(4)]
        print(sorted(future.result() for future in as_completed(futures)))
        try:
            pool.submit(fail_at_3, 3).result()
        except ValueError as error:
            print("ValueError", error)

    queue = Queue()
    doublers = [Doubler(queue, i) for i in range(3)]
    for process in doublers:
        process.start()
    for process in doublers:
        process.join()
    print(sorted(queue.get() for _ in doublers), [process.exitcode for process in doublers])

    event, barrier, total = Event(), Barrier(3), Value("i", 0)
    waiters = [
        Process(target=wait_and_count, args=(event, barrier, total), name=f"waiter {i}")
        for i in range(3)
    ]
    for process in waiters:
        process.start()
    print([process.is_alive() for process in waiters], total.value)
    event.set()
    for process in waiters:
        process.join()
    print(total.value, [process.name for process in waiters])

    leaver = Process(target=leave)
    leaver.start()
    leaver.join()
    print(leaver.exitcode)

    with mp.get_context("spawn").Pool(2) as pool:
        print(pool.map(abs, [-1, -2]))

    with mp.Manager() as manager:
        shared, found = manager.dict(), manager.list()
        with Pool(2) as pool:
            pool.map(found.append, range(3))
        shared["x"] = 1
        print(sorted(found), shared.copy())


if __name__ == "__main__":
    main()

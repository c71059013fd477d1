"""Pools go on while the program waits for something else."""

import gc
import queue
import threading
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool, Queue


def square(x):
    return x * x


def put(q, x):
    q.put(x)


def init(q):
    global shared
    shared = q


def put_shared(x):
    shared.put(x)


def nested(n):
    with ProcessPoolExecutor(1) as executor:
        return list(executor.map(square, range(n)))


def main():
    q = Queue()
    with ProcessPoolExecutor(2, initializer=init, initargs=(q,)) as executor:
        fs = [executor.submit(put_shared, i) for i in range(50)]
        print(sorted(q.get() for _ in range(50)) == list(range(50)))
        seen = []
        for i in range(20):
            executor.submit(square, i).add_done_callback(lambda f: seen.append(f.result()))
        end = time.monotonic() + 20
        while len(seen) < 20 and time.monotonic() < end:
            time.sleep(0.05)
        print(len(seen))
        event = threading.Event()
        for i in range(20):
            f = executor.submit(square, i)
        f.add_done_callback(lambda f: event.set())
        print(event.wait(20))
        results = queue.Queue()
        for i in range(20):
            executor.submit(square, i).add_done_callback(lambda f: results.put(f.result()))
        print(sorted(results.get(timeout=20) for _ in range(20)) == [i * i for i in range(20)])
        fs = [executor.submit(square, i) for i in range(30)]
        end = time.monotonic() + 20
        while not all(f.done() for f in fs) and time.monotonic() < end:
            pass
        print(all(f.done() for f in fs))
        chain = []

        def again(f):
            chain.append(f.result())
            if len(chain) < 5:
                executor.submit(square, f.result()).add_done_callback(again)
            else:
                event.set()

        event.clear()
        executor.submit(square, 2).add_done_callback(again)
        event.wait(20)
        print(chain)

        def bad(f):
            raise ValueError("in a callback")

        import logging

        logging.disable(logging.CRITICAL)
        f = executor.submit(square, 2)
        f.add_done_callback(bad)
        print(f.result())
    with Pool(2) as pool:
        event.clear()
        pool.apply_async(square, (3,), callback=lambda r: event.set())
        print(event.wait(20))
        rs = [pool.apply_async(square, (i,)) for i in range(3000)]
        print(sum(r.get() for r in rs))
        r = pool.apply_async(square, (3,))
        end = time.monotonic() + 20
        while not r.ready() and time.monotonic() < end:
            pass
        print(r.successful())
        with Pool(1) as other:
            a, b = pool.map_async(square, range(100)), other.map_async(square, range(100))
            print(a.get() == b.get())
            print(
                [x + y for x, y in zip(pool.imap(square, range(3)), other.imap(square, range(3)))]
            )
    with ProcessPoolExecutor(2) as executor:
        print(executor.submit(nested, 4).result())
    executor = ProcessPoolExecutor(2)
    fs = [executor.submit(square, i) for i in range(10)]
    del executor
    print([f.result() for f in fs])
    time.sleep(1)
    executor = ProcessPoolExecutor(1)
    it = executor.map(square, range(10))
    del executor
    print(list(it))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        pool = Pool(1)
        pool.map(square, range(3))
        del pool
        gc.collect()
        print([str(w.message)[:37] for w in caught if w.category is ResourceWarning])
    print("end")


if __name__ == "__main__":
    main()

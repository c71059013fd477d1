"""Queue, JoinableQueue, SimpleQueue."""

import multiprocessing as mp
import re
import time


def show(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, re.sub("0x[0-9a-f]+", "0x", str(error)))


def produce(q, k, n):
    for i in range(n):
        q.put((k, i))


def worker(q, out):
    while (item := q.get()) is not None:
        out.put(item * 2)
        q.task_done()
    q.task_done()


def echo(q, out):
    out.put(q.get())


def later(q, delay, item):
    time.sleep(delay)
    q.put(item)


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(other) is Point and self.x == other.x


if __name__ == "__main__":
    q = mp.Queue(2)
    show(q.get_nowait)
    show(lambda: q.get(False))
    show(lambda: q.get(timeout=0.02))
    show(lambda: q.get(True, 0))
    show(lambda: q.get(True, -1))
    q.put(1)
    q.put(2)
    time.sleep(0.1)
    print(q.full(), q.empty(), q.qsize())
    show(lambda: q.put(3, False))
    show(lambda: q.put_nowait(3))
    show(lambda: q.put(3, timeout=0.02))
    print(q.get(), q.get(), q.full())
    time.sleep(0.05)
    print(q.empty(), q.qsize())
    # What is changed after put.
    q = mp.Queue()
    l = [1]
    q.put(l)
    time.sleep(0.1)
    l.append(2)
    q.put(l)
    print(q.get(), q.get())

    q = mp.Queue()
    ps = [mp.Process(target=produce, args=(q, k, 200)) for k in range(2)]
    for p in ps:
        p.start()
    got = [q.get() for _ in range(400)]
    for p in ps:
        p.join()
    print([[i for j, i in got if j == k] == list(range(200)) for k in range(2)])
    for item in (
        None,
        b"x" * 200_000,
        "é" * 70_000,
        Point(3),
        {1: [2]},
        10**50,
        1.5,
        (),
        True,
        {1, 2},
    ):
        out = mp.Queue()
        p = mp.Process(target=echo, args=(q, out))
        p.start()
        q.put(item)
        print(out.get() == item, end=" ")
        p.join()
    print()
    # More than a ring holds, before anybody gets.
    for i in range(3000):
        q.put("x" * 100)
    print(sum(len(q.get()) for _ in range(3000)))
    start = time.monotonic()
    show(lambda: q.get(timeout=0.3))
    print(0.28 < time.monotonic() - start < 2)
    p = mp.Process(target=later, args=(q, 0.2, "late"))
    p.start()
    print(q.get(timeout=30))
    p.join()

    q.close()
    show(lambda: q.get())
    show(lambda: q.get_nowait())
    show(lambda: q.put(1) and 0)
    q.join_thread()
    q.cancel_join_thread()
    q = mp.Queue()
    show(q.join_thread)
    q.put(1)
    time.sleep(0.1)
    q.close()
    q.close()

    j = mp.JoinableQueue()
    show(j.task_done)
    out = mp.Queue()
    ps = [mp.Process(target=worker, args=(j, out)) for _ in range(2)]
    for p in ps:
        p.start()
    for i in range(10):
        j.put(i)
    j.join()
    print(sorted(out.get() for _ in range(10)))
    for _ in ps:
        j.put(None)
    j.join()
    for p in ps:
        p.join()
    print([p.exitcode for p in ps])
    show(j.task_done)
    j.join()

    s = mp.SimpleQueue()
    print(s.empty())
    s.put([1, 2])
    print(s.empty(), s.get(), s.empty())
    p = mp.Process(target=echo, args=(s, out))
    p.start()
    s.put("simple")
    print(out.get())
    p.join()
    s.close()
    show(s.empty)
    show(lambda: mp.Queue(-1).put(1))
    print(mp.Queue(maxsize=3)._maxsize, type(q).__module__, type(q).__name__, type(s).__name__)
    import pickle

    show(lambda: pickle.dumps(q))
    show(lambda: pickle.dumps(s))

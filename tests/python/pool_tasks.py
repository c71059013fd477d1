"""Pool: results, order, failures, time-outs, callbacks, iterators."""

import itertools
import multiprocessing
import os
import time
from multiprocessing import Pool
from multiprocessing.pool import MaybeEncodingError


def square(x):
    return x * x


def add(x, y=0):
    return x + y


def fail(x):
    if x == 3:
        raise ValueError(f"no {x}")
    return x


def nap(seconds):
    time.sleep(seconds)
    return seconds


def give_lambda(x):
    return lambda: x


def bad_iterable():
    yield 1
    yield 2
    raise KeyError("iterable")


def show(f):
    try:
        print(f())
    except BaseException as error:
        print(type(error).__name__, error)


def main():
    with Pool(2) as pool:
        print(repr(pool))
        print(pool.apply(add, (1,), {"y": 2}))
        print(pool.map(square, range(10)))
        print(pool.map(square, range(1000)) == [i * i for i in range(1000)])
        print(pool.map(square, range(5), chunksize=2), pool.map(square, []))
        print(pool.map(square, (i for i in range(4))))
        print(pool.starmap(add, [(1, 2), (3, 4)]))
        print(pool.starmap_async(add, [(1, 2), (3, 4)]).get())
        print(list(pool.imap(square, range(10))))
        print(list(pool.imap(square, range(10), chunksize=3)))
        print(sorted(pool.imap_unordered(square, range(10))))
        print(sorted(pool.imap_unordered(square, range(10), chunksize=4)))
        print(list(itertools.islice(pool.imap(square, itertools.count()), 5)))
    with Pool(2) as pool:
        try:
            pool.map(fail, range(6))
        except ValueError as error:
            print(
                repr(error),
                type(error.__cause__).__name__,
                "raise ValueError" in str(error.__cause__),
            )
        it = pool.imap(fail, range(2, 6))
        print(next(it))
        show(lambda: next(it))
        print(next(it), next(it))
        show(lambda: next(it))
        it = pool.imap(fail, range(8), chunksize=2)
        print(next(it), next(it))
        show(lambda: next(it))
        show(lambda: next(it))
        it = pool.imap(square, bad_iterable())
        print(next(it), next(it))
        show(lambda: next(it))
        show(lambda: pool.map(square, bad_iterable()))
        r = pool.apply_async(nap, (0.5,))
        print(r.ready())
        try:
            r.successful()
        except ValueError as error:
            print(str(error)[-10:])
        try:
            r.get(timeout=0.05)
        except multiprocessing.TimeoutError as error:
            print("TimeoutError", error)
        r.wait(0.01)
        print(r.ready(), r.get(timeout=10), r.ready(), r.successful())
        it = pool.imap(nap, [0.5])
        try:
            it.next(timeout=0.05)
        except multiprocessing.TimeoutError:
            print("next TimeoutError")
        print(it.next(timeout=10))
        seen, errors = [], []
        rs = [
            pool.apply_async(fail, (i,), callback=seen.append, error_callback=errors.append)
            for i in range(5)
        ]
        [r.wait() for r in rs]
        print(sorted(seen), errors)
        r = pool.map_async(square, range(4), callback=seen.append)
        r.wait()
        print(seen[-1], r.get())
        r = pool.map_async(square, [], callback=seen.append)
        print(r.ready(), r.get())
        try:
            pool.apply(give_lambda, (1,))
        except MaybeEncodingError as error:
            print(type(error).__name__, str(error)[:22])
        try:
            pool.apply(lambda: 1)
        except Exception:
            print("a lambda cannot be sent")
        show(lambda: pool.imap(square, [1], chunksize=0))
        show(lambda: pool.imap_unordered(square, [1], chunksize=0))
        pids = set(pool.map(pid, range(20), chunksize=1))
        print(len(pids) <= 2, os.getpid() not in pids)
        pool.close()
        show(lambda: pool.apply(square, (1,)))
        pool.join()
        print(repr(pool))
    show(lambda: pool.apply(square, (1,)))
    for args in ((0,), (1, 3), (1, None, (), 0)):
        show(lambda: Pool(*args))
    pool = Pool(2)
    show(pool.join)
    rs = [pool.apply_async(nap, (0.05,)) for _ in range(6)]
    pool.close()
    pool.join()
    print([r.get(0) for r in rs])
    pool = Pool(1)
    pool.terminate()
    pool.join()
    print(pool._state)
    show(lambda: pool.__reduce__())
    with Pool(1, maxtasksperchild=2) as pool:
        print(len(set(pool.map(pid, range(6), chunksize=1))))
    with Pool(2, initializer=init, initargs=(7,)) as pool:
        print(pool.map(with_init, range(3)))


def pid(_):
    return os.getpid()


def init(n):
    global started_with
    started_with = n


def with_init(x):
    return x + started_with


if __name__ == "__main__":
    main()

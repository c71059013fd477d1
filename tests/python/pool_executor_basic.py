"""ProcessPoolExecutor: results, order, failures, time-outs, callbacks."""

import os
import pickle
import time
from concurrent import futures
from concurrent.futures import ProcessPoolExecutor, as_completed, wait


def square(x):
    return x * x


def fail(x):
    raise ValueError(f"no {x}")


def nap(seconds):
    time.sleep(seconds)
    return seconds


def odd_only(x):
    if x % 2 == 0:
        raise KeyError(x)
    return x


def main():
    with ProcessPoolExecutor(2) as executor:
        print(executor.submit(pow, 2, 10).result())
        print(executor.submit(int, "ff", base=16).result())
        print(list(executor.map(square, range(10))))
        print(list(executor.map(square, range(1000), chunksize=7)) == [i * i for i in range(1000)])
        print(list(executor.map(pow, (2, 3, 4), (5, 6, 7))))
        print(list(executor.map(square, (i for i in range(5)))))
        print(list(executor.map(square, [])))
        future = executor.submit(fail, 3)
        try:
            future.result()
        except ValueError as error:
            print(repr(error), type(error.__cause__).__name__)
            text = str(error.__cause__)
            print(
                "Traceback (most recent call last)" in text, 'raise ValueError(f"no {x}")' in text
            )
        print(repr(future.exception()), future.done(), future.running(), future.cancelled())
        print(str(future)[:7], "state=finished raised ValueError" in str(future))
        it = executor.map(odd_only, [1, 3, 4, 5])
        print(next(it), next(it))
        try:
            next(it)
        except KeyError as error:
            print(repr(error))
        print(list(it))
        slow = executor.submit(nap, 0.5)
        try:
            slow.result(timeout=0.05)
        except TimeoutError as error:
            print("TimeoutError", error.args, futures.TimeoutError is TimeoutError)
        try:
            slow.exception(timeout=0)
        except TimeoutError:
            print("again")
        print(slow.result(timeout=10))
        seen = []
        done = executor.submit(square, 5)
        done.add_done_callback(lambda f: seen.append(f.result()))
        done.add_done_callback(lambda f: seen.append("second"))
        done.result()
        print(seen)
        done.add_done_callback(lambda f: seen.append("at once"))
        print(seen)
        fs = [executor.submit(nap, s) for s in (0.4, 0.05)]
        print([f.result() for f in as_completed(fs)])
        fs = [executor.submit(square, i) for i in range(20)]
        print(sorted(f.result() for f in as_completed(fs)))
        f = executor.submit(square, 2)
        print(len(list(as_completed([f, f]))))
        a, b = executor.submit(nap, 0.6), executor.submit(nap, 0.01)
        done, rest = wait([a, b], return_when=futures.FIRST_COMPLETED)
        print(done == {b}, rest == {a})
        done, rest = wait([a, b], timeout=0.01)
        print(len(done), len(rest))
        done, rest = wait([a, b])
        print(len(done), len(rest))
        a, b = executor.submit(nap, 0.5), executor.submit(fail, 1)
        done, rest = wait([a, b], return_when=futures.FIRST_EXCEPTION)
        print(done == {b}, rest == {a})
        try:
            for _ in as_completed([executor.submit(nap, 0.5)], timeout=0.05):
                pass
        except TimeoutError as error:
            print(error)
        time.sleep(1)
        it = executor.map(nap, [0.0, 1.5], timeout=0.7)
        print(next(it))
        try:
            next(it)
        except TimeoutError:
            print("map timeout")
        f = executor.submit(lambda: 1)
        print(
            isinstance(f.exception(), (AttributeError, pickle.PicklingError)),
            type(f.exception().__cause__).__name__,
        )
        f = executor.submit(os.getpid)
        print(f.result() != os.getpid())
    try:
        executor.submit(square, 1)
    except RuntimeError as error:
        print(error)
    for bad in (0, -1):
        try:
            ProcessPoolExecutor(bad)
        except ValueError as error:
            print(error)
    try:
        ProcessPoolExecutor(1, initializer=3)
    except TypeError as error:
        print(error)
    try:
        ProcessPoolExecutor(1).map(square, [1], chunksize=0)
    except ValueError as error:
        print(error)
    own = futures.Future()
    start = time.monotonic()
    try:
        own.result(timeout=0.1)
    except TimeoutError:
        print("own future", 0.05 < time.monotonic() - start < 2)
    own.set_result(4)
    print(own.result(), own.done())
    with ProcessPoolExecutor(1) as executor:
        chained = futures.Future()
        executor.submit(square, 6).add_done_callback(lambda f: chained.set_result(f.result() + 1))
        print(chained.result())


if __name__ == "__main__":
    main()

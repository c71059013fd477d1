"""ProcessPoolExecutor: dying workers, failing initializers, what cannot be pickled."""

import logging
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor, process
from concurrent.futures.process import BrokenProcessPool

logging.disable(logging.CRITICAL)


def die():
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(5)


def exit(code):
    os._exit(code)


def nap(seconds):
    time.sleep(seconds)
    return seconds


def pid():
    return os.getpid()


def bad_init():
    raise RuntimeError("no start")


def init(value):
    global started_with
    started_with = value


def what():
    return started_with


def unpicklable_result():
    return lambda: 1


class CannotUnpickle(Exception):
    def __init__(self, a, b):
        super().__init__(a)


def raise_it():
    raise CannotUnpickle(1, 2)


def show(f):
    try:
        print(f())
    except BaseException as error:
        print(type(error).__name__, error, type(error.__cause__).__name__)


def main():
    with ProcessPoolExecutor(2) as executor:
        fs = [executor.submit(nap, 3), executor.submit(die), executor.submit(nap, 0)]
        show(fs[1].result)
        show(fs[0].result)
        show(lambda: executor.submit(nap, 0))
        show(lambda: list(executor.map(nap, [0])))
        print(
            issubclass(BrokenProcessPool, RuntimeError),
            BrokenProcessPool is process.BrokenProcessPool,
        )
    with ProcessPoolExecutor(2) as executor:
        show(executor.submit(exit, 3).result)
    with ProcessPoolExecutor(1, initializer=init, initargs=(42,)) as executor:
        show(executor.submit(what).result)
    with ProcessPoolExecutor(2, initializer=bad_init) as executor:
        show(executor.submit(what).result)
        show(lambda: executor.submit(what))
    with ProcessPoolExecutor(1) as executor:
        f = executor.submit(unpicklable_result)
        print(f.exception() is not None, type(f.exception().__cause__).__name__)
        show(executor.submit(nap, 0).result)
        try:
            executor.submit(raise_it).result()
        except BaseException as error:
            print(
                type(error).__name__,
                "missing 1 required positional argument" in str(error.__cause__),
            )
    with ProcessPoolExecutor(1) as executor:
        victim = executor.submit(pid).result()
        os.kill(victim, signal.SIGKILL)
        time.sleep(0.5)
        try:
            executor.submit(nap, 0).result()
        except BrokenProcessPool as error:
            print("idle worker died:", str(error)[:17])


if __name__ == "__main__":
    main()

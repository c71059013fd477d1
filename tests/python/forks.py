# By fork alone
"""What a forked child has of its parent: everything, as it was, and a copy of its own."""

import contextvars
import gc
import multiprocessing as mp
import os
import random
import sys
import threading
import time
import weakref
from decimal import Decimal, getcontext, localcontext

fork = mp.get_context("fork")


def in_child(call, *args):
    """What the call gives in a child, and the child's exit code."""
    here, there = fork.Pipe(duplex=False)
    p = fork.Process(target=lambda: there.send(call(*args)))
    p.start()
    there.close()
    try:
        result = here.recv()
    except EOFError:
        result = None
    p.join()
    return result, p.exitcode


def numbers(start):
    step = 1
    while True:
        step += (yield start) or 0
        start += step


def generators():
    live = numbers(10)
    print(next(live), next(live), live.send(5))

    def goes_on():
        return [next(live), live.send(100), next(live)]

    print(in_child(goes_on), in_child(goes_on))
    print([next(live) for _ in range(3)])

    def forks_within():
        for i in range(3):
            yield i, in_child(lambda: [i, *live_within])

    live_within = (n for n in range(4))
    next(live_within)
    print(list(forks_within()))
    # In a child, the generator that runs goes on in the parent alone.
    outer = (in_child(lambda: outer.gi_running)[0] for _ in range(2))
    print(list(outer))


def closures():
    count = 0

    def more(by=1):
        nonlocal count
        count += by
        return count

    more()
    print(in_child(more, 10), in_child(more, 20), more())
    functions = [lambda x, k=k: x * k + count for k in range(4)]
    print(in_child(lambda: [f(10) for f in functions]))


def process_locks():
    for lock in (fork.Lock(), fork.RLock()):
        lock.acquire()
        print(in_child(lock.acquire, False), in_child(lock.acquire, True, 0.05))
        began, done = fork.Event(), fork.Event()

        def waits(lock=lock, began=began, done=done):
            began.set()
            with lock:
                done.set()

        p = fork.Process(target=waits)
        p.start()
        began.wait()
        print(done.is_set(), end=" ")
        lock.release()
        p.join()
        print(done.is_set(), p.exitcode, lock.acquire(False))


def thread_locks():
    lock, again = threading.Lock(), threading.RLock()
    lock.acquire()
    again.acquire()

    def uses():
        seen = lock.locked(), lock.acquire(False), again.acquire(False)
        # The thread that has forked has its locks.
        lock.release()
        again.release()
        again.release()
        return seen, lock.locked(), lock.acquire(False)

    print(in_child(uses))
    print(lock.locked(), lock.release(), again.release())

    held, end = threading.Event(), threading.Event()

    def holds():
        with lock:
            held.set()
            end.wait()

    t = threading.Thread(target=holds)
    t.start()
    held.wait()
    # Its owner is no thread of the child's.
    print(in_child(lambda: (lock.acquire(timeout=0.05), threading.active_count(), t.is_alive())))
    end.set()
    t.join()
    print(lock.locked())


def randoms():
    own = random.Random(7)
    own.random()
    child = in_child(lambda: [own.randrange(1000) for _ in range(5)])
    print(child, child[0] == [own.randrange(1000) for _ in range(5)])
    random.seed(1)
    first, second = in_child(random.random), in_child(random.random)
    print(len({first, second, (random.random(), 0)}))
    print(len({in_child(os.urandom, 8), in_child(os.urandom, 8)}))


def collections():
    class Node:
        pass

    dead = []

    def ring(n):
        nodes = [Node() for _ in range(n)]
        for i, node in enumerate(nodes):
            node.next = nodes[i - 1]
        return [weakref.ref(node, dead.append) for node in nodes]

    gc.collect()
    gc.disable()
    refs = ring(500)

    def collects():
        before = sum(ref() is not None for ref in refs)
        return before, gc.collect() >= 500, len(dead), gc.isenabled()

    print(in_child(collects), in_child(collects), len(dead))
    gc.enable()
    print(gc.collect() >= 500, len(dead))
    # A fork while garbage is collected.
    found = []

    class Forks:
        def __del__(self):
            found.append(in_child(lambda: len(refs)))

    one = Forks()
    one.me = one
    del one
    gc.collect()
    print(found)


def exceptions():
    def context():
        return type(sys.exc_info()[1]).__name__

    def again():
        raise

    try:
        {}["key"]
    except KeyError:
        print(in_child(context))
        print(in_child(sys.exit, 5))
        try:
            1 // 0
        except ZeroDivisionError:
            print(in_child(context), context())
        print(context())
    print(context(), in_child(context))
    try:
        try:
            raise ValueError("in the try")
        finally:
            print(in_child(lambda: os._exit(3)))
    except ValueError as error:
        print(error, in_child(lambda: str(error.__traceback__.tb_frame.f_code.co_name)))


def frames():
    def deep(n):
        return deep(n - 1) if n else in_child(lambda: (down(100), sys._getframe().f_code.co_name))

    def down(n):
        return 1 + down(n - 1) if n else 0

    print(deep(200))
    print(sorted([3, 1, 2], key=lambda n: in_child(lambda: -n)[0]))
    with localcontext() as decimals:
        decimals.prec = 5
        print(in_child(lambda: str(Decimal(1) / Decimal(3))), end=" ")
    print(getcontext().prec, in_child(lambda: getcontext().prec))
    variable = contextvars.ContextVar("variable")
    variable.set(1)
    print(contextvars.copy_context().run(lambda: (variable.set(2), in_child(variable.get))[1]))
    print(in_child(lambda: (variable.set(3), variable.get())[1]), variable.get())


def hooks():
    called = []
    os.register_at_fork(
        before=lambda: called.append("before"),
        after_in_parent=lambda: called.append("parent"),
        after_in_child=lambda: called.append("child"),
    )
    os.register_at_fork(
        before=lambda: called.append("before 2"),
        after_in_parent=lambda: called.append("parent 2"),
        after_in_child=lambda: called.append("child 2"),
    )
    print(in_child(lambda: called), called)


def times():
    start = time.monotonic()
    counter = time.perf_counter()

    def since():
        return 0 <= time.monotonic() - start < 30, 0 <= time.perf_counter() - counter < 30

    print(in_child(since), since())


def generations():
    mine = ["first"]

    def family(n):
        mine.append(n)
        return [len(mine), *(in_child(family, n - 1) if n else ())]

    print(in_child(family, 3), mine)


if __name__ == "__main__":
    for scenario in (
        generators,
        closures,
        process_locks,
        thread_locks,
        randoms,
        collections,
        exceptions,
        frames,
        hooks,
        times,
        generations,
    ):
        print("==", scenario.__name__)
        scenario()

"""Classes of one's own."""

import multiprocessing as mp
import os
import queue
from multiprocessing.managers import (
    BaseManager,
    BaseProxy,
    DictProxy,
    RemoteError,
)


class Counter:
    def __init__(self, start=0):
        self.n = start

    def increment(self, by=1):
        self.n += by
        return self.n

    def fail(self):
        raise ZeroDivisionError("no")

    def unpicklable(self):
        return lambda: 0

    def _hidden(self):
        return "hidden"

    def where(self):
        return os.getpid()

    def __iter__(self):
        return iter(range(3))

    def numbers(self):
        yield from range(4)

    def make(self):
        return Counter(100)


class NumbersProxy(BaseProxy):
    _exposed_ = ("__next__",)

    def __iter__(self):
        return self

    def __next__(self):
        return self._callmethod("__next__")


class My(BaseManager):
    pass


shared = queue.Queue()
table = {}


class Later(My):
    pass


Later.register("Late", Counter)


def get_queue():
    return shared


def get_table():
    return table


My.register("Counter", Counter)
My.register("Hidden", Counter, exposed=("_hidden", "increment"))
My.register("Maker", Counter, method_to_typeid={"make": "Made", "numbers": "numbers"})
My.register("Made", create_method=False, exposed=("increment",))
My.register("numbers", proxytype=NumbersProxy, create_method=False)
My.register("get_queue", get_queue)
My.register("get_table", get_table, DictProxy)


def started(text):
    table["begun"] = text


def child(counter, q):
    for _ in range(5):
        counter.increment()
    q.put(("child", counter.increment(0) >= 5))


def show(call):
    try:
        print(call())
    except RemoteError as error:
        print("RemoteError", "Unserializable" in str(error))
    except Exception as error:
        print(type(error).__name__, getattr(error, "strerror", None) or error)


if __name__ == "__main__":
    m = My()
    show(lambda: m.Counter())
    m.start(started, ("yes",))
    show(m.start)
    c = m.Counter(10)
    print(c.increment(), c.increment(by=5), type(c).__name__, c.where() != os.getpid())
    print(hasattr(c, "_hidden"), hasattr(c, "n"))
    show(c.fail)
    show(c.unpicklable)
    h = m.Hidden()
    print(h._hidden(), h.increment(), hasattr(h, "fail"))
    k = m.Maker()
    made = k.make()
    print(made.increment(), list(k.numbers()), type(made).__name__)
    t = m.get_table()
    print(t)
    t["k"] = 1
    print(m.get_table().copy())
    q = m.get_queue()
    c = m.Counter()
    ps = [mp.Process(target=child, args=(c, q)) for _ in range(2)]
    for p in ps:
        p.start()
    print([q.get(timeout=30) for _ in ps])
    for p in ps:
        p.join()
    print(c.increment(0), q.qsize())
    print(m._number_of_objects() > 0)
    m.shutdown()
    show(c.increment)
    show(m.start)

    with Later() as m:
        print(m.Late(3).increment())

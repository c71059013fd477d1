"""What happens at a manager's and a client's end; proxies that travel."""

import multiprocessing as mp
import os
import signal
import time


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


def through_queue(q, out):
    proxy = q.get()
    proxy.append("from child")
    out.put(proxy)


def own_manager(out):
    with mp.Manager() as m:
        l = m.list([1, 2])
        l.append(3)
        out.put(list(l))


def add(l, n):
    for i in range(n):
        l.append(i)


def grandchild(l):
    p = mp.Process(target=add, args=(l, 3))
    p.start()
    p.join()
    l.append(p.exitcode)


def dies_waiting(q):
    q.get()


def big(d):
    d["big"] = b"x" * 3_000_000


class Thing:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"Thing({self.n})"


if __name__ == "__main__":
    m = mp.Manager()
    l = m.list()
    q, out = mp.Queue(), mp.Queue()
    p = mp.Process(target=through_queue, args=(q, out))
    p.start()
    q.put(l)
    back = out.get()
    p.join()
    print(l, back, back is l)
    a, b = mp.Pipe()
    a.send([l, {"k": l}])
    x = b.recv()
    x[1]["k"].append(1)
    print(x[0], len(l))

    p = mp.Process(target=own_manager, args=(out,))
    p.start()
    print(out.get())
    p.join()
    print(p.exitcode)

    l = m.list()
    p = mp.Process(target=grandchild, args=(l,))
    p.start()
    p.join()
    print(l)

    other = mp.Manager()
    d = other.dict()
    d["l"] = l
    d["l"].append("through the other")
    l2 = d["l"]
    print(l2, type(l2).__name__)
    l.append(other.list([7]))
    print(l[-1])

    mq = m.Queue()
    ps = [mp.Process(target=dies_waiting, args=(mq,)) for _ in range(2)]
    for p in ps:
        p.start()
    time.sleep(0.5)
    for p in ps:
        p.terminate()
        p.join()
    print([p.exitcode for p in ps])

    d = m.dict()
    p = mp.Process(target=big, args=(d,))
    p.start()
    p.join()
    print(len(d["big"]), d["big"] == b"x" * 3_000_000)
    d["t"] = [Thing(1)]
    print(d["t"])
    d.clear()

    n = m._number_of_objects()
    many = [m.list() for _ in range(5)]
    print(m._number_of_objects() - n)
    del many
    print(m._number_of_objects() - n)

    def dead(name):
        return mp.active_children() == [] or name not in [p.name for p in mp.active_children()]

    other.shutdown()
    show(lambda: other.list())
    show(lambda: d.get("x"))
    server = m._process
    os.kill(server.pid, signal.SIGKILL)
    server.join()
    print(server.exitcode)
    for call in (lambda: d["x"], lambda: l.append(1), lambda: mq.get(timeout=1)):
        try:
            call()
        except (EOFError, OSError):
            print("gone")
    m.shutdown()

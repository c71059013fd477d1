"""Processes: their attributes, life and end."""

import multiprocessing as mp
import os
import signal
import sys
import time


def show(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, error)


def nothing():
    pass


def sleep(seconds):
    time.sleep(seconds)


def tell(q, *args, **kwds):
    me = mp.current_process()
    parent = mp.parent_process()
    q.put(
        (
            me.name,
            me.daemon,
            me.pid == os.getpid(),
            parent.name,
            parent.pid == os.getppid(),
            args,
            kwds,
        )
    )


def busy():
    while True:
        pass


def nested(q):
    p = mp.Process(target=tell, args=(q, "grandchild"), name="G")
    p.start()
    p.join()
    q.put((p.exitcode, p.name, [c.name for c in mp.active_children()]))


def daemon_starts(q):
    try:
        mp.Process(target=nothing).start()
    except AssertionError as error:
        q.put(str(error))


def parent_dies(q, go):
    p = mp.Process(target=watch_parent, args=(q,))
    p.start()
    go.get()
    os.kill(os.getpid(), signal.SIGKILL)


def watch_parent(q):
    parent = mp.parent_process()
    q.put(("alive", parent.is_alive()))
    parent.join(30)
    q.put(("alive", parent.is_alive()))


class Mine(mp.Process):
    def __init__(self, q, n):
        super().__init__()
        self.q, self.n = q, n

    def run(self):
        self.q.put(self.n * 2)
        self.n = 100


class Fails(mp.Process):
    def run(self):
        sys.exit(7)


if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=tell, args=(q, 1), kwargs={"k": 2})
    print(p.name, p.daemon, p.pid, p.exitcode, p.is_alive(), p.ident)
    show(lambda: p.join())
    show(lambda: p.sentinel)
    show(lambda: p.terminate())
    p.name = "Other"
    p.start()
    print(q.get())
    p.join()
    print(p.exitcode, p.is_alive(), p.pid > 0, p.ident == p.pid, isinstance(p.sentinel, int))
    print(str(p).split(" ")[1], str(p).split(" ")[-2:])
    show(p.start)
    show(lambda: setattr(p, "daemon", True))
    p.join()
    p.terminate()
    p.close()
    show(lambda: p.is_alive())
    show(lambda: p.exitcode)
    show(lambda: p.join())
    print(p.name)

    p = mp.Process(target=sleep, args=(60,))
    p.start()
    print(p.join(0.05), p.exitcode, p.is_alive(), p.join(0), p.name)
    show(p.close)
    p.terminate()
    p.join()
    print(p.exitcode, p.is_alive())
    for end in ("kill", "terminate"):
        p = mp.Process(target=busy)
        p.start()
        time.sleep(0.1)
        getattr(p, end)()
        p.join()
        print(
            end,
            p.exitcode,
            p.exitcode == -getattr(signal, "SIGKILL" if end == "kill" else "SIGTERM"),
        )
    p = mp.Process(target=sleep, args=(60,), daemon=True)
    print(p.daemon)
    p.start()
    os.kill(p.pid, signal.SIGKILL)
    p.join()
    print(p.exitcode, str(p).split()[-3:])

    mine = Mine(q, 21)
    mine.start()
    mine.join()
    print(q.get(), mine.n, mine.exitcode, mine.name, type(mine).__name__)
    f = Fails()
    f.start()
    f.join()
    print(f.exitcode)
    p = mp.Process(target=nested, args=(q,), name="N")
    p.start()
    print(q.get(), q.get())
    p.join()
    p = mp.Process(target=daemon_starts, args=(q,), daemon=True)
    p.start()
    print(q.get())
    p.join()
    go = mp.Queue()
    p = mp.Process(target=parent_dies, args=(q, go))
    p.start()
    print(q.get())
    go.put("go")
    print(q.get(timeout=60))
    p.join()
    print(p.exitcode)

    ps = [mp.Process(target=sleep, args=(0.2,), name=f"S{i}") for i in range(2)]
    for p in ps:
        p.start()
    print(sorted(c.name for c in mp.active_children()), ps[0] in mp.active_children())
    for p in ps:
        p.join()
    print(mp.active_children())
    print(mp.current_process(), mp.current_process().name, mp.parent_process())
    show(lambda: mp.Process(group=1))
    show(lambda: mp.Process(target=nothing, name=5).name)
    p = mp.Process(target=nothing)
    print(p.run(), p.exitcode, mp.Process().run())
    p = mp.Process()
    p.start()
    p.join()
    print(p.exitcode)
    print(mp.get_start_method() in mp.get_all_start_methods(), sorted(mp.get_all_start_methods()))
    show(lambda: mp.set_start_method("spawn"))
    show(lambda: mp.get_context("nonsense"))
    print(len(mp.current_process().authkey), mp.cpu_count() >= 1)

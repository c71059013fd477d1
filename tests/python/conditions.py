"""Conditions, events and barriers."""

import multiprocessing as mp
import threading
import time


def show(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, error)


def sleeper(cond, sleeping, woken, timeout):
    cond.acquire()
    sleeping.release()
    result = cond.wait(timeout)
    woken.put(result)
    cond.release()


def wait_for(cond, state, q):
    with cond:
        q.put("ready")
        q.put(cond.wait_for(lambda: state.value == 4))


def event_waiter(e, q, timeout=None):
    q.put(e.wait(timeout))


def barrier_waiter(b, q, n=1, timeout=None):
    for _ in range(n):
        try:
            q.put(b.wait(timeout))
        except threading.BrokenBarrierError:
            q.put("broken")


def start(target, *args, n=1):
    ps = [mp.Process(target=target, args=args) for _ in range(n)]
    for p in ps:
        p.start()
    return ps


def join(ps):
    for p in ps:
        p.join()


def action():
    print("action", flush=True)


def bad_action():
    raise ValueError("bad")


if __name__ == "__main__":
    c, sleeping, q = mp.Condition(), mp.Semaphore(0), mp.Queue()
    show(c.wait)
    show(c.notify)
    show(c.notify_all)
    show(c.release)
    print(repr(c))
    ps = start(sleeper, c, sleeping, q, None, n=3)
    for _ in ps:
        sleeping.acquire()
    with c:
        print(repr(c))
    time.sleep(0.3)
    with c:
        c.notify()
    print(q.get(), q.empty())
    with c:
        c.notify_all()
    print(q.get(), q.get())
    join(ps)
    ps = start(sleeper, c, sleeping, q, 0.1, n=2)
    print(q.get(), q.get())
    join(ps)
    with c:
        print(c.wait(0.05), c.wait(0), c.wait_for(lambda: False, 0.05), c.wait_for(lambda: 7))
        c.acquire()
        print(c.wait(0.05))
        c.release()
        c.notify(5)
    lock = mp.Lock()
    c2 = mp.Condition(lock)
    with c2:
        print(lock.acquire(False), c2.wait(0.02), lock.acquire(False))
    state = mp.Value("i", 0)
    ps = start(wait_for, c, state, q)
    print(q.get())
    for _ in range(4):
        time.sleep(0.01)
        with c:
            state.value += 1
            c.notify()
    print(q.get())
    join(ps)

    e = mp.Event()
    print(e.is_set(), e.wait(0.02), e.wait(0), str(e).split()[-1])
    ps = start(event_waiter, e, q, n=2)
    e.set()
    print(q.get(), q.get(), e.is_set(), e.wait(), e.wait(0), str(e).split()[-1])
    join(ps)
    e.clear()
    print(e.is_set())
    ps = start(event_waiter, e, q, 0.05)
    print(q.get())
    join(ps)

    b = mp.Barrier(3)
    ps = start(barrier_waiter, b, q, 2, n=2)
    first = [b.wait()] + [q.get() for _ in range(2)]
    second = [b.wait()] + [q.get() for _ in range(2)]
    print(sorted(first), sorted(second), b.n_waiting, b.parties, b.broken)
    join(ps)
    b = mp.Barrier(2, action=action)
    ps = start(barrier_waiter, b, q)
    b.wait()
    print(q.get() in (0, 1))
    join(ps)
    b = mp.Barrier(3)
    ps = start(barrier_waiter, b, q)
    while b.n_waiting == 0:
        time.sleep(0.01)
    print(b.n_waiting)
    show(lambda: b.wait(0.05))
    print(q.get(), b.broken, b.n_waiting)
    join(ps)
    show(b.wait)
    b.reset()
    print(b.broken, b.n_waiting)
    ps = start(barrier_waiter, b, q)
    while b.n_waiting == 0:
        time.sleep(0.01)
    b.reset()
    print(q.get(), b.broken, b.n_waiting)
    join(ps)
    ps = start(barrier_waiter, b, q)
    while b.n_waiting == 0:
        time.sleep(0.01)
    b.abort()
    print(q.get(), b.broken)
    join(ps)
    b = mp.Barrier(2, timeout=0.1)
    show(b.wait)
    b = mp.Barrier(1, bad_action)
    show(b.wait)
    print(b.broken)
    print(mp.Barrier(1).wait(), mp.Barrier(1).wait(0.1))
    show(lambda: str(mp.Barrier(0)).split()[-1])

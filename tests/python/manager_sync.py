"""Locks, conditions, events, barriers, queues of a manager."""

import multiprocessing as mp
import time


def locker(lock, out, k):
    for _ in range(3):
        with lock:
            out.append(k)
            out.append(k)


def waiter(cond, ready, out, k):
    with cond:
        ready.release()
        cond.wait()
        out.append(k)


def event_waiter(event, out):
    out.append(event.wait(20))


def barrier_waiter(barrier, out):
    out.append(barrier.wait())


def consumer(q, out):
    while (item := q.get()) is not None:
        out.append(item)
        q.task_done()
    q.task_done()


def holder(lock, ready, go):
    lock.acquire()
    ready.set()
    go.wait()
    lock.release()


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    m = mp.Manager()

    def run(target, *args, n=2):
        ps = [mp.Process(target=target, args=args) for _ in range(n)]
        for p in ps:
            p.start()
        return ps

    def join(ps):
        for p in ps:
            p.join(30)
        print([p.exitcode for p in ps])

    out = m.list()
    lock = m.Lock()
    ps = [mp.Process(target=locker, args=(lock, out, k)) for k in range(2)]
    for p in ps:
        p.start()
    join(ps)
    print(all(out[i] == out[i + 1] for i in range(0, 12, 2)), len(out))
    print(lock.acquire(), lock.acquire(False), lock.acquire(True, 0.05), lock.release())
    show(lock.release)

    rlock = m.RLock()
    print(rlock.acquire(), rlock.acquire(), rlock.release(), rlock.release())
    show(rlock.release)
    ready, go = m.Event(), m.Event()
    ps = run(holder, rlock, ready, go, n=1)
    ready.wait()
    print(rlock.acquire(False), rlock.acquire(timeout=0.05))
    show(rlock.release)
    go.set()
    print(rlock.acquire())
    rlock.release()
    join(ps)

    s = m.Semaphore(2)
    print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(True, 0.05), s.release())
    b = m.BoundedSemaphore(1)
    show(b.release)

    for cond in (m.Condition(), m.Condition(m.Lock())):
        out, ready = m.list(), m.Semaphore(0)
        ps = [mp.Process(target=waiter, args=(cond, ready, out, k)) for k in range(2)]
        for p in ps:
            p.start()
        for p in ps:
            ready.acquire()
        with cond:
            cond.notify()
        while len(out) < 1:
            time.sleep(0.01)
        with cond:
            cond.notify_all()
        join(ps)
        print(sorted(out))
        show(cond.notify)
        show(cond.wait)
        with cond:
            print(cond.wait(0.05), cond.wait_for(lambda: True), cond.wait_for(lambda: False, 0.05))

    e, out = m.Event(), m.list()
    ps = run(event_waiter, e, out)
    print(e.is_set(), e.wait(0.05))
    e.set()
    join(ps)
    print(out, e.is_set(), e.clear(), e.is_set())

    bar, out = m.Barrier(3), m.list()
    ps = run(barrier_waiter, bar, out)
    out.append(bar.wait())
    join(ps)
    print(sorted(out), bar.n_waiting, bar.parties, bar.broken)
    show(lambda: bar.wait(0.05))
    print(bar.broken, bar.n_waiting)
    show(bar.wait)
    bar.reset()
    print(bar.broken)
    bar.abort()
    print(bar.broken)

    q, out = m.JoinableQueue(2), m.list()
    ps = run(consumer, q, out, n=1)
    for i in range(10):
        q.put(i)
    q.put(None)
    q.join()
    join(ps)
    print(out, q.qsize(), q.empty(), q.full())
    show(q.get_nowait)
    show(lambda: q.get(timeout=0.05))
    q.put(1)
    q.put(2)
    show(lambda: q.put_nowait(3))
    show(lambda: q.put(3, timeout=0.05))
    print(q.full(), q.get(), q.get(), q.task_done(), q.task_done())
    show(q.task_done)
    show(lambda: q.get(timeout=-1))
    m.shutdown()

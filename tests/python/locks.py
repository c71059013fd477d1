"""Locks and semaphores, in one process and between processes."""

import multiprocessing as mp
import time


def show(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, getattr(error, "strerror", None) or error)


def count(lock, value, n):
    for _ in range(n):
        with lock:
            value.value += 1


def tell(lock, q):
    q.put((lock.acquire(False), lock.acquire(timeout=0.05)))


def release_it(lock, q):
    try:
        lock.release()
        q.put("released")
    except BaseException as error:
        q.put((type(error).__name__, str(error)))


def take(sem, q):
    sem.acquire()
    q.put("taken")


def in_child(target, *args):
    q = mp.Queue()
    p = mp.Process(target=target, args=(*args, q))
    p.start()
    p.join()
    return q.get()


if __name__ == "__main__":
    lock = mp.Lock()
    print(lock.acquire(), lock.acquire(False), lock.acquire(block=False), lock.acquire(True, 0.02))
    print(lock.acquire(timeout=0.02), lock.acquire(True, -1), lock.acquire(timeout=0))
    print(in_child(tell, lock))
    print(in_child(release_it, lock))
    print(lock.acquire(False), lock.release())
    show(lock.release)
    print(lock.acquire(False))
    lock.release()
    with lock as entered:
        print(entered)
    print(repr(lock), repr(mp.RLock()), repr(mp.Semaphore(3)), repr(mp.BoundedSemaphore(2)))
    lock.acquire()
    print(repr(lock))
    lock.release()

    r = mp.RLock()
    print(r.acquire(), r.acquire(), r.acquire(False), repr(r))
    print(in_child(tell, r), in_child(release_it, r))
    r.release()
    r.release()
    print(in_child(tell, r))
    r.release()
    show(r.release)
    print(in_child(tell, r))
    # The child has ended with the lock in its hands.
    print(r.acquire(timeout=0.05))
    with mp.RLock() as entered:
        print(entered)

    s = mp.Semaphore(2)
    print(
        s.acquire(),
        s.get_value(),
        s.acquire(),
        s.acquire(False),
        s.acquire(timeout=0.02),
        s.get_value(),
    )
    s.release(), s.release(), s.release()
    print(s.get_value(), s)
    print(in_child(take, s), s.get_value())
    show(lambda: mp.Semaphore(-1))
    show(lambda: mp.Semaphore(2**31 - 1).release())
    show(lambda: mp.Semaphore(2**31))
    show(lambda: mp.Semaphore("2"))

    b = mp.BoundedSemaphore(2)
    show(b.release)
    b.acquire()
    print(b.get_value(), b)
    b.release()
    show(b.release)

    for lock in (mp.Lock(), mp.RLock(), mp.Semaphore(1)):
        v = mp.Value("i", 0, lock=False)
        ps = [mp.Process(target=count, args=(lock, v, 500)) for _ in range(2)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(v.value)
    start = time.monotonic()
    lock = mp.Lock()
    lock.acquire()
    lock.acquire(timeout=0.3)
    print(0.25 < time.monotonic() - start < 1.5)
    import pickle

    show(lambda: pickle.dumps(lock))
    print(mp.Lock().__class__.__module__, mp.get_context("spawn").Lock().acquire())

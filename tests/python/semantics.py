"""What is easily guessed wrong."""

import multiprocessing as mp
import time


def show(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, str(error).split(" <")[0])


def inside(a, began):
    with a.get_lock():
        began.set()
        a[0] = 1


def hold_and_die(lock, began):
    lock.acquire()
    began.set()
    time.sleep(60)


if __name__ == "__main__":
    for lock in (True, mp.RLock(), mp.Lock()):
        a, began = mp.Array("i", 2, lock=lock), mp.Event()
        p = mp.Process(target=inside, args=(a, began))
        p.start()
        began.wait()
        p.join(1.5)
        print(p.is_alive(), a.get_obj()[:])
        p.terminate()
        p.join()
    a = mp.Array("i", 2)
    print(a.get_lock().acquire(), a[0], a.get_lock().release())
    q = mp.Queue(2)
    q.put(1)
    time.sleep(0.2)
    q.close()
    for call in (q.get, q.get_nowait, lambda: q.put(1), lambda: q.put_nowait(1)):
        show(call)
    show(q.qsize)
    show(q.full)
    show(q.close)
    # The lock of a process that was ended stays held.
    lock, began = mp.Lock(), mp.Event()
    p = mp.Process(target=hold_and_die, args=(lock, began))
    p.start()
    began.wait()
    p.terminate()
    p.join()
    print(lock.acquire(timeout=0.1))
    show(lambda: mp.Semaphore(2**31 - 1).release())
    show(lambda: mp.Array("i", 2).__setitem__(slice(0, 2), [1]))
    show(lambda: mp.Array("i", 2).__setitem__(0, 1.0))
    show(lambda: mp.Value("i", 0).__setattr__("value", 1.0))

import multiprocessing as mp
import os
import threading
import time
from multiprocessing.dummy import Pool as DummyPool
from multiprocessing.pool import ThreadPool


def child(q, n):
    for i in range(n):
        time.sleep(0.02)
        q.put((os.getpid() != 0, i))
    q.put(None)


def echo(conn):
    while (x := conn.recv()) is not None:
        conn.send(x * 2)


def threaded_child(q):
    res = []

    def f(i):
        time.sleep(0.02)
        res.append(i)

    ts = [threading.Thread(target=f, args=(i,)) for i in range(3)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    q.put((sorted(res), threading.main_thread().name, threading.active_count()))


if __name__ == "__main__":
    print("== threads and a process queue")
    q = mp.Queue()
    p = mp.Process(target=child, args=(q, 5))
    p.start()
    ticks = []
    stop = threading.Event()

    def tick():
        while not stop.wait(0.01):
            ticks.append(1)

    t = threading.Thread(target=tick)
    t.start()
    got = []
    while (x := q.get()) is not None:
        got.append(x[1])
    stop.set()
    t.join()
    p.join()
    print(got, len(ticks) >= 3, p.exitcode)

    print("== two threads read two queues")
    qs = [mp.Queue() for _ in range(2)]
    ps = [mp.Process(target=child, args=(qq, 4)) for qq in qs]
    for p in ps:
        p.start()
    res = {}

    def read(i):
        out = []
        while (x := qs[i].get()) is not None:
            out.append(x[1])
        res[i] = out

    ts = [threading.Thread(target=read, args=(i,)) for i in range(2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    for p in ps:
        p.join()
    print(sorted(res.items()))

    print("== pipe between a thread and a process")
    a, b = mp.Pipe()
    p = mp.Process(target=echo, args=(b,))
    p.start()
    out = []

    def talk():
        for i in range(5):
            a.send(i)
            out.append(a.recv())
        a.send(None)

    t = threading.Thread(target=talk)
    t.start()
    t.join()
    p.join()
    print(out)

    print("== a process lock between threads")
    lock = mp.Lock()
    n = 0

    def count():
        global n
        for _ in range(5):
            with lock:
                m = n
                time.sleep(0.001)
                n = m + 1

    ts = [threading.Thread(target=count) for _ in range(4)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    print(n)

    print("== threads in a child; started by a thread")
    p = mp.Process(target=threaded_child, args=(q,))
    p.start()
    p.join()
    print(q.get(), p.exitcode)
    hold = threading.Event()
    w = threading.Thread(target=hold.wait)
    w.start()

    def launch():
        p = mp.Process(target=threaded_child, args=(q,))
        p.start()
        p.join()
        res["code"] = p.exitcode

    t = threading.Thread(target=launch, name="launcher")
    t.start()
    t.join()
    # The main thread's name there is that of the thread which forked.
    print(q.get()[::2], res["code"])
    hold.set()
    w.join()

    print("== thread pools")
    with ThreadPool(3) as pool:
        print(pool.map(lambda x: x + 1, range(5)), pool.apply_async(pow, (2, 5)).get(5))
        print(sorted(pool.imap_unordered(str, range(4))), list(pool.imap(abs, [-1, -2])))
        try:
            pool.map(lambda x: 1 // x, [1, 0])
        except ZeroDivisionError as e:
            print(type(e))
    with DummyPool(2) as pool:
        print(pool.starmap(lambda a, b: a * b, [(1, 2), (3, 4)]))
    print("== done")

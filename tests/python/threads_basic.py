# Needs 3.13
import queue
import sys
import threading
import time
from concurrent.futures import (
    FIRST_COMPLETED,
    ThreadPoolExecutor,
    as_completed,
    wait,
)
from concurrent.futures import (
    TimeoutError as FT,
)


def section(name):
    print("==", name)


section("producer/consumer")
q = queue.Queue(2)
got = []


def producer():
    for i in range(6):
        q.put(i)
    q.put(None)


def consumer():
    while (item := q.get()) is not None:
        got.append(item)
        q.task_done()


ts = [threading.Thread(target=producer), threading.Thread(target=consumer)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(got, q.empty(), q.unfinished_tasks)

section("executor map with sleeps")
t0 = time.monotonic()
with ThreadPoolExecutor(4) as ex:
    print(list(ex.map(lambda x: (time.sleep(0.4), x * x)[1], range(4))))
el = time.monotonic() - t0
print("max not sum:", 0.39 < el < 1.55)

section("futures")
with ThreadPoolExecutor(max_workers=2, thread_name_prefix="w", initializer=lambda: None) as ex:
    f = ex.submit(lambda: 1 / 0)
    try:
        f.result()
    except ZeroDivisionError as e:
        print("ZeroDivisionError", e)
    slow = ex.submit(time.sleep, 0.15)
    try:
        slow.result(timeout=0.02)
    except FT:
        print("timeout")
    done, not_done = wait([slow, ex.submit(int, "3")], return_when=FIRST_COMPLETED)
    print(len(done), len(not_done))
    print(sorted(f.result() for f in as_completed([ex.submit(pow, 2, n) for n in range(5)])))
    print(ex.submit(lambda: threading.current_thread().name).result()[:2])

section("lock contention")
lock = threading.Lock()
n = 0


def count():
    global n
    for _ in range(20):
        with lock:
            m = n
            if _ % 5 == 0:
                time.sleep(0.001)
            n = m + 1


ts = [threading.Thread(target=count) for _ in range(5)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)

section("lock timeouts")
lock.acquire()
t0 = time.monotonic()
print(lock.acquire(timeout=0.05), lock.acquire(False), 0.04 < time.monotonic() - t0 < 2)
lock.release()
for args in ((False, 1), (True, -2), (True, 1e20)):
    try:
        lock.acquire(*args)
    except Exception as e:
        print(type(e).__name__, e)
try:
    lock.release()
except RuntimeError as e:
    print(e)

section("condition ping-pong")
cond = threading.Condition()
turn = "ping"
out = []


def play(me, other):
    global turn
    for _ in range(3):
        with cond:
            cond.wait_for(lambda: turn == me)
            out.append(me)
            turn = other
            cond.notify_all()


ts = [threading.Thread(target=play, args=a) for a in (("ping", "pong"), ("pong", "ping"))]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(out)
with cond:
    print(cond.wait(0.02), cond.wait_for(lambda: False, 0.02))

section("barrier")
bar = threading.Barrier(3, action=lambda: print("action"))
res = []


def meet():
    res.append(bar.wait())


ts = [threading.Thread(target=meet) for _ in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(res), bar.n_waiting, bar.broken)
try:
    bar.wait(0.02)
except threading.BrokenBarrierError:
    print("broken", bar.broken)

section("timer")
ev = threading.Event()
t = threading.Timer(0.05, ev.set)
t.start()
print(ev.wait(0.001), ev.wait(5), t.finished.is_set() or True)
t2 = threading.Timer(10, print, ["never"])
t2.start()
t2.cancel()
t2.join()
print("cancelled")

section("semaphore")
sem = threading.BoundedSemaphore(2)
inside = peak = 0


def limited():
    global inside, peak
    with sem:
        inside += 1
        peak = max(peak, inside)
        time.sleep(0.01)
        inside -= 1


ts = [threading.Thread(target=limited) for _ in range(6)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(peak)
try:
    sem.release()
except ValueError as e:
    print(e)

section("local")
data = threading.local()
data.x = "main"
seen = {}


def loc(i):
    seen[i] = hasattr(data, "x")
    data.x = i
    time.sleep(0.01)
    seen[i] = (seen[i], data.x)


class Sub(threading.local):
    kind = "sub"

    def __init__(self, v):
        self.v = [v]


sub = Sub(7)


def subs():
    sub.v.append(1)
    seen["sub"] = sub.v


ts = [threading.Thread(target=loc, args=(i,)) for i in range(3)] + [threading.Thread(target=subs)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(seen, data.x, sub.v, sub.__dict__)
try:
    threading.local(3)
except TypeError as e:
    print(e)

section("join time-out, daemon, names")
go = threading.Event()
t = threading.Thread(target=go.wait, name="waiter", daemon=True)
t.start()
t.join(0.02)
print(
    t.is_alive(),
    t.daemon,
    t.name,
    [x.name for x in threading.enumerate()],
    threading.active_count(),
)
go.set()
t.join()
print(t.is_alive(), threading.active_count())
for bad in (lambda: threading.current_thread().join(), lambda: threading.Thread().join(), t.start):
    try:
        bad()
    except RuntimeError as e:
        print(e)
ids = set()
b2 = threading.Barrier(4)


def ident():
    ids.add((threading.get_ident(), threading.get_native_id()))
    assert threading.current_thread().ident == threading.get_ident()
    assert threading.current_thread().native_id == threading.get_native_id()
    b2.wait()


ts = [threading.Thread(target=ident) for _ in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(ids), len({a for a, b in ids}), threading.main_thread() is threading.current_thread())

section("exceptions")


def fail():
    raise ValueError("in thread")


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name)


threading.excepthook = hook
t = threading.Thread(target=fail, name="T")
t.start()
t.join()
t = threading.Thread(target=sys.exit, args=(3,))
t.start()
t.join()
threading.excepthook = threading.__excepthook__

section("rlock")
r = threading.RLock()


def nested(n):
    with r:
        return 0 if n == 0 else 1 + nested(n - 1)


res = []


def use():
    with r:
        time.sleep(0.01)
        res.append(nested(10))


ts = [threading.Thread(target=use) for _ in range(3)]
for t in ts:
    t.start()
print(r.acquire(False))
for t in ts:
    t.join()
print(res)
try:
    r.release()
except RuntimeError as e:
    print(e)

section("100 threads")
total = 0
tot = threading.Lock()


def add(i):
    global total
    time.sleep(0.01 * (i % 3))
    with tot:
        total += i


ts = [threading.Thread(target=add, args=(i,)) for i in range(100)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(total)

section("other queues")
lq, pq, sq = queue.LifoQueue(), queue.PriorityQueue(), queue.SimpleQueue()
for x in (3, 1, 2):
    lq.put(x)
    pq.put(x)
    sq.put(x)
print([lq.get() for _ in range(3)], [pq.get() for _ in range(3)], [sq.get() for _ in range(3)])
for c in (lambda: sq.get(timeout=0.01), lambda: sq.get_nowait(), lambda: lq.get(True, 0.01)):
    try:
        c()
    except queue.Empty:
        print("Empty")
t = threading.Timer(0.02, sq.put, ["late"])
t.start()
print(sq.get())
t.join()
jq = queue.Queue()


def worker():
    while True:
        item = jq.get()
        time.sleep(0.002)
        jq.task_done()


for _ in range(3):
    threading.Thread(target=worker, daemon=True).start()
for i in range(9):
    jq.put(i)
jq.join()
print("joined", jq.qsize())
t = threading.Thread(target=lambda: (time.sleep(0.1), print("last words")))
t.start()
print("end of main")

"""Value, Array, RawValue, RawArray."""

import ctypes
import multiprocessing as mp
import re
from multiprocessing import sharedctypes


def show(call):
    try:
        print(re.sub("0x[0-9a-f]+", "0x", str(call())))
    except BaseException as error:
        print(type(error).__name__, error)


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("n", ctypes.c_int)]


def change(v, a, raw, s, p):
    with v.get_lock():
        v.value += 1
    for i in range(len(a)):
        a[i] = a[i] * 2
    raw[0] = 99
    s.value = b"child"
    p.x, p.n = 2.5, 7


def add(v, n):
    for _ in range(n):
        with v.get_lock():
            v.value += 1


def sleepless(v):
    v.value = 5


def setitem(a, i, x):
    a[i] = x


def setvalue(v, x):
    v.value = x


if __name__ == "__main__":
    v, a, raw, s = (
        mp.Value("i", 41),
        mp.Array("d", [1.5, 2.5]),
        mp.RawArray("i", 3),
        mp.Array("c", 10),
    )
    p = mp.Value(Point, 1.0, 2)
    q = mp.Process(target=change, args=(v, a, raw, s, p))
    q.start()
    q.join()
    print(v.value, a[:], list(a), raw[:], s.value, p.x, p.n, q.exitcode)
    print(s.raw, len(s), s[0], s[0:3])
    ps = [mp.Process(target=add, args=(v, 300)) for _ in range(2)]
    v.value = 0
    for q in ps:
        q.start()
    for q in ps:
        q.join()
    print(v.value)
    for code in "cbBhHiIlLqQfd":
        initial = b"a" if code == "c" else 7
        x = mp.Value(code, initial)
        print(
            code,
            x.value,
            mp.RawValue(code, initial).value,
            mp.Array(code, [initial] * 2)[:],
            end="; ",
        )
    print()
    b = mp.Value(ctypes.c_bool, True)
    print(b.value, b.get_obj().value if hasattr(b, "get_obj") else "")
    b.value = 0
    print(b.value)
    a = mp.Array("i", range(10))
    print(
        len(a), a[0], a[-1], a[2:5], a[::3], a[::-1][:2], list(a) == list(range(10)), sum(a), 3 in a
    )
    a[1:3] = [7, 8]
    a[-1] = -5
    print(a[:])
    show(lambda: a[10])
    show(lambda: a[-11])
    show(lambda: setitem(a, 10, 1))
    show(lambda: setitem(a, slice(0, 2), [1]))
    show(lambda: setitem(a, 0, 1.0))
    show(lambda: setitem(a, 0, "1"))
    show(lambda: setitem(a, 0, None))
    show(lambda: a["x"])
    a[0] = 2**31
    a[1] = -(2**31) - 1
    a[2] = True
    print(a[:3])
    u = mp.Array("B", 3)
    u[0], u[1], u[2] = 256, -1, 300
    print(u[:])
    h = mp.RawArray("h", [1, 2])
    h[0] = 40000
    print(h[:])
    q64 = mp.Value("q", 2**62)
    q64.value += 1
    print(q64.value)
    f = mp.Array("f", [0.1])
    print(f[0])
    d = mp.Array("d", 2)
    d[0] = 1
    print(d[:])
    show(lambda: setitem(d, 0, "x"))
    v = mp.Value("i")
    show(lambda: setvalue(v, 1.5))
    show(lambda: setvalue(v, "x"))
    v.value = 2**31
    print(v.value, v.get_obj().value)
    lock = mp.Lock()
    v = mp.Value("i", 3, lock=lock)
    print(v.get_lock() is lock, type(v).__name__)
    r = mp.Value("i", 3, lock=False)
    print(r.value, hasattr(r, "get_lock"))
    print(type(mp.Value("d").get_lock()).__name__, type(mp.Array("d", 1).get_lock()).__name__)
    show(lambda: mp.Value("i", lock=5))
    show(lambda: mp.Value("z"))
    show(lambda: mp.Array("i", -1))
    show(lambda: mp.Value("i", "x"))
    print(mp.Array("i", 3)[:], mp.RawArray("d", 0)[:], len(mp.Array("i", [])))
    with mp.Array("i", 2) as inner:
        print(inner)
    a = mp.Array("i", 2, lock=mp.RLock())
    with a.get_lock():
        a[0] = 1
        with a.get_lock():
            print(a[:])
    long = mp.Value("l", 2**40)
    print(long.value)
    points = mp.Array(Point, [(1.0, 1), (2.0, 2)])
    points[0].x = 9.5
    print([(t.x, t.n) for t in points])
    c = sharedctypes.copy(mp.RawValue("i", 5))
    print(c.value)
    w = sharedctypes.synchronized(mp.RawValue("d", 2.5))
    print(w.value, type(w).__name__)
    t = mp.Array("c", b"hello")
    print(t.value, t.raw, len(t))
    t.value = b"hi"
    print(t.value, t.raw)
    show(lambda: setattr(t, "value", b"too long"))
    r = mp.RawValue("i", 1)
    q = mp.Process(target=sleepless, args=(r,))
    q.start()
    q.join()
    print(r.value)
    m = mp.RawArray("i", [3, 1, 2])
    print(sorted(m), max(m), [x * 2 for x in m], list(enumerate(m)), list(reversed(m)))
    import pickle

    show(lambda: pickle.dumps(v))
    show(lambda: pickle.dumps(a))

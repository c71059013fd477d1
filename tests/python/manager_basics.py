"""Objects of a manager, used by several processes."""

import multiprocessing as mp


def work(k, d, l, ns, v, a, lock):
    with lock:
        d[k] = k * k
        l.append(k)
        ns.total += k
        v.value += k
        a[k] = k


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


if __name__ == "__main__":
    with mp.Manager() as m:
        d, l, ns, v, lock = m.dict(), m.list([10]), m.Namespace(total=0), m.Value("i", 5), m.Lock()
        a = m.Array("i", [9, 9, 9, 9])
        ps = [mp.Process(target=work, args=(k, d, l, ns, v, a, lock)) for k in range(4)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print([p.exitcode for p in ps])
        print(sorted(d.items()), sorted(l), ns, ns.total, v, v.value, a, list(a), len(a))
        print(
            d.keys() == list(d.keys()),
            type(d.keys()),
            sorted(d.copy().items()) == sorted(d._getvalue().items()),
        )
        print(
            [k for k in sorted(d)], 2 in d, 7 in d, d.get(7), d.pop(3), len(d), d.setdefault("x", 1)
        )
        show(lambda: d["none"])
        show(lambda: l[99])
        show(lambda: l.remove(77))
        show(lambda: ns.nothing)

        l += [1, 2]
        l *= 2
        print(sorted(l), l[1:3] == l._getvalue()[1:3], l + [0] == l._getvalue() + [0])
        l.sort()
        l.reverse()
        print(l, l.index(10), l.count(1), l.pop(), 10 in l)
        del l[0]
        l[0] = "first"
        l[1:3] = []
        print(l)
        nested = m.list([m.dict(a=1), m.list()])
        nested[0]["b"] = 2
        nested[1].append("deep")
        print(nested[0], nested[1], len(nested), type(nested[0]).__name__)
        inner = nested[0]
        inner["c"] = 3
        print(dict(nested[0].items()))
        d.clear()
        d.update(a=1, b=2)
        print(d, list(d))
        print(repr(d)[:37], str(lock)[:10])
        ns.x = [1]
        ns.x.append(2)
        print(ns.x)
        del ns.x
        show(lambda: ns.x)

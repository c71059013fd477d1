"""What a program registers for pickling holds on every way between processes."""

import array
import multiprocessing as mp
import multiprocessing.managers  # It registers the views of dicts.
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import reduction


class Point:
    way = "plain"

    def __init__(self, x):
        self.x = x


def rebuilt(x):
    point = Point(x)
    point.way = "registered"
    return point


def rebuilt_array(items):
    return array.array("d", [-item for item in items])


def way(point):
    return point.way, point.x


def same(value):
    return value


def echo(conn):
    while (got := conn.recv()) is not None:
        conn.send(same(got))


def ways(value):
    """The value after a pipe, a queue, a pool's worker and an executor's."""
    here, there = mp.Pipe()
    child = mp.Process(target=echo, args=(there,))
    child.start()
    here.send(value)
    yield here.recv()
    here.send(None)
    child.join()
    queue = mp.SimpleQueue()
    queue.put(value)
    yield queue.get()
    with mp.Pool(1) as pool:
        yield pool.apply(same, (value,))
    with ProcessPoolExecutor(1) as executor:
        yield executor.submit(same, value).result()


if __name__ == "__main__":
    print([sorted(got) for got in ways({1: 2, 3: 4}.keys())])
    print([list(got) for got in ways(array.array("d", [1, 2]))])
    print([way(got) for got in ways(Point(5))])
    reduction.register(array.array, lambda a: (rebuilt_array, (list(a),)))
    queue = mp.SimpleQueue()
    queue.put(array.array("d", [1, 2]))
    print(list(queue.get()))
    with mp.Pool(1) as pool:
        print(pool.apply(sum, (array.array("d", [1, 2]),)))
    reduction.register(Point, lambda p: (rebuilt, (p.x,)))
    with mp.Pool(1) as pool:
        print(pool.apply(way, (Point(6),)))
    with ProcessPoolExecutor(1) as executor:
        print(executor.submit(way, Point(7)).result())
    here, there = mp.Pipe()
    here.send(Point(8))
    print(way(there.recv()))

# The cells of a notebook. CPython prints the same.
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Lock, Manager, Pipe, Pool, Process, Queue, Value


def square(x):
    return x * x


with Pool(2) as pool:
    print(pool.map(square, range(10)))
    print(list(pool.imap(square, range(3), chunksize=2)))
    print(pool.apply_async(square, (12,)).get())

# %%


def worker(queue, lock, number):
    with lock:
        print("worker", "is here")
    queue.put((number, os.getpid() != parent))


parent = os.getpid()
queue, lock = Queue(), Lock()
processes = [Process(target=worker, args=(queue, lock, i)) for i in range(3)]
for process in processes:
    process.start()
print(sorted(queue.get() for _ in processes))
for process in processes:
    process.join()
print([process.exitcode for process in processes], os.getppid() != parent)

# %%
with ProcessPoolExecutor(2) as executor:
    print(list(executor.map(square, range(5))))
    future = executor.submit(divmod, 7, 0)
    print(type(future.exception()).__name__)

# %%
count = 0


def begin(start):
    global count
    count = start


def step(_):
    global count
    count += 1
    return count


with Pool(1, begin, (10,)) as pool:
    print(pool.map(step, range(3)), count)

# %%


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(other) is Point and other.x == self.x


class TooFar(Exception):
    pass


def move(point):
    if point.x > 2:
        raise TooFar(f"from {point.x}")
    return Point(point.x + 1)


with Pool(2) as pool:
    print(pool.map(move, [Point(1), Point(2)]) == [Point(2), Point(3)])
    try:
        pool.apply(move, (Point(3),))
    except TooFar as error:
        print("too far", error)

# %%


def grandparent(numbers, total, end):
    child = Process(target=parent_of, args=(numbers, total))
    child.start()
    child.join()
    end.send(child.exitcode)


def parent_of(numbers, total):
    numbers.append("from below")
    for _ in range(50):
        with total.get_lock():
            total.value += 1
    raise SystemExit(3)


with Manager() as manager:
    numbers, total = manager.list(), Value("i", 8)
    here, there = Pipe()
    process = Process(target=grandparent, args=(numbers, total, there))
    process.start()
    process.join()
    print(here.recv(), list(numbers), total.value)

# %%
begin = time.monotonic()
time.sleep(0.05)
process = Process(target=time.sleep, args=(60,))
process.start()
process.terminate()
process.join()
print(time.monotonic() - begin >= 0.05, process.exitcode)

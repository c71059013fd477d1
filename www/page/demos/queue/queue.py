"""Producers put items, consumers square them."""

import time
from multiprocessing import Manager, Process, Queue

N_ITEMS = 60
CAPACITY = 4  # put waits when full; 0: no bound
N_PRODUCERS = 1
N_CONSUMERS = 2
# So long a core is kept busy for each item; less
# than the control says where all items would take
# over 20 s.
WORK_US = 8000


def produce(queue, first):
    for item in range(first, N_ITEMS, N_PRODUCERS):
        queue.put(item)


def consume(queue, squares):
    while (item := queue.get()) is not None:
        end = time.perf_counter() + WORK_US / 1e6
        while time.perf_counter() < end:
            pass
        squares.append(item * item)


if __name__ == "__main__":
    queue = Queue(maxsize=CAPACITY)
    with Manager() as manager:
        squares = manager.list()
        producers = [
            Process(target=produce, args=(queue, first))
            for first in range(N_PRODUCERS)
        ]
        consumers = [
            Process(target=consume, args=(queue, squares))
            for _ in range(N_CONSUMERS)
        ]
        for process in producers + consumers:
            process.start()
        for process in producers:
            process.join()
        for _ in consumers:
            queue.put(None)  # the sentinel: that was all
        for process in consumers:
            process.join()
        print(sorted(squares)[-5:])

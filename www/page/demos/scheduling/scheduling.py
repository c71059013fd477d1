"""Whoever is free takes the next task."""

import time
from multiprocessing import Process, Queue

# How many units each task takes; at most 40
# tasks.
DURATIONS = [
    1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2,
    3, 1, 2,
]
# Less than the control says where all would take
# over 20 s.
UNIT_MS = 20
N_WORKERS = 4  # at most 8 interpreters


def work(todo, done):
    while (task := todo.get()) is not None:
        time.sleep(task[1] * UNIT_MS / 1000)
        done.put(task)


def guided(n, workers):
    sizes = []
    while n > 0:
        sizes.append(-(-n // workers))  # rounded up
        n -= sizes[-1]
    return sizes


if __name__ == "__main__":
    todo, done = Queue(), Queue()
    tasks = list(map(list, enumerate(DURATIONS)))
    for task in tasks:
        todo.put(task)
    crew = []
    for _ in range(N_WORKERS):
        todo.put(None)  # a sentinel for each worker
        crew.append(Process(target=work, args=(todo, done)))
        crew[-1].start()
    # As many results as tasks are awaited: a
    # queue that says it is empty may still be on
    # its way.
    pairs = sorted(done.get() for _ in tasks)
    for process in crew:
        process.join()
    print(pairs[-4:])
    # The chunks of guided self-scheduling:
    print(guided(len(tasks), N_WORKERS))

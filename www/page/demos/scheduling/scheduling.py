"""Tasks are handed to workers by a policy."""

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
# Or another one that chunks_of has. The rest need
# the lab: here they are "dynamic".
POLICY = "dynamic"
CHUNK = 1
# In µs, at most 100000; 0 where the lab really
# runs.
DISPATCH_OVERHEAD = 0
TASK_OVERHEAD = 0


def chunks_of(tasks):
    n, rest = len(tasks), len(tasks)
    while rest > 0:
        sizes = {  # -(-n // k) is n / k, rounded up
            "chunk": -(-n // N_WORKERS),
            "roundRobin": CHUNK,
            "dynamic": CHUNK,
            "guided": max(CHUNK, -(-rest // N_WORKERS)),
            "poolMap": -(-n // (4 * N_WORKERS)),
        }
        size = min(rest, sizes[POLICY])
        yield tasks[n - rest : n - rest + size]
        rest -= size


def work(todo, done):
    while (chunk := todo.get()) is not None:
        time.sleep(DISPATCH_OVERHEAD / 1e6)
        for task, units in chunk:
            time.sleep(TASK_OVERHEAD / 1e6)
            time.sleep(units * UNIT_MS / 1000)
            done.put([task, units])


if __name__ == "__main__":
    tasks = list(enumerate(DURATIONS))
    chunks = list(chunks_of(tasks))
    if POLICY in ("chunk", "roundRobin"):
        # It is known before who gets what.
        todo = [Queue() for _ in range(N_WORKERS)]
    else:
        # Whoever is free takes the next chunk.
        todo = [Queue()] * N_WORKERS
    done = Queue()
    for i, chunk in enumerate(chunks):
        todo[i % N_WORKERS].put(chunk)
    crew = []
    for queue in todo:
        queue.put(None)  # a sentinel for each worker
        crew.append(Process(target=work, args=(queue, done)))
        crew[-1].start()
    # As many results as tasks are awaited: a
    # queue that says it is empty may still be on
    # its way.
    pairs = sorted(done.get() for _ in tasks)
    for process in crew:
        process.join()
    print(pairs[-4:])
    print([len(chunk) for chunk in chunks])

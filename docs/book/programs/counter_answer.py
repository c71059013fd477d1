"""Three processes count to twenty in one counter."""

import time
from multiprocessing import Barrier, Lock, Process, Value


def count(counter, lock, ready):
    ready.wait()
    for _ in range(20):
        with lock:
            seen = counter.value
            time.sleep(0.002)
            counter.value = seen + 1


if __name__ == "__main__":
    counter = Value("i", 0, lock=False)
    lock = Lock()
    ready = Barrier(3)
    processes = [
        Process(target=count, args=(counter, lock, ready))
        for _ in range(3)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(counter.value)

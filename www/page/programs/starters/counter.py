"""Two processes add to one counter, with a lock and without."""

from multiprocessing import Lock, Process, Value


def count(counter, lock, n):
    for _ in range(n):
        if lock is None:
            counter.value += 1  # a read, an addition, a write
        else:
            with lock:
                counter.value += 1


def total(lock):
    counter = Value("i", 0, lock=False)
    both = [
        Process(target=count, args=(counter, lock, 20_000))
        for _ in range(2)
    ]
    for process in both:
        process.start()
    for process in both:
        process.join()
    return counter.value


if __name__ == "__main__":
    print("expected:    ", 2 * 20_000)
    print("with lock:   ", total(Lock()))
    # Two that read the same number both write the same sum:
    print("without lock:", total(None))

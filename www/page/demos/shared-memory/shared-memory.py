"""Processes write side by side, then together."""

from multiprocessing import Array, Process

N_WRITERS = 10
N_PROCESSES = 4
# A thousandth of the control's: locks in Python
# are slow.
N_INCREMENTS = 500


def write(cells, i):
    cells[i] = i * 10


def count(counter):
    for _ in range(N_INCREMENTS):
        with counter.get_lock():  # lest some get lost
            counter[0] += 1


def run(processes):
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    cells = Array("i", N_WRITERS)
    run([
        Process(target=write, args=(cells, i))
        for i in range(N_WRITERS)
    ])
    print(cells[:])

    counter = Array("i", 1)
    run([
        Process(target=count, args=(counter,))
        for _ in range(N_PROCESSES)
    ])
    print(counter[0])

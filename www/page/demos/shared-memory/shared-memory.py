from multiprocessing import Array, Process


def write(cells, i):
    cells[i] = i * 10


def count(counter):
    for _ in range(1000):
        with counter.get_lock():  # lest some get lost
            counter[0] += 1


def run(processes):
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    cells = Array("i", 10)
    run([
        Process(target=write, args=(cells, i))
        for i in range(10)
    ])
    print(cells[:])
    # [0, 10, 20, 30, 40, 50, 60, 70, 80, 90]

    counter = Array("i", 1)
    run([
        Process(target=count, args=(counter,))
        for _ in range(2)
    ])
    print(counter[0])  # 2000

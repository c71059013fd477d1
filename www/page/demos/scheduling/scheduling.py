import time
from multiprocessing import Process, Queue


def work(todo, done):
    while (task := todo.get()) is not None:
        time.sleep(task[1] / 100)  # units of 10 ms
        done.put(task)


def guided(n, workers):
    sizes = []
    while n > 0:
        sizes.append(-(-n // workers))  # rounded up
        n -= sizes[-1]
    return sizes


if __name__ == "__main__":
    todo, done = Queue(), Queue()
    tasks = [[i, i % 3 + 1] for i in range(20)]
    for task in tasks:
        todo.put(task)
    crew = []
    for _ in range(4):
        todo.put(None)  # a sentinel for each worker
        crew.append(Process(target=work, args=(todo, done)))
        crew[-1].start()
    pairs = sorted(done.get() for _ in tasks)
    for process in crew:
        process.join()
    print(pairs[-4:])
    # [[16, 2], [17, 3], [18, 1], [19, 2]]
    print(guided(100, 4))
    # [25, 19, 14, 11, 8, 6, 5, 3, 3, 2, 1, 1, 1, 1]

"""Three consumers square what one producer puts."""

from multiprocessing import Process, Queue


def consume(items, squares):
    while (item := items.get(timeout=2)) is not None:
        squares.put(item * item)


if __name__ == "__main__":
    items, squares = Queue(), Queue()
    consumers = [
        Process(target=consume, args=(items, squares))
        for _ in range(3)
    ]
    for consumer in consumers:
        consumer.start()
    for item in range(6):
        items.put(item)
    items.put(None)
    print(sorted(squares.get() for _ in range(6)))
    for consumer in consumers:
        consumer.join()
    print([consumer.exitcode for consumer in consumers])

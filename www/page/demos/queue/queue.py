from multiprocessing import Manager, Process, Queue


def produce(queue):
    for item in range(5):
        queue.put(item)
    queue.put(None)  # the sentinel: that was all


def consume(queue, squares):
    while (item := queue.get()) is not None:
        squares.append(item * item)


if __name__ == "__main__":
    queue = Queue(maxsize=2)  # put waits when full
    with Manager() as manager:
        squares = manager.list()
        both = (queue, squares)
        producer = Process(target=produce, args=(queue,))
        consumer = Process(target=consume, args=both)
        producer.start()
        consumer.start()
        producer.join()
        consumer.join()
        print(list(squares))  # [0, 1, 4, 9, 16]

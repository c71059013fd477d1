"""One process puts items into a queue, another takes them out."""

import time
from multiprocessing import Process, Queue


def produce(queue, n):
    for item in range(n):
        queue.put(item)  # waits while the queue is full
        print("put", item)
    queue.put(None)  # the sentinel: that was all


def consume(queue):
    while (item := queue.get()) is not None:
        time.sleep(0.05)  # the work
        print("got", item)


if __name__ == "__main__":
    queue = Queue(maxsize=2)
    producer = Process(target=produce, args=(queue, 8))
    consumer = Process(target=consume, args=(queue,))
    producer.start()
    consumer.start()
    producer.join()
    consumer.join()

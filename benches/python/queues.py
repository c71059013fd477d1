"""Small integers a second through a queue from one process to another."""

import json
import multiprocessing as mp
import sys
import time


def produce(queue, items):
    for item in range(items):
        queue.put(item)


if __name__ == "__main__":
    items = json.loads(sys.argv[1])["items"]
    queue = mp.Queue()
    process = mp.Process(target=produce, args=(queue, items))
    process.start()
    assert queue.get() == 0
    began = time.perf_counter()
    for item in range(1, items):
        assert queue.get() == item
    rate = (items - 1) / (time.perf_counter() - began)
    process.join()
    print(json.dumps({"rate": rate}))

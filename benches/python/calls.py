"""Microseconds of what programs call often."""

import json
import multiprocessing as mp
import sys
import threading
import time


def cost(call, times):
    began = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - began) / times * 1e6


def switch(times):
    """Two threads wake each other in turns."""
    ping, pong = threading.Semaphore(0), threading.Semaphore(0)

    def other():
        for _ in range(times):
            ping.acquire()
            pong.release()

    thread = threading.Thread(target=other)
    thread.start()
    began = time.perf_counter()
    for _ in range(times):
        ping.release()
        pong.acquire()
    us = (time.perf_counter() - began) / (2 * times) * 1e6
    thread.join()
    return us


if __name__ == "__main__":
    times = json.loads(sys.argv[1])["times"]
    lock = mp.Lock()
    value = mp.Value("i")

    def hold():
        with lock:
            pass

    def read():
        return value.value

    with mp.Manager() as manager:
        shared = manager.dict(a=1)
        samples = {
            "print": cost(lambda: print("a short line"), times),
            "lock": cost(hold, times),
            "value": cost(read, times),
            "dict": cost(lambda: shared["a"], times // 10),
        }
    samples["switch"] = switch(times // 10)
    print(json.dumps(samples))

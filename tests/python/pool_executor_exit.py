"""ProcessPoolExecutor: a program that ends without a shutdown completes its work."""

import sys
import time
from concurrent.futures import ProcessPoolExecutor


def say(i):
    time.sleep(0.05)
    print("task", i, flush=True)


if __name__ == "__main__":
    executor = ProcessPoolExecutor(1)
    for i in range(8):
        executor.submit(say, i)
    print("main is done", flush=True)
    sys.exit(3)

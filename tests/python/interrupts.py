# Hears signals while it computes: in the page that needs shared memory.
"""A process that only computes hears each of many interrupts."""

import multiprocessing as mp
import os
import random
import signal
import time

N_TRIES = 300
ENDS_S = 5
SEED = 20261129


def compute(computes, n_heard):
    while n_heard.value < N_TRIES:
        try:
            computes.value = True
            while True:
                pass
        except KeyboardInterrupt:
            n_heard.value += 1


def until(condition):
    end = time.monotonic() + ENDS_S
    while not condition():
        if time.monotonic() > end:
            return False
    return True


if __name__ == "__main__":
    random.seed(SEED)
    computes = mp.Value("b", False, lock=False)
    n_heard = mp.Value("i", 0, lock=False)
    process = mp.Process(target=compute, args=(computes, n_heard), daemon=True)
    process.start()
    lost = []
    for n in range(N_TRIES):
        if not until(lambda: computes.value):
            break
        pause = time.monotonic() + random.random() / 1000
        while time.monotonic() < pause:
            pass
        computes.value = False
        os.kill(process.pid, signal.SIGINT)
        if not until(lambda n=n: n_heard.value > n):
            lost.append(n)
            break
    process.join(ENDS_S)
    print(n_heard.value, lost, process.exitcode)

# Hears signals while it computes: in the page that needs shared memory.
"""A process that computes hears of signals: it calls its handler. (Only where memory is shared.)"""

import multiprocessing as mp
import signal
import sys
import time


def computes(began):
    signal.signal(signal.SIGTERM, lambda n, f: sys.exit(20 + n))
    began.set()
    end = time.monotonic() + 10
    n = 0
    while time.monotonic() < end:
        n += 1


def child(target, *args):
    began = mp.Event()
    p = mp.Process(target=target, args=(began, *args))
    p.start()
    began.wait()
    return p


if __name__ == "__main__":
    p = child(computes)
    p.terminate()
    p.join()
    print("computes", p.exitcode)

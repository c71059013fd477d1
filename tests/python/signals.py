"""os._exit, and a handler of SIGTERM that another process's terminate() runs."""

import multiprocessing as mp
import os
import signal
import sys


def leave():
    os._exit(5)


def graceful(began):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(9))
    began.set()
    mp.Event().wait()


if __name__ == "__main__":
    p = mp.Process(target=leave)
    p.start()
    p.join()
    print(p.exitcode)
    began = mp.Event()
    p = mp.Process(target=graceful, args=(began,))
    p.start()
    began.wait()
    p.terminate()
    p.join()
    print(p.exitcode)

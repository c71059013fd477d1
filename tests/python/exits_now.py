"""os._exit, abort and fatal errors: a process ends at once, with the code that says so."""

import atexit
import multiprocessing as mp
import os
import threading


def nested(n):
    if n == 0:
        os._exit(7)
    try:
        nested(n - 1)
    finally:
        print("not printed")


def leave():
    atexit.register(print, "not printed")
    print("printed", flush=True)
    nested(20)


def leave_by_thread():
    t = threading.Thread(target=lambda: os._exit(8))
    t.start()
    t.join()
    print("not printed")


def leave_in_pool():
    os._exit(300)


def abort():
    os.abort()


def fatal():
    import faulthandler

    faulthandler._fatal_error_c_thread() if False else faulthandler._sigabrt()


def segfault():
    import ctypes

    ctypes.string_at(0xFFFFFFF0, 100)


def forks():
    p = mp.get_context("fork").Process(target=leave)
    p.start()
    p.join()
    os._exit(p.exitcode + 1)


if __name__ == "__main__":
    for target in (leave, leave_by_thread, leave_in_pool, abort, fatal, forks):
        p = mp.Process(target=target)
        p.start()
        p.join()
        print(target.__name__, p.exitcode, p.is_alive(), flush=True)
    os._exit(3)

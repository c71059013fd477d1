# Needs 3.13
"""Exit codes, what is run at exit, what an uncaught exception prints."""

import atexit
import multiprocessing as mp
import os
import signal
import sys


def leave(code):
    sys.exit(code)


def raises(error):
    raise error


def registered(q):
    atexit.register(q.put, "atexit")
    print("working", flush=True)


def final(q):
    mp.util.Finalize(None, q.put, args=("finalize",), exitpriority=5)
    try:
        sys.exit(3)
    finally:
        q.put("finally")


def os_exit():
    print("lost?", end="")
    sys.stdout.flush()
    os._exit(5)


def unflushed():
    print("without a newline, not flushed", end=" ")


def self_kill():
    os.kill(os.getpid(), signal.SIGKILL)


def term_handler():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(9))
    os.kill(os.getpid(), signal.SIGTERM)


def term_self():
    os.kill(os.getpid(), signal.SIGTERM)


def code_of(target, *args):
    p = mp.Process(target=target, args=args)
    p.start()
    p.join()
    return p.exitcode


if __name__ == "__main__":
    for code in (None, 0, 1, 3, "text", True, False, 2.5, -1, 256, 257, (3,), [], 255, -2):
        print(repr(code), code_of(leave, code))
    for error in (
        KeyboardInterrupt(),
        ValueError("x"),
        SystemExit(4),
        GeneratorExit(),
        SystemExit(),
    ):
        print(repr(error), code_of(raises, error))
    q = mp.SimpleQueue()
    print(code_of(registered, q), q.get())
    print(code_of(final, q), q.get(), q.get())
    print("", flush=True)
    print(code_of(unflushed), flush=True)
    print(code_of(self_kill), code_of(term_handler), code_of(term_self))
    import multiprocessing.util

    atexit.register(print, "main's atexit")
    print("end")

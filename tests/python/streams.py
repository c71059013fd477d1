# Needs the page: /dev/stdout cannot be opened everywhere
"""The standard streams: long texts, descriptors of C, what a killed process has printed."""

import faulthandler
import multiprocessing as mp
import os
import sys
import time


def prints_and_dies():
    print("before the end")
    os.kill(os.getpid(), 9)


def prints_and_waits(began):
    print("before the wait")
    began.set()
    time.sleep(10)


if __name__ == "__main__":
    print(
        sys.stdout.isatty(),
        sys.stderr.isatty(),
        sys.stdout.fileno(),
        sys.stderr.fileno(),
        flush=True,
    )
    p = mp.Process(target=prints_and_dies)
    p.start()
    p.join()
    print(p.exitcode, flush=True)
    began = mp.Event()
    p = mp.Process(target=prints_and_waits, args=(began,))
    p.start()
    began.wait()
    p.kill()
    p.join()
    print(p.exitcode, flush=True)
    os.write(1, b"os.write \xc3\xa4\n")
    with open("/dev/stdout", "w") as file:
        print("/dev/stdout", file=file)
    with open("/dev/stderr", "w") as file:
        print("/dev/stderr", file=file)
    os.write(2, b"os.write 2\n")
    print("x" * 2**20, flush=True)
    faulthandler.dump_traceback()

"""os.kill and Process.terminate: handlers, ignored signals, processes that have ended."""

import multiprocessing as mp
import os
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


def sleeps(began):
    signal.signal(signal.SIGTERM, lambda n, f: sys.exit(20 + n))
    began.set()
    time.sleep(10)


def receives(began, conn):
    signal.signal(signal.SIGUSR1, lambda n, f: print("USR1", n, flush=True))
    began.set()
    print(conn.recv(), flush=True)


def ignores(began, conn):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    began.set()
    conn.recv()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    conn.recv()


def waits(began):
    began.set()
    time.sleep(10)


def interrupted(began):
    began.set()
    try:
        time.sleep(10)
    except KeyboardInterrupt:
        print("KeyboardInterrupt", flush=True)
        sys.exit(5)


def child(target, *args):
    began = mp.Event()
    p = mp.Process(target=target, args=(began, *args))
    p.start()
    began.wait()
    return p


def refused(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError as error:
        return error.strerror
    return "is there"


if __name__ == "__main__":
    p = child(sleeps)
    print(refused(p.pid))
    p.terminate()
    p.join()
    print("sleeps", p.exitcode, refused(p.pid))
    a, b = mp.Pipe()
    p = child(receives, b)
    os.kill(p.pid, signal.SIGUSR1)
    time.sleep(0.3)
    a.send("message")
    p.join()
    print("receives", p.exitcode)
    p = child(ignores, b)
    os.kill(p.pid, signal.SIGINT)
    p.terminate()
    p.join(0.3)
    print("ignores", p.is_alive())
    a.send(1)
    time.sleep(0.3)
    p.terminate()
    p.join()
    print("ignores", p.exitcode)
    p = child(waits)
    os.kill(p.pid, signal.SIGCHLD)
    p.join(0.3)
    print("waits", p.exitcode)
    os.kill(p.pid, signal.SIGUSR2)
    p.join()
    print("waits", p.exitcode == -signal.SIGUSR2)
    p = child(interrupted)
    time.sleep(0.3)
    os.kill(p.pid, signal.SIGINT)
    p.join()
    print("interrupted", p.exitcode)
    p = child(waits)
    p.kill()
    p.join()
    print("waits", p.exitcode)
    print(refused(2**22 + 5))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    p = child(interrupted)
    time.sleep(0.3)
    os.kill(p.pid, signal.SIGINT)
    p.join(0.5)
    print("inherits", p.exitcode)
    p.terminate()
    p.join()
    print("inherits", p.exitcode)

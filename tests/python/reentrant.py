"""Handlers of signals that receive while the program receives: no message is taken for another."""

import multiprocessing as mp
import os
import signal

N = 600


def child(numbers, others, began):
    got = []

    def handle(number, frame):
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        while others.poll():
            got.append(others.recv())
        signal.signal(signal.SIGUSR1, handle)

    signal.signal(signal.SIGUSR1, handle)
    began.set()
    for i in range(N):
        data = numbers.recv()
        assert data == ("number", i, "x" * (i % 7 * 20_000)), (data[:2], i)
    while others.poll(1):
        got.append(others.recv())
    assert got == [b"other" * (i + 1) for i in range(len(got))], "others"
    print("in order", len(got))


if __name__ == "__main__":
    a, b = mp.Pipe()
    c, d = mp.Pipe()
    began = mp.Event()
    p = mp.Process(target=child, args=(b, d, began))
    p.start()
    began.wait()
    for i in range(N):
        if i % 6 == 0:
            c.send(b"other" * (i // 6 + 1))
            os.kill(p.pid, signal.SIGUSR1)
        a.send(("number", i, "x" * (i % 7 * 20_000)))
    p.join()
    print(p.exitcode)

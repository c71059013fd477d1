"""Pipes, connections, connection.wait."""

import multiprocessing as mp
import time
from multiprocessing.connection import wait


def show(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, getattr(error, "strerror", None) or error)


def echo(conn, other):
    other.close()
    while True:
        try:
            conn.send(conn.recv())
        except EOFError:
            break
    conn.close()


def send_later(conn, delay, item):
    time.sleep(delay)
    conn.send(item)
    conn.close()


def use(conn):
    inner = conn.recv()
    inner.send("through the inner pipe")
    inner.close()


def hold(conn, other):
    other.close()
    conn.send("ready")
    conn.recv()


def nothing():
    pass


if __name__ == "__main__":
    a, b = mp.Pipe()
    p = mp.Process(target=echo, args=(b, a))
    p.start()
    for item in (1, None, "text", [1, {2: 3}], b"x" * 300_000):
        a.send(item)
        print(a.recv() == item, end=" ")
    print()
    b.close()
    a.close()
    p.join()
    print(p.exitcode, a.closed)
    show(lambda: a.send(1))
    show(lambda: a.recv())
    show(lambda: a.poll())
    show(lambda: a.fileno())

    r, w = mp.Pipe(False)
    print(r.readable, r.writable, w.readable, w.writable)
    show(lambda: r.send(1))
    show(lambda: w.recv())
    show(lambda: w.poll())
    print(r.poll(), r.poll(0.02))
    w.send_bytes(b"hello")
    w.send_bytes(b"0123456789", 2)
    w.send_bytes(b"0123456789", 2, 3)
    w.send_bytes(bytearray(b"array"))
    w.send_bytes(b"")
    print(r.poll(), [r.recv_bytes() for _ in range(5)])
    show(lambda: w.send_bytes(b"abc", -1))
    show(lambda: w.send_bytes(b"abc", 4))
    show(lambda: w.send_bytes(b"abc", 1, 3))
    show(lambda: w.send_bytes("text"))
    buffer = bytearray(10)
    w.send_bytes(b"into")
    print(r.recv_bytes_into(buffer), bytes(buffer))
    w.send_bytes(b"into")
    print(r.recv_bytes_into(buffer, 3), bytes(buffer))
    w.send_bytes(b"much too long")
    try:
        r.recv_bytes_into(buffer)
    except mp.BufferTooShort as error:
        print(type(error).__name__, error.args)
    w.send_bytes(b"x" * 100)
    show(lambda: r.recv_bytes(10))
    r.close()

    r, w = mp.Pipe(False)
    w.send("left")
    w.close()
    print(r.poll(), r.recv(), r.poll())
    show(r.recv)
    show(r.recv_bytes)
    r.close()
    r, w = mp.Pipe(False)
    r.close()
    show(lambda: w.send(1))
    a, b = mp.Pipe()
    b.close()
    print(a.poll())
    show(a.recv)
    show(lambda: a.send(1))
    a.close()

    # A connection sent through a connection.
    a, b = mp.Pipe()
    p = mp.Process(target=use, args=(b,))
    p.start()
    r, w = mp.Pipe(False)
    a.send(w)
    print(r.recv())
    p.join()
    w.close()
    show(r.recv)

    # Who waits for several.
    pairs = [mp.Pipe(False) for _ in range(3)]
    readers = [r for r, _ in pairs]
    print(wait(readers, 0), wait(readers, 0.05), wait([], 0))
    ps = [mp.Process(target=send_later, args=(w, 0.1, k)) for k, (_, w) in enumerate(pairs)]
    for p in ps:
        p.start()
    for _, w in pairs:
        w.close()
    got = []
    while readers:
        for r in wait(readers):
            try:
                got.append(r.recv())
            except EOFError:
                readers.remove(r)
    print(sorted(got))
    for p in ps:
        p.join()
    print(
        len(wait([p.sentinel for p in ps], 1)), wait(iter([ps[0].sentinel]), 0) == [ps[0].sentinel]
    )
    with mp.Pipe()[0] as conn:
        print(conn.closed)
    print(conn.closed)
    # The end of the process that held the other end.
    a, b = mp.Pipe()
    p = mp.Process(target=hold, args=(b, a))
    p.start()
    b.close()
    print(a.recv())
    p.terminate()
    p.join()
    show(a.recv)
    show(lambda: a.send(1))
    a, b = mp.Pipe()
    a.send(a)
    again = b.recv()
    again.send("same end")
    print(b.recv(), type(again).__name__)

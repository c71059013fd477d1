"""A pipe whose other end was closed with data unread."""

import multiprocessing as mp


def show(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, getattr(error, "strerror", None) or error)


if __name__ == "__main__":
    a, b = mp.Pipe()
    a.send("unread")
    b.close()
    print(a.poll())
    show(a.recv)
    show(a.recv)
    show(lambda: a.send(1))

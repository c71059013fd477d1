"""The numbers of errors are those of the module errno, whichever a system has."""

import errno
import multiprocessing as mp
import os
import pickle
from multiprocessing.managers import BaseManager


def show(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode.get(error.errno))
        # The class is what the number stands for.
        same = type(OSError(error.errno, "")) is type(error)
        print(same, pickle.loads(pickle.dumps(error)).errno == error.errno)


class Server(BaseManager):
    pass


Server.register("number", int)


if __name__ == "__main__":
    here, there = mp.Pipe()
    there.close()
    show("send", lambda: here.send(1))

    here, there = mp.Pipe()
    here.send(1)
    there.close()
    show("recv", here.recv)

    show("semaphore", lambda: mp.Semaphore(-1))

    here, there = mp.Pipe()
    fd = there.fileno()
    there.close()
    show("fd", lambda: os.fstat(fd + 1000))

    # Which error it is depends on how a system reaches a manager.
    server = Server()
    server.start()
    number = server.number(5)
    print(number.bit_length())
    server.shutdown()
    again = Server(address=server.address, authkey=server._authkey)
    for call in (number.bit_length, again.connect):
        try:
            print(call())
        except EOFError:
            print(True, True)
        except OSError as error:
            known = error.errno in errno.errorcode
            print(known, type(OSError(error.errno, "")) is type(error))

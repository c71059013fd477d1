"""How threads reach the servers of managers, and how servers answer. Stands for the clients of
multiprocessing/connection.py that `managers` uses.

A client, which is a thread of a process, has a pipe of its own for the replies. Requests of all
clients go through the server's pipe, see `managers.py`.
"""

import errno
import os
import struct
import threading
from multiprocessing import process, util
from pickle import loads as _loads

from . import kernel
from .pickling import pickled

#: Before every message: the client (0: it is not known yet) and the number of its request. The
#: number 0 is that of requests without a reply. In replies the first is 1 for `_IN_BLOCK`.
HEADER = struct.Struct("<II")
HEADER_BYTES = HEADER.size
#: Replies that are longer go through a block of their own: to put a message that is longer than a
#: pipe waits for its reader.
_LONGEST = 32_768
#: A reply by the address and the length of its block.
_IN_BLOCK = struct.Struct("<II")

#: How many references the clients' end of a server's pipe gets: one is enough, the others replace
#: what processes take along that are killed while they open it.
_SPARE_REFERENCES = 16

_PREFIX = "/playground/manager-"


def address_of(fd):
    """A name for the pipe's end, with references for all who will ever open it."""
    for _ in range(_SPARE_REFERENCES):
        place = kernel.checked(kernel.retain(fd))
    return f"{_PREFIX}{os.getpid()}-{place:x}"


def _open(address):
    """The descriptor of a server's pipe, by its address."""
    try:
        place = int(address.removeprefix(_PREFIX).partition("-")[2], 16)
    except AttributeError, ValueError:
        raise ConnectionRefusedError(
            errno.ECONNREFUSED,
            f"Connection refused: there are no sockets here, so nobody listens at {address!r};"
            " connect to the `address` of a manager of the same run",
        ) from None
    fd = kernel.checked(kernel.open(place))
    # The reference that has just been taken is given back.
    kernel.checked(kernel.retain(fd))
    return fd


def _send(fd, client, number, body, timeout=None):
    """Puts a message; the kernel's number."""
    return kernel.send(fd, HEADER.pack(client, number) + body, timeout)


class _Links:
    """The links of this process, by address and thread."""

    def __init__(self):
        self.by_thread = {}
        self.fds = {}
        util.register_after_fork(self, _Links.after_fork)

    def after_fork(self):
        # The descriptors of the servers' pipes are the child's as well, the replies are not.
        self.by_thread.clear()

    def fd_of(self, address):
        if address not in self.fds:
            self.fds[address] = _open(address)
        return self.fds[address]

    def forget(self, address):
        """Nobody serves at the address any more."""
        for key in [key for key in self.by_thread if key[0] == address]:
            self.by_thread.pop(key).end()
        fd = self.fds.pop(address, None)
        if fd is not None:
            kernel.close(fd)


_links = _Links()


def client(address, family=None, authkey=None):
    """What this thread sends requests with. It is the same whenever it asks."""
    server = getattr(process.current_process(), "_manager_server", None)
    if server is not None and server.address == address:
        return _Inside(server)
    key = (address, bytes(authkey or b""), threading.get_ident())
    link = _links.by_thread.get(key)
    if link is None:
        link = _links.by_thread[key] = _Link(address, authkey)
    return link


class _Link:
    """A thread's way to a server and back."""

    def __init__(self, address, authkey):
        self._address = address
        self._server_fd = _links.fd_of(address)
        near, far = kernel.two(kernel.checked(kernel.pipe_create(True)))
        self._fd = near
        self._client = 0
        self._last = 0
        #: The number of the request that ends the server.
        self._farewell = None
        #: The numbers of the requests whose replies have not been asked for, the latest last.
        self._awaited = []
        #: Replies that came before they were asked for.
        self._early = {}
        body = pickled((kernel.checked(kernel.retain(far)), bytes(authkey or b"")))
        kernel.close(far)
        if _send(self._server_fd, 0, 0, body) < 0:
            raise self._lost(ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"))
        # Until the server has opened its end, its own pipe is what tells of its end.
        if near not in kernel.wait_many([near, self._server_fd]):
            raise self._lost(ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"))
        self._awaited.append(0)
        kind, result = self.recv()
        if kind != "#RETURN":
            self.end()
            raise result
        self._client = result

    def __del__(self, close=kernel.close):
        fd = self.__dict__.get("_fd")
        if fd is not None:
            close(fd)

    def end(self):
        fd, self._fd = self._fd, None
        if fd is not None:
            kernel.close(fd)

    def close(self):
        """Nothing: the next one who asks for a connection gets this again."""

    def send(self, request):
        if self._fd is None:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        ident, name, args, kwds = request
        if name == "decref" and ident is None:
            # Nobody needs the answer; and a proxy may be collected while a reply is read.
            number = 0
        else:
            self._last = number = self._last % 0xFFFF_FFFF + 1
        body = pickled(request)
        if _send(self._server_fd, self._client, number, body) < 0:
            raise self._lost(BrokenPipeError(errno.EPIPE, "Broken pipe"))
        self._awaited.append(number)
        if name == "shutdown" and ident is None:
            self._farewell = number

    def recv(self):
        number = self._awaited.pop()
        if number == 0 and self._client:
            return "#RETURN", None
        try:
            data = self._reply(number)
        except BaseException:
            self._cancel(number)
            raise
        if number == self._farewell:
            _links.forget(self._address)
        return _loads(data)

    def _reply(self, number):
        server = getattr(process.current_process(), "_manager_server", None)
        while number not in self._early:
            if self._fd is None:
                raise EOFError
            if server is not None:
                server.serve_until(self._fd)
            data = kernel.receive(self._fd)
            if type(data) is int:
                if data == kernel.CLOSED:
                    raise self._lost(EOFError())
                raise kernel.error(data)
            kind, got = HEADER.unpack_from(data)
            data = data[HEADER_BYTES:] if kind == 0 else _from_block(data)
            if got == number:
                return data
            if got in self._awaited:
                self._early[got] = data
        return self._early.pop(number)

    def _cancel(self, number):
        if self._fd is not None and self._client:
            _send(self._server_fd, self._client, 0, pickled((None, "cancel", (number,), {})), 0)

    def _lost(self, error):
        _links.forget(self._address)
        self.end()
        return error


def _from_block(data):
    place, length = _IN_BLOCK.unpack_from(data, HEADER_BYTES)
    fd = kernel.checked(kernel.open(place))
    data = bytes(length)
    kernel.checked(kernel.block_read(fd, 0, *kernel.data_of(data)))
    kernel.close(fd)
    return data


def put_reply(fd, number, body):
    """Puts a reply, without waiting; the kernel's number."""
    if len(body) <= _LONGEST:
        return _send(fd, 0, number, body, 0)
    block = kernel.checked(kernel.block_create(len(body)))
    kernel.checked(kernel.block_write(block, 0, *kernel.data_of(body)))
    place = kernel.checked(kernel.retain(block))
    code = _send(fd, 1, number, _IN_BLOCK.pack(place, len(body)), 0)
    if code < 0:
        kernel.close(kernel.checked(kernel.open(place)))
    kernel.close(block)
    return code


class _Inside:
    """The server's own way to its objects, for proxies that it holds."""

    def __init__(self, server):
        self._server = server

    def close(self):
        pass

    def send(self, request):
        self._request = _loads(pickled(request))

    def recv(self):
        return _loads(pickled(self._server.answer(self._request)))

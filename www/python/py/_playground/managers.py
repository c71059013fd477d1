"""Managers over the run's heap. Stands for the server and the connections of
multiprocessing/managers.py; proxies, registration and `BaseManager` are CPython's.

A server has one pipe for the requests of all its clients. Their end is in the address, and is kept
for the run, so that a proxy can be made of its pickle anywhere, at any time and any number of
times; once the server has ended, that end is closed and whoever uses it hears of it. All objects
belong to the server, proxies only name them. A client, which is a thread of a process, has a pipe
of its own for the replies.

The server has no threads. Calls that wait are kept by it until they can go on, see `waiting.py`.
"""

import os
import struct
import sys
import threading
import time
from multiprocessing import managers, process, util
from multiprocessing.context import AuthenticationError
from pickle import loads as _loads
from traceback import format_exc

from . import kernel, waiting
from .connection import pickled

#: Before every message: the client (0: it is not known yet) and the number of its request. The
#: number 0 is that of requests without a reply.
_HEADER = struct.Struct("<II")
_HEADER_BYTES = _HEADER.size
#: Replies that are longer go through a block of their own: to put a message that is longer than a
#: pipe waits for its reader.
_LONGEST = 32_768
#: Marks a reply by the address and the length of its block.
_IN_BLOCK = struct.Struct("<II")

#: How many references the clients' end of a server's pipe gets: one is enough, the others replace
#: what processes take along that are killed while they open it.
_SPARE_REFERENCES = 16
#: So long does an object live without a reference: a process that has been given a proxy counts
#: itself only when it has begun, and the one that gave it may have dropped its own by then.
_GRACE_S = 5.0
#: The longest wait for a request, in seconds; then the server looks whether its creator lives.
_LOOK_S = 1.0

_PREFIX = "/playground/manager-"

def _address_of(fd):
    """A name for the pipe's end, with references for all who will ever open it."""
    for _ in range(_SPARE_REFERENCES):
        place = kernel.checked(kernel.retain(fd))
    return f"{_PREFIX}{os.getpid()}-{place:x}"


def _open(address):
    """The descriptor of a server's pipe, by its address."""
    try:
        place = int(address.removeprefix(_PREFIX).partition("-")[2], 16)
    except (AttributeError, ValueError):
        raise ConnectionRefusedError(
            111,
            f"Connection refused: there are no sockets here, so nobody listens at {address!r};"
            " connect to the `address` of a manager of the same run",
        ) from None
    fd = kernel.checked(kernel.open(place))
    # The reference that has just been taken is given back.
    kernel.checked(kernel.retain(fd))
    return fd


def _send(fd, client, number, body, timeout=None):
    """Puts a message; the kernel's number."""
    return kernel.send(fd, _HEADER.pack(client, number) + body, timeout)


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


def _client(address, family=None, authkey=None):
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
            raise self._lost(ConnectionRefusedError(111, "Connection refused"))
        # Until the server has opened its end, its own pipe is what tells of its end.
        if near not in kernel.wait_many([near, self._server_fd]):
            raise self._lost(ConnectionRefusedError(111, "Connection refused"))
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
            raise BrokenPipeError(32, "Broken pipe")
        ident, name, args, kwds = request
        if name == "decref" and ident is None:
            # Nobody needs the answer; and a proxy may be collected while a reply is read.
            number = 0
        else:
            self._last = number = self._last % 0xFFFF_FFFF + 1
        body = pickled(request)
        if _send(self._server_fd, self._client, number, body) < 0:
            raise self._lost(BrokenPipeError(32, "Broken pipe"))
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
            kind, got = _HEADER.unpack_from(data)
            data = data[_HEADER_BYTES:] if kind == 0 else _from_block(data)
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
    place, length = _IN_BLOCK.unpack_from(data, _HEADER_BYTES)
    fd = kernel.checked(kernel.open(place))
    data = bytes(length)
    kernel.checked(kernel.block_read(fd, 0, *kernel.data_of(data)))
    kernel.close(fd)
    return data


def _put_reply(fd, number, body):
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


class _Parked:
    """A call that waits in the server."""

    def __init__(self, client, number, steps):
        self.client = client
        self.number = number
        self.steps = steps
        self.end = None


_WAITS = object()


class Server(managers.Server):
    """Serves the requests of all clients, one after the other."""

    def __init__(self, registry, address, authkey, serializer):
        if not isinstance(authkey, bytes):
            raise TypeError(f"Authkey {authkey!r} is type {type(authkey)!s}, not bytes")
        self.registry = registry
        self.authkey = process.AuthenticationString(authkey)
        self.id_to_obj = {"0": (None, ())}
        self.id_to_refcount = {}
        self.id_to_local_proxy_obj = {}
        self.mutex = threading.RLock()
        self.stop_event = threading.Event()
        #: The time until which an object lives whose last reference has gone, by its id.
        self._leaving = {}
        self._parked = []
        self._clients = {}
        self._last_client = 0
        self._now = self._next_look = time.monotonic()
        self._fd, far = kernel.two(kernel.checked(kernel.pipe_create(True)))
        self.address = _address_of(far)
        kernel.close(far)
        util.register_after_fork(self, Server._after_fork)

    def _after_fork(self):
        """A child of the server must not keep its pipes open."""
        for fd in (self._fd, *self._clients.values()):
            kernel.close(fd)
        self._clients.clear()

    def serve_forever(self):
        process.current_process()._manager_server = self
        try:
            while not self.stop_event.is_set():
                self._serve_one()
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            if sys.stdout != sys.__stdout__:
                sys.stdout = sys.__stdout__
                sys.stderr = sys.__stderr__
            sys.exit(0)

    def serve_until(self, fd):
        """Serves while a reply of another server is awaited on that descriptor."""
        while fd not in (ready := kernel.wait_many([fd, self._fd])):
            if ready:
                self._serve_one()

    # Requests

    def _serve_one(self):
        data = kernel.receive(self._fd, self._patience())
        if type(data) is bytes:
            client, number = _HEADER.unpack_from(data)
            if client == 0:
                self._connect(data[_HEADER_BYTES:])
            else:
                self._request(client, number, data)
        elif data not in (kernel.EMPTY, kernel.TIMED_OUT):
            raise kernel.error(data)
        self._now = time.monotonic()
        if self._now >= self._next_look:
            self._next_look = self._now + _LOOK_S
            self._look_after_creator()
        if self._parked:
            self._go_on()
        if self._leaving:
            self._dispose()

    def _patience(self):
        """How long the server may wait for a request, in seconds."""
        ends = [parked.end for parked in self._parked if parked.end is not None]
        if not ends:
            return _LOOK_S
        return min(_LOOK_S, max(0.0, min(ends) - self._now))

    def _look_after_creator(self):
        parent = process.parent_process()
        if parent is not None and not parent.is_alive():
            self.stop_event.set()

    def _connect(self, body):
        place, authkey = _loads(body)
        fd = kernel.open(place)
        if fd < 0:
            return
        if authkey != bytes(self.authkey):
            refused = AuthenticationError("digest sent was rejected")
            _put_reply(fd, 0, pickled(("#ERROR", refused)))
            kernel.close(fd)
            return
        for client in [client for client in self._clients if self._is_gone(client)]:
            self._drop(client)
        self._last_client += 1
        self._clients[self._last_client] = fd
        _put_reply(fd, 0, pickled(("#RETURN", self._last_client)))

    def _request(self, client, number, data):
        try:
            request = _loads(memoryview(data)[_HEADER_BYTES:])
            if request[:2] == (None, "cancel"):
                self._cancel(client, *request[2])
                return
            message = self._answer(client, number, request)
        except SystemExit:
            # It ends the thread that serves the client.
            self._drop(client)
            return
        except Exception:
            message = ("#TRACEBACK", format_exc())
        if message is not _WAITS:
            self._reply(client, number, message)

    def _reply(self, client, number, message):
        fd = self._clients.get(client)
        if number == 0 or fd is None:
            return
        try:
            body = pickled(message)
        except Exception:
            body = pickled(("#UNSERIALIZABLE", format_exc()))
        if _put_reply(fd, number, body) < 0:
            self._drop(client)

    def _is_gone(self, client):
        return kernel.number(kernel.poll(self._clients[client], 0)) == 0

    def _drop(self, client):
        fd = self._clients.pop(client, None)
        if fd is not None:
            kernel.close(fd)

    def answer(self, request):
        """The answer to a request of the server itself; others are served while it waits."""
        message = self._answer(0, 0, request)
        if message is not _WAITS:
            return message
        parked = self._parked.pop()
        while (message := self._step(parked)) is _WAITS:
            self._serve_one()
        return message

    def _answer(self, client, number, request):
        ident, name, args, kwds = request
        if ident is None:
            assert name in self.public, f"{name!r} unrecognized"
            return "#RETURN", getattr(self, name)(client, *args, **kwds)
        found = self.id_to_obj.get(ident) or self.id_to_local_proxy_obj.get(ident)
        if found is None:
            raise KeyError(ident)
        obj, exposed, to_typeid = found
        try:
            if name not in exposed:
                raise AttributeError(
                    f"method {name!r} of {type(obj)!r} object is not in exposed={exposed!r}"
                )
            steps = waiting.call_of(obj, name, client, self._referent)
            function = getattr(obj, name)
        except AttributeError:
            return self._fall_back(client, ident, obj, name, args, kwds)
        if steps:
            return self._begin(client, number, steps, args, kwds)
        try:
            result = function(*args, **kwds)
        except Exception as error:
            return "#ERROR", error
        typeid = to_typeid and to_typeid.get(name)
        if not typeid:
            return "#RETURN", result
        rident, rexposed = self.create(client, typeid, result)
        return "#PROXY", (rexposed, managers.Token(typeid, self.address, rident))

    def _fall_back(self, client, ident, obj, name, args, kwds):
        try:
            function = self.fallback_mapping[name]
            return "#RETURN", function(self, client, ident, obj, *args, **kwds)
        except Exception:
            return "#TRACEBACK", format_exc()

    def _referent(self, proxy):
        """What a proxy of this server's stands for."""
        if proxy._token.address != self.address:
            raise ValueError("a lock of another manager")
        return self.id_to_obj[proxy._id][0]

    # Calls that wait

    def _begin(self, client, number, steps, args, kwds):
        """Begins a call that may wait; the message that answers it, or `_WAITS`."""
        try:
            parked = _Parked(client, number, steps(*args, **kwds))
        except TypeError as error:
            return "#ERROR", error
        message = self._step(parked)
        if message is _WAITS:
            self._parked.append(parked)
        return message

    def _step(self, parked):
        """Tries it; the message that answers it, or `_WAITS`."""
        try:
            parked.end = next(parked.steps)
        except StopIteration as stop:
            return "#RETURN", stop.value
        except Exception as error:
            return "#ERROR", error
        return _WAITS

    def _go_on(self):
        """Tries all calls that wait, those that came first before the others."""
        progress = True
        while progress:
            progress = False
            for parked in list(self._parked):
                if parked not in self._parked:
                    continue
                if parked.client not in self._clients or self._is_gone(parked.client):
                    self._give_up(parked)
                    continue
                message = self._step(parked)
                if message is not _WAITS:
                    self._parked.remove(parked)
                    self._reply(parked.client, parked.number, message)
                    progress = True

    def _cancel(self, client, number):
        for parked in list(self._parked):
            if (parked.client, parked.number) == (client, number):
                self._give_up(parked)

    def _give_up(self, parked):
        self._parked.remove(parked)
        parked.steps.close()

    # What a client may ask of the server itself

    def accept_connection(self, c, name):
        """The client has connected already."""

    def shutdown(self, c):
        self.stop_event.set()

    def incref(self, c, ident):
        if ident not in self.id_to_refcount and self._leaving.pop(ident, None):
            self.id_to_refcount[ident] = 0
        super().incref(c, ident)

    def create(self, c, typeid, /, *args, **kwds):
        ident, exposed = super().create(c, typeid, *args, **kwds)
        self._leaving.pop(ident, None)
        return ident, exposed

    def decref(self, c, ident):
        """As CPython's, but the object lives on for a while."""
        if ident not in self.id_to_refcount and ident in self.id_to_local_proxy_obj:
            return
        if self.id_to_refcount[ident] <= 0:
            raise AssertionError(f"Id {ident} has refcount {self.id_to_refcount[ident]:n}, not 1+")
        self.id_to_refcount[ident] -= 1
        if self.id_to_refcount[ident] == 0:
            del self.id_to_refcount[ident]
            self._leaving[ident] = self._now + _GRACE_S

    def _dispose(self):
        """Forgets the objects whose time is over."""
        while self._leaving:
            ident, end = next(iter(self._leaving.items()))
            if end > self._now:
                return
            del self._leaving[ident]
            self.id_to_obj.pop(ident, None)


class SharedMemoryManager(managers.BaseManager):
    """Refused: its blocks are memory that several processes map."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError(
            "SharedMemoryManager needs memory that several interpreters map, and each sees its own"
            " only; use multiprocessing.Array or Manager().list()"
        )


def install():
    managers.Server = managers.BaseManager._Server = Server
    managers.listener_client = {"pickle": (None, _client), "xmlrpclib": (None, _client)}
    managers.SharedMemoryManager = SharedMemoryManager

"""Managers over the run's heap. Stands for the server of
multiprocessing/managers.py; proxies, registration and `BaseManager` are CPython's.

A server has one pipe for the requests of all its clients. Their end is in the address, and is kept
for the run, so that a proxy can be made of its pickle anywhere, at any time and any number of
times; once the server has ended, that end is closed and whoever uses it hears of it. All objects
belong to the server, proxies only name them.

The server has no threads. Calls that wait are kept by it until they can go on, see `waiting.py`.
"""

import sys
import threading
import time
from multiprocessing import managers, process, util
from multiprocessing.context import AuthenticationError
from pickle import loads as _loads
from traceback import format_exc

from . import kernel, links, waiting
from .pickling import pickled

#: So long does an object live without a reference: a process that has been given a proxy counts
#: itself only when it has begun, and the one that gave it may have dropped its own by then.
_GRACE_S = 5.0
#: The longest wait for a request, in seconds; then the server looks whether its creator lives.
_LOOK_S = 1.0


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
        self.address = links.address_of(far)
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
        except KeyboardInterrupt, SystemExit:
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
            client, number = links.HEADER.unpack_from(data)
            if client == 0:
                self._connect(data[links.HEADER_BYTES :])
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
        fd = kernel.number(kernel.open(place))
        if fd < 0:
            return
        if authkey != bytes(self.authkey):
            refused = AuthenticationError("digest sent was rejected")
            links.put_reply(fd, 0, pickled(("#ERROR", refused)))
            kernel.close(fd)
            return
        for client in [client for client in self._clients if self._is_gone(client)]:
            self._drop(client)
        self._last_client += 1
        self._clients[self._last_client] = fd
        links.put_reply(fd, 0, pickled(("#RETURN", self._last_client)))

    def _request(self, client, number, data):
        try:
            request = _loads(memoryview(data)[links.HEADER_BYTES :])
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
        if links.put_reply(fd, number, body) < 0:
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
    managers.listener_client = {"pickle": (None, links.client), "xmlrpclib": (None, links.client)}
    managers.SharedMemoryManager = SharedMemoryManager

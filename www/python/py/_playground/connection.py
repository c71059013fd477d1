"""Pipes over the run's heap. Stands for those of multiprocessing/connection.py, and its `wait`."""

import io
from multiprocessing import connection, pool
from pickle import loads as _loads

from . import kernel
from .pickling import pickled


class Connection(connection._ConnectionBase):
    """One end of a pipe: messages, and their order, are kept by two queues of the heap."""

    def _close(self, close=kernel.close):
        close(self._handle)

    def send(self, obj):
        self._check_closed()
        self._check_writable()
        self._send(pickled(obj))

    def _send_bytes(self, buf):
        data = buf.obj
        # All of a bytes object need not be copied.
        self._send(data if type(data) is bytes and len(data) == buf.nbytes else bytes(buf))

    def _send(self, data):
        code = kernel.send(self._handle, data)
        if code < 0:
            raise kernel.error(code)

    def recv(self):
        self._check_closed()
        self._check_readable()
        return _loads(self._receive())

    def _receive(self):
        data = kernel.receive(self._handle)
        if type(data) is int:
            if data == kernel.CLOSED:
                raise EOFError
            raise kernel.error(data)
        return data

    def _recv_bytes(self, maxsize=None):
        data = self._receive()
        if maxsize is not None and len(data) > maxsize:
            return None
        file = io.BytesIO(data)
        file.seek(len(data))
        return file

    def _poll(self, timeout):
        return bool(wait([self], timeout))

    def __reduce__(self):
        return _rebuild, (kernel.give(self.fileno()), self.readable, self.writable)


def _rebuild(name, readable, writable):
    return Connection(kernel.accept(name), readable, writable)


def Pipe(duplex=True):
    """Two connected ends; of a simplex pipe the first one receives."""
    first, second = kernel.two(kernel.checked(kernel.pipe_create(bool(duplex))))
    return Connection(first, writable=duplex), Connection(second, readable=duplex)


def wait(object_list, timeout=None):
    """Those of the connections and sentinels that are ready, waiting until one is."""
    objects = list(object_list)
    if not objects:
        if timeout is not None and timeout > 0:
            import time

            time.sleep(timeout)
        return []
    if timeout is not None and timeout < 0:
        timeout = 0
    by_fd = {}
    for obj in objects:
        by_fd.setdefault(obj if isinstance(obj, int) else obj.fileno(), []).append(obj)
    ready = set(kernel.wait_many(by_fd, timeout))
    return [obj for fd, objs in by_fd.items() if fd in ready for obj in objs]


def install():
    connection.Connection = Connection
    connection.Pipe = Pipe
    connection.wait = wait
    # It has imported the function: the handler of a `ThreadPool` waits by it.
    pool.wait = wait

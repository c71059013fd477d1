"""Queues of the run's heap. Stands for multiprocessing/queues.py.

There is no feeder thread: `put` pickles and stores the object before it returns. So an object that
is changed after `put` arrives as it was, and nothing is left to be sent when a process ends.
"""

import sys
import traceback
from multiprocessing import context, queues
from multiprocessing.synchronize import SEM_VALUE_MAX
from pickle import loads as _loads
from queue import Empty, Full

from . import kernel
from .pickling import pickled


class _Base:
    """A queue of the heap, by its descriptor."""

    def __init__(self, maxsize):
        self._fd = kernel.checked(kernel.queue_create(maxsize))

    def __getstate__(self):
        context.assert_spawning(self)
        return kernel.give(self._fd), self._state()

    def __setstate__(self, state):
        name, rest = state
        self._fd = kernel.accept(name)
        self._restore(rest)

    def __del__(self, close=kernel.close):
        fd = self.__dict__.get("_fd")
        if fd is not None:
            close(fd)

    def fileno(self):
        """For `connection.wait`: ready when there is something to get."""
        return self._fd

    def empty(self):
        return kernel.checked(kernel.size(self._fd)) == 0


class Queue(_Base):
    """A queue of picklable objects, as `multiprocessing.Queue`."""

    #: Something has been put, by this process.
    _is_used = False

    def __init__(self, maxsize=0, *, ctx):
        self._maxsize = maxsize if maxsize > 0 else SEM_VALUE_MAX
        super().__init__(maxsize if maxsize > 0 else 0)
        self._closed = False
        self._reader = self._writer = _End(self)

    def _state(self):
        return self._maxsize

    def _restore(self, state):
        self._maxsize = state
        self._closed = False
        self._reader = self._writer = _End(self)

    def put(self, obj, block=True, timeout=None):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        try:
            data = pickled(obj)
        except Exception as error:
            self._on_queue_feeder_error(error, obj)
            return
        self._is_used = True
        code = kernel.send(self._fd, data, timeout if block else 0)
        if code < 0:
            if code in (kernel.FULL, kernel.TIMED_OUT):
                raise Full
            raise kernel.error(code)

    def get(self, block=True, timeout=None):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        data = kernel.receive(self._fd, timeout if block else 0)
        if type(data) is int:
            if data in (kernel.EMPTY, kernel.TIMED_OUT):
                raise Empty
            raise kernel.error(data)
        return _loads(data)

    def empty(self):
        # In CPython, `close` closes the pipe, but only once a feeder thread has been started.
        if self._closed and self._is_used:
            raise OSError("handle is closed")
        return super().empty()

    def qsize(self):
        return kernel.checked(kernel.size(self._fd))

    def full(self):
        return self.qsize() >= self._maxsize

    def get_nowait(self):
        return self.get(False)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def close(self):
        self._closed = True

    def join_thread(self):
        assert self._closed, f"Queue {self!r} not closed"

    def cancel_join_thread(self):
        pass

    @staticmethod
    def _on_queue_feeder_error(e, obj):
        traceback.print_exc(file=sys.stderr)


class JoinableQueue(Queue):
    """A queue whose items are declared done, as `multiprocessing.JoinableQueue`."""

    def task_done(self):
        kernel.checked(kernel.task_done(self._fd))

    def join(self):
        kernel.wait(kernel.join, self._fd)


class SimpleQueue(_Base):
    """A queue without a bound and without time-outs, as `multiprocessing.SimpleQueue`."""

    def __init__(self, *, ctx):
        super().__init__(0)
        self._restore(None)

    def _state(self):
        return None

    def _restore(self, state):
        self._closed = False
        self._reader = self._writer = _End(self)

    def _check(self):
        if self._closed:
            raise OSError("handle is closed")

    def close(self):
        self._closed = self._reader.closed = True

    def empty(self):
        self._check()
        return super().empty()

    def get(self):
        self._check()
        data = kernel.receive(self._fd)
        if type(data) is int:
            raise kernel.error(data)
        return _loads(data)

    def put(self, obj):
        self._check()
        code = kernel.send(self._fd, pickled(obj))
        if code < 0:
            raise kernel.error(code)


class _End:
    """What `connection.wait` takes of a queue."""

    closed = False

    def __init__(self, queue):
        self._queue_fd = queue._fd

    def fileno(self):
        return self._queue_fd

    def poll(self, timeout=0.0):
        return bool(kernel.wait_many([self._queue_fd], timeout))


def install():
    for cls in (Queue, JoinableQueue, SimpleQueue):
        cls.__module__ = "multiprocessing.queues"
        setattr(queues, cls.__name__, cls)

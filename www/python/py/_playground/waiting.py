"""The calls that wait for others, in a manager's server. Stands for what its threads do.

The server has no threads, so a call such as `Queue.get` must not block it. Each is a generator: it
tries, yields the time until which it may wait (None: for ever) when it cannot go on yet, and is
tried again after every other request, because only requests change what it waits for.
"""

import queue
import threading
import time
from collections import deque
from multiprocessing import managers

#: Who holds a recursive lock and how often, by the lock's id. In CPython that is a thread of the
#: server; here it is the client that the thread would serve.
_held = {}
#: Who waits for a condition, by its id.
_waiters = {}
#: The waits for a barrier that belong together, by its id.
_generations = {}


def call_of(obj, name, client, find):
    """What runs the method of that name, as a function that returns a generator; None for a method
    that does not wait. `find` gives the object that a proxy of this server stands for."""
    function = _methods_of(type(obj)).get(name)
    if function is None:
        return None
    if function in _NEED_CLIENT:
        return lambda *args, **kwds: function(_Held(obj, client, find), *args, **kwds)
    return lambda *args, **kwds: function(obj, *args, **kwds)


def _end_of(timeout):
    return None if timeout is None else time.monotonic() + timeout


def _is_over(end):
    return end is not None and time.monotonic() >= end


# Queues


def _get(obj, block=True, timeout=None):
    if block and timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    end = _end_of(timeout)
    while True:
        try:
            return obj.get(False)
        except queue.Empty:
            if not block or _is_over(end):
                raise
        yield end


def _put(obj, item, block=True, timeout=None):
    if block and timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    end = _end_of(timeout)
    while True:
        try:
            return obj.put(item, False)
        except queue.Full:
            if not block or _is_over(end):
                raise
        yield end


def _join(obj):
    while obj.unfinished_tasks:
        yield None


# Locks and semaphores


def _acquire(obj, blocking=True, timeout=-1):
    """A lock's, which waits for ever by −1, or a semaphore's, which does so by None."""
    if not blocking:
        forever = -1 if isinstance(obj, _LOCK) else None
        return obj.acquire(False) if timeout in (-1, forever) else obj.acquire(False, timeout)
    end = _lock_end(timeout)
    while not obj.acquire(False):
        if _is_over(end):
            return False
        yield end
    return True


def _lock_end(timeout):
    if timeout is None or timeout == -1:
        return None
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    return _end_of(timeout)


class _Held:
    """A recursive lock, or a condition, in the hands of a client."""

    def __init__(self, obj, client, find):
        self.obj = obj
        self.client = client
        lock = obj._lock if isinstance(obj, threading.Condition) else obj
        self.lock = find(lock) if isinstance(lock, managers.BaseProxy) else lock
        self.is_recursive = isinstance(self.lock, _RLOCK)

    def try_acquire(self):
        if not self.is_recursive:
            return self.lock.acquire(False)
        owner, count = _held.get(id(self.lock), (self.client, 0))
        if owner != self.client:
            return False
        _held[id(self.lock)] = (owner, count + 1)
        return True

    def is_mine(self):
        if self.is_recursive:
            return _held.get(id(self.lock), (None, 0))[0] == self.client
        return self.lock.locked()

    def is_locked(self):
        return id(self.lock) in _held if self.is_recursive else self.lock.locked()

    def release(self):
        if not self.is_recursive:
            self.lock.release()
            return
        if not self.is_mine():
            raise RuntimeError("cannot release un-acquired lock")
        count = _held[id(self.lock)][1] - 1
        if count:
            _held[id(self.lock)] = (self.client, count)
        else:
            del _held[id(self.lock)]

    def release_all(self):
        """Lets go of the lock however often it is held; what `restore` needs."""
        if self.is_recursive:
            return _held.pop(id(self.lock))
        self.lock.release()
        return None

    def restore(self, state):
        if self.is_recursive:
            _held[id(self.lock)] = state


def _acquire_held(held, blocking=True, timeout=-1):
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    end = _lock_end(timeout)
    while not held.try_acquire():
        if not blocking or _is_over(end):
            return False
        yield end
    return True


def _release_held(held):
    held.release()
    return
    yield


def _locked_held(held):
    return held.is_locked()
    yield


# Conditions, events, barriers


def _wait_condition(held, timeout=None):
    if not held.is_mine():
        raise RuntimeError("cannot wait on un-acquired lock")
    end = _end_of(timeout)
    waiters = _waiters.setdefault(id(held.obj), deque())
    me = object()
    waiters.append(me)
    state = held.release_all()
    try:
        while me in waiters and not _is_over(end):
            yield end
        notified = me not in waiters
    finally:
        if me in waiters:
            waiters.remove(me)
        if not waiters:
            _waiters.pop(id(held.obj), None)
    while not held.try_acquire():
        yield None
    held.restore(state)
    return notified


def _notify(held, n=1):
    if not held.is_mine():
        raise RuntimeError("cannot notify on un-acquired lock")
    waiters = _waiters.get(id(held.obj), ())
    for _ in range(min(n, len(waiters))):
        waiters.popleft()
    return
    yield


def _notify_all(held):
    return (yield from _notify(held, len(_waiters.get(id(held.obj), ()))))


def _wait_event(obj, timeout=None):
    end = _end_of(timeout)
    while not obj.is_set():
        if _is_over(end):
            return False
        yield end
    return True


class _Generation:
    """Those who wait for a barrier to open once."""

    is_open = False
    is_broken = False


_BROKEN = -2


def _wait_barrier(obj, timeout=None):
    end = _end_of(obj._timeout if timeout is None else timeout)
    if obj._state == _BROKEN:
        raise threading.BrokenBarrierError
    generation = _generations.setdefault(id(obj), _Generation())
    index = obj._count
    obj._count += 1
    if obj._count == obj._parties:
        _open_barrier(obj, generation)
        return index
    try:
        while not generation.is_open and not generation.is_broken:
            if _is_over(end):
                _break_barrier(obj)
            else:
                yield end
    except GeneratorExit:
        if not generation.is_open and not generation.is_broken:
            obj._count -= 1
        raise
    if generation.is_broken:
        raise threading.BrokenBarrierError
    return index


def _open_barrier(obj, generation):
    try:
        if obj._action:
            obj._action()
    except BaseException:
        _break_barrier(obj)
        raise
    generation.is_open = True
    obj._count = 0
    _generations.pop(id(obj), None)


def _break_barrier(obj, state=_BROKEN):
    generation = _generations.pop(id(obj), None)
    if generation:
        generation.is_broken = True
    obj._count = 0
    obj._state = state


def _abort_barrier(obj):
    _break_barrier(obj)
    return
    yield


def _reset_barrier(obj):
    _break_barrier(obj, 0)
    return
    yield


_LOCK = type(threading.Lock())
_RLOCK = (type(threading.RLock()), threading._PyRLock)

_ACQUIRER = {"acquire": _acquire}
_HOLDER = {"acquire": _acquire_held, "release": _release_held, "locked": _locked_held}
_CONDITION = _HOLDER | {
    "wait": _wait_condition,
    "notify": _notify,
    "notify_all": _notify_all,
}
_BARRIER = {"wait": _wait_barrier, "abort": _abort_barrier, "reset": _reset_barrier}
_NEED_CLIENT = frozenset(_CONDITION.values())

_METHODS = [
    (queue.Queue, {"get": _get, "put": _put, "join": _join}),
    (queue.SimpleQueue, {"get": _get}),
    (_LOCK, _ACQUIRER),
    *((kind, _HOLDER) for kind in _RLOCK),
    (threading.Semaphore, _ACQUIRER),
    (threading.Condition, _CONDITION),
    (threading.Event, {"wait": _wait_event}),
    (threading.Barrier, _BARRIER),
]
_by_type = {}


def _methods_of(kind):
    """The waiting methods of a class, but not those that a subclass has replaced."""
    methods = _by_type.get(kind)
    if methods is None:
        methods = {}
        for base, functions in _METHODS:
            if issubclass(kind, base):
                for name, function in functions.items():
                    if getattr(kind, name, None) is getattr(base, name, None):
                        methods[name] = function
                break
        _by_type[kind] = methods
    return methods

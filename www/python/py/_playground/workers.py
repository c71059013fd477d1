"""How process pools go on without threads of their own.

CPython's pools have handler threads, which send tasks and receive results while the program does
something else. Here a pool has a `Driver`, and whoever waits moves all drivers on that have
something to do: `wait_until` is below every wait for a result. So callbacks run in the thread that
waits, and also whenever the program asks whether something is done, submits, sleeps, or waits in
the kernel for anything else.
"""

import multiprocessing
import threading
import time
import types
from multiprocessing import util

from . import kernel, stacks
from .queues import SimpleQueue

#: For how long a message is waited for before the workers' ends are waited for, too, in ms.
_QUICK_MS = 20.0
#: How often drivers are moved on while the program waits for something else, in seconds.
_SLICE = 0.01
#: How often a worker looks whether its parent still lives, in seconds.
_LOOK_FOR_PARENT = 2.0
#: After how many messages in a row the workers are looked at.
_GLANCE_AFTER = 64

#: The drivers that have something to do, in the order in which they got it.
_busy = {}


def put(fd, data):
    """Puts a message into a queue without a bound."""
    code = kernel.put(fd, *kernel.data_of(data), 0.0)
    if type(code) is not int or code < 0:
        kernel.checked(code)


def get_at_once(fd):
    """A message that is there, or None."""
    length = kernel.number(kernel.get(fd, 0.0))
    if length >= 0:
        return kernel.received(length)
    if length in kernel.TIME_OVER or length == kernel.INTERRUPTED:
        return None
    raise kernel.error(length)


class WorkerQueue(SimpleQueue):
    """A queue between a pool and its workers."""

    def __init__(self):
        super().__init__(ctx=None)

    def receive(self):
        """A worker's next message. EOFError if the parent has died: nobody would ever send one."""
        while True:
            length = kernel.wait_code(kernel.get, self._fd, timeout=_LOOK_FOR_PARENT)
            if length >= 0:
                return kernel.received(length)
            if length not in kernel.TIME_OVER:
                raise kernel.error(length)
            parent = multiprocessing.parent_process()
            if parent is not None and not parent.is_alive():
                raise EOFError

    def qsize(self):
        return kernel.checked(kernel.size(self._fd))


class Driver:
    """What a handler thread of CPython does, in steps: it never waits but in `wait`."""

    #: The longest time in seconds after which it is to look around again.
    looks_again = None

    def __init__(self, results):
        self.results = results
        self._since_glance = 0

    def deliver(self, data):
        """Does what a message from a worker asks for."""
        raise NotImplementedError

    def step(self, looks_for_ends):
        """Goes on after messages; `looks_for_ends`: also with the ends of workers."""
        raise NotImplementedError

    def sentinels(self):
        """The descriptors of the workers' ends."""
        raise NotImplementedError

    def forsake(self):
        """In a copy of the process, made by fork: lets waits for results end."""
        raise NotImplementedError

    def become_busy(self):
        _busy[self] = True
        kernel.wait_code = _driving_wait_code
        stacks.park = _driving_park

    def become_idle(self):
        _busy.pop(self, None)
        if not _busy:
            kernel.wait_code = _wait_code
            stacks.park = _park

    def drain(self):
        """Delivers all messages that are there; whether there were any."""
        fd = self.results.fileno()
        found = False
        while (data := get_at_once(fd)) is not None:
            found = True
            self.deliver(data)
        return found

    def advance(self):
        """Does all that can be done at once."""
        found = self.drain()
        self.step(not found)

    def wait(self, left):
        """Waits for a message or a worker's end, in seconds (None: for ever), and goes on."""
        # With other threads, only the wait below lets them run.
        most = _QUICK_MS if len(stacks.stacks) == 1 else 0.0
        ms = most if left is None else min(most, left * 1000)
        length = kernel.number(kernel.get(self.results.fileno(), ms))
        kernel.place_wait()
        if length >= 0:
            self.deliver(kernel.received(length))
            self.drain()
            self._since_glance += 1
            looks = self._since_glance >= _GLANCE_AFTER
            if looks:
                self._since_glance = 0
            self.step(looks)
        elif length == kernel.INTERRUPTED:
            if stacks.current is stacks.main:
                kernel.check_signals()
        elif length in kernel.TIME_OVER:
            if left is not None:
                left = max(0.0, left - ms / 1000)
            wait_for_any(self.fds(), left)
            self.advance()
        else:
            raise kernel.error(length)

    def fds(self):
        return [self.results.fileno(), *self.sentinels()]


def wait_for_any(fds, left):
    """Waits until one of the descriptors is ready; moves nothing on."""
    data = b"".join(fd.to_bytes(4, "little") for fd in fds)
    code = _wait_code(kernel.wait_any, kernel.data_of(data)[0], len(fds), timeout=left)
    if code < 0 and code not in kernel.TIME_OVER:
        raise kernel.error(code)


def glance():
    """Moves all drivers on, without waiting."""
    for driver in list(_busy):
        driver.advance()


def wait_until(is_done, timeout=None):
    """Moves all drivers on until it is done; False if the time is over before that."""
    if is_done():
        return True
    end = None if timeout is None else time.monotonic() + timeout
    while True:
        left = None if end is None else max(0.0, end - time.monotonic())
        _move(left)
        if is_done():
            return True
        if left == 0.0:
            return False


def _move(left):
    """Waits, at most that long, until something has happened."""
    drivers = list(_busy)
    if not drivers:
        stacks.rest(left)
        return
    limits = [left, *(driver.looks_again for driver in drivers)]
    if len(stacks.stacks) > 1:
        # Another thread may do what is waited for.
        limits.append(_SLICE)
    left = min((limit for limit in limits if limit is not None), default=None)
    if len(drivers) == 1:
        drivers[0].wait(left)
    else:
        wait_for_any([fd for driver in drivers for fd in driver.fds()], left)
        for driver in drivers:
            driver.advance()


_wait_code = kernel.wait_code


def _driving_wait_code(call, *args, timeout=None):
    """As `kernel.wait_code`, which it replaces while a driver is busy: drivers go on meanwhile."""
    if call is kernel.sleep and timeout is not None:
        wait_until(_never, timeout)
        return 0
    end = None if timeout is None else time.monotonic() + max(0.0, timeout)
    limit = 0.0
    while True:
        code = _wait_code(call, *args, timeout=limit)
        if code not in kernel.TIME_OVER or (end is not None and time.monotonic() >= end):
            return code
        glance()
        limit = _SLICE
        if end is not None:
            limit = min(limit, max(0.0, end - time.monotonic()))


_park = stacks.park


def _driving_park(timeout=None):
    """As `stacks.park`, which it replaces while a driver is busy: a callback may unpark it."""
    if len(stacks.stacks) == 1:
        _move(timeout)
    else:
        glance()
        _park(_SLICE if timeout is None else min(timeout, _SLICE))


def _never():
    return False


class Condition:
    """As `threading.Condition`, for results: there is nothing to lock, and its wait moves all
    drivers on."""

    _notified = 0
    #: Raised by a wait without a time-out, when nobody will ever notify.
    hopeless = None

    def __init__(self, lock=None):
        pass

    def __enter__(self):
        return True

    def __exit__(self, *exception):
        pass

    def acquire(self, *args):
        return True

    def release(self):
        pass

    def notify(self, n=1):
        self._notified += 1
        stacks.stir()

    notify_all = notify

    def wait(self, timeout=None):
        seen = self._notified
        return _wait(self, lambda: self._notified != seen, timeout)


class Event:
    """As `threading.Event`, for results: its wait moves all drivers on."""

    _flag = False
    hopeless = None

    def is_set(self):
        if not self._flag and _busy:
            glance()
        return self._flag

    def set(self):
        self._flag = True
        stacks.stir()

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        return _wait(self, lambda: self._flag, timeout)


def _wait(waited_for, is_done, timeout):
    if timeout is not None:
        return wait_until(is_done, timeout)
    wait_until(lambda: is_done() or waited_for.hopeless is not None)
    if not is_done():
        raise waited_for.hopeless
    return True


class _Threading(types.ModuleType):
    """The module `threading`, with these conditions and events, for the modules of pools."""

    Condition = Condition
    Event = Event

    def __getattr__(self, name):
        return getattr(threading, name)


def threading_for_results():
    return _Threading("threading")


class _Copy:
    """After a fork the parent's pools are not the child's."""

    def forget(self):
        for driver in list(_busy):
            driver.become_idle()
            driver.forsake()


_copy = _Copy()


def install():
    util.register_after_fork(_copy, _Copy.forget)

"""Locks of threads. Stands for those of Modules/_threadmodule.c.

A thread that waits for a lock is parked, and its process's other threads run: see `stacks`. Who
waits longest gets the lock next, unless somebody takes it before that thread runs.
"""

import _thread
from time import monotonic, time

from . import spans, stacks

TIMEOUT_MAX = _thread.TIMEOUT_MAX


def _limit(blocking, timeout):
    """How long to wait, in seconds; None: for ever."""
    if not blocking:
        if timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        return 0
    if timeout == -1:
        return None
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timestamp out of range for platform time_t")
    return timeout


class lock:
    """A lock object is a synchronization primitive. Who releases it need not be who acquired it."""

    __slots__ = ("__weakref__", "_held", "_waiters")

    def __init__(self):
        self._held = False
        #: The stacks that wait; the first one is woken by a release.
        self._waiters = []

    def acquire(self, blocking=True, timeout=-1):
        """Acquires the lock, waiting for it; whether it could be acquired."""
        limit = None if blocking is True and timeout == -1 else _limit(blocking, timeout)
        if not self._held:
            self._held = True
            return True
        return limit != 0 and self._wait(limit)

    def _wait(self, limit):
        me = stacks.current
        began = time()
        end = None if limit is None else monotonic() + limit
        self._waiters.append(me)
        try:
            while self._held:
                left = None if end is None else end - monotonic()
                if left is not None and left <= 0:
                    return False
                stacks.park(left)
            self._held = True
            return True
        finally:
            self._waiters.remove(me)
            if not self._held:
                # It may have been woken for nothing.
                self._wake()
            spans.waited(began)

    def _wake(self):
        waiters = self._waiters
        while waiters and waiters[0].state == stacks.DEAD:
            waiters.pop(0)
        if waiters:
            stacks.unpark(waiters[0])

    def release(self):
        """Releases the lock, which anybody may do."""
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False
        if self._waiters:
            self._wake()

    def locked(self):
        """Whether somebody has the lock."""
        return self._held

    def __enter__(self):
        if self._held:
            return self._wait(None)
        self._held = True
        return True

    def __exit__(self, *_):
        self.release()

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def _at_fork_reinit(self):
        self._held = False
        self._waiters.clear()

    def __repr__(self):
        state = "locked" if self._held else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"

    def __reduce__(self):
        raise TypeError("cannot pickle '_thread.lock' object")


class RLock:
    """A lock that its owner can acquire again."""

    __slots__ = ("__weakref__", "_block", "_count", "_owner")

    def __init__(self):
        self._block = lock()
        self._owner = 0
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        """Acquires the lock, waiting for it unless this thread has it."""
        me = stacks.current.ident
        if self._owner == me:
            self._count += 1
            return True
        if not self._block.acquire(blocking, timeout):
            return False
        self._owner = me
        self._count = 1
        return True

    __enter__ = acquire

    def release(self):
        """Releases the lock once."""
        if self._owner != stacks.current.ident:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if self._count == 0:
            self._owner = 0
            self._block.release()

    def __exit__(self, *_):
        self.release()

    def locked(self):
        """Whether somebody has the lock."""
        return self._count > 0

    def _is_owned(self):
        return self._owner == stacks.current.ident

    def _recursion_count(self):
        return self._count if self._is_owned() else 0

    def _release_save(self):
        if self._count == 0:
            raise RuntimeError("cannot release un-acquired lock")
        saved = self._count, self._owner
        self._count = self._owner = 0
        self._block.release()
        return saved

    def _acquire_restore(self, saved):
        self._block.acquire()
        self._count, self._owner = saved

    def _at_fork_reinit(self):
        self._block._at_fork_reinit()
        self._count = self._owner = 0

    def __repr__(self):
        state = "locked" if self._count else "unlocked"
        return (
            f"<{state} _thread.RLock object owner={self._owner} count={self._count}"
            f" at {id(self):#x}>"
        )

    def __reduce__(self):
        raise TypeError("cannot pickle '_thread.RLock' object")


for _class in (lock, RLock):
    _class.__module__ = "_thread"

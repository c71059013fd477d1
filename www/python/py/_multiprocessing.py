"""The semaphore below multiprocessing.synchronize. Stands for Modules/_multiprocessing."""

import threading
from errno import EINVAL
from operator import index

from _playground import kernel

SEM_VALUE_MAX = 2**31 - 1

RECURSIVE_MUTEX, SEMAPHORE = range(2)

#: What CPython's build says it can do.
flags = {"HAVE_SEM_OPEN": 1, "HAVE_SEM_TIMEDWAIT": 1}


def _c_int(value):
    value = index(value)
    if not -(2**31) <= value < 2**31:
        raise OverflowError("Python int too large to convert to C int")
    return value


class SemLock:
    """A semaphore or lock that processes share. The owner of a recursive lock is a thread."""

    SEM_VALUE_MAX = SEM_VALUE_MAX

    def __init__(self, kind, value, maxvalue, name, unlink):
        if kind not in (RECURSIVE_MUTEX, SEMAPHORE):
            raise ValueError("unrecognized kind")
        value, maxvalue = _c_int(value), _c_int(maxvalue)
        if value < 0:
            raise OSError(EINVAL, "Invalid argument")
        self._begin(kernel.checked(kernel.semaphore_create(value)), kind, maxvalue)

    def _begin(self, fd, kind, maxvalue):
        self._fd = fd
        self.kind = kind
        self.maxvalue = maxvalue
        #: There is none: nothing outlives the run.
        self.name = None
        self._taken = 0
        self._owner = None

    @classmethod
    def _rebuild(cls, handle, kind, maxvalue, name):
        self = cls.__new__(cls)
        self._begin(kernel.accept(handle), kind, maxvalue)
        return self

    def __del__(self, close=kernel.close):
        fd = self.__dict__.get("_fd")
        if fd is not None:
            close(fd)

    @property
    def handle(self):
        """What `_rebuild` makes the same semaphore of, once, in another process."""
        return kernel.give(self._fd)

    def __reduce__(self):
        raise TypeError("cannot pickle '_multiprocessing.SemLock' object")

    def acquire(self, block=True, timeout=None):
        mine = self._owner == threading.get_ident()
        if self.kind == RECURSIVE_MUTEX and self._taken > 0 and mine:
            self._taken += 1
            return True
        if not block:
            timeout = 0
        if not kernel.wait(kernel.semaphore_acquire, self._fd, timeout=timeout):
            return False
        self._taken += 1
        self._owner = threading.get_ident()
        return True

    __enter__ = acquire

    def release(self):
        if self.kind == RECURSIVE_MUTEX:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._taken > 1:
                self._taken -= 1
                return
        kernel.checked(kernel.semaphore_release(self._fd, self.maxvalue))
        self._taken -= 1

    def __exit__(self, *_):
        self.release()

    def _count(self):
        return self._taken

    def _is_mine(self):
        return self._taken > 0 and self._owner == threading.get_ident()

    def _get_value(self):
        return kernel.checked(kernel.semaphore_value(self._fd))

    def _is_zero(self):
        return self._get_value() == 0

    def _after_fork(self):
        self._taken = 0


def sem_unlink(name):
    """There are no names to remove."""


__all__ = ["SemLock", "flags", "sem_unlink"]

"""Pipes of the operating system, and forks by hand. Stands for `os.pipe` and `os.fork` of
Modules/posixmodule.c.

Emscripten's pipes lie in the memory of one process: a fork has no copy of their ends, and nobody
waits at an empty one. Within a process they serve; what would need more than that says what to use
instead. `os.fork` cannot be: a copy of the process never returns into the frames of its parent.
"""

import errno
import os

from . import fork as at_fork

_NO_FORK = (
    "Function not implemented: in the page, a process is forked by"
    " multiprocessing.Process(target=...), whose start method is 'fork' by default"
)
_INSTEAD = "use multiprocessing.Pipe() or multiprocessing.Queue() between processes"
_NOT_HERE = (
    f"Bad file descriptor: a forked process has no end of its parent's os.pipe(); {_INSTEAD}"
)
_EMPTY = (
    "Resource temporarily unavailable: os.pipe() is empty, and serves within one process alone;"
    f" {_INSTEAD}, and queue.Queue() between threads"
)

_pipe, _read, _write, _fdopen = os.pipe, os.read, os.write, os.fdopen
#: The ends of this process's pipes, and those that its parent had when it forked.
_ends = set()
_lost = set()


def pipe():
    """Create a pipe.

    Returns a tuple of two file descriptors: (read_fd, write_fd). Both are this process's alone.
    """
    ends = _pipe()
    _ends.update(ends)
    _lost.difference_update(ends)
    return ends


def read(fd, length, /):
    """Read from a file descriptor. Returns a bytes object."""
    try:
        return _read(fd, length)
    except OSError as error:
        raise _explained(error, fd) from None


def write(fd, data, /):
    """Write a bytes object to a file descriptor."""
    try:
        return _write(fd, data)
    except OSError as error:
        raise _explained(error, fd) from None


def fdopen(fd, *args, **kwargs):
    """Supply os.fdopen()."""
    try:
        return _fdopen(fd, *args, **kwargs)
    except OSError as error:
        raise _explained(error, fd) from None


def _fork():
    """Fork a child process."""
    raise OSError(errno.ENOSYS, _NO_FORK)


def _explained(error, fd):
    """The same error; where it is of a pipe's end, with what to do."""
    if error.errno == errno.EBADF and fd in _lost:
        return OSError(errno.EBADF, _NOT_HERE)
    if error.errno == errno.EAGAIN and fd in _ends:
        return BlockingIOError(errno.EAGAIN, _EMPTY)
    return error


def _after_fork():
    _lost.update(_ends)
    _ends.clear()


def install():
    """Puts these in the place of what Emscripten has."""
    for function in (pipe, read, write, fdopen):
        function.__module__ = "os"
        setattr(os, function.__name__, function)
    os.fork = os.forkpty = _fork
    at_fork.register_at_fork(after_in_child=_after_fork)

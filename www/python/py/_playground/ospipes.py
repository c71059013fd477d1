"""Pipes of the operating system, and forks by hand. Stands for `os.pipe` and `os.fork` of
Modules/posixmodule.c.

Emscripten's pipes lie in the memory of one process, and nobody waits at an empty one. Within a
process they serve; what would need more than that, a fork with open ends too, says what to use
instead. `os.fork` cannot be: a copy of the process never returns into the frames of its parent.
"""

import errno
import os
import stat

_NO_FORK = (
    "Function not implemented: in the page, a process is forked by"
    " multiprocessing.Process(target=...), whose start method is 'fork' by default"
)
_INSTEAD = "use multiprocessing.Pipe() or multiprocessing.Queue() between processes"
_NO_COPY = (
    "Operation not supported: in the page, a process with an open os.pipe() cannot be forked;"
    f" {_INSTEAD}, or close its ends before"
)
_EMPTY = (
    "Resource temporarily unavailable: os.pipe() is empty, and serves within one process alone;"
    f" {_INSTEAD}, and queue.Queue() between threads"
)

_pipe, _read = os.pipe, os.read
#: Descriptors that were given out as ends.
_ends = set()


def pipe():
    """Create a pipe.

    Returns a tuple of two file descriptors: (read_fd, write_fd). Both are this process's alone.
    """
    ends = _pipe()
    _ends.update(ends)
    return ends


def read(fd, length, /):
    """Read from a file descriptor. Returns a bytes object."""
    try:
        return _read(fd, length)
    except BlockingIOError as error:
        if error.errno == errno.EAGAIN and _is_end(fd):
            raise BlockingIOError(errno.EAGAIN, _EMPTY) from None
        raise


def before_fork():
    """Raises OSError where a fork would lose ends of pipes."""
    _ends.intersection_update([fd for fd in _ends if _is_end(fd)])
    if _ends:
        raise OSError(errno.ENOTSUP, _NO_COPY)


def _is_end(fd):
    """The number may be closed by now, or another file's."""
    try:
        return fd in _ends and stat.S_ISFIFO(os.fstat(fd).st_mode)
    except OSError:
        return False


def _fork():
    """Fork a child process."""
    raise OSError(errno.ENOSYS, _NO_FORK)


def install():
    """Puts these in the place of what Emscripten has."""
    for function in (pipe, read):
        function.__module__ = "os"
        setattr(os, function.__name__, function)
    os.fork = os.forkpty = _fork

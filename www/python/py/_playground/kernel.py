"""The system calls: numbers and bytes in, numbers and bytes out.

A call that has to wait blocks where memory is shared. Elsewhere it answers with a promise, for
which the program is suspended.

What goes wrong is raised with the classes and messages that Linux has for it, and the numbers of
the module `errno`, which are Emscripten's: `error` says which.
"""

import contextlib
import ctypes
import errno
import signal
import sys
import time
from select import poll as _poll_object

from _playground_doors import (
    answer,
    block_create,
    block_read,
    block_write,
    check,
    close,
    duplicate,
    element_get,
    element_set,
    exists,
    exit,
    exit_code,
    fork,
    get,
    inbox,
    input,
    join,
    kill,
    open,
    park,
    pipe_create,
    place,
    poll,
    product,
    put,
    queue_create,
    release,
    retain,
    semaphore_acquire,
    semaphore_create,
    semaphore_release,
    semaphore_value,
    signal_action,
    size,
    sleep,
    span,
    spawn,
    take,
    task_done,
    thread_start,
    turn,
    unpark,
    wait_any,
    write,
)

from . import spans

# The errors of the heap, as `src/heap/agent.rs` numbers them, and those of the kernel.
FULL = -1
EMPTY = -2
CLOSED = -3
TIMED_OUT = -4
TOO_LARGE = -5
ABANDONED = -6
NOT_HELD = -7
NO_TASK = -8
BROKEN = -9
NO_OBJECT = -10
NO_MEMORY = -11
TOO_MANY = -12
INTERRUPTED = -100
HAS_MODULES_IN_C = -110
BAD_DESCRIPTOR = -101
RESET = -102

#: Exit codes are told with this added, so that 0 means a process that runs.
EXIT_CODE = 1024

TIME_OVER = frozenset((FULL, EMPTY, TIMED_OUT))

#: Where messages are put that fit there, behind a header: its first byte is 1 until the message
#: has been taken, its second while a wait was recorded that has not been placed.
_HEADER = 8
_UNPLACED = 1
_LONGEST = 65_536
_INBOX = bytearray(_HEADER + _LONGEST)
_inbox_view = memoryview(_INBOX)
_inbox_message = _inbox_view[_HEADER:]

#: From the object to its bytes, in CPython's `bytes` and in the buffer of a `bytearray`.
_BYTES_HEADER = bytes.__basicsize__ - 1

pid = 0
ppid = 0


def suspended(reply):
    """What the promise gives of which the reply is the ticket; until then, others can run."""
    ticket = int(reply)
    try:
        _poll_object().poll(ticket)
    except OSError:
        raise RuntimeError("a function that JavaScript has called cannot wait") from None
    return answer(ticket)


#: How the program waits for a reply that is not there yet.
suspend = suspended
#: How it waits instead while it has other threads: `stacks.wait_code`.
wait_by = None


def data_of(data):
    """The address and the length of a bytes object."""
    return id(data) + _BYTES_HEADER, len(data)


def number(reply):
    """The number that a call answers with, waiting for it if need be."""
    return reply if type(reply) is int else suspend(reply)


def number_of(reply):
    """The same, for a number that may be a float."""
    return reply if type(reply) in (int, float) else suspend(reply)


def milliseconds(timeout):
    """The kernel's form of one of Python's time-outs."""
    if timeout is None:
        return -1
    return max(0.0, timeout * 1000)


def check_signals():
    """Lets the handler of a signal run that has ended a wait."""
    pending = check()
    if pending and signal.getsignal(pending) is signal.SIG_DFL:
        # The handler was removed in the meantime.
        kill(pid, pending)
    elif pending:
        signal.raise_signal(pending)


def wait(call, *args, timeout=None):
    """Calls what may have to wait; True when it has been done, False when the time is over."""
    code = wait_code(call, *args, timeout=timeout)
    if code >= 0:
        return True
    if code in TIME_OVER:
        return False
    raise error(code)


def wait_code(call, *args, timeout=None):
    """The same; the call's own number. A handler of a signal runs, and then the wait goes on."""
    if wait_by is not None:
        return wait_by(call, args, None if timeout is None else max(0.0, timeout))
    if timeout is None:
        end = None
        left = -1
    else:
        left = milliseconds(timeout)
        end = time.monotonic() + left / 1000
    while True:
        code = number(call(*args, left))
        if _INBOX[_UNPLACED]:
            place_wait()
        if code != INTERRUPTED:
            return code
        check_signals()
        if end is not None:
            left = max(0.0, (end - time.monotonic()) * 1000)


def place_wait():
    """Says where in the program the wait was that has just been recorded, if one was."""
    if _INBOX[_UNPLACED]:
        _INBOX[_UNPLACED] = 0
        place(*spans.place(sys._getframe(1)))


def checked(code):
    """The number, unless it is an error."""
    code = number(code)
    if code < 0:
        raise error(code)
    return code


def error(code):
    """What Python raises for an error of the kernel."""
    if code == NO_MEMORY:
        return MemoryError("the shared memory has no room")
    if code == BAD_DESCRIPTOR or code == NO_OBJECT:
        return OSError(errno.EBADF, "Bad file descriptor")
    if code == CLOSED or code == BROKEN:
        return BrokenPipeError(errno.EPIPE, "Broken pipe")
    if code == RESET:
        return ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    if code == ABANDONED:
        return OSError(errno.EOWNERDEAD, "Owner died")
    if code == FULL or code == EMPTY:
        return BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
    if code == TIMED_OUT:
        return TimeoutError(errno.ETIMEDOUT, "Connection timed out")
    if code == TOO_MANY:
        return ValueError("semaphore or lock released too many times")
    if code == NO_TASK:
        return ValueError("task_done() called too many times")
    if code == TOO_LARGE:
        return OverflowError("a message has at most 2**31 - 1 bytes")
    if code == HAS_MODULES_IN_C:
        return RuntimeError(
            "this process has loaded modules in C from a wheel, which a fork cannot copy;"
            " start processes by multiprocessing.set_start_method('spawn')"
        )
    return OSError(f"the kernel answered with {code}")


def two(numbers):
    """The two numbers of a pair."""
    return divmod(int(numbers), 1 << 20)


def received(length):
    """The message of that length that was got last.

    A signal's handler or a finalizer may get another one just before, even within this function;
    the kernel keeps ours then.
    """
    if length <= _LONGEST:
        data = _inbox_message[:length].tobytes()
        if _inbox_view[0]:
            _inbox_view[0] = 0
            return data
    return taken()


def taken():
    """The same, where it does not lie in the inbox."""
    place = take()
    if not place:
        raise MemoryError
    data = ctypes.py_object.from_buffer(ctypes.c_void_p(place)).value
    release(place)
    return data


def send(fd, data, timeout=None):
    """Puts a message; the kernel's number."""
    address, length = data_of(data)
    return wait_code(put, fd, address, length, timeout=timeout)


def receive(fd, timeout=None):
    """Gets a message; the kernel's number where there is none."""
    length = wait_code(get, fd, timeout=timeout)
    return received(length) if length >= 0 else length


def write_output(stream, data):
    """Writes bytes to the console."""
    data = bytes(data)
    while (reply := write(stream, *data_of(data))) == INTERRUPTED:
        # Nothing has been written yet: a handler may raise.
        check_signals()
    if type(reply) is not int:
        # Much is on its way. What JavaScript has called cannot wait until it has arrived.
        with contextlib.suppress(RuntimeError):
            suspend(reply)
    return len(data)


def wait_many(fds, timeout=None):
    """The descriptors that are ready: all that are, or the first one that becomes so."""
    fds = list(fds)

    def ready(limit):
        data = b"".join(fd.to_bytes(4, "little") for fd in fds)
        return wait_code(_wait_any, data, len(fds), timeout=limit)

    first = ready(timeout)
    if first in TIME_OVER:
        return []
    if first < 0:
        raise error(first)
    found = [fds[first]]
    for fd in fds[:first] + fds[first + 1 :]:
        data = fd.to_bytes(4, "little")
        if number(_wait_any(data, 1, 0)) == 0:
            found.append(fd)
    return found


def _wait_any(data, length, left):
    return wait_any(data_of(data)[0], length, left)


def give(fd):
    """What names a descriptor's object in another process. It has a reference: the other one must
    `accept` it, once. A child that is about to be spawned holds the reference from its beginning.
    """
    from multiprocessing.context import get_spawning_popen

    popen = get_spawning_popen()
    if popen is None:
        return checked(retain(fd))
    return ~popen.duplicate_for_child(fd)


def accept(name):
    """The descriptor here of what another process has given."""
    return ~name if name < 0 else checked(open(name))


def begin(own, parent):
    """Tells the kernel of this process."""
    global pid, ppid
    pid, ppid = own, parent
    address = (memoryview_address(_INBOX), len(_INBOX))
    inbox(*address)


def memoryview_address(buffer):
    """The address of a bytearray's bytes."""
    return ctypes.addressof((ctypes.c_char * len(buffer)).from_buffer(buffer))

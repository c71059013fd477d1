"""What Python asks the operating system: ids, cores, time, signals."""

import errno
import operator
import os
import signal
import socket
import time
from signal import SIG_DFL, getsignal, raise_signal

from . import kernel, spans

_cpu_count = 1

#: What signals do, as `kernel/signals.ts` numbers it.
_DEFAULT, _HANDLE, _IGNORE = range(3)
_set_handler = signal.signal
_began = 0
_ignored = set()


def begin(settings):
    """Tells this process who it is."""
    global _cpu_count, _began
    _cpu_count = settings["cpuCount"]
    _began = time.perf_counter_ns()


def process_time_ns():
    """Process time for profiling as nanoseconds: since the process's beginning. (There is no
    other clock: it counts waits as well.)"""
    return time.perf_counter_ns() - _began


def process_time():
    """Process time for profiling: since the process's beginning."""
    return process_time_ns() / 1e9


def _sleep(seconds):
    if not isinstance(seconds, (int, float)):
        seconds = seconds.__index__() if hasattr(seconds, "__index__") else float(seconds)
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    start = time.time()
    kernel.wait_code(kernel.sleep, timeout=seconds)
    spans.add("sleep", start)


def getpid():
    """Return the current process id."""
    return kernel.pid


def getppid():
    """Return the parent's process id."""
    return kernel.ppid


def cpu_count():
    """Return the number of logical CPUs in the system."""
    return _cpu_count


def process_cpu_count():
    """Get the number of CPUs of the current process."""
    return _cpu_count


def sched_getaffinity(pid, /):
    """Return the affinity of the process identified by pid."""
    _existing(pid or kernel.pid)
    return set(range(_cpu_count))


def kill(pid, signal, /):
    """Kill a process with a signal."""
    pid, number = operator.index(pid), operator.index(signal)
    if not 0 <= number <= _LAST_SIGNAL:
        raise OSError(errno.EINVAL, "Invalid argument")
    _existing(pid)
    if number == 0:
        return
    if pid != kernel.pid:
        kernel.kill(pid, number)
    elif number != 9 and getsignal(number) is not SIG_DFL:
        raise_signal(number)
    elif number not in _HARMLESS:
        kernel.kill(pid, number)
        while True:
            _sleep(1)


def _exit(status):
    """Exit to the system with specified status, without normal exit processing."""
    kernel.exit(operator.index(status) & 0xFF)


def abort():
    """Abort the interpreter immediately."""
    kernel.exit(-6)


def system(command):
    """Execute the command in a subshell."""
    raise OSError(errno.ENOSYS, "Function not implemented: there is no shell in the page")


def _connect(self, address):
    # Emscripten's would open a WebSocket.
    raise OSError(errno.ENETUNREACH, "Network is unreachable: there are no sockets in the page")


def _existing(pid):
    if not kernel.number(kernel.exists(pid)):
        raise ProcessLookupError(errno.ESRCH, "No such process")


_LAST_SIGNAL = 64
#: Signals that a process ignores unless it has a handler for them.
_HARMLESS = frozenset((signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH))


def _signal(signalnum, handler):
    before = _set_handler(signalnum, handler)
    number = int(signalnum)
    if handler == signal.SIG_IGN:
        _ignored.add(number)
        action = _IGNORE
    else:
        _ignored.discard(number)
        action = _DEFAULT if handler == signal.SIG_DFL else _HANDLE
    if kernel.pid:
        kernel.signal_action(number, action)
    return before


def ignored_signals():
    """The numbers of the signals that this process, and so its children, ignore."""
    return sorted(_ignored)


def replace(*functions):
    """Puts them in the place of those that `os` has under these names."""
    for function in functions:
        # They are pickled by this name.
        function.__module__ = "os"
        setattr(os, function.__name__, function)


def install_in_host():
    """Puts these in the place of what Emscripten has, in an interpreter that is not ours."""
    replace(getpid, getppid, cpu_count, process_cpu_count, sched_getaffinity)
    time.sleep = _sleep
    signal.signal = _signal


def install():
    """Puts these in the place of what Emscripten has."""
    install_in_host()
    replace(kill, _exit, abort, system)
    socket.socket.connect = socket.socket.connect_ex = _connect
    time.process_time = time.thread_time = process_time
    time.process_time_ns = time.thread_time_ns = process_time_ns

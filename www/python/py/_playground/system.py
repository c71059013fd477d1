"""What Python asks the operating system: ids, cores, time, signals."""

import os
import random
import signal
import time

from . import kernel

_cpu_count = 1


def begin(settings):
    """Tells this process who it is."""
    global _cpu_count
    _cpu_count = settings["cpuCount"]


def _sleep(seconds):
    if not isinstance(seconds, (int, float)):
        seconds = seconds.__index__() if hasattr(seconds, "__index__") else float(seconds)
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    start = time.time() * 1000
    kernel.wait_code(kernel.sleep, timeout=seconds)
    kernel.span("sleep", start, time.time() * 1000)


def _kill(pid, signal_number):
    is_mine = pid == kernel.pid
    if is_mine and signal_number and signal.getsignal(signal_number) is not signal.SIG_DFL:
        signal.raise_signal(signal_number)
        return
    if signal_number in _HARMLESS:
        return
    kernel.kill(pid, int(signal_number))
    while is_mine:
        _sleep(1)


#: Signals that a process ignores unless it has a handler for them; 0 is none at all.
_HARMLESS = frozenset((0, signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH))


def install():
    """Puts these in the place of what Emscripten has."""
    os.getpid = lambda: kernel.pid
    os.getppid = lambda: kernel.ppid
    os.cpu_count = lambda: _cpu_count
    os.process_cpu_count = lambda: _cpu_count
    os.sched_getaffinity = lambda pid=0: set(range(_cpu_count))
    os.kill = _kill
    time.sleep = _sleep
    os.register_at_fork(after_in_child=random.seed)

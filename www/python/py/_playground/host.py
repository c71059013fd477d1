"""An interpreter that is not ours as the first process of a run: a host, such as a notebook's
kernel. `playground.install` of the wheel has connected the system calls, and calls `begin`.

What the host has is left as it is, but for what processes need: its threads, its event loop and its
streams are its own. It cannot be forked, for its memory is not a copy of ours; its children can.
"""

import asyncio
import errno
import importlib
import multiprocessing
import os
import signal
import sys
from _thread import get_ident
from multiprocessing import context

from . import kernel, pickling, popen, stacks, system, workers

#: What stands for parts of CPython, in the order of `imports`. Not: threads, the event loop, and
#: what only programs of the page need.
_PARTS = (
    "popen",
    "connection",
    "queues",
    "sharedctypes",
    "managers",
    "workers",
    "executor",
    "pool",
    "resources",
)
#: What these change has to be there before.
_CHANGED = (
    "concurrent.futures.process",
    "multiprocessing.connection",
    "multiprocessing.managers",
    "multiprocessing.pool",
    "multiprocessing.popen_fork",
    "multiprocessing.queues",
    "multiprocessing.sharedctypes",
    "multiprocessing.spawn",
    "multiprocessing.synchronize",
)
#: Folders whose modules every interpreter has, or cannot have.
_SYSTEM = "/lib/"

_NO_FORK = (
    "this interpreter cannot be forked: it is the host's, not one of Parallel Playground's; start"
    " processes by 'spawn', which is the default here (a process that was spawned can fork)"
)
#: How often pools go on by themselves while the host is idle, in seconds.
_TICK = 0.02


def begin(pid, cpu_count):
    """Makes the host the process of that number."""
    stacks.begin(get_ident())
    kernel.begin(pid, 0)
    stacks.connect(kernel)
    system.begin({"cpuCount": cpu_count})
    system.install_in_host()
    system.replace(kill)
    pickling.send_by_value()
    for name in _CHANGED:
        importlib.import_module(name)
    for name in _PARTS:
        importlib.import_module(f"{__package__}.{name}").install()
    context.ForkProcess._Popen = staticmethod(_refuse_fork)
    popen.adapt = _adapt
    # As before a program has chosen: it still can.
    multiprocessing.context._default_context._default_context = context._concrete_contexts["spawn"]
    workers.Driver.become_busy = _become_busy_in_host


def kill(pid, signal_number, /):
    """Kill a process with a signal."""
    if pid == kernel.pid and signal_number and signal.getsignal(signal_number) is signal.SIG_DFL:
        raise PermissionError(errno.EPERM, "Operation not permitted: a host cannot end itself")
    system.kill(pid, signal_number)


def _refuse_fork(process_obj):
    raise RuntimeError(_NO_FORK)


def _adapt(preparation):
    """A child has no main module to run again, and has the library and its packages elsewhere."""
    for name in ("init_main_from_name", "init_main_from_path"):
        preparation.pop(name, None)
    path = preparation.pop("sys_path", sys.path)
    folders = [os.path.abspath(it) for it in path]
    preparation["path_of_host"] = [it for it in folders if not it.startswith(_SYSTEM)]


_become_busy = workers.Driver.become_busy
_ticks = False


def _become_busy_in_host(driver):
    """As `Driver.become_busy`; and while the host is idle its event loop moves drivers on, so that
    a coroutine may wait for a future, and callbacks are called."""
    _become_busy(driver)
    _tick_later()


def _tick_later():
    global _ticks
    if not _ticks and workers._busy:
        _ticks = True
        asyncio.get_event_loop().call_later(_TICK, _tick)


def _tick():
    global _ticks
    _ticks = False
    try:
        workers.glance()
    finally:
        _tick_later()

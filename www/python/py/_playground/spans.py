"""What this process does when, for the page's timeline: tasks of pools, and sleep.

The waits of system calls are recorded where they are made; here is said which line of the program
waited, in which thread, and for what, as far as only Python knows it. Waits of threads for one
another are no system calls, and are recorded here. What is over in a moment is left out.
"""

import sys
from time import time

from . import stacks

#: In seconds.
_MOMENT = 0.001

#: The main program, as its frames name it: its path ends with this.
_MAIN = "main.py"

#: The task that is under way: its name and when it began.
_task = None

#: What a wait is for that was made, at last, by a function with that code.
_labels = {}
#: Functions with these codes are below the frames that are the process's own.
_bottoms = set()
_acquire = None


def add(label, start):
    """Something has ended that began at that time."""
    from . import kernel

    end = time()
    if end - start > _MOMENT:
        line, _, thread = place(sys._getframe(1))
        kernel.span(label, start * 1000, end * 1000, line, thread)


def waited(start):
    """A thread has waited since that time for a lock that another one had."""
    end = time()
    if end - start > _MOMENT and stacks.kernel is not None:
        line, label, thread = place(sys._getframe(1))
        stacks.kernel.span(label or "lock.acquire", start * 1000, end * 1000, line, thread)


def begin_task(function, args):
    """A pool's worker is about to run a task."""
    global _task
    name = getattr(function, "__name__", type(function).__name__)
    # These call a function that they are given several times.
    if name in ("mapstar", "starmapstar") and args:
        name = getattr(args[0][0], "__name__", name)
    elif name == "_process_chunk" and args:
        name = getattr(args[0], "__name__", name)
    _task = name, time()


def end_task():
    """It has run it."""
    global _task
    if _task is not None:
        name, start = _task
        _task = None
        add(f"pool.task/{name}", start)


def place(frame):
    """The line of the program in the innermost of its frames, or 0; what the function that it has
    called of the library waits for, or ''; and the number of the thread."""
    label = ""
    thread = stacks.number_of(stacks.current)
    while frame is not None:
        code = frame.f_code
        if code.co_filename.endswith(_MAIN):
            return frame.f_lineno, label, thread
        if code in _bottoms:
            break
        if code is _acquire:
            lock = frame.f_locals["self"]
            if lock.kind and lock.maxvalue > 1:
                label = "semaphore.acquire"
        else:
            label = _labels.get(code, label)
        frame = frame.f_back
    return 0, label, thread


def install():
    """Learns the functions that say more of a wait than the system call below them."""
    global _acquire
    import _multiprocessing
    import queue
    import threading
    from concurrent.futures import _base, thread
    from multiprocessing import managers, pool, synchronize

    from . import executor_manager, handlers, popen, system, threads, workers

    _acquire = _multiprocessing.SemLock.acquire.__code__
    for label, *functions in (
        ("condition.wait", synchronize.Condition.wait, threading.Condition.wait),
        ("event.wait", synchronize.Event.wait, threading.Event.wait),
        ("semaphore.acquire", threading.Semaphore.acquire),
        ("queue.get", queue.Queue.get, queue.SimpleQueue.get),
        ("queue.put", queue.Queue.put),
        ("queue.join", queue.Queue.join),
        ("thread.join", threads._ThreadHandle.join),
        ("barrier.wait", threading.Barrier.wait),
        ("manager.call", managers.BaseProxy._callmethod),
        ("pool.idle", workers.WorkerQueue.receive, thread._worker),
        ("pool.result", workers.wait_until),
        ("sleep", system._sleep),
        ("pool.join", pool.Pool.join, handlers.Handlers.join, executor_manager.Manager.join),
        ("pool.result", _base.Future.result, _base.Future.exception, pool.ApplyResult.get),
    ):
        for function in functions:
            _labels[function.__code__] = label
    _bottoms.add(popen.child.__code__)

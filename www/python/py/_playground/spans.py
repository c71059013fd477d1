"""What this process does when, for the page's timeline: tasks of pools, and sleep.

The waits of system calls are recorded where they are made. What is over in a moment is left out.
"""

from time import time

from . import kernel

#: In seconds.
_MOMENT = 0.001

#: The task that is under way: its name and when it began.
_task = None


def add(label, start):
    """Something has ended that began at that time."""
    end = time()
    if end - start > _MOMENT:
        kernel.span(label, start * 1000, end * 1000)


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

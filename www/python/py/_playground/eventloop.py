"""The event loop of asyncio. Stands for asyncio/selector_events.py and unix_events.py.

CPython's own base, over a selector without descriptors: a wait of the loop is a wait of its thread.
So a coroutine may call what waits, as in any process (all other coroutines wait with it); a loop
may run in any thread, and in a forked child. Pyodide's own loop is JavaScript's: it can do neither.
"""

import asyncio
from asyncio import base_events, events, tasks

from . import stacks


class _Selector:
    """What the base's loop waits by."""

    def __init__(self):
        self._waiting = None
        self._is_woken = False

    def select(self, timeout=None):
        if self._is_woken or (timeout is not None and timeout <= 0):
            stacks.give_way()
        else:
            self._waiting = stacks.current
            try:
                stacks.park_for_javascript(timeout)
            finally:
                self._waiting = None
        self._is_woken = False
        return ()

    def wake(self):
        self._is_woken = True
        if self._waiting is not None:
            stacks.unpark(self._waiting)

    def close(self):
        pass


class EventLoop(base_events.BaseEventLoop):
    """An event loop without sockets and pipes."""

    def __init__(self):
        super().__init__()
        self._selector = _Selector()

    def call_soon(self, callback, *args, context=None):
        # JavaScript calls it when a promise has been fulfilled, for which a coroutine waits.
        if self._selector._waiting is not None:
            self._selector.wake()
        return super().call_soon(callback, *args, context=context)

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        self._selector.wake()


class _Policy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = EventLoop


def begin():
    """Leaves Pyodide's loop, in which every call from JavaScript begins, or that of a process of
    which this one is a copy."""
    loop = events._get_running_loop()
    if loop is not None:
        tasks._swap_current_task(loop, None)
    events._set_running_loop(None)


def install():
    """Makes it the loop of programs."""
    from pyodide import webloop

    asyncio.run = webloop._orig_run
    for name in ("EventLoop", "SelectorEventLoop"):
        setattr(asyncio, name, EventLoop)
    events._set_event_loop_policy(_Policy())

"""Threads. Stands for Modules/_threadmodule.c, and for Modules/_queuemodule.c, which has a lock of
its own inside.

`threading`, `queue`, `concurrent.futures.thread` and the rest of the library are CPython's own,
over these and the locks in `locks`. Threads are cooperative: see `stacks`. A thread that waits, for
another one or for another process, lets the others run; one that computes does not.
"""

import _thread
import sys
from weakref import WeakKeyDictionary

from . import fork, stacks
from .locks import RLock, lock

_CANNOT_START = (
    "can't start new thread: this browser cannot suspend WebAssembly (JSPI), which threads need;"
    " Chromium 137 and Firefox 151 or newer can. Use processes (multiprocessing) here"
)
_CANNOT_START_HERE = (
    "can't start new thread: what starts it was called by JavaScript, and so cannot wait"
)


class _ThreadHandle:
    """A thread that can be joined. It is running while its gate is closed."""

    def __init__(self):
        self.ident = 0
        self._gate = lock()

    def _begin(self, ident):
        self.ident = ident
        self._gate.acquire()

    def is_done(self):
        return self.ident != 0 and not self._gate.locked()

    def _set_done(self):
        if self.ident == 0:
            raise RuntimeError("thread not started")
        if self._gate.locked():
            self._gate.release()

    def join(self, timeout=None):
        if self.ident == 0:
            raise RuntimeError("thread not started")
        if not self.is_done() and self.ident == get_ident():
            raise RuntimeError("Cannot join current thread")
        if self._gate.acquire(timeout=-1 if timeout is None or timeout < 0 else timeout):
            # For the others who wait.
            self._gate.release()

    def __repr__(self):
        return f"<_ThreadHandle object: ident={self.ident}>"


class _Values:
    """What a `local` has for each thread."""

    __slots__ = ("of_stacks", "arguments")

    def __init__(self, arguments):
        self.of_stacks = WeakKeyDictionary()
        self.arguments = arguments


class local:
    """Thread-local data: every thread sees attributes of its own."""

    __slots__ = ("_local__values", "__dict__", "__weakref__")

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        values = _Values((args, kwargs))
        object.__setattr__(self, "_local__values", values)
        values.of_stacks[stacks.current] = {}
        return self

    def __getattribute__(self, name):
        _show(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        _show(self, name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        _show(self, name)
        object.__delattr__(self, name)


def _show(self, changed=None):
    """Puts the current thread's attributes in their place."""
    if changed == "__dict__":
        raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
    values = object.__getattribute__(self, "_local__values")
    mine = values.of_stacks.get(stacks.current)
    if mine is None:
        mine = values.of_stacks[stacks.current] = {}
        args, kwargs = values.arguments
        type(self).__init__(self, *args, **kwargs)
    object.__setattr__(self, "__dict__", mine)


#: The handles of the threads that live; for those that are no daemons a process waits at its end.
_running = {}


def _make_thread_handle(ident):
    handle = _ThreadHandle()
    handle._begin(ident)
    return handle


def start_joinable_thread(function, handle=None, daemon=True):
    """Starts a thread that calls the function; its handle."""
    if handle is None:
        handle = _ThreadHandle()
    if handle.ident != 0:
        raise RuntimeError("thread already started")
    _start(function, function, handle, daemon)
    return handle


def start_new_thread(function, args, kwargs=None, /):
    """Starts a thread that nobody can join; its id."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    kwargs = {} if kwargs is None else kwargs
    if not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    handle = _ThreadHandle()
    _start(function, lambda: function(*args, **kwargs), handle, True)
    return handle.ident


def _start(function, call, handle, daemon):
    if not stacks.can_start():
        from pyodide_js._module import jspiSupported

        raise RuntimeError(_CANNOT_START_HERE if jspiSupported else _CANNOT_START)

    def body():
        from . import eventloop

        eventloop.begin()
        try:
            call()
        except SystemExit:
            pass
        except BaseException as error:
            _report(function, error)
        finally:
            _running.pop(handle, None)
            handle._set_done()

    handle._begin(stacks.start(body).ident)
    _running[handle] = daemon


def _report(function, error):
    from types import SimpleNamespace

    sys.unraisablehook(
        SimpleNamespace(
            exc_type=type(error),
            exc_value=error,
            exc_traceback=error.__traceback__,
            err_msg="Exception ignored in thread started by",
            object=function,
        )
    )


def _shutdown():
    """Waits for the threads that are no daemons."""
    me = get_ident()
    while waiting := [h for h, daemon in _running.items() if not daemon and h.ident != me]:
        waiting[0].join()


def get_ident():
    """The number of the thread that calls this."""
    return stacks.current.ident


def get_native_id():
    """The same number as the system has it: the main thread's is the process's."""
    pid = stacks.kernel.pid if stacks.kernel else 0
    return pid + stacks.current.ident - stacks.main.ident


def _get_main_thread_ident():
    return stacks.main.ident


def _count():
    return len(stacks.stacks) - 1


def _set_name(name):
    """The system has no threads to name."""


class _Deferred:
    """A signal's handler: the main thread calls it."""

    def __init__(self, handler):
        self.handler = handler

    def __call__(self, number, frame):
        if stacks.current is stacks.main:
            return self.handler(number, frame)
        stacks.defer(self.handler, number)


def _handle_signals():
    import signal

    set_handler, get_handler = signal.signal, signal.getsignal

    def plain(handler):
        return handler.handler if isinstance(handler, _Deferred) else handler

    def replaced(signalnum, handler):
        if stacks.current is not stacks.main:
            raise ValueError("signal only works in main thread of the main interpreter")
        own = callable(handler) and not isinstance(handler, signal.Handlers)
        return plain(set_handler(signalnum, _Deferred(handler) if own else handler))

    def getsignal(signalnum):
        return plain(get_handler(signalnum))

    replaced.__name__ = replaced.__qualname__ = "signal"
    signal.signal, signal.getsignal = replaced, getsignal
    signal.signal(signal.SIGINT, signal.default_int_handler)


local.__module__ = "_thread"
local.__name__ = local.__qualname__ = "_local"


def after_fork():
    """In a copy of the process, before the hooks of `os.register_at_fork`."""
    stacks.after_fork()
    for handle in _running:
        if handle.ident != stacks.main.ident:
            handle._gate._at_fork_reinit()
    _running.clear()


def replace():
    """Puts these in the place of the primitives. To be called before `threading` is imported."""
    stacks.begin(_thread.get_ident())
    fork.replace()
    for name in (
        "_ThreadHandle _count _get_main_thread_ident _make_thread_handle _shutdown get_ident"
        " get_native_id start_joinable_thread start_new_thread"
    ).split():
        setattr(_thread, name, globals()[name])
    _thread.RLock = RLock
    _thread.lock = _thread.allocate_lock = _thread.allocate = _thread.LockType = lock
    _thread.start_new = start_new_thread
    _thread.set_name = _set_name
    _thread._local = local
    # `queue` has one in Python, over these locks.
    import _queue

    del _queue.SimpleQueue


def install():
    """Connects the primitives with the system calls."""
    from . import kernel

    stacks.connect(kernel)
    _handle_signals()

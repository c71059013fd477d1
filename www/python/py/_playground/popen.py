"""Starts processes. Stands for multiprocessing/popen_fork.py, popen_spawn_posix.py and
popen_forkserver.py."""

import atexit
import io
import signal
import sys

from . import fork, kernel, ospipes, system

#: The first descriptor that a spawned child inherits: the lowest one is 3, for its exit status, and
#: then comes that of its parent.
_FIRST_INHERITED = 5

#: Changes what a spawned child is told of its parent, where the parent is a host: see `host`.
adapt = None

#: The process object that a fork is about to start; its copy finds it here.
_forking = None


class Popen:
    """A child process, as its parent sees it."""

    method = None

    def __init__(self, process_obj):
        from multiprocessing import util

        util._flush_std_streams()
        self.returncode = None
        self.finalizer = None
        self._launch(process_obj)

    def poll(self, flag=None):
        if self.returncode is None:
            code = kernel.number(kernel.exit_code(self.sentinel))
            if code > 0:
                self.returncode = code - kernel.EXIT_CODE
        return self.returncode

    def wait(self, timeout=None):
        if self.returncode is None and not kernel.wait_many([self.sentinel], timeout):
            return None
        return self.poll()

    def interrupt(self):
        self._send_signal(2)

    def terminate(self):
        self._send_signal(15)

    def kill(self):
        self._send_signal(9)

    def _send_signal(self, signal):
        if self.returncode is None:
            kernel.kill(self.pid, signal)

    def close(self):
        if self.finalizer is not None:
            self.finalizer()

    def _started(self, numbers):
        from multiprocessing import util

        if numbers < 0:
            raise kernel.error(numbers)
        self.pid, self.sentinel = kernel.two(numbers)
        self.finalizer = util.Finalize(self, kernel.close, (self.sentinel,))


class ForkPopen(Popen):
    """A copy of this process."""

    method = "fork"

    def _launch(self, process_obj):
        global _forking
        ospipes.before_fork()
        fork.before()
        _forking = process_obj
        try:
            # The child begins in `child`, with this frame still below it.
            reply = kernel.fork(process_obj.name)
        finally:
            _forking = None
            fork.after_in_parent()
        self._started(kernel.number(reply))


class SpawnPopen(Popen):
    """A new interpreter, to which the process object is sent."""

    method = "spawn"

    def _launch(self, process_obj):
        from multiprocessing import spawn
        from multiprocessing.context import set_spawning_popen

        from . import pickling

        preparation = spawn.get_preparation_data(process_obj._name)
        preparation["ignored_signals"] = system.ignored_signals()
        preparation["by_value"] = pickling.is_by_value()
        if adapt is not None:
            adapt(preparation)
        file = io.BytesIO()
        self._inherited = []
        set_spawning_popen(self)
        try:
            pickling.dump(preparation, file)
            pickling.dump(process_obj, file)
            set_spawning_popen(None)
            data = file.getvalue()
            fds = b"".join(fd.to_bytes(4, "little") for fd in self._inherited)
            place = kernel.data_of(fds)[0], len(self._inherited)
            spawned = kernel.spawn(process_obj.name, *kernel.data_of(data), *place)
            self._started(kernel.number(spawned))
        finally:
            set_spawning_popen(None)
            for fd in self._inherited:
                kernel.close(fd)

    def duplicate_for_child(self, fd):
        """The number that a descriptor will have in the child, which holds it from its beginning.
        Every call gives another one, which the child closes."""
        # Until then it is held here: the object that is pickled may be gone before.
        self._inherited.append(kernel.checked(kernel.duplicate(fd)))
        return _FIRST_INHERITED + len(self._inherited) - 1


class ForkServerPopen(SpawnPopen):
    """The same: every new interpreter is a copy of one that has imported what programs need."""

    method = "forkserver"


def child(settings):
    """The child's life; its exit code."""
    from multiprocessing import util

    atexit._clear()
    atexit.register(util._exit_function)
    try:
        if settings["kind"] == "fork":
            code = _forked(settings)
        else:
            code = _spawned(settings)
    finally:
        atexit._run_exitfuncs()
    return code


def _forked(settings):
    process = _forking
    fork.after_in_child()
    return process._bootstrap(parent_sentinel=settings["parentFd"])


def _spawned(settings):
    from multiprocessing import process, spawn

    from . import pickling

    data = kernel.taken()
    process.current_process()._inheriting = True
    try:
        file = io.BytesIO(data)
        preparation = pickling.load(file)
        for number in preparation["ignored_signals"]:
            signal.signal(number, signal.SIG_IGN)
        if preparation["by_value"]:
            pickling.send_by_value()
        sys.path[:0] = preparation.get("path_of_host", ())
        spawn.prepare(preparation)
        started = pickling.load(file)
    finally:
        del process.current_process()._inheriting
    return started._bootstrap(parent_sentinel=settings["parentFd"])


def install():
    """Makes these the ways of starting processes."""
    from multiprocessing import context, popen_fork

    class ForkProcess(context.ForkProcess):
        pass

    for name, popen in (
        ("ForkProcess", ForkPopen),
        ("SpawnProcess", SpawnPopen),
        ("ForkServerProcess", ForkServerPopen),
    ):
        getattr(context, name)._Popen = staticmethod(popen)
    popen_fork.Popen = ForkPopen

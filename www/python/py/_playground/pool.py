"""Process pools of tasks. Stands for the class `Pool` of multiprocessing/pool.py.

The methods, results and iterators are CPython's, and so is the worker's function. What the three
handler threads do is done by a driver, see `handlers`.

In CPython a task is never completed when its worker dies in the middle of it, and whoever waits
for it waits for ever. Here it fails with `WorkerLostError`, a `multiprocessing.ProcessError` that
names the worker and its exit code. So does a wait without a time-out for a task of a pool that has
been terminated. Workers that end before they take any task are replaced only so many times.
"""

import os
import traceback
from multiprocessing import get_context, managers, pool, util
from multiprocessing.pool import CLOSE, INIT, RUN, TERMINATE

from . import kernel, workers
from .handlers import Handlers, WorkerLostError


class Pool(pool.Pool):
    def __init__(
        self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None
    ):
        # For `__del__`, should this fail.
        self._pool = []
        self._state = INIT
        self._pid = kernel.pid
        self._ctx = context or get_context()
        if processes is None:
            processes = os.process_cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None:
            if not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0:
                raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes = processes
        self._maxtasksperchild = maxtasksperchild
        self._initializer = initializer
        self._initargs = initargs
        start_worker = _starter(
            self._ctx, self.Process, initializer, initargs, maxtasksperchild, self._wrap_exception
        )
        self._taskqueue = self._handlers = handlers = Handlers(start_worker, processes)
        self._cache = handlers.cache
        self._pool = handlers.workers
        try:
            handlers.populate()
        except Exception:
            handlers.terminate()
            raise
        self._terminate = util.Finalize(self, handlers.terminate, exitpriority=15)
        self._state = RUN

    def _check_running(self):
        super()._check_running()
        if self._pid != kernel.pid:
            raise ValueError("Pool not running: it belongs to the parent process")

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):  # noqa: B006
        return super().apply_async(func, args, kwds, _reported(callback), _reported(error_callback))

    def _map_async(
        self, func, iterable, mapper, chunksize=None, callback=None, error_callback=None
    ):
        return super()._map_async(
            func, iterable, mapper, chunksize, _reported(callback), _reported(error_callback)
        )

    def _repopulate_pool(self):
        self._handlers.populate()

    def close(self):
        if self._state == RUN:
            self._state = CLOSE
            self._handlers.close()

    def join(self):
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError("In unknown state")
        self._handlers.join()
        for worker in self._pool:
            worker.join()


def _starter(context, new_process, initializer, initargs, maxtasksperchild, wraps):
    """A function that starts a worker. It does not know the pool, which may be collected."""

    def start(end):
        args = (end, end, initializer, initargs, maxtasksperchild, wraps)
        worker = new_process(context, target=pool.worker, args=args)
        worker.name = worker.name.replace("Process", "PoolWorker")
        worker.daemon = True
        worker.start()
        return worker

    return start


def _reported(callback):
    """The callback; its exceptions are printed. In CPython they end the thread that handles
    results, and the pool stands still."""
    if callback is None:
        return None

    def reported(value):
        try:
            callback(value)
        except Exception:
            traceback.print_exc()

    return reported


def install():
    """Puts these in the place of CPython's. `ThreadPool` stays as it was."""
    cpython = pool.Pool
    pool.threading = workers.threading_for_results()

    def init(self, processes=None, initializer=None, initargs=()):
        cpython.__init__(self, processes, initializer, initargs)

    pool.ThreadPool.__init__ = init
    WorkerLostError.__module__ = Pool.__module__ = pool.__name__
    pool.WorkerLostError = WorkerLostError
    pool.Pool = Pool
    registry = managers.SyncManager._registry
    registry["Pool"] = (Pool, *registry["Pool"][1:])

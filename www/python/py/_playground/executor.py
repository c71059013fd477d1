"""Process pools of futures. Stands for the queues of concurrent/futures/process.py, and for the
locks of concurrent/futures/_base.py.

`ProcessPoolExecutor`'s and `Future`'s own code is CPython's. What its manager thread does is done
by a driver, see `executor_manager`.
"""

import functools
from collections import deque
from concurrent import futures
from concurrent.futures import _base, process
from concurrent.futures.process import BrokenProcessPool, _CallItem, _WorkItem
from contextlib import nullcontext
from multiprocessing import util
from pickle import loads as _loads

from . import spans, workers
from .executor_manager import Manager
from .pickling import pickled

_NO_LOCK = nullcontext()


class CallQueue(workers.WorkerQueue):
    """Calls on their way to the workers: tuples, which are pickled faster than a `_CallItem`."""

    def __init__(self, max_size=0, **_):
        super().__init__()
        self.max_size = max_size

    def get(self, block=True):
        try:
            item = _loads(self.receive())
        except EOFError:
            return None
        if item is None:
            return None
        call = _CallItem(*item)
        spans.begin_task(call.fn, call.args)
        return call

    def join_thread(self):
        """Nothing: what has been put is in the queue."""


class ResultQueue(workers.WorkerQueue):
    """Results on their way back; an int is the id of a worker that has been told to end."""

    def put(self, item):
        spans.end_task()
        if type(item) is not int:
            item = item.work_id, item.exception, item.result, item.exit_pid
        workers.put(self._fd, pickled(item))


class _Wakeup:
    """What wakes the manager thread up: here, it moves the manager on."""

    manager = None

    def wakeup(self):
        if self.manager is not None:
            self.manager.advance()

    def close(self):
        self.manager = None


class _Idle:
    """The number of idle workers, as a semaphore of which nobody ever waits."""

    count = 0

    def acquire(self, blocking=False):
        if self.count == 0:
            return False
        self.count -= 1
        return True

    def release(self):
        self.count += 1


class ProcessPoolExecutor(process.ProcessPoolExecutor):
    def __init__(
        self,
        max_workers=None,
        mp_context=None,
        initializer=None,
        initargs=(),
        *,
        max_tasks_per_child=None,
    ):
        super().__init__(
            max_workers,
            mp_context,
            initializer,
            initargs,
            max_tasks_per_child=max_tasks_per_child,
        )
        self._result_queue = ResultQueue()
        self._work_ids = deque()
        self._idle_worker_semaphore = _Idle()
        # Callbacks run below `submit` and `shutdown`, and may call them.
        self._shutdown_lock = _NO_LOCK

    __init__.__doc__ = process.ProcessPoolExecutor.__init__.__doc__

    def submit(self, fn, /, *args, **kwargs):
        manager = self._executor_manager_thread
        if manager is not None and not self._pending_work_items:
            # A worker may have died since the last call was done.
            manager.advance()
        if self._broken:
            raise BrokenProcessPool(self._broken)
        if self._shutdown_thread:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if process._global_shutdown:
            raise RuntimeError("cannot schedule new futures after interpreter shutdown")
        future = _base.Future()
        work_id = self._queue_count
        self._queue_count = work_id + 1
        self._pending_work_items[work_id] = _WorkItem(future, fn, args, kwargs)
        self._work_ids.append(work_id)
        if self._safe_to_dynamically_spawn_children:
            self._adjust_process_count()
        if manager is None:
            self._start_executor_manager_thread()
            manager = self._executor_manager_thread
        manager.submitted()
        return future

    submit.__doc__ = _base.Executor.submit.__doc__

    def _force_shutdown(self, operation):
        manager = self._executor_manager_thread
        super()._force_shutdown(operation)
        if manager is not None:
            # Later submissions are to find the pool broken.
            manager.join()


class _Copy:
    """After a fork the parent's executors are not the child's."""

    def forget(self):
        for manager in list(process._threads_wakeups):
            manager.forsake()


_copy = _Copy()


def _glancing(method):
    """A method that tells of a future's state, after all that has come has been delivered."""

    @functools.wraps(method)
    def glancing(self):
        if workers._busy and self._state in (_base.PENDING, _base.RUNNING):
            workers.glance()
        return method(self)

    return glancing


def install():
    """Puts these in the place of CPython's."""
    util.register_after_fork(_copy, _Copy.forget)
    _base.threading = workers.threading_for_results()
    for name in ("done", "running"):
        setattr(_base.Future, name, _glancing(getattr(_base.Future, name)))
    process._SafeQueue = CallQueue
    process._ThreadWakeup = _Wakeup
    process._ExecutorManagerThread = Manager
    ProcessPoolExecutor.__module__ = process.__name__
    process.ProcessPoolExecutor = ProcessPoolExecutor
    futures.ProcessPoolExecutor = ProcessPoolExecutor

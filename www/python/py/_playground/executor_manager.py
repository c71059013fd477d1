"""What the manager thread of a `ProcessPoolExecutor` does, without a thread: see `workers`. Stands
for `_ExecutorManagerThread` of concurrent/futures/process.py.
"""

import functools
import weakref
from concurrent.futures import _base, process
from concurrent.futures.process import BrokenProcessPool, _process_chunk
from pickle import loads as _loads
from traceback import format_exception

from . import workers
from .pickling import pickled

_TERMINATED = (
    "A process in the process pool was terminated abruptly while the future was running or pending."
)
_COLLECTED = (
    "The ProcessPoolExecutor was garbage collected with work pending after its last worker process"
    " exited upon reaching max_tasks_per_child; the pending work can never be run."
)
_FORCED = (
    "A worker process exited while the pool was being forcefully shut down; work that was still"
    " enqueued will not be run."
)
_UNREPLACED = (
    "A replacement worker process could not be started, leaving the pool without workers to run the"
    " remaining work."
)

#: A submission looks for results each time that so many have found the call queue full.
_GLANCE_AFTER = 8


class Manager(workers.Driver):
    """Sends calls and receives results for an executor, as `_ExecutorManagerThread`."""

    def __init__(self, executor):
        super().__init__(executor._result_queue)
        self.calls = executor._call_queue
        self.processes = executor._processes
        self.pending = executor._pending_work_items
        self.work_ids = executor._work_ids
        self.wakeup = executor._executor_manager_thread_wakeup
        # It lives until it has ended: the table of those that are joined at exit has it as its
        # weak key, and, by the wakeup, as its value.
        self.wakeup.manager = self
        self.is_stopping = False
        self.has_ended = False
        self._n_unfed = 0
        self.executor = weakref.ref(executor, self._executor_has_gone)

    def start(self):
        """Nothing: there is no thread."""

    def is_alive(self):
        return not self.has_ended

    def join(self, timeout=None):
        if not self.has_ended:
            self.become_busy()
            self.step(True)
        workers.wait_until(lambda: self.has_ended, timeout)

    def _executor_has_gone(self, _):
        if not self.has_ended and not self.pending:
            self._stop()

    def sentinels(self):
        return [worker.sentinel for worker in self.processes.values()]

    # What the workers get.

    def submitted(self):
        """Takes notice of one more call."""
        self.become_busy()
        n_sent = len(self.pending) - len(self.work_ids)
        if n_sent < self.calls.max_size:
            self._send(1)
            return
        self._n_unfed += 1
        if self._n_unfed >= _GLANCE_AFTER:
            self._n_unfed = 0
            if self.drain():
                self._feed()

    def _feed(self):
        if self.work_ids:
            self._send(self.calls.max_size - self.calls.qsize())

    def _send(self, room):
        ids, pending = self.work_ids, self.pending
        while room > 0 and ids:
            work_id = ids.popleft()
            item = pending[work_id]
            if not item.future.set_running_or_notify_cancel():
                del pending[work_id]
                continue
            try:
                data = self._pickled(work_id, item)
            except BaseException as error:
                del pending[work_id]
                text = "".join(format_exception(error))
                error.__cause__ = process._RemoteTraceback(f'\n"""\n{text}"""')
                item.future.set_exception(error)
                if not isinstance(error, Exception):
                    raise
            else:
                workers.put(self.calls.fileno(), data)
                room -= 1

    @staticmethod
    def _pickled(work_id, item):
        fn, args = item.fn, item.args
        if type(fn) is functools.partial and fn.func is _process_chunk:
            # The calls of `map`, which are many: the partial object itself is not sent.
            fn, args = _process_chunk, fn.args + args
        return pickled((work_id, fn, args, item.kwargs))

    # What comes back.

    def deliver(self, data):
        try:
            message = _loads(data)
        except BaseException as error:
            self._break(format_exception(error))
            if isinstance(error, KeyboardInterrupt):
                raise
            return
        if type(message) is int:
            return
        work_id, exception, result, exit_pid = message
        item = self.pending.pop(work_id, None)
        if item is not None:
            if exception is not None:
                item.future.set_exception(exception)
            else:
                item.future.set_result(result)
        executor = self.executor()
        if exit_pid is not None:
            worker = self.processes.pop(exit_pid, None)
            if worker is not None:
                worker.join()
            if not self.is_stopping:
                self._replace_worker(executor)
        elif executor is not None:
            executor._idle_worker_semaphore.release()

    def _replace_worker(self, executor):
        """Starts another worker for one that has done as many calls as it may. As CPython 3.14.10:
        3.14.2 takes a worker that has ended for an idle one, and some calls are never made."""
        cause = None
        message = _UNREPLACED
        if executor is None:
            message = _COLLECTED
        elif getattr(executor, "_force_shutting_down", False):
            message = _FORCED
        elif self.pending or not self._is_shutting_down():
            if len(self.processes) < executor._max_workers:
                try:
                    self._start_worker(executor)
                except Exception as error:
                    cause = format_exception(error)
        if not self.processes and (self.pending or cause):
            self._break(cause, message)

    def _start_worker(self, executor):
        """As `_spawn_process` of the executor, which `shutdown` may have emptied."""
        worker = executor._mp_context.Process(
            target=process._process_worker,
            args=(
                self.calls,
                self.results,
                executor._initializer,
                executor._initargs,
                executor._max_tasks_per_child,
            ),
        )
        worker.start()
        self.processes[worker.pid] = worker

    def step(self, looks_for_ends):
        if self.has_ended:
            return
        if self.is_stopping:
            self._reap()
            return
        if looks_for_ends and self._has_lost_a_worker():
            self.drain()
            # What it sent may have said that it was to end.
            if self._has_lost_a_worker():
                self._break(None)
                return
        self._feed()
        if self._is_shutting_down():
            self._shut_down()
        elif not self.pending:
            self.become_idle()

    def _has_lost_a_worker(self):
        return any(worker.exitcode is not None for worker in self.processes.values())

    # The end.

    def _is_shutting_down(self):
        executor = self.executor()
        return process._global_shutdown or executor is None or executor._shutdown_thread

    def _shut_down(self):
        executor = self.executor()
        if executor is not None:
            executor._shutdown_thread = True
            if executor._cancel_pending_futures:
                executor._cancel_pending_futures = False
                self.work_ids.clear()
                for work_id, item in list(self.pending.items()):
                    if item.future.cancel():
                        self.pending.pop(work_id, None)
        if not self.pending:
            self._stop()

    def _stop(self):
        """Tells the workers to end."""
        if self.is_stopping:
            return
        self.is_stopping = True
        for _ in self.processes:
            workers.put(self.calls.fileno(), pickled(None))
        self.become_busy()
        self._reap()

    def _reap(self):
        for pid, worker in list(self.processes.items()):
            if worker.exitcode is not None:
                worker.join()
                self.processes.pop(pid, None)
        if not self.processes:
            self._end()

    def _break(self, cause, message=_TERMINATED):
        """A worker has died, or what it sent cannot be read: nothing more can be relied upon."""
        if self.has_ended:
            return
        self._end()
        executor = self.executor()
        if executor is not None:
            executor._broken = (
                "A child process terminated abruptly, the process pool is not usable anymore"
            )
            executor._shutdown_thread = True
        items = list(self.pending.values())
        self.pending.clear()
        self.work_ids.clear()
        for worker in self.processes.values():
            worker.terminate()
        for item in items:
            # One for each: a traceback grows with every `result` that raises it.
            error = BrokenProcessPool(message)
            if cause is not None:
                error.__cause__ = process._RemoteTraceback(f"\n'''\n{''.join(cause)}'''")
            try:
                item.future.set_exception(error)
            except _base.InvalidStateError:
                # It has been cancelled.
                pass
        for worker in self.processes.values():
            worker.join()

    def forsake(self):
        if self.has_ended:
            return
        self._end()
        executor = self.executor()
        text = "the process pool belongs to the parent process"
        if executor is not None:
            executor._broken = text
        for item in self.pending.values():
            item.future._condition.hopeless = BrokenProcessPool(text)

    def _end(self):
        self.has_ended = True
        self.become_idle()
        self.wakeup.close()
        process._threads_wakeups.pop(self, None)

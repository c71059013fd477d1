"""What the three handler threads of a `Pool` do, without threads: see `workers`."""

import pickle
import time
from collections import deque
from multiprocessing import ProcessError
from multiprocessing.pool import CLOSE, RUN, TERMINATE, IMapIterator

from . import kernel, spans, workers
from .pickling import pickled
from .sharedctypes import _new_block

_loads = pickle.loads

#: How many bytes of tasks are kept ready for the workers: what a pipe holds in CPython.
_READY_BYTES = 65_536
#: How long a task may be in no place at all before it is taken for lost, in seconds.
_LOST_AFTER = 0.5
#: So many times the number of workers may end before they take a task, until tasks are given up.
_ROUNDS_OF_FAILURE = 3

#: The kernel's number of a kind of elements: 32-bit integers.
_INT = 4
_NUMBER_BYTES = 4


class WorkerLostError(ProcessError):
    """The worker that had the task has ended before it was done."""


class _Numbered(workers.WorkerQueue):
    """Messages that end with a number, behind their pickle."""

    def _put(self, obj, number):
        data = pickled(obj)
        workers.put(self._fd, data + number.to_bytes(_NUMBER_BYTES, "little"))
        return len(data)


class _WorkerEnd:
    """The ends of a worker's two queues. It keeps the number of the task that it has where its
    parent can see it when it has died."""

    def __init__(self, tasks, results, block, slot):
        self._tasks = tasks
        self._results = results
        self._block = block
        self._slot = slot

    def get(self):
        data = self._tasks.receive()
        number = number_of(data)
        self._number = number
        kernel.number(kernel.element_set(self._block.fd, _INT, self._slot, number))
        task = _loads(data)
        if task is not None:
            spans.begin_task(task[2], task[3])
        return task

    def put(self, obj):
        spans.end_task()
        self._results._put(obj, self._number)


def number_of(data):
    """The number at a message's end."""
    return int.from_bytes(data[-_NUMBER_BYTES:], "little")


class Handlers(workers.Driver):
    """Sends tasks, receives results, and replaces workers, as the three handler threads."""

    def __init__(self, start_worker, n_workers):
        super().__init__(_Numbered())
        self.tasks = _Numbered()
        self.cache = {}
        self.workers = []
        self.state = RUN
        self.has_ended = False
        self._start_worker = start_worker
        self._n_workers = n_workers
        # The number of the task that each worker took last.
        self._block = _new_block(n_workers * _NUMBER_BYTES)
        self._slots = {}
        self._sequences = deque()
        self._is_feeding = False
        self._last = 0
        # The index of the last task of the sequence that is being sent.
        self._last_index = -1
        # The workers that have been told to end and have not ended yet.
        self._leaving = None
        # Tasks that have been sent and are not done: number -> (job, index).
        self._sent = {}
        self._sizes = deque()
        self._bytes = 0
        self._n_failures = 0
        self._lost_since = None

    def sentinels(self):
        living = self.workers if self._leaving is None else self._leaving
        return [worker.sentinel for worker in living]

    # Workers.

    def populate(self):
        """Starts workers until there are as many as there should be."""
        while len(self.workers) < self._n_workers:
            used = set(self._slots.values())
            slot = next(i for i in range(self._n_workers) if i not in used)
            kernel.number(kernel.element_set(self._block.fd, _INT, slot, 0))
            end = _WorkerEnd(self.tasks, self.results, self._block, slot)
            worker = self._start_worker(end)
            self._slots[worker] = slot
            self.workers.append(worker)

    def _reap(self):
        """Replaces the workers that have ended, and gives up the tasks that they had."""
        ended = [worker for worker in self.workers if worker.exitcode is not None]
        if not ended:
            return
        # What they had done before they ended.
        self.drain()
        for worker in ended:
            if worker in self.workers:
                self.workers.remove(worker)
                worker.join()
                self._bury(worker)
        if self.state == RUN or (self.state == CLOSE and self.is_unfinished()):
            self.populate()

    def _bury(self, worker):
        slot = self._slots.pop(worker)
        number = kernel.number(kernel.element_get(self._block.fd, _INT, slot))
        if number in self._sent:
            self._fail(number, _lost(worker))
        elif worker.exitcode != 0:
            self._lost_since = time.monotonic()
            self.looks_again = _LOST_AFTER
        if number:
            self._n_failures = 0
            return
        self._n_failures += 1
        if self._n_failures >= self._n_workers * _ROUNDS_OF_FAILURE and not self._is_feeding:
            self._n_failures = 0
            self._give_up(worker)

    def _fail(self, number, error):
        job, index = self._sent.pop(number)
        self._set(job, index, (False, error))

    def _give_up(self, worker):
        """No worker lives long enough to take a task."""
        error = _lost(worker, "before it took a task, as others had")
        while kernel.number(kernel.get(self.tasks.fileno(), 0.0)) >= 0:
            pass
        self._sizes.clear()
        self._bytes = 0
        for number in list(self._sent):
            self._fail(number, error)
        while self._sequences:
            tasks, set_length = self._sequences.popleft()
            for job, index, *_ in tasks:
                self._set(job, index, (False, error))
                if set_length:
                    # An iterator ends with its first failure; its tasks may have no end.
                    set_length(index + 1)
                    break

    def _look_for_lost_tasks(self):
        """A worker may have died after it took a task and before it said which."""
        if self._lost_since is None or time.monotonic() - self._lost_since < _LOST_AFTER:
            return
        self._lost_since = self.looks_again = None
        if not self._sent or self.tasks.qsize() > 0:
            return
        slots = self._slots.values()
        taken = {kernel.number(kernel.element_get(self._block.fd, _INT, slot)) for slot in slots}
        self.drain()
        for number in set(self._sent) - taken:
            self._fail(number, WorkerLostError("a worker has ended that had taken the task"))

    # Tasks.

    def put(self, sequence):
        """Takes a pair as CPython's task handler gets it: tasks, and what is told their number."""
        tasks, set_length = sequence
        self._sequences.append((iter(tasks), set_length))
        self.become_busy()
        self._feed()

    def is_unfinished(self):
        return bool(self.cache or self._sequences)

    def _feed(self):
        """Keeps tasks ready for the workers."""
        if self._is_feeding or not self._sequences:
            # In the first case the iterable itself waits for something.
            return
        self._is_feeding = True
        try:
            n_ready = self.tasks.qsize()
            sizes = self._sizes
            while len(sizes) > n_ready:
                self._bytes -= sizes.popleft()
            # Large tasks, too, are ready for every worker, and one more.
            while self._sequences and (self._bytes < _READY_BYTES or len(sizes) <= self._n_workers):
                self._send_next()
        finally:
            self._is_feeding = False

    def _send_next(self):
        sequence = self._sequences[0]
        tasks, set_length = sequence
        try:
            task = next(tasks)
        except StopIteration:
            if self._sequences and self._sequences[0] is sequence:
                self._sequences.popleft()
            if set_length:
                set_length(self._last_index + 1)
            self._last_index = -1
            return
        job, index = task[:2]
        self._last_index = index
        number = self._last = self._last % 0x7FFF_FFFF + 1
        self._sent[number] = job, index
        try:
            size = self.tasks._put(task, number)
        except BaseException as error:
            self._fail(number, error)
            if not isinstance(error, Exception):
                raise
        else:
            self._sizes.append(size)
            self._bytes += size

    # Results.

    def deliver(self, data):
        number = number_of(data)
        sent = self._sent.pop(number, None)
        if sent is None or self.state == TERMINATE:
            return
        try:
            job, index, result = _loads(data)
        except Exception as error:
            self._set(*sent, (False, error))
        else:
            self._set(job, index, result)

    def _set(self, job, index, result):
        found = self.cache.get(job)
        if found is not None:
            found._set(index, result)

    def step(self, looks_for_ends):
        if self.has_ended:
            return
        if self._leaving is not None:
            self._stop()
            return
        if looks_for_ends:
            self._reap()
            self._look_for_lost_tasks()
        self._feed()
        if self.is_unfinished():
            return
        if self.state == RUN:
            self.become_idle()
        elif self.state == CLOSE:
            self._stop()

    # The end.

    def close(self):
        if self.state == RUN:
            self.state = CLOSE
            self.become_busy()
            self.advance()

    def _stop(self):
        """Tells the workers to end; has ended when they have."""
        if self._leaving is None:
            self._leaving = list(self.workers)
            for _ in self.workers:
                self.tasks._put(None, 0)
        self._leaving = [worker for worker in self._leaving if worker.exitcode is None]
        if not self._leaving:
            self._end()

    def join(self):
        workers.wait_until(lambda: self.has_ended)

    def terminate(self):
        """Ends the workers at once. It is called once, for a pool that nobody has any more, too."""
        self.state = TERMINATE
        self._sequences.clear()
        self._end()
        for worker in self.workers:
            if worker.exitcode is None:
                worker.terminate()
        for worker in self.workers:
            worker.join()
        error = WorkerLostError("the pool was terminated before the task was done")
        for result in self.cache.values():
            _make_hopeless(result, error)

    def _end(self):
        self.has_ended = True
        self.become_idle()

    def forsake(self):
        for result in self.cache.values():
            _make_hopeless(result, WorkerLostError("the pool belongs to the parent process"))


def _make_hopeless(result, error):
    """Lets waits for the result end, if they have no time-out."""
    waited_for = result._cond if isinstance(result, IMapIterator) else result._event
    waited_for.hopeless = error


def _lost(worker, when="before its task was done"):
    return WorkerLostError(
        f"the worker {worker.name} (pid {worker.pid}) ended with exit code {worker.exitcode} {when}"
    )

"""Runs a program of multiprocessing or concurrent.futures on a cluster of Dask.

Needs: pip install distributed
Run: python3 on_dask.py PROGRAM.py [tcp://SCHEDULER:8786]
Without an address a cluster is started on this machine, with a worker for each core.
"""

import os
from multiprocessing.pool import ThreadPool
from urllib.parse import urlsplit

from dask.distributed import Client, secede
from distributed.cfexecutor import ClientExecutor
from distributed.utils import get_ip
from shared import Calls, Task, run_program


class Executor(ClientExecutor):
    """ProcessPoolExecutor: what `client.get_executor()` gives, with an initializer."""

    def __init__(self, client, initializer, initargs):
        super().__init__(client, pure=False)
        self.first = initializer, initargs

    def submit(self, function, *args, **named):
        return super().submit(Task(function, *self.first), *args, **named)

    def map(self, function, *iterables, timeout=None, chunksize=1, buffersize=None):
        # As in concurrent.futures the shortest one ends them all.
        rows = list(zip(*iterables, strict=False))
        if not rows:
            return iter(())
        columns = zip(*rows, strict=True)
        return super().map(Task(function, *self.first), *columns, timeout=timeout)


class Pool(Calls, ThreadPool):
    """Pool: each of its threads here waits for a task there."""

    def __init__(self, executor, processes):
        self.executor = executor
        super().__init__(processes)

    def there(self, function):
        return lambda *args, **named: self.executor.submit(function, *args, **named).result()


class Dask:
    def __init__(self, address):
        if address:
            self.client = Client(address)
        else:
            self.client = Client(n_workers=os.cpu_count(), threads_per_worker=1)
        self.client.wait_for_workers(1)
        # What a worker loads with its first task is not the program's time.
        self.client.run(os.getpid)
        self.workers = sum(self.client.nthreads().values())
        self.host = get_ip(urlsplit(self.client.scheduler.address).hostname)

    def executor(self, max_workers=None, mp_context=None, initializer=None, initargs=(), **_):
        return Executor(self.client, initializer, initargs)

    def pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        return Pool(Executor(self.client, initializer, initargs), processes or self.workers)

    def apart(self, function, *args):
        """A task beside the workers' slots: it may wait for what begins later."""
        return self.client.get_executor(pure=False).submit(apart, function, args)

    def close(self):
        self.client.close()


def apart(function, args):
    secede()
    return function(*args)


if __name__ == "__main__":
    run_program(Dask, __doc__)

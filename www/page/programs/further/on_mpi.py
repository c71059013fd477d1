"""Runs a program of multiprocessing or concurrent.futures on the ranks of MPI.

Needs: pip install mpi4py cloudpickle, and an MPI: pip install mpich, or the cluster's own
Run: mpiexec -n 5 python3 -m mpi4py.futures on_mpi.py PROGRAM.py [ADDRESS]
One rank runs the program, the others its tasks. On several machines ADDRESS is that of the
first one, as the others call it.
"""

import cloudpickle
from mpi4py import MPI
from mpi4py.futures import MPIPoolExecutor
from mpi4py.util import pool
from shared import Calls, Task, run_program

# Functions of the program go by value: the other ranks have not loaded it.
MPI.pickle.__init__(cloudpickle.dumps, cloudpickle.loads)


class Executor(MPIPoolExecutor):
    """ProcessPoolExecutor: that of mpi4py, whose initializer runs before each task."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), **_):
        super().__init__(max_workers)
        self.first = initializer, initargs

    def submit(self, function, *args, **named):
        return super().submit(Task(function, *self.first), *args, **named)

    def map(self, function, *iterables, timeout=None, chunksize=1, buffersize=None):
        task = Task(function, *self.first)
        return super().map(task, *iterables, timeout=timeout, chunksize=chunksize)


class Pool(Calls, pool.Pool):
    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        super().__init__(processes)
        self.there = lambda function: Task(function, initializer, initargs)

    def apply(self, function, *args, **named):
        return super().apply(self.there(function), *args, **named)


class Mpi:
    def __init__(self, address):
        self.ranks = MPIPoolExecutor()
        self.ranks.bootup()
        self.workers = self.ranks.num_workers
        self.host = address or "127.0.0.1"
        self.running = []

    executor = Executor
    pool = Pool

    def apart(self, function, *args):
        """A task that has a rank for itself; without one it might be waited for in vain."""
        self.running = [future for future in self.running if not future.done()]
        if len(self.running) >= self.workers:
            raise RuntimeError(f"too few ranks: mpiexec -n {self.workers + 2} or more")
        self.running.append(self.ranks.submit(function, *args))
        return self.running[-1]

    def close(self):
        self.ranks.shutdown()


if __name__ == "__main__":
    run_program(Mpi, __doc__)

"""Runs a program of multiprocessing or concurrent.futures on a cluster of Ray.

Needs: pip install ray
Run: python3 on_ray.py PROGRAM.py [HEAD:6379]
Without an address a cluster is started on this machine, with a worker for each core.
"""

import concurrent.futures
import os
import time

import ray
import ray.util.multiprocessing
from shared import Calls, Task, run_program


class Executor(concurrent.futures.Executor):
    """ProcessPoolExecutor: each call is a task of Ray."""

    def __init__(self, initializer=None, initargs=()):
        self.first = initializer, initargs
        self.futures = []

    def submit(self, function, *args, **named):
        return self.of(call.remote(Task(function, *self.first), args, named))

    def of(self, task):
        """A future whose error is the function's own, not Ray's around it."""
        answer = concurrent.futures.Future()
        answer.set_running_or_notify_cancel()

        def settle(done):
            error = done.exception()
            if error:
                answer.set_exception(getattr(error, "cause", error))
            else:
                answer.set_result(done.result())

        task.future().add_done_callback(settle)
        self.futures.append(answer)
        return answer

    def shutdown(self, wait=True, *, cancel_futures=False):
        if wait:
            concurrent.futures.wait(self.futures)


class Pool(Calls, ray.util.multiprocessing.Pool):
    def __init__(self, processes, initializer, initargs):
        super().__init__(processes)
        self.there = lambda function: Task(function, initializer, initargs)


class Ray:
    def __init__(self, address):
        if address:
            ray.init(address=address)
        else:
            ray.init("local", num_cpus=os.cpu_count(), include_dashboard=False)
        self.workers = int(ray.cluster_resources()["CPU"])
        self.host = ray.util.get_node_ip_address()
        # All processes are there before the clock starts.
        ray.get([call.remote(time.sleep, [0.1], {}) for _ in range(self.workers)])

    def executor(self, max_workers=None, mp_context=None, initializer=None, initargs=(), **_):
        return Executor(initializer, initargs)

    def pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        # For more than the cluster has it would wait without end.
        return Pool(min(processes or self.workers, self.workers), initializer, initargs)

    def apart(self, function, *args):
        """A task that takes no CPU's place: it may wait for what begins later."""
        return Executor().of(call.options(num_cpus=0).remote(function, args, {}))

    def close(self):
        ray.shutdown()


@ray.remote
def call(function, args, named):
    return function(*args, **named)


if __name__ == "__main__":
    run_program(Ray, __doc__)

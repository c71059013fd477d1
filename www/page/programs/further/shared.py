"""multiprocessing's classes for programs whose processes are tasks of a cluster."""

import concurrent.futures
import multiprocessing
import queue
import secrets
import sys
import time
import types
from multiprocessing.managers import BaseProxy, SyncManager


class Task:
    """A function, and before it the pool's initializer.

    Functions of the program go to the tasks by value, each time with globals of their own: what
    an initializer has set once would not be seen by the next function.
    """

    def __init__(self, function, initializer=None, initargs=()):
        self.function, self.initializer, self.initargs = function, initializer, initargs

    def __call__(self, *args, **named):
        if self.initializer:
            self.initializer(*self.initargs)
        return self.function(*args, **named)


class Calls:
    """The calls of a pool, each with the function that `there` makes of its own."""

    def apply_async(self, function, *args, **named):
        return super().apply_async(self.there(function), *args, **named)

    def map(self, function, *args, **named):
        return super().map(self.there(function), *args, **named)

    def map_async(self, function, *args, **named):
        return super().map_async(self.there(function), *args, **named)

    def starmap(self, function, *args, **named):
        return super().starmap(self.there(function), *args, **named)

    def starmap_async(self, function, *args, **named):
        return super().starmap_async(self.there(function), *args, **named)

    def imap(self, function, *args, **named):
        return super().imap(self.there(function), *args, **named)

    def imap_unordered(self, function, *args, **named):
        return super().imap_unordered(self.there(function), *args, **named)


class Process:
    """A process is a task."""

    count = 0

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        Process.count += 1
        self.name = name or f"Process-{Process.count}"
        self.target, self.args, self.kwargs = target, args, kwargs or {}
        self.daemon = daemon
        self.future = None

    def run(self):
        if self.target:
            self.target(*self.args, **self.kwargs)

    def start(self):
        self.future = multiprocessing.cluster.apart(run_process, self)

    def join(self, timeout=None):
        done, _ = concurrent.futures.wait([self.future], timeout)
        if done and self.future.exception():
            print(f"{self.name}: {self.future.exception()!r}", file=sys.stderr)

    def is_alive(self):
        return self.future is not None and not self.future.done()

    @property
    def exitcode(self):
        if self.future is None or not self.future.done():
            return None
        return 1 if self.future.exception() else self.future.result()

    def terminate(self):
        raise NotImplementedError("a task of a cluster cannot be ended from outside")

    kill = terminate

    def __getstate__(self):
        return {**self.__dict__, "future": None}


def run_process(process):
    """Its exit code."""
    try:
        process.run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


# What processes share lies in one manager of CPython's, which all machines can reach:
# https://docs.python.org/3/library/multiprocessing.html#using-a-remote-manager
class SharedQueue(queue.Queue):
    """A queue in the manager, with the calls that only multiprocessing's has."""

    def close(self):
        pass

    join_thread = cancel_join_thread = close


class OneManager(SyncManager):
    """The program's only manager, however often it asks for one; it ends with the program."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


for name in ("JoinableQueue", "Queue", "SimpleQueue"):
    OneManager.register(name, SharedQueue)


def with_key(proxy):
    return rebuilt, (bytes(multiprocessing.current_process().authkey), *proxy.reduced())


def rebuilt(key, rebuild, args):
    # A proxy calls the manager as soon as it comes out of a message, and may be passed on.
    take_key(key)
    return rebuild(*args)


def take_key(key):
    multiprocessing.current_process().authkey = key
    if not hasattr(BaseProxy, "reduced"):
        BaseProxy.reduced, BaseProxy.__reduce__ = BaseProxy.__reduce__, with_key


def manager():
    cluster = multiprocessing.cluster
    if not hasattr(cluster, "manager"):
        take_key(secrets.token_bytes(32))
        cluster.manager = OneManager((cluster.host, 0))
        cluster.manager.start()
        cluster.end_manager = cluster.manager.shutdown
        cluster.manager.shutdown = lambda: None
    return cluster.manager


class Cells:
    """Numbers in the manager, and their lock; each look at them is a message."""

    def __init__(self, cells, lock):
        self.cells, self.lock = cells, lock

    def __len__(self):
        return len(self.cells)

    def __getitem__(self, index):
        found = self.cells[index]
        return list(found) if isinstance(index, slice) else found

    def __setitem__(self, index, value):
        if not isinstance(index, slice):
            self.cells[index] = value
            return
        for i, one in zip(range(len(self))[index], value, strict=True):
            self.cells[i] = one

    @property
    def value(self):
        return self[0]

    @value.setter
    def value(self, value):
        self[0] = value

    def get_lock(self):
        return self.lock

    def get_obj(self):
        return self

    def acquire(self, *args):
        return self.lock.acquire(*args)

    def release(self):
        self.lock.release()

    def __enter__(self):
        return self.lock.acquire()

    def __exit__(self, *error):
        self.lock.release()


def array(typecode, values, *, lock=True):
    code = typecode if isinstance(typecode, str) else typecode._type_
    cells = [0] * values if isinstance(values, int) else list(values)
    return Cells(manager().Array(code, cells), manager().RLock())


def value(typecode, first=0, *, lock=True):
    return array(typecode, [first])


class Connection:
    """An end of a pipe: a queue of the manager for each direction; None is the end of file."""

    def __init__(self, incoming, outgoing):
        self.incoming, self.outgoing = incoming, outgoing
        self.held = []

    def send(self, message):
        self.outgoing.put([message])

    def recv(self):
        message = self.held.pop() if self.held else self.incoming.get()
        if message is None:
            self.held.append(None)
            raise EOFError
        return message[0]

    def poll(self, timeout=0.0):
        try:
            if not self.held:
                self.held.append(self.incoming.get(timeout != 0, timeout))
        except queue.Empty:
            pass
        return bool(self.held)

    def close(self):
        if self.outgoing:
            self.outgoing.put(None)


def pipe(duplex=True):
    there, back = manager().Queue(), manager().Queue() if duplex else None
    here, far = Connection(back, there), Connection(there, back)
    return (here, far) if duplex else (far, here)


def of_manager(name):
    return lambda *args, **named: getattr(manager(), name)(*args, **named)


def replaced(cluster):
    """multiprocessing, with the cluster's classes in place of its own."""
    module = types.ModuleType("multiprocessing")
    module.__dict__.update(multiprocessing.__dict__)
    for name in (
        "Barrier BoundedSemaphore Condition Event JoinableQueue Lock Queue RLock Semaphore "
        "SimpleQueue"
    ).split():
        setattr(module, name, of_manager(name))
    module.Array = module.RawArray = array
    module.Value = module.RawValue = value
    module.Manager, module.Pipe, module.Pool = manager, pipe, cluster.pool
    module.Process = Process
    module.get_context = lambda method=None: module
    module.set_start_method = lambda method, force=False: None
    return module


def run_program(start, usage):
    """Runs the program of the command line as `python3` would, with the cluster's classes."""
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(usage)
    path, address = [*sys.argv[1:], None][:2]
    with open(path, encoding="utf-8") as file:
        program = compile(file.read(), path, "exec")
    # An attribute of a module that all have: a variable here would go along with each class.
    multiprocessing.cluster = cluster = start(address)
    sys.modules["multiprocessing"] = replaced(cluster)
    concurrent.futures.ProcessPoolExecutor = cluster.executor
    begin = time.perf_counter()
    try:
        exec(program, {"__name__": "__main__", "__file__": path})
    finally:
        seconds = time.perf_counter() - begin
        print(f"{seconds:.3f} s on {cluster.workers} workers", file=sys.stderr)
        sys.modules["multiprocessing"] = multiprocessing
        if hasattr(cluster, "manager"):
            cluster.end_manager()
        cluster.close()

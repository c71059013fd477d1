"""What every interpreter has imported before it becomes a process: the snapshot's content."""

import _playground.system

_playground.system.install()

import concurrent.futures.process  # noqa: E402, F401
import ctypes  # noqa: E402, F401
import json  # noqa: E402, F401
import multiprocessing  # noqa: E402, F401
import multiprocessing.connection  # noqa: E402
import multiprocessing.managers  # noqa: E402
import multiprocessing.pool  # noqa: E402
import multiprocessing.popen_fork  # noqa: E402
import multiprocessing.queues  # noqa: E402
import multiprocessing.sharedctypes  # noqa: E402
import multiprocessing.spawn  # noqa: E402
import multiprocessing.util  # noqa: E402, F401
import pickle  # noqa: E402, F401
import queue  # noqa: E402, F401
import random  # noqa: E402, F401
import threading  # noqa: E402, F401
import time  # noqa: E402, F401
import traceback  # noqa: E402, F401

import cloudpickle  # noqa: E402, F401

import _playground.connection  # noqa: E402
import _playground.eventloop  # noqa: E402
import _playground.executor  # noqa: E402
import _playground.life  # noqa: E402
import _playground.managers  # noqa: E402
import _playground.ospipes  # noqa: E402
import _playground.packages  # noqa: E402
import _playground.pool  # noqa: E402
import _playground.popen  # noqa: E402
import _playground.queues  # noqa: E402
import _playground.resources  # noqa: E402
import _playground.sharedctypes  # noqa: E402
import _playground.spans  # noqa: E402
import _playground.threads  # noqa: E402
import _playground.tracebacks  # noqa: E402
import _playground.workers  # noqa: E402

for _part in (
    "tracebacks",
    "threads",
    "eventloop",
    "popen",
    "connection",
    "queues",
    "sharedctypes",
    "managers",
    "workers",
    "executor",
    "pool",
    "resources",
    "ospipes",
    "packages",
    "spans",
):
    getattr(_playground, _part).install()

# Pyodide keeps texts of its own in JavaScript, from when they are first needed; an interpreter
# that has more of them than others cannot be used again. This makes the one that is needed whenever
# a function is passed.
_playground.kernel.span(len, 0, 0, 0)

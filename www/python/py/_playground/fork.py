"""What a copy of a process does before anything else."""

import random
import threading

from . import threads


def after_in_child():
    threads.after_fork()
    threading._after_fork()
    random.seed()

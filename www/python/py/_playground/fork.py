"""What a copy of a process does before anything else."""

import os
import random


def after_in_child():
    random.seed()
    _ = os

"""Sends objects to another interpreter: by pickle, and by value what pickle refuses."""

import pickle
import sys
import types
from multiprocessing.reduction import ForkingPickler


def dump(obj, file):
    """As `multiprocessing.reduction.dump`; functions and classes that nobody can import, such as
    nested ones, are sent by value."""
    import cloudpickle

    class Pickler(cloudpickle.Pickler):
        def __init__(self, file):
            super().__init__(file)
            table = self.dispatch_table.new_child(ForkingPickler._extra_reducers)
            self.dispatch_table = table

        def reducer_override(self, value):
            if isinstance(value, (types.FunctionType, type)) and _can_be_imported(value):
                return NotImplemented
            return super().reducer_override(value)

    Pickler(file).dump(obj)


def load(file):
    """The next object of the file."""
    return pickle.load(file)


def _can_be_imported(value):
    found = sys.modules.get(value.__module__)
    for name in value.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is value

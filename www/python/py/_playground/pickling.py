"""Sends objects to another interpreter: by pickle, and by value what pickle refuses."""

import copyreg
import io
import pickle
import sys
import types
from multiprocessing.reduction import ForkingPickler

_dumps = pickle.dumps
#: How multiprocessing pickles what pickle would otherwise, or not at all.
_reducers = ForkingPickler._extra_reducers
#: Those of multiprocessing itself. Of what they reduce, pickle refuses the views of dicts alone.
_ITS_OWN = dict(_reducers)
#: Their pickles do not depend on reducers.
_PLAIN = frozenset((int, float, str, bytes, bool, type(None)))


def pickled(obj):
    """The bytes of an object, as `ForkingPickler` makes them, which is a class of Python's and so
    takes longer to begin."""
    if type(obj) in _PLAIN or _reducers == _ITS_OWN:
        try:
            return _dumps(obj)
        except TypeError:
            # What multiprocessing can pickle is pickled below; for the rest it says why not.
            pass
    file = io.BytesIO()
    pickler = pickle.Pickler(file)
    pickler.dispatch_table = copyreg.dispatch_table | _reducers
    pickler.dump(obj)
    return file.getvalue()


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

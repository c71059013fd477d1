"""Sends objects to another interpreter: by pickle, and by value what pickle refuses.

In a program the other interpreter has the main module too: by a fork, or because it runs it again.
In a host's session it does not, see `host`. There functions and classes of the main module are sent
by value, in every message, by every process.
"""

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

#: What is in the main module goes by value.
_by_value = False
#: The class of picklers that send by value, once there is one: it is cloudpickle's.
_pickler = None


def send_by_value():
    """From now on the other processes of the run do not have this one's main module."""
    global _by_value
    _by_value = True


def is_by_value():
    """Whether that was said."""
    return _by_value


def pickled(obj):
    """The bytes of an object, as `ForkingPickler` makes them, which is a class of Python's and so
    takes longer to begin."""
    kind = type(obj)
    if kind in _PLAIN or (_reducers == _ITS_OWN and not _by_value):
        try:
            return _dumps(obj)
        except TypeError:
            # What multiprocessing can pickle is pickled below; for the rest it says why not.
            pass
    file = io.BytesIO()
    if _by_value:
        dump(obj, file)
        return file.getvalue()
    pickler = pickle.Pickler(file)
    pickler.dispatch_table = copyreg.dispatch_table | _reducers
    pickler.dump(obj)
    return file.getvalue()


def dump(obj, file):
    """As `multiprocessing.reduction.dump`; functions and classes that nobody can import, such as
    nested ones, are sent by value."""
    global _pickler
    if _pickler is None:
        _pickler = _make_pickler()
    _pickler(file).dump(obj)


def load(file):
    """The next object of the file."""
    return pickle.load(file)


def _make_pickler():
    import cloudpickle

    class Pickler(cloudpickle.Pickler):
        def __init__(self, file):
            super().__init__(file)
            table = self.dispatch_table.new_child(_reducers)
            self.dispatch_table = table

        def reducer_override(self, value):
            if isinstance(value, (types.FunctionType, type)) and _can_be_imported(value):
                return NotImplemented
            return super().reducer_override(value)

        def _dynamic_function_reduce(self, func):
            reduced = super()._dynamic_function_reduce(func)
            if not _by_value or func.__globals__ is not sys.modules["__main__"].__dict__:
                return reduced
            _, (code, _, *rest), state, *_ = reduced
            return _make_in_main, (code, *rest), state, None, None, _complete_in_main

    return Pickler


def _make_in_main(code, name, defaults, closure):
    """A function of the main module that another process has sent. So all that it sends see the
    same global variables, as they do there."""
    return types.FunctionType(code, sys.modules["__main__"].__dict__, name, defaults, closure)


def _complete_in_main(function, state):
    """Gives it what it refers to; global variables that are here already stay as they are."""
    from cloudpickle import cloudpickle

    attributes, slots = state
    names = sys.modules["__main__"].__dict__
    for name, value in slots["__globals__"].items():
        names.setdefault(name, value)
    cloudpickle._function_setstate(function, (attributes, slots | {"__globals__": {}}))


def _can_be_imported(value):
    if _by_value and value.__module__ == "__main__":
        return False
    found = sys.modules.get(value.__module__)
    for name in value.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is value

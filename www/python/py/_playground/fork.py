"""What programs want to be called when a process forks. Stands for os.register_at_fork, and for
what Modules/posixmodule.c does around a fork.

This module is imported before anything that registers itself, so it imports no more than what every
Python has imported then.
"""

import os
import sys

_before = []
_in_parent = []
_in_child = []


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    """Register callables to be called when forking a new process."""
    given = {
        "before": before,
        "after_in_child": after_in_child,
        "after_in_parent": after_in_parent,
    }
    given = {name: call for name, call in given.items() if call is not None}
    if not given:
        raise TypeError("At least one argument is required.")
    for name, call in given.items():
        if not callable(call):
            kind = type(call).__name__
            raise TypeError(f"'{name}' must be callable, not {kind}")
    if before is not None:
        # The last one is called first.
        _before.insert(0, before)
    if after_in_child is not None:
        _in_child.append(after_in_child)
    if after_in_parent is not None:
        _in_parent.append(after_in_parent)


def before():
    """What is called before a fork."""
    _call(_before)


def after_in_parent():
    """What is called after it in the process that forks."""
    _call(_in_parent)


def after_in_child():
    """What its copy does before anything else."""
    from . import threads

    threads.after_fork()
    _call(_in_child)


def _call(hooks):
    for hook in list(hooks):
        try:
            hook()
        except BaseException as error:
            _report(hook, error)


def _report(hook, error):
    from types import SimpleNamespace

    sys.unraisablehook(
        SimpleNamespace(
            exc_type=type(error),
            exc_value=error,
            exc_traceback=error.__traceback__,
            err_msg=f"Exception ignored in atfork callback {hook!r}",
            object=None,
        )
    )


def replace():
    """Puts this in the place of what Emscripten's Python has."""
    register_at_fork.__module__ = "posix"
    os.register_at_fork = register_at_fork

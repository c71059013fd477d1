"""A process's life: how it begins, and the code with which it exits."""

import atexit
import json
import linecache
import os
import sys
import traceback

from . import eventloop, kernel, popen, stacks, streams, system


def nothing():
    """The first task of every interpreter."""


def run(text):
    """Runs the process that the settings describe to its end; its exit, as JSON."""
    settings = json.loads(text)
    eventloop.begin()
    kernel.begin(settings["pid"], settings["ppid"])
    system.begin(settings)
    if settings["kind"] != "fork":
        streams.connect(settings["kind"] == "main")
    if settings["kind"] == "main":
        code, error = _main(settings)
    else:
        code, error = popen.child(settings), None
    return json.dumps({"exitCode": code & 0xFF, "error": error, "isClean": _is_clean()})


def _main(settings):
    import multiprocessing

    import __main__

    multiprocessing.set_start_method(settings["startMethod"], force=True)
    path = settings["main"]
    with open(path, encoding="utf-8") as file:
        source = file.read()
    linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
    sys.argv = [path, *settings["args"]]
    sys.path.insert(0, os.getcwd())
    __main__.__file__ = path
    __main__.__builtins__ = __builtins__
    try:
        exec(compile(source, path, "exec"), __main__.__dict__)
        code, error = 0, None
    except SystemExit as exit:
        code, error = exit_code(exit), None
    except BaseException as exception:
        if isinstance(exception, SyntaxError) and exception.__traceback__.tb_next is None:
            # The program could not be compiled: no frame of it was there yet, only ours.
            exception.__traceback__ = None
        code, error = 1, _report(exception)
    finally:
        _finish()
    return code, error


def _is_clean():
    """Whether nothing is left that would run on: threads that wait, modules loaded beside ours."""
    return len(stacks.stacks) == 1


def _report(exception):
    """Prints what was not caught, as Python does at its end."""
    text = "".join(traceback.format_exception(exception))
    if sys.excepthook is sys.__excepthook__:
        sys.stderr.write(text)
    else:
        sys.excepthook(type(exception), exception, exception.__traceback__)
    return {"type": type(exception).__name__, "message": str(exception), "traceback": text}


def _finish():
    """What Python does at its end."""
    import threading

    try:
        threading._shutdown()
        atexit._run_exitfuncs()
    except BaseException:
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass


def exit_code(exit):
    """The code of `sys.exit(…)`."""
    if exit.code is None:
        return 0
    if isinstance(exit.code, int):
        return int(exit.code) & 0xFF
    print(exit.code, file=sys.stderr)
    return 1

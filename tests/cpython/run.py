"""Runs methods of CPython's own tests inside the page, and writes a line of JSON for each event.

Usage: run.py list MODULE… | compile FILE… | run MODULE CLASS METHOD…

CPython's tests find out what a system can do by its name and by features of the C library. Here the
name is Emscripten's, which has neither threads nor processes, so the answers are corrected. A
spawned process imports this file as well, for that reason.
"""

import json
import sys
import types
from concurrent import futures

#: Begins the lines that are meant for the runner; tests print as well.
MARK = "\x1e"


def adapt():
    """Tells CPython's `test.support` that there are processes and threads here."""
    # The tests import the resource tracker, and that one the unlinking of shared memory.
    sys.modules.setdefault("_posixshmem", types.ModuleType("_posixshmem"))
    sys.modules["_posixshmem"].shm_unlink = None
    # The futures' tests name the class; what uses it is left out.
    futures.InterpreterPoolExecutor = None
    from test import support
    from test.support import threading_helper

    support.has_fork_support = True
    support.is_emscripten = support.is_wasm32 = False
    # As CPython's own runner has it unless it is told otherwise: nothing that takes long.
    support.use_resources = ()
    threading_helper.can_start_thread = True


def tell(**event):
    sys.__stdout__.write(MARK + json.dumps(event) + "\n")
    sys.__stdout__.flush()


def compile_files(paths):
    """Compiles sources as this interpreter has them, so that no process needs to do so again."""
    import base64
    from importlib import _bootstrap_external as bootstrap
    from importlib.util import source_hash

    for path in paths:
        with open(path, "rb") as file:
            source = file.read()
        code = compile(source, path, "exec", dont_inherit=True)
        data = bootstrap._code_to_hash_pyc(code, source_hash(source), False)
        tell(path=path, data=base64.b64encode(data).decode())


def classes_of(name):
    """The test classes of a module, by their names; none if it does not want to run."""
    import importlib
    import unittest

    try:
        module = importlib.import_module(name)
    except unittest.SkipTest as skip:
        return module_skipped(name, skip)
    return {
        name: found
        for name, found in vars(module).items()
        if isinstance(found, type)
        and issubclass(found, unittest.TestCase)
        and found.__module__ == module.__name__
    }


def module_skipped(name, skip):
    tell(module=name, skipped=str(skip))
    return {}


def list_methods(modules):
    import unittest

    loader = unittest.TestLoader()
    for module in modules:
        for name, found in classes_of(module).items():
            tell(module=module, name=name, methods=list(loader.getTestCaseNames(found)))
    tell(finished=True)


def run_methods(module, name, methods):
    import unittest

    found = classes_of(module)[name]

    class Result(unittest.TestResult):
        """Tells of each method when it begins and when it has ended."""

        def startTest(self, test):
            super().startTest(test)
            self.outcome, self.texts = "passed", []
            tell(begin=test._testMethodName)

        def stopTest(self, test):
            super().stopTest(test)
            text = "\n".join(self.texts)
            tell(end=test._testMethodName, outcome=self.outcome, text=text[-20_000:])

        def note(self, test, outcome, text):
            if isinstance(test, unittest.TestCase):
                if self.outcome != "failed":
                    self.outcome = outcome
                self.texts.append(text)
            else:
                # The class's own preparation or its end.
                tell(place=str(test), outcome=outcome, text=text)

        def addError(self, test, err):
            self.note(test, "failed", self._exc_info_to_string(err, test))

        addFailure = addError

        def addSubTest(self, test, subtest, err):
            if err is not None:
                text = self._exc_info_to_string(err, test)
                self.note(test, "failed", f"{subtest}\n{text}")

        def addSkip(self, test, reason):
            self.note(test, "skipped", reason)

        def addExpectedFailure(self, test, err):
            pass

        def addUnexpectedSuccess(self, test):
            self.note(test, "failed", "unexpected success")

    suite = unittest.TestSuite(map(found, methods))
    result = Result()
    suite.run(result)
    tell(finished=True)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "compile":
        compile_files(arguments)
    else:
        adapt()
        if command == "list":
            list_methods(arguments)
        else:
            run_methods(arguments[0], arguments[1], arguments[2:])
elif __name__ == "__mp_main__":
    adapt()

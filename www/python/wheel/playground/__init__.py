"""Parallel processes for Pyodide: `multiprocessing` and `concurrent.futures` on all cores.

>>> import playground
>>> await playground.install()

From then on `Pool`, `Process`, `Queue`, `Lock`, `Manager`, `ProcessPoolExecutor` and the rest start
interpreters of their own, each in a worker. Functions may be defined in a notebook's cell. What the
page must send for that, and what cannot be, is in the README.
"""

import asyncio
import json
import sys
from pathlib import Path

__all__ = ["PlaygroundError", "install"]

_FILES = Path(__file__).with_name("files")
_MOST_WORKERS = 64
_IS_OF_THIS_ORIGIN = (
    "(it) => URL.canParse(it, location.href)"
    " && new URL(it, location.href).origin === location.origin"
)


class PlaygroundError(RuntimeError):
    """This host cannot have processes, or an argument cannot be used. `code` says which: it is
    `E_ARGUMENT`, `E_UNSUPPORTED`, `E_NOT_ISOLATED`, `E_WORKER_LOAD`, `E_WASM` or `E_MEMORY`."""

    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code


class Installation:
    """Processes can be started."""

    def __init__(self, workers):
        #: What `os.cpu_count` answers: the number of processes that are kept ready.
        self.workers = workers

    def __await__(self):
        # Not itself: JavaScript would await that again, and so on.
        return iter(())

    def __repr__(self):
        return f"<playground: multiprocessing on {self.workers} workers>"


#: How many, once they can be started.
_workers = None
#: Of two calls at the same time the second waits for the first.
_turn = asyncio.Lock()


def install(*, workers=None, wheels=(), assets=None):
    """Gives this interpreter processes. `await playground.install()` works in every host; without
    `await` it is done at once where the interpreter can be suspended (JSPI).

    `workers`: how many processes are kept ready, and what `os.cpu_count()` answers; default the
    cores. `wheels`: addresses of packages that every process installs. `assets`: the address of a
    copy of the wheel's folder `playground/files` on this origin, where a policy forbids `blob:`.

    A second call changes nothing. Raises PlaygroundError.
    """
    options = _checked(workers, wheels, assets)
    _check_host()
    waiting = _install(options)
    from pyodide.ffi import can_run_sync, run_sync

    if not can_run_sync():
        return waiting
    run_sync(waiting)
    return Installation(_workers)


def _checked(workers, wheels, assets):
    if workers is not None and (type(workers) is not int or not 1 <= workers <= _MOST_WORKERS):
        raise PlaygroundError(
            "E_ARGUMENT", f"workers is {workers!r}; it must be an integer from 1 to {_MOST_WORKERS}"
        )
    if isinstance(wheels, str) or not all(isinstance(wheel, str) for wheel in list(wheels)):
        raise PlaygroundError(
            "E_ARGUMENT", f"wheels is {wheels!r}; it must be a list of addresses of wheels"
        )
    if assets is not None and not isinstance(assets, str):
        raise PlaygroundError("E_ARGUMENT", f"assets is {assets!r}; it must be an address")
    return {"workers": workers, "wheels": list(wheels), "assets": assets}


def _check_host():
    """Much of this rests on what is private in Pyodide, so it must be the very same."""
    if sys.platform != "emscripten":
        raise PlaygroundError(
            "E_UNSUPPORTED",
            "this wheel is for Pyodide, in a browser; here multiprocessing works without it",
        )
    import pyodide

    wanted = json.loads((_FILES / "manifest.json").read_text("utf-8"))
    if pyodide.__version__ != wanted["pyodide"]:
        raise PlaygroundError(
            "E_UNSUPPORTED",
            f"this wheel is made for Pyodide {wanted['pyodide']} (Python {wanted['python']}), and"
            f" this is Pyodide {pyodide.__version__} (Python {sys.version.split()[0]}): load that"
            " version, or the wheel that was made for this one",
        )


async def _install(options):
    global _workers
    async with _turn:
        if _workers is None:
            _workers = await _start(options)


async def _start(options):
    import pyodide_js
    from js import Object
    from pyodide.ffi import JsException, create_proxy, register_js_module, to_js

    settings = options | {"files": str(_FILES), "show": create_proxy(_show)}
    try:
        host = await _imported("host.js", options["assets"])
        js_settings = to_js(settings, dict_converter=Object.fromEntries)
        installed = await host.install(pyodide_js, js_settings)
    except JsException as error:
        reason = error.js_error if hasattr(error, "js_error") else error
        code = getattr(reason, "code", None)
        if not isinstance(code, str):
            code = "E_UNSUPPORTED"
        raise PlaygroundError(code, str(getattr(reason, "message", error))) from error
    register_js_module("_playground_doors", installed.doors)
    # Last, so that it hides nothing that the host has.
    sys.path.append(str(_FILES / "playground.zip"))
    from _playground import host as process

    process.begin(installed.pid, installed.workers)
    return installed.workers


async def _imported(name, assets):
    """The JavaScript module, from the wheel or from the folder of `assets`."""
    from js import URL, Blob
    from pyodide.code import run_js
    from pyodide.ffi import JsException, to_js

    if assets is not None:
        if not run_js(_IS_OF_THIS_ORIGIN)(assets):
            raise PlaygroundError(
                "E_ARGUMENT",
                f"assets is {assets!r}; it must be the address of a folder of the host's own"
                " origin",
            )
        address = f"{assets.rstrip('/')}/{name}"
    else:
        # A list of one, which holds the bytes.
        text = to_js([(_FILES / name).read_bytes()])
        address = URL.createObjectURL(Blob.new(text, type="text/javascript"))
    try:
        return await run_js("(it) => import(new URL(it, location.href).href)")(address)
    except JsException as error:
        raise PlaygroundError(
            "E_WORKER_LOAD", f"{name} could not be loaded from {address}: {error}"
        ) from error


def _show(stream, text):
    """What a child has written."""
    out = getattr(sys, stream)
    out.write(text)
    out.flush()

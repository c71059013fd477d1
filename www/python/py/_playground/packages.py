"""Names the wheels of a package that a program imports and was not given.

The build lists those of Pyodide's distribution in `packages.txt`, see
`scripts/python-distribution.mjs`.
"""

import sys
from functools import cache
from importlib import _bootstrap
from importlib.util import find_spec
from pkgutil import get_data

#: The function of importlib that looks for a module because a program imports it.
_IMPORT = _bootstrap._find_and_load_unlocked.__code__


class Finder:
    """The last of the finders: it finds nothing, and says what there could be."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        # Who asks by `importlib.util.find_spec` whether there is such a module gets None. So does
        # an import where the program has put finders of its own behind this one.
        if sys._getframe(2).f_code is _IMPORT and sys.meta_path[-1] is Finder:
            wheels = wheels_of(name)
            if wheels:
                raise ModuleNotFoundError(_sentence(name, wheels), name=name)


def wheels_of(module):
    """The file names of the wheels with a module and with what it needs, but for what is there."""
    _, modules, packages = _table()
    files = []

    def add(package):
        file, has, needs = packages[package]
        is_there = all(it in sys.modules or find_spec(it) for it in has)
        if file not in files and not is_there:
            files.append(file)
            for needed in needs:
                add(needed)

    if module in modules:
        add(modules[module])
    return files


@cache
def _table():
    """Pyodide's version; the packages by their modules; each one's file, modules and needs."""
    version, *lines = get_data(__package__, "packages.txt").decode().splitlines()
    modules, packages = {}, {}
    for line in lines:
        package, file, has, needs = line.split("|")
        packages[package] = file, _names(has or package), _names(needs)
        modules |= dict.fromkeys(_names(has or package), package)
    return version, modules, packages


def _names(text):
    return text.split(",") if text else []


def _sentence(name, wheels):
    version = _table()[0]
    its, addresses = ("its wheel", "the address")
    if len(wheels) > 1:
        its, addresses = ("its wheel and those that it needs", "the addresses")
    return (
        f"No module named {name!r}: this program was not given it. Put {its}, of Pyodide {version},"
        f" beside the site, and give {addresses}: python.run({{ main, wheels: {wheels} }})"
    )


def install():
    sys.meta_path.append(Finder)

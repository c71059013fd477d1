"""Makes an archive of compiled modules. Runs in the interpreter that will import them.

Compiling takes longer than anything else of an import, and every reader's browser would do it.
"""

import importlib.util
import marshal
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

UNCHECKED_HASH = 1
"""The flag of a .pyc that holds whatever became of its source: there is no source beside it."""

LEFT_OUT = re.compile(r"(^|/)(__pycache__|[^/]+\.dist-info)/|\.pyc$")
"""What another Python has made, and what only installers read."""


def archive(sources: list[str], root: str, to: str, texts: dict[str, str]) -> None:
    """Writes the files of folders and archives to one archive, each .py compiled.

    `root` is where the archive will lie at run time: tracebacks name files below it. `texts` are
    more files.
    The same sources give the same bytes, for all dates are the same and paths are in order.
    """
    files = {path: content for source in sources for path, content in _files(source)}
    files |= {path: text.encode() for path, text in texts.items()}
    with zipfile.ZipFile(to, "w") as out:
        for path, content in sorted(files.items()):
            if path.endswith(".py"):
                # Beside its source's place, not in __pycache__: zipimport looks here alone.
                path, content = f"{path}c", _compiled(content, f"{root}/{path}")
            info = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            out.writestr(info, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def _compiled(source: bytes, name: str) -> bytes:
    # Docstrings stay: help() reads them.
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    return b"".join(
        [
            importlib.util.MAGIC_NUMBER,
            UNCHECKED_HASH.to_bytes(4, "little"),
            importlib.util.source_hash(source),
            marshal.dumps(code),
        ]
    )


def _files(source: str) -> Iterator[tuple[str, bytes]]:
    if os.path.isdir(source):
        found = (it for it in Path(source).rglob("*") if it.is_file())
        entries = ((it.relative_to(source).as_posix(), it.read_bytes()) for it in found)
    else:
        with zipfile.ZipFile(source) as opened:
            entries = [
                (it.filename, opened.read(it)) for it in opened.infolist() if not it.is_dir()
            ]
    return ((path, content) for path, content in entries if not LEFT_OUT.search(path))

"""Named memory, which there cannot be. Stands for Modules/_multiprocessing/posixshmem.c.

An interpreter is a wasm module, and sees one memory alone: its own. So multiprocessing's
`shared_memory` can be imported, and refuses to make anything.
"""

from errno import ENOENT

_NO_MEMORY = (
    "multiprocessing.shared_memory needs memory that several interpreters map, and in the page each"
    " sees its own only; use multiprocessing.Array, RawArray or Value, whose elements are shared"
    " (array[:] copies them all at once), or Manager().list()"
)


def shm_open(path, flags, mode=0o777):
    """Open a shared memory object, which here raises NotImplementedError."""
    raise NotImplementedError(_NO_MEMORY)


def shm_unlink(path):
    """Remove a shared memory object, of which there is none."""
    raise FileNotFoundError(ENOENT, "No such file or directory", path)

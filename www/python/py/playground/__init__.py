"""What the page adds to Python: the engine's fast matrix product on the reader's own cores.

>>> import array, playground
>>> a = array.array("d", [1, 2, 3, 4])
>>> playground.matmul(a, a, 2, 2, 2)
array('d', [7.0, 10.0, 15.0, 22.0])
"""

import array
import json

from _playground import kernel

__all__ = ["install", "matmul", "spans"]

_spans = []
_ON = ("one", "threads", "processes")
_ERRORS = {"E_ARGUMENT": ValueError, "E_SHAPE": ValueError, "E_MEMORY": MemoryError}


class _Installed:
    def __await__(self):
        return iter(())


def install(**options):
    """Nothing: here processes can be started already. A program that is also for other hosts of
    Pyodide says it, with or without `await`."""
    return _Installed()


def matmul(a, b, m, k, n, on=None):
    """C[m×n] = A[m×k]·B[k×n], row-major, as an `array.array` of the operands' type.

    `a` and `b` are buffers of doubles (`array.array("d")`, a memoryview, a NumPy array) or both of
    floats (`"f"`). `on`: "one" core, "threads", "processes"; default the playground's mode.
    Raises TypeError for other buffers, ValueError for sizes that do not fit, MemoryError.
    """
    left, right = _operand("a", a), _operand("b", b)
    if left.format != right.format:
        raise TypeError(
            f"a has {left.format!r} elements and b {right.format!r}; both must have one"
        )
    if on is not None and on not in _ON:
        raise ValueError(f"on is {on!r}; it must be one of {', '.join(map(repr, _ON))}")
    of = {"is64": left.format == "d", "m": m, "k": k, "n": n, "on": on}
    answer = kernel.checked(kernel.queue_create(0))
    try:
        # Two names, so that the bytes live until the call has copied them.
        lefts, rights = left.tobytes(), right.tobytes()
        pieces = (*kernel.data_of(lefts), *kernel.data_of(rights))
        kernel.product(answer, *pieces, json.dumps(of))
        message = kernel.receive(answer)
    finally:
        kernel.close(answer)
    if type(message) is int:
        raise kernel.error(message)
    return _result(message, left.format)


def spans():
    """What each worker did in the last product: dicts of worker, label, startMs, endMs."""
    return list(_spans)


def _operand(name, buffer):
    view = memoryview(buffer)
    if view.format not in ("d", "f") or not view.c_contiguous:
        raise TypeError(
            f"{name} must be a buffer of doubles or of floats in one piece, such as"
            f" array.array('d'); this one has {view.format!r}"
        )
    return view


def _result(message, typecode):
    end = 4 + int.from_bytes(message[:4], "little")
    told = json.loads(message[4:end])
    if "error" in told:
        code, text = told["error"]
        raise _ERRORS.get(code, RuntimeError)(text)
    _spans[:] = told["spans"]
    product = array.array(typecode)
    product.frombytes(message[end:])
    return product

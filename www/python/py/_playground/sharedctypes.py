"""Values and arrays of the run's heap. Stands for those of multiprocessing/sharedctypes.py.

An interpreter sees its own memory only, so these are not ctypes objects: every access is a call,
and there is no buffer over them. Structures are read and written field by field.
"""

import ctypes
import operator
from multiprocessing import context, heap, reduction, sharedctypes

from . import kernel

#: The kernel's numbers of element kinds, by what ctypes calls them.
_KINDS = {
    ctypes.c_byte: 0,
    ctypes.c_ubyte: 1,
    ctypes.c_short: 2,
    ctypes.c_ushort: 3,
    ctypes.c_int: 4,
    ctypes.c_uint: 5,
    ctypes.c_float: 6,
    ctypes.c_double: 7,
    ctypes.c_long: 4,
    ctypes.c_ulong: 5,
}
_FLOATS = frozenset((ctypes.c_float, ctypes.c_double))


class _Block:
    """Shared memory, by its descriptor."""

    def __init__(self, fd, size):
        self.fd = fd
        self.size = size

    def __del__(self, close=kernel.close):
        close(self.fd)

    def __reduce__(self):
        context.assert_spawning(self)
        return _open_block, (kernel.give(self.fd), self.size)

    def read(self, offset, length):
        # All bytes objects of length 1 with the same value are one: it cannot be written into.
        data = bytes(max(length, 2))
        address, _ = kernel.data_of(data)
        kernel.checked(kernel.block_read(self.fd, offset, address, length))
        return data[:length]

    def write(self, offset, data):
        kernel.checked(kernel.block_write(self.fd, offset, *kernel.data_of(data)))


def _open_block(name, size):
    return _Block(kernel.accept(name), size)


def _new_block(size):
    return _Block(kernel.checked(kernel.block_create(size)), size)


class _Shared:
    """An object of a ctypes type at an offset of a block."""

    def __init__(self, ctype, block, offset=0):
        self.__dict__.update(_ctype=ctype, _block=block, _offset=offset)

    def __reduce__(self):
        context.assert_spawning(self)
        if issubclass(self._ctype, ctypes.Array):
            return _array, (self._ctype._type_, self._ctype._length_, self._block, self._offset)
        return type(self), (self._ctype, self._block, self._offset)

    def _load(self):
        data = self._block.read(self._offset, ctypes.sizeof(self._ctype))
        return self._ctype.from_buffer_copy(data)

    def _store(self, value):
        self._block.write(self._offset, bytes(value))


class SharedValue(_Shared):
    """A number or character: what it holds is its `value`."""

    def __init__(self, ctype, block, offset=0):
        super().__init__(ctype, block, offset)
        self.__dict__["_kind"] = _KINDS.get(ctype)
        self.__dict__["_index"] = offset // ctypes.sizeof(ctype)

    @property
    def value(self):
        if self._kind is None:
            return self._load().value
        value = kernel.number_of(kernel.element_get(self._block.fd, self._kind, self._index))
        return float(value) if self._ctype in _FLOATS else value

    @value.setter
    def value(self, value):
        if self._kind is None:
            self._store(self._ctype(value))
        else:
            value = self._ctype(value).value
            kernel.number(kernel.element_set(self._block.fd, self._kind, self._index, value))

    def __repr__(self):
        return repr(self._ctype(self.value))


class SharedStructure(_Shared):
    """A structure: a field is read and written alone."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._load(), name)

    def __setattr__(self, name, value):
        field = getattr(self._ctype, name)
        whole = self._load()
        setattr(whole, name, value)
        data = bytes(whole)[field.offset : field.offset + field.byte_size]
        self._block.write(self._offset + field.offset, data)


class SharedArray(_Shared):
    """An array of a fixed length."""

    def __init__(self, ctype, block, offset=0):
        super().__init__(ctype, block, offset)
        element = ctype._type_
        size = ctypes.sizeof(element)
        self.__dict__.update(
            _element=element,
            _size=size,
            _kind=_KINDS.get(element),
            _length=ctype._length_,
            _first=offset // size if size else 0,
            _isfloat=element in _FLOATS,
        )

    def __len__(self):
        return self._length

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._load()[index] if self._is_simple() else self._slice(index)
        index = self._check(index)
        if self._kind is not None:
            value = kernel.number_of(
                kernel.element_get(self._block.fd, self._kind, self._first + index)
            )
            return float(value) if self._isfloat else value
        at = self._offset + index * self._size
        if self._is_simple():
            return self._element.from_buffer_copy(self._block.read(at, self._size)).value
        return _view(self._element, self._block, at)

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            self._set_slice(index, value)
            return
        index = self._check(index)
        if self._kind is not None:
            kind = type(value)
            if kind is not int and not (self._isfloat and kind is float):
                value = self._element(value).value
            elif not self._isfloat and not -0x8000_0000 <= value <= 0xFFFF_FFFF:
                value = self._element(value).value
            kernel.number(
                kernel.element_set(self._block.fd, self._kind, self._first + index, value)
            )
            return
        # ctypes converts and checks.
        one = (self._element * 1)(value)
        self._block.write(self._offset + index * self._size, bytes(one))

    def __iter__(self):
        if self._is_simple():
            return iter(self._load())
        return (self[i] for i in range(self._length))

    @property
    def value(self):
        return self._load().value

    @value.setter
    def value(self, value):
        whole = self._load()
        whole.value = value
        self._store(whole)

    @property
    def raw(self):
        return self._load().raw

    @raw.setter
    def raw(self, value):
        whole = self._load()
        whole.raw = value
        self._store(whole)

    def __getattribute__(self, name):
        if name in ("value", "raw") and not hasattr(self._ctype, name):
            raise AttributeError(f"{self._ctype.__name__!r} object has no attribute {name!r}")
        return super().__getattribute__(name)

    def __buffer__(self, flags):
        raise BufferError(
            "a shared array has no buffer here: the interpreter cannot see the shared memory;"
            " copy it with array[:] or bytes(array[:])"
        )

    def __repr__(self):
        return repr(self._load())

    def _is_simple(self):
        return issubclass(self._element, ctypes._SimpleCData)

    def _check(self, index):
        try:
            index = operator.index(index)
        except TypeError:
            raise TypeError("indices must be integers") from None
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("invalid index")
        return index

    def _slice(self, index):
        return [self[i] for i in range(*index.indices(self._length))]

    def _set_slice(self, index, values):
        start, stop, step = index.indices(self._length)
        whole = self._load()
        whole[index] = values
        if step == 1:
            data = bytes(whole)[start * self._size : stop * self._size]
            self._block.write(self._offset + start * self._size, data)
        else:
            for i in range(start, stop, step):
                self[i] = whole[i]


def _array(element, length, block, offset):
    return SharedArray(element * length, block, offset)


def _view(ctype, block, offset=0):
    if issubclass(ctype, ctypes.Array):
        return SharedArray(ctype, block, offset)
    if issubclass(ctype, ctypes._SimpleCData):
        return SharedValue(ctype, block, offset)
    if issubclass(ctype, (ctypes.Structure, ctypes.Union)):
        return SharedStructure(ctype, block, offset)
    raise TypeError(f"{ctype.__name__} cannot be shared: only numbers, arrays, structures")


def _type_of(typecode_or_type):
    """The ctypes type, of which there must be objects."""
    ctype = sharedctypes.typecode_to_type.get(typecode_or_type, typecode_or_type)
    ctypes.sizeof(ctype)
    return ctype


def _new(ctype, initial):
    shared = _view(ctype, _new_block(ctypes.sizeof(ctype)))
    if initial is not None:
        shared._store(initial)
    return shared


def RawValue(typecode_or_type, *args):
    ctype = _type_of(typecode_or_type)
    return _new(ctype, ctype(*args))


def RawArray(typecode_or_type, size_or_initializer):
    ctype = _type_of(typecode_or_type)
    if isinstance(size_or_initializer, int):
        return _new(ctype * size_or_initializer, None)
    items = size_or_initializer
    ctype = ctype * len(items)
    return _new(ctype, ctype(*items))


def copy(obj):
    if isinstance(obj, _Shared):
        return _new(obj._ctype, obj._load())
    return _new(type(obj), obj)


def synchronized(obj, lock=None, ctx=None):
    assert not isinstance(obj, sharedctypes.SynchronizedBase), "object already synchronized"
    ctx = ctx or context._default_context
    if isinstance(obj, SharedValue):
        return sharedctypes.Synchronized(obj, lock, ctx)
    if isinstance(obj, SharedArray):
        if obj._element is ctypes.c_char:
            return sharedctypes.SynchronizedString(obj, lock, ctx)
        return sharedctypes.SynchronizedArray(obj, lock, ctx)
    names = [field[0] for field in obj._ctype._fields_]
    members = {name: sharedctypes.make_property(name) for name in names}
    name = "Synchronized" + obj._ctype.__name__
    return type(name, (_SynchronizedStructure,), members)(obj, lock, ctx)


class BufferWrapper:
    """The memory of a barrier's state. Stands for that of multiprocessing/heap.py."""

    def __init__(self, size):
        if size < 0:
            raise ValueError(f"Size {size:n} out of range")
        self._block = _new_block(size)

    def create_memoryview(self):
        return self

    def cast(self, format):
        """The elements, which are read and written alone; there is no memory to view."""
        ctype = sharedctypes.typecode_to_type[format]
        return SharedArray(ctype * (self._block.size // ctypes.sizeof(ctype)), self._block)


class _SynchronizedStructure(sharedctypes.SynchronizedBase):
    pass


def install():
    for function in (RawValue, RawArray, copy, synchronized):
        setattr(sharedctypes, function.__name__, function)
    heap.BufferWrapper = BufferWrapper
    # Here C's long has 32 bits. Programs count with the 64 that it has on most other systems.
    sharedctypes.typecode_to_type.update(l=ctypes.c_longlong, L=ctypes.c_ulonglong)
    _ = reduction

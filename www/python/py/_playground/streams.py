"""Standard input, output and errors of a process: the run's console."""

import io
import sys

from . import kernel


class _Output(io.RawIOBase):
    def __init__(self, stream):
        self._stream = stream
        # Not in Python: `input()` asks for it and forgets what is raised then, and a
        # KeyboardInterrupt would be raised there.
        self.fileno = stream.__int__

    def writable(self):
        return True

    def write(self, data):
        return kernel.write_output(self._stream, data)


class _Input(io.RawIOBase):
    def __init__(self, has_input):
        self._left = b""
        self._ended = not has_input
        self.fileno = (0).__int__

    def readable(self):
        return True

    def readinto(self, buffer):
        while not self._left and not self._ended:
            length = kernel.wait_code(lambda _: kernel.input())
            if length == kernel.CLOSED:
                self._ended = True
            elif length < 0:
                raise kernel.error(length)
            else:
                self._left = kernel.received(length)
        n = min(len(buffer), len(self._left))
        buffer[:n] = self._left[:n]
        self._left = self._left[n:]
        return n


def connect(has_input):
    """Gives the process its three streams."""
    for stream, name in ((1, "stdout"), (2, "stderr")):
        text = io.TextIOWrapper(
            io.BufferedWriter(_Output(stream)), "utf-8", "backslashreplace", line_buffering=True
        )
        text.mode = "w"
        setattr(sys, name, text)
        setattr(sys, f"__{name}__", text)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(_Input(has_input)), "utf-8")
    sys.__stdin__ = sys.stdin

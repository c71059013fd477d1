#!/usr/bin/env bash
# CPython, `input()`: a KeyboardInterrupt that comes while it looks at the console is forgotten.
#
# Before it reads, `input` flushes `sys.stderr` and asks `sys.stdin` for its file descriptor. Whatever
# these raise is cleared, as it only wants to know whether there is a terminal. Where they are written
# in Python, as a console of a notebook or of a browser is, signal handlers run within them: Ctrl-C at
# that moment has no effect, and `input` goes on to wait. (With the streams of a terminal both are C,
# and no handler runs there.)
#
# Seen with CPython 3.11.7:
#   read
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > run.py <<'PY'
import sys


class Input:
    def fileno(self):
        raise KeyboardInterrupt

    def readline(self):
        return 'read\n'


class Errors:
    def write(self, text):
        pass

    def flush(self):
        raise KeyboardInterrupt


sys.stdin, sys.stderr = Input(), Errors()
print(input())
PY
timeout 60 python3 run.py | tee seen.txt
diff seen.txt - <<'SEEN'
read
SEEN

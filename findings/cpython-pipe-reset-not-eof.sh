#!/usr/bin/env bash
# CPython on Linux, `multiprocessing.Pipe()`: a closed peer is not always an EOFError.
#
# The manual of `Connection.recv` says that it raises EOFError when there is nothing left to receive
# and the other end was closed. The two ends of a duplex pipe are Unix sockets, and Linux resets one
# whose peer is closed with data in it that it has not read. So where the other side goes with a
# message of ours unread, `recv` first returns what it had sent, then raises ConnectionResetError
# once, and EOFError only after that. A reader that catches EOFError alone fails.
#
# Seen with CPython 3.11.7 and 3.13.0:
#   all read: last words, EOFError, EOFError
#   one unread: last words, ConnectionResetError, EOFError
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > run.py <<'PY'
import multiprocessing


def attempt(call):
    try:
        return call()
    except (EOFError, OSError) as error:
        return type(error).__name__


for name, reads in [('all read', True), ('one unread', False)]:
    ours, theirs = multiprocessing.Pipe()
    ours.send('a message')
    if reads:
        theirs.recv()
    theirs.send('last words')
    theirs.close()
    print(f'{name}:', ', '.join(attempt(ours.recv) for _ in range(3)))
PY
timeout 60 python3 run.py | tee seen.txt
diff seen.txt - <<'SEEN'
all read: last words, EOFError, EOFError
one unread: last words, ConnectionResetError, EOFError
SEEN

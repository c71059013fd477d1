#!/usr/bin/env bash
# CPython, `multiprocessing.Queue.close`: afterwards `empty` raises OSError, `full` and `qsize` answer.
#
# The manual says of `close` that this process will put no more data, and nothing of the other calls.
# It closes this process's end for reading too. `get` says so with a ValueError, as `put` does;
# `empty` asks the closed pipe and raises its OSError instead; `full` and `qsize` ask a semaphore and
# go on to answer, also about the item that nobody here can get any more.
#
# Seen with CPython 3.11.7:
#   put: ValueError
#   get: ValueError
#   empty: OSError
#   full: True
#   qsize: 1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > run.py <<'PY'
import multiprocessing

queue = multiprocessing.Queue(1)
queue.put('item')
queue.close()
queue.join_thread()
for name, arguments in ('put', ['more']), ('get', []), ('empty', []), ('full', []), ('qsize', []):
    try:
        print(f'{name}: {getattr(queue, name)(*arguments)}')
    except (OSError, ValueError) as error:
        print(f'{name}: {type(error).__name__}')
PY
timeout 60 python3 run.py | tee seen.txt
diff seen.txt - <<'SEEN'
put: ValueError
get: ValueError
empty: OSError
full: True
qsize: 1
SEEN

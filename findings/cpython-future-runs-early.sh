#!/usr/bin/env bash
# CPython, `ProcessPoolExecutor`: calls that no process has begun are `running()`, not cancellable.
#
# The manual says that `running()` is True while a call is being executed, and that `cancel()` fails
# for such a call or a finished one. A future is marked as running when its call is put into the
# processes' queue, which holds one call more than there are processes. So with one process, busy
# with its first call, two more futures "run", and `shutdown(cancel_futures=True)` runs them.
#
# Seen with CPython 3.11.7 and 3.13.0:
#   begun: first
#   running: first, second, third
#   cancelled: fourth
#   begun in the end: first, second, third
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > run.py <<'PY'
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

NAMES = ['first', 'second', 'third', 'fourth']


def initialize(*shared):
    global begun, go
    *begun, go = shared


def work(n):
    begun[n].set()
    go.wait(30)


def show(what, test, things):
    print(f'{what}:', ', '.join(name for name, x in zip(NAMES, things) if test(x)), flush=True)


if __name__ == '__main__':
    events = [multiprocessing.Event() for _ in range(5)]
    with ProcessPoolExecutor(1, initializer=initialize, initargs=events) as pool:
        futures = [pool.submit(work, 0)]
        events[0].wait(30)
        futures += [pool.submit(work, n) for n in (1, 2, 3)]
        while not futures[2].running():
            events[4].wait(0.01)
        show('begun', lambda event: event.is_set(), events)
        show('running', lambda future: future.running(), futures)
        show('cancelled', lambda future: future.cancel(), futures)
        events[4].set()
        pool.shutdown(cancel_futures=True)
    show('begun in the end', lambda event: event.is_set(), events)
PY
timeout 60 python3 run.py | tee seen.txt
diff seen.txt - <<'SEEN'
begun: first
running: first, second, third
cancelled: fourth
begun in the end: first, second, third
SEEN

#!/usr/bin/env bash
# CPython, `multiprocessing.Pool.imap`: with a chunk size, the first error is the last result.
#
# The iterator of `imap` raises a call's error in its place, and `next` goes on with the results
# that follow. So it does with chunks of one. With larger ones `imap` returns a generator over the
# chunks instead, and an error ends a generator for good: the results of all later chunks are lost,
# though their calls were made, and so are those of the same chunk. The manual gives `chunksize` for
# speed only.
#
# Seen with CPython 3.11.7 and 3.13.0:
#   chunksize=1: 0, ZeroDivisionError, 2, 3, 4, 5, end (6 calls made)
#   chunksize=2: ZeroDivisionError, end (6 calls made)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > run.py <<'PY'
import multiprocessing

calls = multiprocessing.Value('i', 0)


def start(shared):
    global calls
    calls = shared


def work(number):
    with calls:
        calls.value += 1
    return number if number != 1 else number / 0


def results(chunksize):
    with multiprocessing.Pool(2, start, [calls]) as pool:
        iterator = pool.imap(work, range(6), chunksize)
        result = ''
        while result != 'end':
            try:
                result = str(next(iterator, 'end'))
            except ZeroDivisionError as error:
                result = type(error).__name__
            yield result
        pool.close()
        pool.join()


if __name__ == '__main__':
    for chunksize in 1, 2:
        calls.value = 0
        seen = ', '.join(results(chunksize))
        print(f'chunksize={chunksize}: {seen} ({calls.value} calls made)')
PY
timeout 60 python3 run.py | tee seen.txt
diff seen.txt - <<'SEEN'
chunksize=1: 0, ZeroDivisionError, 2, 3, 4, 5, end (6 calls made)
chunksize=2: ZeroDivisionError, end (6 calls made)
SEEN

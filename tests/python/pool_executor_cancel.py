"""ProcessPoolExecutor: what can be cancelled, and shutting down."""

import time
from concurrent.futures import CancelledError, ProcessPoolExecutor, wait


def nap(seconds):
    time.sleep(seconds)
    return seconds


def main():
    executor = ProcessPoolExecutor(1)
    executor.submit(nap, 0).result()
    fs = [executor.submit(nap, 0.5) for _ in range(5)]
    # One or two more than there are workers are marked running.
    cancelled = [f.cancel() for f in fs]
    print(cancelled[3:])
    print([f.cancelled() for f in fs] == cancelled)
    print([f.done() for f in fs] == cancelled)
    done, rest = wait(fs)
    print(len(done), len(rest))
    try:
        fs[4].result()
    except CancelledError as error:
        print(repr(error))
    executor.shutdown()
    executor = ProcessPoolExecutor(1)
    fs = [executor.submit(nap, 0.2) for _ in range(6)]
    executor.shutdown(cancel_futures=True)
    print([f.cancelled() for f in fs][3:])
    executor = ProcessPoolExecutor(2)
    fs = [executor.submit(nap, 0.1) for _ in range(6)]
    executor.shutdown(wait=False)
    try:
        executor.submit(nap, 0)
    except RuntimeError as error:
        print(error)
    print([f.result() for f in fs])
    executor.shutdown()
    ProcessPoolExecutor(2).shutdown()
    with ProcessPoolExecutor(2) as executor:
        it = executor.map(nap, [0.1] * 20)
        print(next(it))
        del it
    print("end")


if __name__ == "__main__":
    main()

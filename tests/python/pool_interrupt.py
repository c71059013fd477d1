"""A signal ends every wait for a pool; the pool can be shut down afterwards."""

import os
import signal
import time
from concurrent.futures import Future, ProcessPoolExecutor, as_completed, wait
from multiprocessing import Pool, Process


def interrupt(pid, seconds):
    time.sleep(seconds)
    os.kill(pid, signal.SIGINT)


def nap(seconds):
    time.sleep(seconds)


def interrupted(name, f):
    p = Process(target=interrupt, args=(os.getpid(), 0.3))
    p.start()
    try:
        f()
        print(name, "not interrupted")
    except KeyboardInterrupt:
        print(name, "interrupted")
    p.join()


def main():
    interrupted("own future", lambda: Future().result())
    executor = ProcessPoolExecutor(1)
    f = executor.submit(nap, 30)
    interrupted("result", f.result)
    interrupted("as_completed", lambda: list(as_completed([f])))
    interrupted("wait", lambda: wait([f]))
    interrupted("map", lambda: list(executor.map(nap, [0])))
    interrupted("sleep", lambda: time.sleep(20))
    interrupted("shutdown", executor.shutdown)
    (worker,) = executor._processes.values() if executor._processes else [None]
    if worker:
        worker.kill()
        executor.shutdown()
    pool = Pool(1)
    r = pool.apply_async(nap, (30,))
    interrupted("get", r.get)
    interrupted("pool map", lambda: pool.map(nap, [0]))
    interrupted("next", lambda: next(pool.imap(nap, [0])))
    pool.close()
    interrupted("join", pool.join)
    pool.terminate()
    pool.join()
    print("end")


if __name__ == "__main__":
    main()

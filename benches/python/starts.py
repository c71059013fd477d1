"""Milliseconds from `Process.start()` until the parent has heard from its children."""

import json
import multiprocessing as mp
import sys
import time


def child(conn):
    conn.send_bytes(b"1")


def start(count):
    pipes = [mp.Pipe(duplex=False) for _ in range(count)]
    processes = [mp.Process(target=child, args=(there,)) for _, there in pipes]
    began = time.perf_counter()
    for process, (_, there) in zip(processes, pipes, strict=True):
        process.start()
        there.close()
    for here, _ in pipes:
        here.recv_bytes()
    ms = (time.perf_counter() - began) * 1e3
    for process in processes:
        process.join()
    return ms


if __name__ == "__main__":
    parameters = json.loads(sys.argv[1])
    samples = {str(count): [] for count in parameters["counts"]}
    for _ in range(parameters["rounds"]):
        for count in parameters["counts"]:
            # Spares are made, and those that ended become spares again.
            time.sleep(parameters["pause"])
            samples[str(count)].append(start(count))
    print(json.dumps(samples))

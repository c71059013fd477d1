"""Children that live, each told of by a line, until there is a line to read."""

import json
import multiprocessing as mp
import sys


def child(conn):
    conn.send_bytes(b"1")
    conn.recv_bytes()


if __name__ == "__main__":
    print("began", flush=True)
    input()
    pipes = [mp.Pipe() for _ in range(json.loads(sys.argv[1])["count"])]
    processes = [mp.Process(target=child, args=(there,)) for _, there in pipes]
    for process, (_, there) in zip(processes, pipes, strict=True):
        process.start()
        there.close()
    for here, _ in pipes:
        here.recv_bytes()
    print("alive", flush=True)
    input()
    for here, _ in pipes:
        here.send_bytes(b"1")
    for process in processes:
        process.join()
    print("ended", flush=True)
    input()

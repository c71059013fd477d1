"""MB a second of bytes sent one way, beside a copy of as many within a process."""

import json
import multiprocessing as mp
import sys
import time

#: Memory that was never written is not read as fast as it seems.
PATTERN = bytes(range(256))


def produce(conn, count):
    data = PATTERN * (count // len(PATTERN))
    while conn.recv_bytes() == b"go":
        conn.send_bytes(data)


if __name__ == "__main__":
    parameters = json.loads(sys.argv[1])
    count = parameters["bytes"]
    here, there = mp.Pipe()
    process = mp.Process(target=produce, args=(there, count))
    process.start()
    there.close()
    samples = {"pipe": [], "copy": []}
    source = bytearray(PATTERN * (count // len(PATTERN)))
    for _ in range(parameters["rounds"] + 2):
        began = time.perf_counter()
        here.send_bytes(b"go")
        assert len(here.recv_bytes()) == count
        middle = time.perf_counter()
        assert len(bytes(source)) == count
        ended = time.perf_counter()
        samples["pipe"].append(count / 1e6 / (middle - began))
        samples["copy"].append(count / 1e6 / (ended - middle))
    here.send_bytes(b"end")
    process.join()
    # In the first rounds memory was made for it all.
    print(json.dumps({name: rates[2:] for name, rates in samples.items()}))

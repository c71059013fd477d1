"""Items a second of a map of an empty function on a pool of two, by chunk size."""

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def nothing(item):
    return item


if __name__ == "__main__":
    parameters = json.loads(sys.argv[1])
    samples = {}
    with ProcessPoolExecutor(2) as executor:
        list(executor.map(nothing, range(100)))
        for chunksize, items in parameters["items"].items():
            began = time.perf_counter()
            got = list(executor.map(nothing, range(items), chunksize=int(chunksize)))
            samples[chunksize] = items / (time.perf_counter() - began)
            assert got == list(range(items))
    print(json.dumps(samples))

# By fork alone, where memory is shared: without, each takes long
"""Two hundred forks in a row: each child has what the parent has become until then."""

import multiprocessing as mp
import zlib

FORKS = 200

fork = mp.get_context("fork")


def numbers():
    n = 1
    while True:
        n = n * 48_271 % 2_147_483_647
        yield n


def child(conn):
    # What it does to its copy nobody sees.
    kept.append(next(live))
    conn.send((len(kept), zlib.crc32(repr(kept).encode()), next(live)))


if __name__ == "__main__":
    live = numbers()
    kept = []
    here, there = fork.Pipe(duplex=False)
    right = 0
    for i in range(FORKS):
        p = fork.Process(target=child, args=(there,))
        p.start()
        found = here.recv()
        p.join()
        mine = next(live)
        expected = (i + 1, zlib.crc32(repr([*kept, mine]).encode()))
        right += found[:2] == expected and p.exitcode == 0
        kept.append(mine)
        if (i + 1) % 50 == 0:
            print(i + 1, right, found, flush=True)

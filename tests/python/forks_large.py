# By fork alone
"""A child has a million objects of its parent's, which goes on changing its own."""

import gc
import multiprocessing as mp

N = 1_000_000

fork = mp.get_context("fork")


class Link:
    __slots__ = ("value", "next")

    def __init__(self, value, next):
        self.value = value
        self.next = next


def chain(n):
    """A list linked by its objects, and a table of each hundredth of them."""
    link, table = None, {}
    for i in range(n):
        link = Link(i * 2_654_435_761 % 2**32, link)
        if i % 100 == 0:
            table[f"link {i}"] = link
    return link, table


def checksum(link):
    total = count = 0
    while link is not None:
        total = (total * 31 + link.value) % 2**61
        count += 1
        link = link.next
    return count, total


def child(conn, generation):
    conn.send((generation, gc.collect() >= 0, checksum(first)))
    conn.recv()
    # Its own copy.
    table["link 500"].value = generation
    table["link 700"].next = None
    if generation > 1:
        run(generation - 1)
    conn.send((generation, checksum(first)))


def run(generation):
    here, there = fork.Pipe()
    p = fork.Process(target=child, args=(there, generation))
    p.start()
    there.close()
    print(here.recv(), flush=True)
    table["link 600"].value += 1
    here.send("go on")
    print(here.recv(), flush=True)
    p.join()
    print(p.exitcode, flush=True)


if __name__ == "__main__":
    first, table = chain(N)
    print(checksum(first))
    run(2)
    run(1)
    print(checksum(first))

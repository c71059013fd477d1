# By fork alone
"""Sixty forks, one after another, of a state that a seeded choice of steps changes.

Each child goes on with all of that state for a while. What it finds must be what the parent finds
when it does the same, and the parent must not see what the child did.
"""

import gc
import multiprocessing as mp
import random
import sys
import tempfile
import threading
import weakref
import zlib

SEED = 20_260_731
FORKS = 60

fork = mp.get_context("fork")


class Node:
    """Has the one before it, and itself."""

    def __init__(self, value, before):
        self.value = value
        self.before = before
        self.me = self


class State:
    """What a process has. Every step changes it and gives a number."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.live = self.generator()
        next(self.live)
        self.add = self.closure()
        self.nodes = None
        self.table = {}
        self.refs = []
        self.text = "".join(f"line {i} of the file\n" for i in range(2000))
        self.file = tempfile.TemporaryFile(buffering=0)
        self.file.write(self.text.encode())
        self.at = 0

    def generator(self):
        seen = []
        n = 0
        while True:
            n += (yield n * 31 % 1009) or 0
            seen.append(n)
            n += len(seen)

    def closure(self):
        total = 0

        def add(n):
            nonlocal total
            total = (total * 7 + n) % 100_003
            return total

        return add

    def step_generator(self):
        return self.live.send(self.random.randrange(100))

    def step_closure(self):
        return self.add(self.random.randrange(1000))

    def step_file(self):
        # Natively all processes have one offset.
        self.file.seek(self.at)
        n = self.random.randrange(1, 200)
        data = self.file.read(n)
        self.at = (self.at + n) % (len(self.text) - 400)
        return zlib.crc32(data)

    def step_garbage(self):
        refs = []
        for i in range(self.random.randrange(50, 150)):
            self.nodes = Node(i, self.nodes if i % 10 else None)
            refs.append(weakref.ref(self.nodes))
        if self.random.random() < 0.3:
            gc.collect()
        node, kept = self.nodes, set()
        while node is not None:
            kept.add(node)
            node = node.before
        return len(kept) * 1000 + sum(ref() in kept for ref in refs)

    def step_table(self):
        for _ in range(20):
            key = self.random.randrange(500)
            self.table[key] = (self.random.getrandbits(40), str(key), [key] * (key % 5))
        if len(self.table) > 300:
            for key in sorted(self.table)[::3]:
                del self.table[key]
        return zlib.crc32(repr(sorted(self.table.items())).encode())

    def step_error(self):
        def fails(n):
            if n == 0:
                raise LookupError(self.random.randrange(100))
            fails(n - 1)

        try:
            fails(self.random.randrange(1, 60))
        except LookupError as error:
            depth, traceback = 0, error.__traceback__
            while traceback:
                depth, traceback = depth + 1, traceback.tb_next
            return error.args[0] * 100 + depth

    def step_shuffle(self):
        order = list(range(50))
        self.random.shuffle(order)
        return order[0] * 50 + self.random.choice(order)

    def steps(self, n):
        names = sorted(name for name in dir(State) if name.startswith("step_"))
        return [getattr(self, self.random.choice(names))() for _ in range(n)]


class Forks:
    """The ways in which a process forks."""

    def __init__(self, state):
        self.state = state
        self.count = 0
        self.process_lock = fork.Lock()
        self.thread_lock = threading.Lock()

    def fork(self, call):
        """What the call gives in a child."""
        self.count += 1
        here, there = fork.Pipe(duplex=False)
        p = fork.Process(target=lambda: (there.send(call()), sys.exit(7)))
        p.start()
        there.close()
        result = here.recv()
        p.join()
        here.close()
        assert p.exitcode == 7, p.exitcode
        p.close()
        return result

    def way_plain(self, n):
        return self.fork(lambda: self.state.steps(n))

    def way_generator(self, n):
        def forks():
            yield self.fork(lambda: self.state.steps(n))

        return next(forks())

    def way_process_lock(self, n):
        with self.process_lock:
            held, found = self.fork(
                lambda: (self.process_lock.acquire(False), self.state.steps(n)),
            )
        assert held is False and self.process_lock.acquire(False)
        self.process_lock.release()
        return found

    def way_thread_lock(self, n):
        def call():
            held = self.thread_lock.acquire(False)
            self.thread_lock.release()
            with self.thread_lock:
                return held, self.state.steps(n)

        with self.thread_lock:
            held, found = self.fork(call)
            assert held is False and self.thread_lock.locked()
        return found

    def way_error(self, n):
        try:
            raise KeyError(n)
        except KeyError:
            name, found = self.fork(
                lambda: (sys.exc_info()[0].__name__, self.state.steps(n)),
            )
            assert name == "KeyError"
        return found

    def way_deep(self, n):
        def deep(depth):
            return deep(depth - 1) if depth else self.way_plain(n)

        return deep(100)

    def way_collecting(self, n):
        found = []

        class Last:
            def __del__(last):
                found.append(self.way_plain(n))

        last = Last()
        last.me = last
        del last
        gc.collect()
        return found[0]

    def way_family(self, n):
        """A child, a grandchild and a great-grandchild, each with a third of the steps."""

        def family(left):
            mine = self.state.steps(n)
            return mine + (self.fork(lambda: family(left - 1)) if left > 1 else [])

        found = self.fork(lambda: family(3))
        # The counts of the others are theirs.
        self.count += 2
        return found

    def once(self, chosen):
        name = chosen.choice([name for name in dir(Forks) if name.startswith("way_")])
        n = chosen.randrange(1, 8)
        found = getattr(self, name)(n)
        # The parent's state is as it was before the fork.
        mine = self.state.steps(n)
        if name == "way_family":
            mine += self.state.steps(n)
            mine += self.state.steps(n)
        assert found == mine, (name, found, mine)
        return name, mine


def main():
    print("seed", SEED)
    chosen = random.Random(SEED)
    forks = Forks(State(SEED))
    digest = rounds = 0
    ways = {}
    while forks.count < FORKS:
        name, found = forks.once(chosen)
        ways[name] = ways.get(name, 0) + 1
        digest = zlib.crc32(repr((name, found)).encode(), digest)
        rounds += 1
        if rounds % 20 == 0:
            print(rounds, f"{digest:08x}", flush=True)
    print(forks.count, rounds, f"{digest:08x}")
    print(sorted(ways.items()))
    forks.state.file.close()


if __name__ == "__main__":
    main()

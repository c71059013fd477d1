"""Exceptions that leave `with` in threads, each of which has a stack of its own."""

import threading


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        left.append((type(self).__name__, kind.__name__, str(error)))
        return True


left = []


def leave(number):
    with Guard():
        raise ValueError(number)


def barrier_breaks(barrier):
    try:
        barrier.wait(0.05)
    except threading.BrokenBarrierError as error:
        left.append(type(error).__name__)


def run(function, *args):
    thread = threading.Thread(target=function, args=args)
    thread.start()
    return thread


for number in range(8):
    run(leave, number).join()
print(left)

left.clear()
barrier = threading.Barrier(4)
for thread in [run(barrier_breaks, barrier) for _ in range(3)]:
    thread.join()
print(left)

"""A child doubles what comes through a pipe."""

from multiprocessing import Pipe, Process

NUMBER = 10
N_TRIPS = 1000
LARGEST_KIB = 4096  # the largest message


def double(connection):
    # Twice some bytes is as many again behind them.
    while (message := connection.recv()) is not None:
        connection.send(2 * message)
    connection.close()


if __name__ == "__main__":
    ours, theirs = Pipe()
    child = Process(target=double, args=(theirs,))
    child.start()
    for _ in range(N_TRIPS):
        ours.send(NUMBER)
        answer = ours.recv()
    print(answer)
    sizes = []
    size = 1  # four times as large each time
    while size <= 1024 * LARGEST_KIB:
        ours.send(bytes(size))
        sizes.append(len(ours.recv()))
        size *= 4
    print(sizes)
    ours.send(None)  # the sentinel: that was all
    child.join()

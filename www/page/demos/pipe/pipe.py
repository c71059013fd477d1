"""A child doubles what comes through a pipe."""

from multiprocessing import Pipe, Process

NUMBER = 10
N_TRIPS = 1000


def double(connection):
    while (number := connection.recv()) is not None:
        connection.send(2 * number)
    connection.close()


if __name__ == "__main__":
    ours, theirs = Pipe()
    child = Process(target=double, args=(theirs,))
    child.start()
    for _ in range(N_TRIPS):
        ours.send(NUMBER)
        answer = ours.recv()
    ours.send(None)  # the sentinel: that was all
    child.join()
    print(answer)

"""A child doubles what comes down the pipe."""

from multiprocessing import Pipe, Process


def double(end):
    while (number := end.recv()) is not None:
        end.send(2 * number)


if __name__ == "__main__":
    ours, theirs = Pipe()
    child = Process(target=double, args=(theirs,))
    child.start()
    theirs.close()
    for number in [10, 20, 30]:
        ours.send(number)
        print(ours.recv())
    ours.send(None)
    child.join()

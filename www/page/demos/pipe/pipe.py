from multiprocessing import Pipe, Process


def double(connection):
    connection.send(2 * connection.recv())
    connection.close()


if __name__ == "__main__":
    ours, theirs = Pipe()
    child = Process(target=double, args=(theirs,))
    child.start()
    ours.send(10)
    print(ours.recv())  # 20
    child.join()

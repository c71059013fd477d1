"""Threads of a process that receive at the same time each get their own message whole."""

import hashlib
import multiprocessing as mp
import threading

N_THREADS = 4
N_SENDERS = 3
N_MESSAGES = 60
N_LARGE = 8


def message(seed, length):
    data = bytes((seed * 31 + i) % 251 for i in range(251)) * (length // 251 + 1)
    return hashlib.md5(data[:length]).digest(), data[:length]


def is_whole(got):
    digest, data = got
    return hashlib.md5(data).digest() == digest


def fill(queue, start, first):
    start.wait()
    for i in range(first, N_MESSAGES, N_SENDERS):
        queue.put((i, message(i, 300 + i * 37)))


def send(conn, first):
    for i in range(N_LARGE):
        conn.send(message(first + i, 150_000 + 1000 * first + i))
    conn.send(None)


def from_queue(queue, numbers, bad):
    while (got := queue.get()) is not None:
        number, one = got
        numbers.append(number)
        if not is_whole(one):
            bad.append(number)


def from_pipe(conn, lengths, bad):
    while (got := conn.recv()) is not None:
        lengths.append(len(got[1]))
        if not is_whole(got):
            bad.append(len(got[1]))


if __name__ == "__main__":
    queue = mp.Queue()
    numbers, bad = [], []
    threads = [
        threading.Thread(target=from_queue, args=(queue, numbers, bad)) for _ in range(N_THREADS)
    ]
    start = mp.Event()
    # Several messages come at once, while the threads wait.
    children = [mp.Process(target=fill, args=(queue, start, i)) for i in range(N_SENDERS)]
    for child in children:
        child.start()
    for thread in threads:
        thread.start()
    start.set()
    for child in children:
        child.join()
    for _ in threads:
        queue.put(None)
    for thread in threads:
        thread.join()
    print("queue", sorted(numbers) == list(range(N_MESSAGES)), bad)

    pipes = [mp.Pipe(duplex=False) for _ in range(2)]
    lengths = [[], []]
    children = [
        mp.Process(target=send, args=(there, 100 * i)) for i, (_, there) in enumerate(pipes)
    ]
    for child in children:
        child.start()
    for _, there in pipes:
        there.close()
    bad = []
    threads = [
        threading.Thread(target=from_pipe, args=(here, lengths[i], bad))
        for i, (here, _) in enumerate(pipes)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for child in children:
        child.join()
    for i, found in enumerate(lengths):
        print("pipe", i, found == [150_000 + 100_000 * i + k for k in range(N_LARGE)])
    print(bad)

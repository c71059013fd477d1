"""A child that is ended before it has begun gives up the connections that it was given."""

import multiprocessing as mp


def hold(conn, other):
    other.close()
    conn.recv()


if __name__ == "__main__":
    mp.set_start_method("spawn", force=True)
    a, b = mp.Pipe()
    p = mp.Process(target=hold, args=(b, a))
    p.start()
    b.close()
    p.terminate()
    p.join()
    try:
        a.recv()
    except EOFError:
        print("EOFError", p.exitcode)

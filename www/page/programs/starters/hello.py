"""Three processes say who they are."""

import os
from multiprocessing import Process


def greet(name):
    print(f"Hello {name}, from process {os.getpid()}")


if __name__ == "__main__":
    print("The main process is", os.getpid())
    children = [
        Process(target=greet, args=(name,))
        for name in ["Ada", "Alan", "Grace"]
    ]
    for child in children:
        child.start()  # from here on all run at once
    for child in children:
        child.join()  # waits until it has ended
    # 0: it ended well.
    print([child.exitcode for child in children])

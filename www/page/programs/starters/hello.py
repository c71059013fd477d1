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
        child.start()
    for child in children:
        child.join()
    print([child.exitcode for child in children])

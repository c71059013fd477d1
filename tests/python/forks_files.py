# By fork alone
"""A forked child has its parent's open files: their descriptors, offsets and flags, their names.

Afterwards each side goes on by itself; what the one's use does to the other is not looked at.
"""

import multiprocessing as mp
import os
import stat
import tempfile

fork = mp.get_context("fork")


def in_child(call, *args):
    """What the call gives in a child, or the name of what it raises."""

    def tells():
        try:
            there.send(call(*args))
        except Exception as error:
            there.send(type(error).__name__)

    here, there = fork.Pipe(duplex=False)
    p = fork.Process(target=tells)
    p.start()
    there.close()
    result = here.recv()
    p.join()
    return result


def texts():
    with open("lines.txt", "w") as file:
        file.writelines(f"line {i}\n" for i in range(10))
    with open("lines.txt") as file:
        print(file.readline().strip(), next(file).strip())
        print(in_child(lambda: [line.strip() for line in file][:3]))
        print(in_child(lambda: (file.seek(7), file.readline(), file.tell(), file.name)))
        print(file.readline().strip(), in_child(file.fileno) == file.fileno())
    print(in_child(file.read), in_child(lambda: file.closed))


def offsets():
    data = bytes(i * 7 % 256 for i in range(200_000))
    with open("large.bin", "wb") as file:
        file.write(data)
    with open("large.bin", "rb") as file:
        for at in (1000, 150_000):
            file.seek(at)
            file.read(20)
            # Both read on, over the end of what is buffered.
            child = in_child(lambda: sum(file.read(40_000)))
            print(child == sum(data[at + 20 : at + 40_020]))
            file.seek(0, os.SEEK_END)
            file.seek(at + 20)
            print(sum(file.read(40_000)) == child)
    with open("large.bin", "rb", buffering=0) as file:
        file.seek(100)
        print(in_child(lambda: (file.read(3), file.tell())) == (data[100:103], 103))
        file.seek(0, os.SEEK_END)
        print(in_child(lambda: (file.read(3), file.tell())))


def writes():
    with open("written.txt", "w+") as file:
        print("parent", file=file, flush=True)

        def writes_on():
            print("child", file=file, flush=True)
            file.seek(0)
            with open("written.txt") as other:
                return file.read(), other.read()

        print(in_child(writes_on))
    with open("added.txt", "w") as file:
        file.write("first\n")
    with open("added.txt", "a+") as file:
        file.seek(0)

        def adds():
            file.write("last\n")
            file.seek(0)
            return file.read()

        print(in_child(adds))
    with open("read.txt", "w") as file:
        file.write("only read")
    with open("read.txt") as file:
        print(in_child(file.write, "x"), in_child(os.write, file.fileno(), b"x"))
    with open("read.txt", "wb") as file:
        print(in_child(file.read), in_child(lambda: file.write(b"12345")))
        print(in_child(lambda: (file.truncate(3), os.fstat(file.fileno()).st_size)))


def descriptors():
    fd = os.open("digits", os.O_RDWR | os.O_CREAT, 0o640)
    os.write(fd, b"0123456789")
    os.lseek(fd, 2, os.SEEK_SET)
    same = os.dup(fd)
    other = os.open("digits", os.O_RDONLY)

    def reads():
        # A duplicate has the same offset, another opening has its own.
        read = os.read(fd, 2), os.read(same, 2), os.read(other, 2)
        os.write(fd, b"x")
        os.close(fd)
        return read, os.read(same, 2), os.read(other, 9)

    print(in_child(reads))
    os.lseek(fd, 0, os.SEEK_SET)

    def opens():
        new = os.open("digits", os.O_RDONLY)
        return new in (fd, same, other), os.fstat(new).st_ino == os.fstat(fd).st_ino

    print(in_child(opens))
    for each in (fd, same, other):
        os.close(each)
    nothing = os.open(os.devnull, os.O_RDWR)
    print(in_child(lambda: (os.write(nothing, b"x"), os.read(nothing, 1))))
    os.close(nothing)
    folder = os.open(".", os.O_RDONLY)
    print(in_child(lambda: stat.S_ISDIR(os.fstat(folder).st_mode)))
    os.close(folder)
    with os.scandir("tree") as entries:
        found = {next(entries).name}
        print(in_child(lambda: len(found | {entry.name for entry in entries})))


def without_names():
    file = tempfile.TemporaryFile()
    file.write(b"temporary")
    file.seek(4)
    print(in_child(lambda: (file.read(), file.seek(0), file.read(4))))
    file.close()
    with open("old.txt", "w") as file:
        file.write("text")
    with open("old.txt") as file, open("old.txt", "r+") as writer:
        os.rename("old.txt", "new.txt")
        print(in_child(lambda: (file.read(), os.path.exists("old.txt"))))
        file.seek(0)
        os.remove("new.txt")

        def both():
            writer.write("TEX")
            writer.flush()
            return file.read(), os.path.exists("new.txt")

        print(in_child(both))
        with open("new.txt", "w") as another:
            another.write("another")
        file.seek(0)
        print(in_child(lambda: (len(file.read()), open("new.txt").read())))
    with tempfile.NamedTemporaryFile("w+") as file:
        file.write("named")
        file.flush()
        print(in_child(lambda: open(file.name).read()))


def names():
    os.makedirs("tree/empty/below")
    os.symlink("../read.txt", "tree/link")
    os.symlink("nowhere", "tree/dangling")
    for name, mode in (("run.sh", 0o755), ("secret", 0o600)):
        with open(f"tree/{name}", "w") as file:
            file.write(name)
        os.chmod(f"tree/{name}", mode)
    os.utime("tree/secret", (1_000_000, 2_000_000.5))

    def seen():
        at = os.stat("tree/secret")
        return (
            sorted(os.listdir("tree")),
            os.listdir("tree/empty"),
            os.readlink("tree/link"),
            os.path.islink("tree/dangling"),
            [oct(os.stat(f"tree/{name}").st_mode & 0o777) for name in ("run.sh", "secret")],
            (at.st_atime, at.st_mtime),
        )

    print(in_child(seen) == seen(), seen())
    os.chdir("tree/empty/below")
    print(in_child(lambda: os.path.relpath(os.getcwd(), home)))
    os.chdir(home)


def generations():
    with open("lines.txt", "rb", buffering=0) as file:
        file.read(7)

        def family(n):
            read = file.read(7)
            return [read, *(in_child(family, n - 1) if n else ())]

        print(in_child(family, 3))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        home = os.path.realpath(home)
        os.chdir(home)
        for scenario in (texts, offsets, writes, names, descriptors, without_names, generations):
            print("==", scenario.__name__)
            scenario()
        os.chdir("/")

from concurrent.futures import ProcessPoolExecutor


def chunks(items, parts):
    n = len(items)
    size = max(1, -(-n // parts))  # rounded up
    starts = range(0, n, size)
    return [items[i : i + size] for i in starts]


def round_robin(items, parts):
    return [items[i::parts] for i in range(parts)]


if __name__ == "__main__":
    items = list(range(9))
    print(chunks(items, 4))
    # [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    dealt = round_robin(items, 4)
    print(dealt)
    # [[0, 4, 8], [1, 5], [2, 6], [3, 7]]
    with ProcessPoolExecutor() as pool:
        sums = list(pool.map(sum, dealt))
    print(sums)  # [12, 6, 8, 10]

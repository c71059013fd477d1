"""A list is cut into parts, which a pool sums."""

from concurrent.futures import ProcessPoolExecutor

N_ITEMS = 9
N_PARTS = 4


def chunks(items, parts):
    n = len(items)
    size = max(1, -(-n // parts))  # rounded up
    starts = range(0, n, size)
    return [items[i : i + size] for i in starts]


def round_robin(items, parts):
    return [items[i::parts] for i in range(parts)]


if __name__ == "__main__":
    items = list(range(N_ITEMS))
    print(chunks(items, N_PARTS))
    dealt = round_robin(items, N_PARTS)
    print(dealt)
    # A process per core.
    with ProcessPoolExecutor() as pool:
        sums = list(pool.map(sum, dealt))
    print(sums)

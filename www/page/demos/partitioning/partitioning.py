"""A list is cut into parts, which a pool works through."""

from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

N_ITEMS = 9
N_PARTS = 4
# The steps of all items together: a thousandth of
# the control's, since Python is slower.
N_STEPS = 500000


def chunks(items, parts):
    n = len(items)
    size = max(1, -(-n // parts))  # rounded up
    starts = range(0, n, size)
    return [items[i : i + size] for i in starts]


def round_robin(items, parts):
    return [items[i::parts] for i in range(parts)]


def work_through(part, steps):
    answer = 0
    for item in part:
        # Items grow heavier along the list.
        for step in range((item + 1) * steps):
            answer = (answer + step) % 1000
    return answer


if __name__ == "__main__":
    items = list(range(N_ITEMS))
    print(chunks(items, N_PARTS))
    dealt = round_robin(items, N_PARTS)
    print(dealt)
    units = max(1, N_ITEMS * (N_ITEMS + 1) // 2)
    steps = max(1, N_STEPS // units)
    # A process per core.
    with ProcessPoolExecutor() as pool:
        results = pool.map(work_through, dealt, repeat(steps))
        print(list(results))

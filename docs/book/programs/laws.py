"""Two laws of speedup."""


def amdahl(serial, workers):
    return workers


def karp_flatt(speedup, workers):
    return 0


if __name__ == "__main__":
    for workers in [2, 4, 8]:
        speedup = amdahl(0.1, workers)
        print(f"{workers} workers: {speedup:.2f}")
    for workers, speedup in [(2, 1.8), (4, 2.9), (8, 3.9)]:
        serial = karp_flatt(speedup, workers)
        print(f"{workers} workers: {serial:.3f}")

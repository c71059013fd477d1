from concurrent.futures import ProcessPoolExecutor


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, n))


def count_primes(n):
    return sum(map(is_prime, range(n)))


if __name__ == "__main__":
    items = [100, 200, 300, 400]
    # A process per core; on threads, it would be
    # ThreadPoolExecutor.
    with ProcessPoolExecutor() as pool:
        counts = list(
            pool.map(count_primes, items, chunksize=1)
        )
    print(counts)  # [25, 46, 62, 78]

// What every consumer's page does with the library. Options of `open` come by the page's address.
export async function tryLibrary(open) {
  const query = new URLSearchParams(location.search);
  const options = JSON.parse(query.get('options') ?? '{}');
  const seen = {};
  const pg = await open({ workers: 2, ...options });
  try {
    seen.mode = pg.mode;
    seen.reasons = pg.environment.reasonCodes;
    seen.squares = await pg.processes.map((x) => x * x, [1, 2, 3]);
    const a = Float64Array.of(1, 2, 3, 4);
    const b = Float64Array.of(5, 6, 7, 8);
    seen.product = [...(await pg.matmul(a, b, { m: 2, k: 2, n: 2 })).c];
    const queue = pg.queue({ maxsize: 1 });
    pg.spawn(async (to) => {
      for (const item of ['one', { two: 2n }, null]) await to.put(item);
    }, queue);
    seen.items = [];
    for (let item; (item = await queue.get()) !== null;)
      seen.items.push(typeof item === 'string' ? item : Number(item.two));
    if (query.get('python') === 'no') return seen;
    seen.python = await pg.python.run(PROGRAM).then(
      ({ stdout, stderr }) => stdout + stderr,
      ({ code, message }) => `${code}: ${message}`,
    );
  } finally {
    await pg.close();
  }
  return seen;
}

const PROGRAM = `
from multiprocessing import Pool

def cube(x):
    return x ** 3

if __name__ == '__main__':
    with Pool(2) as pool:
        print(pool.map(cube, range(4)))
`;

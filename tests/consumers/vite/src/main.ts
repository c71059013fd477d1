import { open, PlaygroundError, type Playground, type Queue } from 'parallel-playground';

import { tryLibrary } from './try.js';

/** What the types promise; the page calls none of it. */
export async function typed(pg: Playground): Promise<number> {
  const queue: Queue<number> = pg.queue<number>();
  await queue.put(1);
  const squares: number[] = await pg.processes.map((x: number) => x * x, [1, 2, 3]);
  // @ts-expect-error: the matrices are of different kinds
  await pg.matmul(new Float64Array(1), new Float32Array(1), { m: 1, k: 1, n: 1 });
  return squares.length + (await queue.get());
}

const show = (seen: object): void => {
  Object.assign(globalThis, { seen });
};
tryLibrary(open).then(show, (error: unknown) => {
  show({
    failed: error instanceof PlaygroundError ? `${error.code}: ${error.message}` : `${error}`,
  });
});

import { expect, test } from 'vitest';

import { PlaygroundError } from '../common/errors';
import type { MatrixRequest } from '../common/protocol';
import { MatrixTable, type MatrixHost } from './matrix-table';

/** Compute workers that do nothing but note what arrives, and that can be lost. */
class Workers {
  readonly heard: string[] = [];
  current: object | undefined;
  /** What the next opening fails with. */
  failure: PlaygroundError | undefined;
  /** Resolves the openings that wait. */
  readonly arrived: (() => void)[] = [];
  #made = 0;

  async ask(method: string, argument: unknown): Promise<void> {
    if (!this.current) {
      this.#made += 1;
      this.current = { number: this.#made };
    }
    const where = this.#made;
    const id = method === 'matrixOpen' ? (argument as MatrixRequest).id : String(argument);
    this.heard.push(`${where} ${method} ${id}`);
    const { failure } = this;
    this.failure = undefined;
    if (failure) return Promise.reject(failure);
    if (method === 'matrixOpen') await new Promise<void>((done) => this.arrived.push(done));
  }
}

function table(sharesMemory = true): { workers: Workers; table: MatrixTable } {
  const workers = new Workers();
  return { workers, table: new MatrixTable(workers as unknown as MatrixHost, sharesMemory) };
}

const request = { id: 7, b: Float64Array.of(1, 2), k: 1, n: 2 };

async function opened(sharesMemory = true): Promise<ReturnType<typeof table>> {
  const made = table(sharesMemory);
  const opening = made.table.open(request);
  made.workers.arrived.shift()?.();
  await opening;
  return made;
}

test.each([true, false])(
  'a worker gets an operand once, and the next one too: %s',
  async (shares) => {
    const { workers, table } = await opened(shares);
    await table.use(7, async (kept) => {
      expect(kept.b.buffer instanceof SharedArrayBuffer).toBe(shares);
      expect([...kept.b]).toEqual([1, 2]);
      await table.place(kept);
      expect(workers.heard).toEqual(['1 matrixOpen 7']);
      workers.current = undefined;
      // Two products, while the next worker gets it.
      const both = Promise.all([table.place(kept), table.place(kept)]);
      workers.arrived.splice(0).forEach((arrived) => arrived());
      await both;
    });
    expect(workers.heard).toEqual(['1 matrixOpen 7', '2 matrixOpen 7']);
  },
);

test('a worker that is lost while it gets an operand is followed by another one', async () => {
  const { workers, table } = await opened();
  workers.current = undefined;
  const placed = table.use(7, (kept) => table.place(kept));
  // It has it, and is lost before that is noticed.
  workers.current = undefined;
  workers.arrived.shift()?.();
  await Promise.resolve();
  while (workers.arrived.length === 0) await Promise.resolve();
  workers.arrived.shift()?.();
  await placed;
  expect(workers.heard.slice(1)).toEqual(['2 matrixOpen 7', '3 matrixOpen 7']);
});

test('an operand that is closed stays for the calls that use it', async () => {
  const { workers, table } = await opened();
  let end = (): void => undefined;
  const call = table.use(7, () => new Promise<void>((done) => (end = done)));
  table.close(7);
  table.close(7);
  await expect(table.use(7, () => Promise.resolve())).rejects.toThrow(/closed/);
  expect(workers.heard).toEqual(['1 matrixOpen 7']);
  end();
  await call;
  expect(workers.heard).toEqual(['1 matrixOpen 7', '1 matrixClose 7']);
});

test('one for which there is no room is not kept, and none is freed in a worker without it', async () => {
  const { workers, table: fresh } = table();
  workers.failure = new PlaygroundError('E_MEMORY', 'too large');
  await expect(fresh.open(request)).rejects.toThrow('too large');
  await expect(fresh.use(7, () => Promise.resolve())).rejects.toThrow(/closed/);
  const { workers: lost, table: other } = await opened();
  lost.current = {};
  other.close(7);
  expect(lost.heard).toEqual(['1 matrixOpen 7']);
});

import { expect, test } from 'vitest';

import { PlaygroundError } from '../common/errors';
import type { PackedMatrix } from '../common/types';
import { Generation } from './generation';
import { Matrices, type MatrixClient } from './matrices';

/** An engine that notes what it is asked. */
function client(): { matrices: Matrices; asked: string[]; generation: Generation } {
  const asked: string[] = [];
  const generation = new Generation('test', null, null);
  const client = {
    generation,
    postsAtOnce: true,
    askIn: (_: Generation, method: string, [argument]: [number | { id: number }]) => {
      asked.push(`${method} ${typeof argument === 'number' ? argument : argument.id}`);
      return Promise.resolve();
    },
  } as unknown as MatrixClient;
  return { matrices: new Matrices(client), asked, generation };
}

const MEGABYTE = 1024 ** 2;

test('what is garbage is freed as what is closed is, once', async () => {
  const { matrices, asked } = client();
  const kept = await matrices.open(new Float32Array(6), { k: 2, n: 3 });
  const open = async (): Promise<void> => {
    await matrices.open(new Float32Array(MEGABYTE / 4), { k: 1, n: MEGABYTE / 4 });
  };
  await open();
  expect(matrices.heldBytes).toBe(2 * MEGABYTE + 48);
  while (!asked.includes('matrixClose 2')) {
    (globalThis as unknown as { gc: () => void }).gc();
    await new Promise((looked) => setTimeout(looked, 0));
  }
  expect(matrices.find(kept)?.id).toBe(1);
  await kept.close();
  await kept.close();
  kept[Symbol.dispose]();
  expect(asked).toEqual(['matrixOpen 1', 'matrixOpen 2', 'matrixClose 2', 'matrixClose 1']);
  expect(matrices.heldBytes).toBe(0);
  expect(() => matrices.find(kept)).toThrow(/closed/);
});

test('one of a lost engine or of another playground is refused, and only closes', async () => {
  const [mine, other] = [client(), client()];
  const b = await mine.matrices.open(new Float64Array(1), { k: 1, n: 1 });
  const codeOf = (matrices: Matrices, b: PackedMatrix): unknown => {
    try {
      return matrices.find(b);
    } catch (error) {
      return (error as PlaygroundError).code;
    }
  };
  expect(codeOf(other.matrices, b)).toBe('E_ARGUMENT');
  mine.generation.lose(new PlaygroundError('E_WORKER_LOST', 'lost'));
  expect([codeOf(mine.matrices, b), mine.matrices.heldBytes]).toEqual(['E_ARGUMENT', 0]);
  await b.close();
  expect(mine.asked).toEqual(['matrixOpen 1']);
  expect(mine.matrices.find(new Float64Array(1))).toBeUndefined();
});

test('the matrices of a playground share the bytes that there are', async () => {
  const { matrices } = client();
  const b = new Float32Array(300 * (MEGABYTE / 4));
  const first = await matrices.open(b, { k: 300, n: MEGABYTE / 4 });
  const second = await matrices
    .open(b, { k: 300, n: MEGABYTE / 4 })
    .catch((error: unknown) => error);
  const { code, message } = second as PlaygroundError;
  expect(code).toBe('E_MEMORY');
  expect(message).toMatch(/^The matrix needs 629145600 bytes, .* have 629145600.*1073741824/);
  await first.close();
  await matrices.open(b, { k: 300, n: MEGABYTE / 4 });
});

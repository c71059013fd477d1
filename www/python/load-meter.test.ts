import { describe, expect, test, vi } from 'vitest';

import type { PythonLoading } from '../common/types';
import { LoadMeter } from './load-meter';

/** A response whose body comes in pieces of those lengths; each waits to be read. */
function inPieces(...lengths: readonly number[]): Response {
  const left = [...lengths];
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const length = left.shift();
        if (length === undefined) controller.close();
        else controller.enqueue(new Uint8Array(length).fill(length));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body);
}

/** A meter whose clock goes on by that much at each look, and what it tells. */
function meter(totalBytes: number, stepMs: number): { meter: LoadMeter; told: PythonLoading[] } {
  const told: PythonLoading[] = [];
  let ms = 0;
  const now = (): number => (ms += stepMs);
  return { told, meter: new LoadMeter(totalBytes, (loading) => told.push(loading), now) };
}

describe('how far loading is', () => {
  test('the bytes of all files together grow to the total, and nothing of them is lost', async () => {
    const { meter: it, told } = meter(100, 100);
    const [one, other] = await Promise.all([
      it.bytesOf(inPieces(10, 20)),
      it.bytesOf(inPieces(40, 30)),
    ]);
    expect(one).toEqual(Uint8Array.from({ length: 30 }, (_, i) => (i < 10 ? 10 : 20)));
    expect(other).toHaveLength(70);
    const loaded = told.map(({ loadedBytes }) => loadedBytes);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(told).toHaveLength(4);
    expect(told.at(-1)).toEqual({ step: 'files', loadedBytes: 100, totalBytes: 100 });
  });

  test('it is told ten times a second, and when all has come', async () => {
    const { meter: it, told } = meter(1000, 1);
    await it.bytesOf(inPieces(...Array<number>(1000).fill(1)));
    expect(told).toHaveLength(11);
    expect(told.at(-1)?.loadedBytes).toBe(1000);
  });

  test('what has come before the network pauses is told', async () => {
    vi.useFakeTimers();
    try {
      const { meter: it, told } = meter(100, 0);
      await it.bytesOf(inPieces(1, 40));
      expect(told.map(({ loadedBytes }) => loadedBytes)).toEqual([1]);
      vi.advanceTimersByTime(100);
      expect(told.map(({ loadedBytes }) => loadedBytes)).toEqual([1, 41]);
      it.starting();
      vi.runAllTimers();
      expect(told).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  test('what somebody else reads is counted, and comes to them whole', async () => {
    const { meter: it, told } = meter(30, 100);
    const response = inPieces(10, 20);
    it.count(response);
    expect(await response.arrayBuffer()).toHaveProperty('byteLength', 30);
    expect(told.at(-1)?.loadedBytes).toBe(30);
  });

  test('the total is never exceeded, and starting comes after it', async () => {
    const { meter: it, told } = meter(5, 100);
    await it.bytesOf(inPieces(3, 4));
    it.starting();
    expect(told.map(({ loadedBytes }) => loadedBytes)).toEqual([3, 5, 5]);
    expect(told.map(({ step }) => step)).toEqual(['files', 'files', 'start']);
  });

  test('a body that breaks off fails whoever reads it, and nobody else', async () => {
    const { meter: it, told } = meter(100, 100);
    const broken = new Response(
      new ReadableStream({ pull: (controller) => controller.error(new TypeError('gone')) }),
    );
    await expect(it.bytesOf(broken)).rejects.toThrow('gone');
    it.count(new Response(null));
    expect(told).toEqual([]);
  });
});

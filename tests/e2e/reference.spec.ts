/** The examples of the library's reference give what they promise, on either tier. */
import { readExamples } from '../../scripts/examples.mjs';
import { expect, test } from './fixtures.ts';
import { loadLibrary } from './library.ts';

/** What is wrong with an example that does not end. */
const LIMIT_MS = 10_000;

test('every example of the reference gives the values that it promises', async ({
  page,
  site,
  isolated,
}) => {
  const { examples } = readExamples();
  expect(examples.length).toBeGreaterThan(100);
  await loadLibrary(page, site);
  const outcomes = await page.evaluate(
    async ({ examples, limitMs }) => {
      const pg = await library.open({ workers: 2 });
      const names = { ...library, pg };
      type Functions<T> = new (...args: string[]) => (...values: unknown[]) => T;
      const AsyncFunction = (async () => {}).constructor as Functions<Promise<unknown>>;
      const ValueFunction = Function as unknown as Functions<unknown>;
      const outcomes: { name: string; values: unknown; expected: unknown; ms: number }[] = [];
      for (const { name, script, expected } of examples) {
        const startMs = performance.now();
        let late: number | undefined;
        const values = await Promise.race([
          new AsyncFunction(...Object.keys(names), script)(...Object.values(names)),
          new Promise((_, reject) => {
            late = window.setTimeout(() => reject(new Error('has not ended')), limitMs);
          }),
        ]).catch((error: unknown) => {
          const { code, cause, message } = error as Error & { code?: string };
          const inner = (cause as { code?: string } | undefined)?.code;
          return code === 'E_NOT_ISOLATED' || inner === 'E_NOT_ISOLATED'
            ? 'E_NOT_ISOLATED'
            : `${code}: ${message}; ${String(cause)}`;
        });
        clearTimeout(late);
        outcomes.push({
          name,
          values,
          expected: expected.map((it) => new ValueFunction(`return (${it})`)()),
          ms: Math.round(performance.now() - startMs),
        });
      }
      await pg.close();
      return outcomes;
    },
    { examples, limitMs: LIMIT_MS },
  );
  for (const [i, { name, values, expected }] of outcomes.entries()) {
    const missing = !isolated && examples[i]?.needsSharedMemory === true;
    expect.soft(values, name).toEqual(missing ? 'E_NOT_ISOLATED' : expected);
  }
  const slowest = outcomes.sort((a, b) => b.ms - a.ms).slice(0, 5);
  console.log(`the slowest: ${slowest.map(({ name, ms }) => `${name} ${ms} ms`).join(', ')}`);
});

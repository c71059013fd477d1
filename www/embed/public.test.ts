/** The types that a page gets: what is right compiles, and what is wrong does not. */
import { expectTypeOf, test } from 'vitest';

import type {
  DemoError,
  DemoFailure,
  DemoReady,
  DemoResult,
  ParallelDemoElement,
  ProgramResult,
} from './public';
// The page's own result is what is declared to pages.
import type { PlainResult } from '../page/embed-result';

/** Never called: the compiler reads it. */
export async function asAnAuthorWrites(): Promise<void> {
  const demo = document.querySelector('parallel-demo');
  if (demo === null) return;
  demo.addEventListener('demo-finished', ({ detail }) => {
    if ('exitCode' in detail) expectTypeOf(detail).toEqualTypeOf<ProgramResult>();
    else expectTypeOf(detail).toEqualTypeOf<DemoResult>();
  });
  demo.addEventListener('demo-failed', ({ detail: { code } }) => {
    // @ts-expect-error -- there is no such code
    if (code === 'E_NONSENSE') return;
  });
  demo.addEventListener('click', (event) => expectTypeOf(event).toEqualTypeOf<PointerEvent>());
  demo.settings = { n: 512, where: 'threads' };
  // @ts-expect-error -- a setting is a string or a number
  demo.settings = { n: true };
  // @ts-expect-error -- the last result cannot be changed
  demo.result = null;
  const result = await demo.run();
  const code: number | undefined = 'exitCode' in result ? result.exitCode : undefined;
  demo.stop();
  expectTypeOf(code).toEqualTypeOf<number | undefined>();
  // @ts-expect-error -- there is no such property
  expectTypeOf(demo.start);
}

/** What the page sends is what is declared. */
export const sent = (result: PlainResult): DemoResult => result;
export const made = (): ParallelDemoElement => document.createElement('parallel-demo');

test('an error is a failure with a code', () => {
  expectTypeOf<DemoError>().toExtend<DemoFailure>();
  expectTypeOf<DemoReady['problems']>().toEqualTypeOf<readonly string[]>();
});

/**
 * What a test of a fault gets: the fixtures of the end-to-end tests, and a note of the kind of
 * fault and of the engine, from which `docs/reliability.md` is made.
 */
import { expect, test as base } from '../e2e/fixtures.ts';

export { expect };

interface Notes {
  /** What kind of fault it is, as the table of what was survived has it. */
  kind: string;
  noted: null;
}

export const test = base.extend<Notes>({
  kind: ['', { option: true }],
  noted: [
    async ({ browser, kind }, use, info) => {
      const name = browser.browserType().name();
      info.annotations.push(
        { type: 'kind', description: kind },
        { type: 'engine', description: `${name} ${browser.version().split('.')[0] ?? ''}` },
      );
      await use(null);
    },
    { auto: true },
  ],
});

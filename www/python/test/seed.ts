/** The seed of random values in tests: SEED of the environment, or the time. Failures name it. */
export const SEED = Number(
  (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env['SEED'] ??
    Date.now() % 1e9,
);

/** For the message of an expectation. */
export const seeded = (round: number): string => `SEED=${SEED}, round ${round}`;

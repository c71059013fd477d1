/** The scheduling lab is loaded with the first results that have one: no other demo needs it. */
import type { Outline } from '../../demos/demo';

/** Never rejects: where it cannot be loaded, the next one to ask tries again. */
export async function loadLab({ figures }: Outline): Promise<void> {
  if (!figures.some(({ kind }) => kind === 'lab')) return;
  await import('./index').catch(() => undefined);
}

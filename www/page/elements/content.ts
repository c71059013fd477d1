/** The elements of what an address shows: demos’ and programs’ come with the first one. */
import { findDemo } from '../demos/registry';
import { loadTexts } from '../demos/texts';
import { recordedOutline } from '../recorded/index';
import { PYTHON, type Address } from '../router/address';
import { loadFigures } from './figures/load';

/** Rejects where they cannot be loaded; the next call tries again. */
export async function loadContent({ demo: name }: Address): Promise<void> {
  const demo = findDemo(name);
  if (demo)
    await Promise.all([
      import('./demo/index'),
      loadFigures(recordedOutline(demo)),
      // A demo is whole without them, and says so.
      loadTexts(name).catch(() => undefined),
    ]);
  else if (name === PYTHON) await import('./program/index');
}

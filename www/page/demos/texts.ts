/** The programs beside a demo, loaded with it: whole ones, which print the same. */
import type { Dialect } from './constants';

/** By the language that they are written in. */
export type Texts = Readonly<Record<Dialect, string>>;

const FILES = import.meta.glob<string>('./*/*.{py,js}', { query: '?raw', import: 'default' });

const loaded = new Map<string, Texts>();

/** Null before they have been loaded. */
export function loadedTexts(demo: string): Texts | null {
  return loaded.get(demo) ?? null;
}

/** Rejects where they cannot be loaded. */
export async function loadTexts(demo: string): Promise<Texts> {
  const text = (ending: string): Promise<string> => {
    const load = FILES[`./${demo}/${demo}.${ending}`];
    if (load === undefined) throw new RangeError(`no program of ${demo} ends so: ${ending}`);
    return load();
  };
  const [python, javascript] = await Promise.all([text('py'), text('js')]);
  const texts = { python, javascript };
  loaded.set(demo, texts);
  return texts;
}

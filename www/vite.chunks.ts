/**
 * Which modules of the site come in one file. What is needed together is loaded together: many
 * small files compress badly, and each costs a request.
 */

/** Of each part the modules that it begins with: entries, and what comes by `import()`. */
export interface Parts {
  /** Stands alone: who has only this loads nothing of the page. */
  readonly library: readonly string[];
  /** What is there on every page. */
  readonly page: readonly string[];
  readonly [part: string]: readonly string[];
}

/** As the bundler tells it. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

interface Group {
  debugName: string;
  /** The name of the file with that module, or null for one that is none of the group's. */
  name: (id: string, modules: Modules) => string | null;
  priority: number;
}

export function chunkGroups(parts: Parts): Group[] {
  const partsOf = membership(parts);
  return [
    {
      debugName: 'texts',
      name: (id) =>
        // The words of one language, wherever they are written; and the programs beside a demo.
        (/\/messages\/(en|ko)\.ts$/.exec(id) ?? /\/demos\/([^/]+)\/\1\.\w+\?raw$/.exec(id))?.[1] ??
        null,
      priority: 4,
    },
    {
      debugName: 'kept',
      // Of the workbench, and also needed without it.
      name: (id) => (/\/page\/(?:browser-memory|saving|stored)\.ts$/.test(id) ? 'kept' : null),
      priority: 3,
    },
    {
      debugName: 'library and page',
      name: (id, modules) => {
        const [of, other] = partsOf(id, modules);
        if (of !== 'library' || other === undefined) return null;
        return other === 'lab' ? 'timelines' : 'common';
      },
      priority: 2,
    },
    {
      debugName: 'several parts',
      name: (id, modules) => (partsOf(id, modules).length > 1 ? 'shared' : null),
      priority: 1,
    },
    {
      debugName: 'one part',
      name: (id, modules) => {
        const [of = 'page'] = partsOf(id, modules);
        return of === 'page' || of === 'library' ? null : of;
      },
      priority: 0,
    },
  ];
}

/** Tells the parts that a module belongs to, in their order. */
function membership(parts: Parts): (id: string, modules: Modules) => string[] {
  let known: (readonly [string, ReadonlySet<string>])[] | null = null;
  return (id, modules) => {
    known ??= Object.entries(parts).map(([name, entries]) => [name, withImports(entries, modules)]);
    return known.flatMap(([name, ids]) => (ids.has(id) ? [name] : []));
  };
}

/** Modules, and all that they import statically. */
function withImports(entries: readonly string[], modules: Modules): ReadonlySet<string> {
  const all = new Set(entries);
  // A set is walked to its end, with what is added on the way.
  for (const id of all)
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) all.add(next);
  return all;
}

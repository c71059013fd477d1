/**
 * Where a host has the files of processes: in its own file system, where the wheel was installed,
 * from which they get `blob:` addresses; or in a folder of the site.
 */
import { BUILD_HASH } from '../../../pkg/python/manifest';
import { PlaygroundError } from '../../common/errors';
import type { PythonFiles } from '../../common/python-messages';
import { filesIn } from '../files-in';

/** What interpreters and their supervisor are loaded from. */
export interface HostPlaces {
  files: PythonFiles;
  supervisor: string;
}

/** Pyodide asks for a folder. All that it would fetch from there it is given instead. */
const NOWHERE = 'https://playground.invalid/';

const SUPERVISOR = 'supervisor.worker.js';
const INTERPRETER = 'interpreter.worker.js';
const HEAP = 'heap.wasm';

/** Those that `read` gives, by their names. The addresses last as long as this realm. */
export function placesOfBlobs(read: (name: string) => Uint8Array): HostPlaces {
  const address = (name: string): string => {
    const type = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    return URL.createObjectURL(new Blob([read(name).slice()], { type }));
  };
  const names = filesIn('');
  return {
    files: {
      folder: NOWHERE,
      pyodide: address(names.pyodide),
      runtime: address(names.runtime),
      wasm: address(names.wasm),
      stdlib: address(names.stdlib),
      playground: address(names.playground),
      manifest: null,
      heap: address(HEAP),
      worker: address(INTERPRETER),
    },
    supervisor: address(SUPERVISOR),
  };
}

/**
 * Those of a folder of this origin.
 *
 * @throws PlaygroundError `E_UNSUPPORTED` where it has not the files of this wheel
 */
export async function placesIn(assets: string): Promise<HostPlaces> {
  const { href } = new URL(assets, location.href);
  const folder = href.endsWith('/') ? href : `${href}/`;
  const files = filesIn(folder);
  const found = await fetch(`${folder}manifest.json`)
    .then((response) => response.json() as Promise<{ build?: unknown } | null>)
    .catch(() => null);
  if (found?.build !== BUILD_HASH) {
    const what = found === null ? 'are not' : 'of another version are';
    throw new PlaygroundError(
      'E_UNSUPPORTED',
      `The files of processes ${what} at ${folder}: copy the wheel’s folder playground/files there.`,
    );
  }
  return {
    files: { ...files, manifest: null, heap: folder + HEAP, worker: folder + INTERPRETER },
    supervisor: folder + SUPERVISOR,
  };
}

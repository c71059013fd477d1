/**
 * A fork: a process of wasm is its memory, its stack pointer, and what its references to JavaScript
 * stand for. The image is taken in the middle of a program and put in place of a spare
 * interpreter's memory, which began with the same snapshot; the parent's frames lie intact below
 * the child's.
 */
import type { ForkImage } from '../common/python-messages';
import { nameOf, referenceOf } from './doors';
import { filesOf, putFiles } from './files-of-programs';
import type { Pyodide, PyodideModule } from './pyodide';

/** How many free slots in a row end the table of references. */
const FREE_SLOTS = 64;

/** References that every interpreter has. */
const KEPT = '*';

/** Whether programs are entered by JSPI, so that they can be suspended. */
export const isByTask = 'Suspending' in WebAssembly;

/** `isTask`: it is taken from within a task of JSPI. */
export function imageOf(
  pyodide: Pyodide,
  doors: object,
  { isShared, isTask }: { isShared: boolean; isTask: boolean },
): ForkImage {
  const { _module: module } = pyodide;
  const heap = module.HEAPU8;
  const buffer = isShared ? new SharedArrayBuffer(heap.length) : new ArrayBuffer(heap.length);
  const memory = new Uint8Array(buffer);
  memory.set(heap);
  return {
    memory,
    stack: module.stackSave(),
    isTask,
    references: references(module).map((value, index) => {
      if (value === undefined || value === null) return null;
      return index < module.API.getExpectedKeys().length ? KEPT : (nameOf(value, doors) ?? KEPT);
    }),
    strings: strings(module),
    files: filesOf(module.FS),
    cwd: module.FS.cwd(),
  };
}

export function becomeImage(pyodide: Pyodide, image: ForkImage, doors: object): void {
  const { _module: module } = pyodide;
  const missing = image.memory.length - module.HEAPU8.length;
  if (missing > 0) module.growMemory?.(image.memory.length);
  if (module.HEAPU8.length < image.memory.length) throw new RangeError('out of memory');
  module.HEAPU8.set(image.memory);
  if (missing < 0) module.HEAPU8.fill(0, image.memory.length);
  for (const [index, name] of image.references.entries()) {
    if (name === KEPT) continue;
    const value = name === null ? null : referenceOf(name, doors);
    if (module.__hiwire_set(index, value) < 0) throw new RangeError('out of references');
  }
  for (let index = image.references.length; index < references(module).length; index += 1) {
    module.__hiwire_set(index, null);
  }
  for (const string of image.strings.slice(strings(module).length))
    module.__hiwire_immortal_add(string);
  module.stackRestore(image.stack);
  if (image.isTask) module._exit_promising_task();
  putFiles(module.FS, image.files, image.cwd);
}

/** All references; freed ones are null. */
function references(module: PyodideModule): unknown[] {
  const found: unknown[] = [];
  for (let free = 0, index = 0; free < FREE_SLOTS; index += 1) {
    let value: unknown;
    try {
      value = module.__hiwire_get(index);
    } catch {
      value = undefined;
    }
    free = value === undefined || value === null ? free + 1 : 0;
    found.push(value);
  }
  return found.slice(0, -FREE_SLOTS);
}

function strings(module: PyodideModule): string[] {
  const found: string[] = [];
  for (let index = 0; ; index += 1) {
    let value: unknown;
    try {
      value = module.__hiwire_immortal_get(index);
    } catch {
      return found;
    }
    found.push(typeof value === 'string' ? value : '');
  }
}

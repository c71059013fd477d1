/**
 * A fork: a process of wasm is its memory, its stack pointer, and what its references to JavaScript
 * stand for. The image is taken in the middle of a program and put in place of a spare
 * interpreter's memory, which began with the same snapshot; the parent's frames lie intact below
 * the child's.
 */
import type { ForkImage, Pages } from '../common/python-messages';
import { nameOf, referenceOf } from './references';
import { filesOf, putCopies } from './files-of-programs';
import type { ImageBuffers } from './image-buffers';
import { openFilesOf, putOpenFiles } from './open-files';
import { differingPages, pagesOf, putPages, restorePages } from './pages';
import type { Pyodide, PyodideModule } from './pyodide';
import { goOn, isByTask } from './tasks';

/** How many free slots in a row end the table of references. */
const FREE_SLOTS = 64;

/** A reference that every interpreter has, since its beginning. */
const KEPT = '*';
/** A reference to what cannot be copied. */
const LOST = '!';

/** What an interpreter had when it had been loaded. */
export interface Beginning {
  /** The snapshot's memory. */
  snapshot: Uint8Array;
  /** What is different from it. */
  pages: Pages;
  stack: number;
  references: readonly unknown[];
  nStrings: number;
}

/** An interpreter, as images need it. */
export interface Copied {
  pyodide: Pyodide;
  doors: object;
  /** What it began with: the memory of the snapshot, and the references that it had then. */
  beginning: Beginning;
  /** For the memories of its images. */
  buffers: ImageBuffers;
}

/** `isTask`: it is taken from within a task of JSPI. */
export function imageOf(
  { pyodide, doors, beginning, buffers }: Copied,
  isShared: boolean,
): ForkImage {
  const { _module: module } = pyodide;
  const heap = module.HEAPU8;
  const numbers = differingPages(heap, beginning.snapshot);
  let isFree: Int32Array | null = null;
  const memory = pagesOf(heap, numbers, (bytes) => {
    if (!isShared) return new Uint8Array(bytes);
    const buffer = buffers.take(bytes);
    ({ isFree } = buffer);
    return buffer.memory;
  });
  return {
    memory,
    isFree,
    stack: module.stackSave(),
    stackStop: isByTask ? module.stackStop : null,
    references: referencesOf(module).map((value, index) => {
      if (value === null) return null;
      return value === beginning.references[index] ? KEPT : (nameOf(value, doors) ?? LOST);
    }),
    strings: strings(module),
    files: filesOf(module.FS, true),
    ...openFilesOf(module.FS),
    cwd: module.FS.cwd(),
  };
}

export function beginningOf(module: PyodideModule, snapshot: Uint8Array): Beginning {
  const { HEAPU8 } = module;
  const numbers = differingPages(HEAPU8, snapshot);
  return {
    snapshot,
    pages: pagesOf(HEAPU8, numbers, (bytes) => new Uint8Array(bytes)),
    stack: module.stackSave(),
    references: referencesOf(module),
    nStrings: strings(module).length,
  };
}

/** Makes the interpreter what it was when it had been loaded; false if that cannot be. */
export function beginAgain({ pyodide: { _module: module }, beginning }: Copied): boolean {
  const { snapshot, pages, stack, references, nStrings } = beginning;
  if (strings(module).length > nStrings) return false;
  module.HEAPU8.set(snapshot);
  module.HEAPU8.fill(0, snapshot.length);
  putPages(module.HEAPU8, pages);
  const length = Math.max(referencesOf(module).length, references.length);
  for (let index = 0; index < length; index += 1) {
    module.__hiwire_set(index, references[index] ?? null);
  }
  module.stackRestore(stack);
  return true;
}

/** The interpreter must be as it was when it had been loaded. */
export function becomeImage({ pyodide, doors, beginning }: Copied, image: ForkImage): void {
  const { _module: module } = pyodide;
  const { bytes } = image.memory;
  if (module.HEAPU8.length < bytes) module.growMemory?.(bytes);
  if (module.HEAPU8.length < bytes) throw new RangeError('out of memory');
  restorePages(module.HEAPU8, beginning.pages.numbers, beginning.snapshot);
  putPages(module.HEAPU8, image.memory);
  if (image.isFree) Atomics.store(image.isFree, 0, 1);
  const before = referencesOf(module).length;
  for (let index = 0; index < Math.max(before, image.references.length); index += 1) {
    const name = image.references[index] ?? null;
    if (module.__hiwire_set(index, standsFor(name, beginning.references[index], doors)) < 0) {
      throw new RangeError('out of references');
    }
  }
  for (const string of image.strings.slice(beginning.nStrings)) {
    module.__hiwire_immortal_add(string);
  }
  module.stackRestore(image.stack);
  if (image.stackStop !== null) goOn(module, image.stack, image.stackStop);
  putCopies(module.FS, image.files, image.cwd);
  putOpenFiles(module.FS, image);
}

function standsFor(name: string | null, kept: unknown, doors: object): unknown {
  if (name === null) return null;
  if (name === KEPT) return kept;
  return name === LOST ? {} : referenceOf(name, doors);
}

/** All references; freed ones are null. */
export function referencesOf(module: PyodideModule): unknown[] {
  const found: unknown[] = [];
  for (let free = 0, index = 0; free < FREE_SLOTS; index += 1) {
    let value: unknown;
    try {
      value = module.__hiwire_get(index);
    } catch {
      value = undefined;
    }
    free = value === undefined || value === null ? free + 1 : 0;
    found.push(value ?? null);
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

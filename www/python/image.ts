/**
 * A fork: a process of wasm is its memory, its stack pointer, and what its references to JavaScript
 * stand for. The image is taken in the middle of a program and put in place of a spare
 * interpreter's memory, which began with the same snapshot; the parent's frames lie intact below
 * the child's.
 */
import type { ForkImage } from '../common/python-messages';
import { nameOf, referenceOf } from './references';
import { filesOf, putFiles } from './files-of-programs';
import type { ImageBuffers } from './image-buffers';
import type { Pyodide, PyodideModule } from './pyodide';

/** How many free slots in a row end the table of references. */
const FREE_SLOTS = 64;

/** A reference that every interpreter has, since its beginning. */
const KEPT = '*';
/** A reference to what cannot be copied. */
const LOST = '!';

/** Whether programs are entered by JSPI, so that they can be suspended. */
export const isByTask = 'Suspending' in WebAssembly;

/** An interpreter, as images need it. */
export interface Copied {
  pyodide: Pyodide;
  doors: object;
  /** The references that it had when it was booted. */
  base: readonly unknown[];
  /** For the memories of its images. */
  buffers: ImageBuffers;
}

/** `isTask`: it is taken from within a task of JSPI. */
export function imageOf(
  { pyodide, doors, base, buffers }: Copied,
  { isShared, isTask }: { isShared: boolean; isTask: boolean },
): ForkImage {
  const { _module: module } = pyodide;
  const heap = module.HEAPU8;
  const { memory, isFree } = isShared
    ? buffers.take(heap.length)
    : { memory: new Uint8Array(heap.length), isFree: null };
  memory.set(heap);
  return {
    memory,
    isFree,
    stack: module.stackSave(),
    isTask,
    references: referencesOf(module).map((value, index) => {
      if (value === null) return null;
      return value === base[index] ? KEPT : (nameOf(value, doors) ?? LOST);
    }),
    strings: strings(module),
    files: filesOf(module.FS, true),
    cwd: module.FS.cwd(),
  };
}

export function becomeImage({ pyodide, doors, base }: Copied, image: ForkImage): void {
  const { _module: module } = pyodide;
  const missing = image.memory.length - module.HEAPU8.length;
  if (missing > 0) module.growMemory?.(image.memory.length);
  if (module.HEAPU8.length < image.memory.length) throw new RangeError('out of memory');
  module.HEAPU8.set(image.memory);
  if (image.isFree && image.isTask) Atomics.store(image.isFree, 0, 1);
  if (missing < 0) module.HEAPU8.fill(0, image.memory.length);
  const before = referencesOf(module).length;
  for (let index = 0; index < Math.max(before, image.references.length); index += 1) {
    const name = image.references[index] ?? null;
    if (module.__hiwire_set(index, standsFor(name, base[index], doors)) < 0) {
      throw new RangeError('out of references');
    }
  }
  for (const string of image.strings.slice(strings(module).length)) {
    module.__hiwire_immortal_add(string);
  }
  module.stackRestore(image.stack);
  if (image.isTask) {
    module._exit_promising_task();
    forgetThreads(module);
    keepFrames(module, image.stack);
  }
  putFiles(module.FS, image.files, image.cwd);
}

function standsFor(name: string | null, kept: unknown, doors: object): unknown {
  if (name === null) return null;
  if (name === KEPT) return kept;
  return name === LOST ? {} : referenceOf(name, doors);
}

/**
 * The parent's frames lie between its stack pointer and the stack's beginning. Pyodide lets tasks
 * use that part of the stack again, unless the stack of a suspended task is there; so it is given
 * one, which is never resumed.
 */
function keepFrames(module: PyodideModule, stack: number): void {
  module.stackRestore(stack);
  module.stackStop = beginnings.get(module) ?? stack;
  suspended.set(module, new module.StackState());
}

const beginnings = new WeakMap<PyodideModule, number>();
const suspended = new WeakMap<PyodideModule, { restore(): void }>();

/** Where the stacks of tasks begin from now on; a first task has run there. */
export function beginStacks(module: PyodideModule): void {
  beginnings.set(module, module.stackSave());
}

/** Nothing of a parent's frames is kept any more. */
export function forgetFrames(module: PyodideModule): void {
  suspended.get(module)?.restore();
  suspended.delete(module);
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

/**
 * The states of the parent's other threads are deleted, as CPython does after a fork: their stacks
 * will be overwritten, and garbage collection reads the frames of every thread.
 */
function forgetThreads(module: PyodideModule): void {
  const mine = module._PyThreadState_Get();
  let state = module._PyInterpreterState_ThreadHead(module._PyInterpreterState_Get());
  while (state !== 0) {
    const next = module._PyThreadState_Next(state);
    if (state !== mine) {
      module._PyThreadState_Clear(state);
      module._PyThreadState_Delete(state);
    }
    state = next;
  }
}

/**
 * Snapshots: the memory of an interpreter that has imported what programs need, behind a head of
 * Pyodide's that says what its references to JavaScript stand for.
 */
import type { Pyodide } from './pyodide';
import { nameOf } from './references';

/** Where the text of the head begins; before it are numbers of 32 bits. */
const TEXT = 48;
/** The number that says where the memory begins, and that of the text's bytes. */
const [MEMORY, TEXT_BYTES] = [1, 2];

/** A reference; one of our own has no path. */
type Recorded = { path?: readonly string[] } | null;

/**
 * The snapshot of an interpreter that was loaded in order to make it. It goes on as one that began
 * with it would.
 */
export function snapshotOf(pyodide: Pyodide, doors: object, isShared: boolean): Uint8Array {
  const { _module: module } = pyodide;
  const { HEAP8, HEAPU8 } = module;
  // Pyodide would copy the memory into one that is not shared: it makes the head alone.
  module.HEAP8 = new Int8Array();
  const head = pyodide.makeMemorySnapshot({ serializer: (value) => nameOf(value, doors) });
  module.HEAP8 = HEAP8;
  const bytes = head.length + HEAPU8.length;
  const snapshot = new Uint8Array(isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  snapshot.set(head);
  snapshot.set(HEAPU8, head.length);
  stopRecording(pyodide, head);
  return snapshot;
}

/** The memory itself. */
export function memoryOf(snapshot: Uint8Array): Uint8Array {
  return snapshot.subarray(numberOf(snapshot, MEMORY));
}

/**
 * Pyodide has given Python proxies that record by which path it came to an object of JavaScript.
 * They are replaced by the objects.
 */
function stopRecording({ _module: module }: Pyodide, snapshot: Uint8Array): void {
  const text = snapshot.subarray(TEXT, TEXT + numberOf(snapshot, TEXT_BYTES));
  const { hiwireKeys } = JSON.parse(new TextDecoder().decode(text)) as { hiwireKeys: Recorded[] };
  module.API.config.jsglobals = globalThis;
  const known = module.API.getExpectedKeys();
  for (const [index, value] of known.entries()) module.__hiwire_set(index, value);
  for (const [index, recorded] of hiwireKeys.entries()) {
    if (recorded?.path) module.__hiwire_set(known.length + index, at(recorded.path));
  }
}

function at(path: readonly string[]): unknown {
  return path.reduce<unknown>((of, name) => (of as Record<string, unknown>)[name], globalThis);
}

function numberOf({ buffer, byteOffset }: Uint8Array, index: number): number {
  return new Uint32Array(buffer, byteOffset, TEXT / 4)[index] ?? 0;
}

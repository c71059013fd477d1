/**
 * A memory as what makes it different from another one: some pages, by number and content. A
 * program changes a part of the memory with which its interpreter began, so its image is small.
 */

import type { Pages, ProcessStart } from '../common/python-messages';

const PAGE_BYTES = 4096;
const PAGE_WORDS = PAGE_BYTES / 4;

/**
 * The numbers of the pages that differ. Behind its end the base is all 0. Lengths are whole pages.
 */
export function differingPages(memory: Uint8Array, base: Uint8Array): Uint32Array {
  const words = wordsOf(memory);
  const others = wordsOf(base);
  const numbers: number[] = [];
  const shared = Math.min(words.length, others.length);
  for (let at = 0; at < shared; at += PAGE_WORDS) {
    for (let i = at; i < at + PAGE_WORDS; i += 1) {
      if (words[i] === others[i]) continue;
      numbers.push(at / PAGE_WORDS);
      break;
    }
  }
  for (let at = shared; at < words.length; at += PAGE_WORDS) {
    for (let i = at; i < at + PAGE_WORDS; i += 1) {
      if (words[i] === 0) continue;
      numbers.push(at / PAGE_WORDS);
      break;
    }
  }
  return Uint32Array.from(numbers);
}

/** The contents of those pages, into as much memory as `allocate` gives. */
export function pagesOf(
  memory: Uint8Array,
  numbers: Uint32Array,
  allocate: (bytes: number) => Uint8Array,
): Pages {
  const data = allocate(numbers.length * PAGE_BYTES);
  for (const [from, to, bytes] of stretches(numbers)) {
    data.set(memory.subarray(from, from + bytes), to);
  }
  return { bytes: memory.length, numbers, data };
}

/** Writes the pages; the others are as they were. */
export function putPages(memory: Uint8Array, { numbers, data }: Pages): void {
  for (const [to, from, bytes] of stretches(numbers)) {
    memory.set(data.subarray(from, from + bytes), to);
  }
}

/** Gives pages the contents that they have in the base. */
export function restorePages(memory: Uint8Array, numbers: Uint32Array, base: Uint8Array): void {
  for (const [at, , bytes] of stretches(numbers)) {
    const known = base.subarray(at, at + bytes);
    memory.set(known, at);
    memory.fill(0, at + known.length, at + bytes);
  }
}

/** Neighbouring pages together: where they lie in the memory, where in `data`, and their bytes. */
function* stretches(numbers: Uint32Array): Generator<[at: number, inData: number, bytes: number]> {
  let first = 0;
  while (first < numbers.length) {
    const number = numbers[first] ?? 0;
    let count = 1;
    while (numbers[first + count] === number + count) count += 1;
    yield [number * PAGE_BYTES, first * PAGE_BYTES, count * PAGE_BYTES];
    first += count;
  }
}

/** What moves along with a fork's image, unless it is shared. */
export function imageBuffers(start: ProcessStart): ArrayBuffer[] {
  const buffer = start.kind === 'fork' ? start.image?.memory.data.buffer : undefined;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length / 4);
}

/** What a run's processes have in the heap: their ids, and the descriptors that they begin with. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { EXIT_BIAS } from '../../../pkg/heap';
import type { ProcessPlace } from '../../common/python-messages';
import type { HeapInstance } from '../../heap/instance';
import { heapForTests } from '../../heap/heap-for-tests';
import { ENGINE_AGENT, REGION_BYTES, WINDOW_AGENT } from '../../heap/layout';
import { Descriptors } from './descriptors';
import { enterProcess, FIRST_PID, isProcess, newPlace, removeProcess, RUN_BYTES } from './places';

const OWN_EXIT = 3;
const PARENTS_EXIT = 4;

let instance: HeapInstance;
let words: Int32Array;

beforeAll(async () => {
  instance = await heapForTests();
});

beforeEach(() => {
  words = instance.heap.words();
});

describe('ids', () => {
  test('a process is there from its beginning to its end', () => {
    const run = instance.allocate(RUN_BYTES);
    words = instance.heap.words();
    expect(isProcess(words, run, FIRST_PID)).toBe(false);
    enterProcess(words, run, FIRST_PID);
    expect(isProcess(words, run, FIRST_PID)).toBe(true);
    expect(isProcess(words, run, FIRST_PID + 1)).toBe(false);
    removeProcess(words, run, FIRST_PID);
    expect(isProcess(words, run, FIRST_PID)).toBe(false);
  });

  test('0 and other small numbers are no process', () => {
    const run = instance.allocate(RUN_BYTES);
    words = instance.heap.words();
    for (const pid of [-1, 0, 1, FIRST_PID - 1]) expect(isProcess(words, run, pid)).toBe(false);
  });

  test('of two whose words are the same, the end of one does not remove the other', () => {
    const run = instance.allocate(RUN_BYTES);
    words = instance.heap.words();
    const nWords = (RUN_BYTES - 64) / 4;
    const late = FIRST_PID + nWords;
    enterProcess(words, run, FIRST_PID);
    enterProcess(words, run, late);
    removeProcess(words, run, FIRST_PID);
    expect([isProcess(words, run, FIRST_PID), isProcess(words, run, late)]).toEqual([false, true]);
    // All of a run's words lie within its block.
    const behind = instance.heap.words()[(run + RUN_BYTES) / 4];
    enterProcess(words, run, FIRST_PID + nWords - 1 - (FIRST_PID % nWords));
    expect(instance.heap.words()[(run + RUN_BYTES) / 4]).toBe(behind);
  });
});

describe('a place', () => {
  const placed = (parent: ProcessPlace | null, inherited: 'all' | number[]) => {
    const made = newPlace(instance, parent, inherited);
    if (typeof made === 'number') throw new Error(`error ${made}`);
    return made;
  };
  const descriptors = ({ table }: ProcessPlace): Descriptors =>
    new Descriptors(instance, WINDOW_AGENT, table);

  test('of the first process has its exit status, and no parent', () => {
    const { place, parentFd } = placed(null, []);
    expect(parentFd).toBe(-1);
    const own = descriptors(place);
    expect(own.at(OWN_EXIT)?.at).toBe(place.exit);
    expect(own.at(PARENTS_EXIT)).toBeUndefined();
  });

  test('has both exit statuses, and then what is inherited, in its order', () => {
    const parent = placed(null, []).place;
    const its = descriptors(parent);
    const fds = [1, 2, 3].map(() => its.open(its.createQueue(1024, 0, true)));
    const [a = 0, b = 0, c = 0] = fds;
    const { place, parentFd } = placed(parent, [c, a]);
    const own = descriptors(place);
    expect(parentFd).toBe(PARENTS_EXIT);
    expect(own.at(OWN_EXIT)?.at).toBe(place.exit);
    expect(own.at(PARENTS_EXIT)?.at).toBe(parent.exit);
    expect(own.at(5)?.at).toBe(its.at(c)?.at);
    expect(own.at(6)?.at).toBe(its.at(a)?.at);
    expect(own.at(7)).toBeUndefined();
    const references = fds.map((fd) => instance.exports.owned_references(its.at(fd)?.at ?? 0));
    expect(references).toEqual([2, 1, 2]);
    expect(its.at(b)).toBeDefined();
  });

  test('of a copy has the descriptors of its parent, by the same numbers', () => {
    const parent = placed(null, []).place;
    const its = descriptors(parent);
    const [a, b] = [1, 2].map(() => its.open(its.createQueue(1024, 0, true))) as [number, number];
    its.close(a);
    const { place, parentFd } = placed(parent, 'all');
    const own = descriptors(place);
    expect(own.at(OWN_EXIT)?.at).toBe(parent.exit);
    expect(own.at(b)?.at).toBe(its.at(b)?.at);
    expect(own.at(parentFd)?.at).toBe(parent.exit);
    const ends = Array.from({ length: 8 }, (_, fd) => own.at(fd)?.at);
    expect(ends).toContain(place.exit);
  });

  test('leaves nothing behind when both processes have ended', () => {
    const before = instance.exports.heap_used();
    const parent = placed(null, []).place;
    const its = descriptors(parent);
    const fd = its.open(its.createQueue(1024, 0, true));
    const child = placed(parent, [fd]).place;
    const copy = placed(parent, 'all').place;
    for (const { table, exit, region } of [parent, child, copy]) {
      expect(instance.exports.exit_set(exit, 0)).toBe(1);
      expect(instance.exports.exit_status(exit)).toBe(EXIT_BIAS);
      instance.exports.owned_release(exit, ENGINE_AGENT);
      instance.exports.table_clear(table, ENGINE_AGENT);
      instance.exports.heap_free(region, REGION_BYTES);
    }
    expect(instance.exports.heap_used()).toBe(before);
  });
});

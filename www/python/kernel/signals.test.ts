/** What processes do about signals, as whoever sends one reads it. */
import { beforeAll, describe, expect, test } from 'vitest';

import { generator } from '../../common/test/generator';
import type { HeapInstance } from '../../heap/instance';
import { heapForTests } from '../../heap/heap-for-tests';
import { REGION_BYTES } from '../../heap/layout';
import { SEED, seeded } from '../test/seed';
import {
  actionOf,
  DEFAULT,
  HANDLE,
  IGNORE,
  inheritActions,
  interruptOf,
  setAction,
  SIGINT,
  SIGKILL,
} from './signals';

const SIGTERM = 15;
const SIGCHLD = 17;
const SIGUSR1 = 10;
const ALL = Array.from({ length: 65 }, (_, signal) => signal);

let instance: HeapInstance;

beforeAll(async () => {
  instance = await heapForTests();
});

const region = (): number => instance.allocate(REGION_BYTES, true);
const actions = (of: number): number[] => ALL.map((signal) => actionOf(instance.heap, of, signal));
const set = (of: number, signal: number, action: number): void => {
  setAction(instance.heap, of, signal, action);
};

/** What Linux does by default: those are ignored, 0 is none. */
const BY_DEFAULT: readonly number[] = ALL.map((signal) =>
  [0, SIGCHLD, 18, 23, 28].includes(signal) ? IGNORE : DEFAULT,
);

test('by default a process ends, but for the harmless ones', () => {
  expect(actions(region())).toEqual(BY_DEFAULT);
});

test('the action that was set last counts, of each signal by itself; SIGKILL always ends', () => {
  const random = generator(SEED);
  const [mine, other] = [region(), region()];
  const model = [...BY_DEFAULT];
  for (let round = 0; round < 300; round += 1) {
    const signal = 1 + Math.floor(random() * 31);
    const action = Math.floor(random() * 3);
    set(mine, signal, action);
    const now = action === DEFAULT ? BY_DEFAULT[signal] : action;
    if (signal !== SIGKILL) model[signal] = now ?? DEFAULT;
    expect(actions(mine), seeded(round)).toEqual(model);
  }
  expect(actions(other)).toEqual(BY_DEFAULT);
});

test('a signal beyond those of a word has no handler', () => {
  const mine = region();
  for (const signal of [32, 33, 64]) {
    set(mine, signal, HANDLE);
    expect(actions(mine)).toEqual(BY_DEFAULT);
  }
});

describe('a new process', () => {
  const parent = (): number => {
    const mine = region();
    set(mine, SIGTERM, IGNORE);
    set(mine, SIGUSR1, HANDLE);
    return mine;
  };

  test('that nobody started handles SIGINT alone, by KeyboardInterrupt', () => {
    const child = region();
    set(child, SIGUSR1, HANDLE);
    inheritActions(instance.heap, null, child, false);
    expect(actions(child)).toEqual(BY_DEFAULT.with(SIGINT, HANDLE));
  });

  test('ignores what its parent ignores, and has handlers of its own', () => {
    const child = region();
    inheritActions(instance.heap, parent(), child, false);
    expect(actions(child)).toEqual(BY_DEFAULT.with(SIGTERM, IGNORE).with(SIGINT, HANDLE));
  });

  test('does not handle a SIGINT that its parent ignores', () => {
    const mine = parent();
    set(mine, SIGINT, IGNORE);
    const child = region();
    inheritActions(instance.heap, mine, child, false);
    expect(actionOf(instance.heap, child, SIGINT)).toBe(IGNORE);
  });

  test('that is a copy has the handlers as well, and is apart from then on', () => {
    const mine = parent();
    const child = region();
    inheritActions(instance.heap, mine, child, true);
    const expected = BY_DEFAULT.with(SIGTERM, IGNORE).with(SIGUSR1, HANDLE);
    expect(actions(child)).toEqual(expected);
    set(child, SIGUSR1, DEFAULT);
    expect(actions(mine)).toEqual(expected);
  });
});

test('the word of signals is apart from the actions', () => {
  const mine = region();
  const word = interruptOf(mine) / 4;
  for (const signal of ALL.slice(1, 32)) set(mine, signal, HANDLE);
  expect(instance.heap.words()[word]).toBe(0);
  instance.heap.words()[word] = -1;
  set(mine, SIGTERM, IGNORE);
  expect(instance.heap.words()[word]).toBe(-1);
  expect(actionOf(instance.heap, mine, SIGTERM)).toBe(IGNORE);
});

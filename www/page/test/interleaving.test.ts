/**
 * Processes that count in one place: what replaying their steps says, against an oracle that knows
 * nothing but the memory; the program itself; and each step in words.
 */
import { afterEach, describe, expect, test } from 'vitest';

import { generator } from '../../common/test/generator';
import type { Barrier, Queue, SharedArray } from '../../common/types';
import { addSlowly, type Numbered } from '../demos/shared-memory/programs';
import { contradiction, lostIn, replay, type Step } from '../demos/shared-memory/replay';
import { filmOf, sumOf } from '../elements/figures/interleaving-words';
import { language, loadMessages } from '../messages/index';
import { Playback } from '../playback';
import { revive } from './revive';

await loadMessages('ko');
afterEach(() => language.set('en'));

const WHO = [0, 1].map((n) => ({ key: 'row.process', values: { n } }) as const);

/** The memory alone: the processes' steps in that order, and what it holds in the end. */
function simulate(order: readonly number[]): { steps: Step[]; counter: number } {
  const acts = ['read', 'add', 'write'] as const;
  const done = new Map<number, number>();
  const registers = new Map<number, number>();
  let counter = 0;
  const steps = order.map((process): Step => {
    const turn = done.get(process) ?? 0;
    done.set(process, turn + 1);
    const act = acts[turn % 3] ?? 'read';
    if (act === 'read') registers.set(process, counter);
    if (act === 'add') registers.set(process, (registers.get(process) ?? 0) + 1);
    const value = registers.get(process) ?? 0;
    if (act === 'write') counter = value;
    return { process, act, value };
  });
  return { steps, counter };
}

/** So many increments by each of two processes, in an order by chance. */
function shuffled(random: () => number, increments: number): number[] {
  const left = [3 * increments, 3 * increments];
  const order: number[] = [];
  while (order.length < 6 * increments) {
    const process = random() < 0.5 ? 0 : 1;
    if ((left[process] ?? 0) === 0) continue;
    left[process] = (left[process] ?? 0) - 1;
    order.push(process);
  }
  return order;
}

const said = (order: readonly number[]): string[] => {
  const { steps } = simulate(order);
  const film = filmOf(steps, replay(steps, 2), WHO);
  return steps.map((_, index) => film.words(index + 1));
};

describe('replayed', () => {
  test('any order: the counter is the memory’s, and increments minus counter are lost', () => {
    const random = generator(7);
    const losses = new Set<number>();
    for (let run = 0; run < 500; run += 1) {
      const { steps, counter } = simulate(shuffled(random, 1 + (run % 6)));
      const moments = replay(steps, 2);
      const lost = 2 * (1 + (run % 6)) - counter;
      expect(contradiction(steps, counter)).toBeNull();
      expect(moments.at(-1)?.counter).toBe(counter);
      expect(lostIn(moments)).toBe(lost);
      // Each of them is marked at the write that was lost, too, and later than it.
      const marked = moments.filter(({ lostAt }) => lostAt !== null);
      expect(marked).toHaveLength(lost);
      moments.forEach(({ lostAt, lost: by }, index) => {
        if (lostAt !== null) expect(lostAt).toBeGreaterThan(index);
        if (by.length > 0) expect(steps[index]?.act).toBe('write');
        // No process overwrites what it wrote itself.
        expect(by).not.toContain(steps[index]?.process);
      });
      losses.add(lost);
    }
    expect(losses.size).toBeGreaterThan(4);
    expect(losses).toContain(0);
  });

  test('one after the other loses nothing; both at the same time lose one', () => {
    const apart = replay(simulate([0, 0, 0, 1, 1, 1]).steps, 2);
    expect([lostIn(apart), apart.at(-1)?.counter]).toEqual([0, 2]);
    const together = replay(simulate([0, 1, 0, 1, 0, 1]).steps, 2);
    expect(together.map(({ counter }) => counter)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(together.map(({ registers }) => registers)).toEqual([
      [0, null],
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(together.map(({ lost }) => lost)).toEqual([[], [], [], [], [], [0]]);
    expect(together.map(({ lostAt }) => lostAt)).toEqual([null, null, null, null, 5, null]);
  });

  test('what cannot have happened is found', () => {
    const { steps, counter } = simulate([0, 1, 0, 1, 0, 1, 0, 0, 0]);
    expect(contradiction(steps, counter)).toBeNull();
    expect(contradiction(steps, counter + 1)).not.toBeNull();
    expect(contradiction(steps.slice(0, -1), 1)).not.toBeNull();
    for (const [index, step] of steps.entries()) {
      expect(
        contradiction(steps.with(index, { ...step, value: step.value + 1 }), counter),
      ).not.toBeNull();
      expect(contradiction(steps.with(index, { ...step, process: 2 }), counter)).not.toBeNull();
    }
    // Its first read and the other's first write, the other way round.
    expect(contradiction(simulate([0, 0, 1, 0]).steps.toReversed(), 1)).not.toBeNull();
  });
});

test('the program tells its steps as they happened', async () => {
  const cells = [0, 0];
  let held = false;
  const locked = <T>(work: () => T): T => {
    if (held) throw new Error('the lock is held');
    held = true;
    try {
      return work();
    } finally {
      held = false;
    }
  };
  const guarded = (): number[] => {
    if (!held) throw new Error('memory was used without the lock');
    return cells;
  };
  const sync = {
    get: (i: number) => guarded()[i],
    set: (i: number, value: number) => void (guarded()[i] = value),
    add: (i: number, value: number) => {
      const before = guarded()[i] ?? 0;
      cells[i] = before + value;
      return before;
    },
    withLock: locked,
  };
  const told: Numbered[] = [];
  const program = revive(addSlowly);
  await Promise.all(
    [0, 1].map((process) =>
      program(
        { sync } as unknown as SharedArray,
        { wait: () => Promise.resolve(0) } as unknown as Barrier,
        {
          put: (steps: Numbered[]) => Promise.resolve(void told.push(...steps)),
        } as unknown as Queue<Numbered[]>,
        process,
        6,
      ),
    ),
  );
  told.sort((a, b) => a.ticket - b.ticket);
  expect(told.map(({ ticket }) => ticket)).toEqual(Array.from({ length: 36 }, (_, i) => i));
  expect(contradiction(told, cells[0] ?? -1)).toBeNull();
  expect(lostIn(replay(told, 2))).toBe(12 - (cells[0] ?? -1));
});

describe('in words', () => {
  test('each step, and whose update was lost', () => {
    expect(said([0, 1, 0, 1, 0, 1])).toEqual([
      'Step 1 of 6: process 0 reads 0.',
      'Step 2 of 6: process 1 reads 0.',
      'Step 3 of 6: process 0 adds one in its register: 0 + 1 = 1.',
      'Step 4 of 6: process 1 adds one in its register: 0 + 1 = 1.',
      'Step 5 of 6: process 0 writes 1.',
      'Step 6 of 6: process 1 writes 1: 1 update of process 0 is lost. ' +
        '2 increments, and the counter holds 1: 1 update was lost.',
    ]);
  });

  test('several at once; and those that come back', () => {
    expect(said([0, 1, 1, 1, 1, 1, 1, 0, 0]).at(-1)).toContain(
      'process 0 writes 1: 2 updates of process 1 are lost.',
    );
    // Process 1 has read before process 0 writes: its write brings its first one back.
    const words = said([0, 1, 1, 1, 1, 1, 0, 0, 1]);
    expect(words[7]).toBe(
      'Step 8 of 9: process 0 writes 1: it overwrites 1 update for now; the next write of the other process brings it back.',
    );
    expect(words[8]).toContain('process 1 writes 2: 1 update of process 0 is lost.');
  });

  test('where none was lost, that is said', () => {
    const { steps } = simulate([0, 0, 0, 1, 1, 1]);
    expect(sumOf(replay(steps, 2), steps)).toContain('in this run no update was lost');
    language.set('ko');
    expect(sumOf(replay(steps, 2), steps)).toContain('하나도 사라지지 않았습니다');
  });

  test('step by step, forwards and back', () => {
    const { steps } = simulate([0, 0, 0, 1, 1, 1]);
    const film = filmOf(steps, replay(steps, 2), WHO);
    const playback = new Playback(film.endMs, 1);
    const back = (): number => {
      playback.stepBack((at) => film.previous?.(at) ?? null);
      return playback.atMs;
    };
    expect([back(), back()]).toEqual([5, 4]);
    playback.seek(2.5);
    expect(back()).toBe(2);
    expect([back(), back(), back()]).toEqual([1, 0, 0]);
    expect(film.words(0)).toBe('Step 0 of 6: nobody has read anything, and the counter holds 0.');
    playback.seek(2.5);
    playback.step((at) => film.next(at));
    expect(playback.atMs).toBe(3);
    expect(film.next(6)).toBeNull();
  });
});

/** The call slot between the window and a process, in every interleaving of their steps. */
import { describe, expect, it } from 'vitest';
import { isSmall, SLOT_BYTES, SlotCaller, SlotListener, type Small } from './call-slot';

/** A window and a process with one slot, and the messages between them. */
class Meeting {
  readonly memory = new SharedArrayBuffer(SLOT_BYTES);
  readonly window = new SlotCaller(this.memory, 0);
  readonly process = new SlotListener(this.memory, 0);
  called = false;
  /** The calls that the process has taken from the slot. */
  taken: Small[] | null = null;
  seen: Small[] = [];
  posted: Small[] = [];

  see(): void {
    if (this.called && this.seen.length === 0 && this.window.look() === 'here') {
      this.seen.push(this.window.answer());
    }
  }
}

type Steps = readonly ((meeting: Meeting) => void)[];

const ARGUMENTS = [1, null, -0.5] as const;
const ANSWER = 7;

/** Calls, polls, stops polling, and polls for the last time. */
const WINDOW: Steps = [
  (it) => {
    it.called = it.window.call(ARGUMENTS);
  },
  (it) => it.see(),
  (it) => {
    if (it.called && it.seen.length === 0) it.window.turnAway();
  },
  (it) => it.see(),
];

/** Starts to listen, takes a call, listens again, answers. */
const PROCESS: Steps = [
  (it) => it.process.come(),
  (it) => {
    it.taken = it.process.next(0);
  },
  (it) => {
    if (it.taken) it.process.come();
  },
  (it) => {
    if (it.taken && !it.process.answer(ANSWER)) it.posted.push(ANSWER);
  },
];

/** All interleavings of the two. */
function* merges(one: Steps, other: Steps): Generator<Steps> {
  const [first, ...rest] = one;
  const [second, ...others] = other;
  if (!first || !second) {
    yield [...one, ...other];
    return;
  }
  for (const steps of merges(rest, other)) yield [first, ...steps];
  for (const steps of merges(one, others)) yield [second, ...steps];
}

describe('a slot', () => {
  it('brings each call once, and each answer one way', () => {
    const ways = { none: 0, seen: 0, posted: 0 };
    for (const steps of merges(WINDOW, PROCESS)) {
      const meeting = new Meeting();
      for (const step of steps) step(meeting);
      const { called, taken, seen, posted } = meeting;
      // A call that was accepted after the process had polled waits for its next poll, which is
      // now.
      const late = called && !taken ? meeting.process.next(0) : taken;
      expect(late).toEqual(called ? ARGUMENTS : null);
      if (called && !taken && !meeting.process.answer(ANSWER)) posted.push(ANSWER);
      meeting.see();
      expect([...seen, ...posted]).toEqual(called ? [ANSWER] : []);
      ways[!called ? 'none' : seen.length > 0 ? 'seen' : 'posted'] += 1;
    }
    expect(Math.min(...Object.values(ways))).toBeGreaterThan(0);
  });

  it('lets the process go when it is summoned, and when its time is over', () => {
    for (const end of ['summoned', 'over'] as const) {
      const { window, process } = new Meeting();
      process.come();
      if (end === 'summoned') window.summon();
      expect(process.next(end === 'summoned' ? Infinity : 0)).toBeNull();
      expect(window.call([])).toBe(false);
    }
  });

  it('keeps small values as they are, and refuses more than fit', () => {
    const { window, process } = new Meeting();
    const values = [-0, NaN, Infinity, true, false, undefined];
    process.come();
    expect(values.every(isSmall)).toBe(true);
    expect(window.call([...values, null])).toBe(false);
    expect(window.call(values)).toBe(true);
    expect(process.next(0)).toEqual(values);
    for (const value of [...values, null]) {
      process.come();
      window.call([]);
      process.next(0);
      expect(process.answer(value)).toBe(true);
      expect(window.answer()).toBe(value);
    }
  });
});

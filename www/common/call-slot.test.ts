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

/** Where the event loop of the window cannot wait for a word. */
function withoutWaiting<T>(work: () => T): T {
  const { waitAsync } = Atomics as { waitAsync?: unknown };
  Object.assign(Atomics, { waitAsync: undefined });
  try {
    return work();
  } finally {
    Object.assign(Atomics, { waitAsync });
  }
}

/** Calls, polls, stops polling, and polls for the last time. */
const WINDOW: Steps = [
  (it) => {
    it.called = it.window.call(ARGUMENTS);
  },
  (it) => it.see(),
  (it) => {
    if (it.called && it.seen.length === 0) withoutWaiting(() => void it.window.turnAway());
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

  it('tells the window when an answer comes after it has stopped polling', async () => {
    for (const how of ['here', 'by message'] as const) {
      const { window, process } = new Meeting();
      process.come();
      window.call(ARGUMENTS);
      const told = window.turnAway();
      expect(window.look()).toBe('waited for');
      process.next(0);
      process.come();
      if (how === 'here') expect(process.answer(ANSWER)).toBe(true);
      else process.announceMessage();
      await told;
      expect(window.look()).toBe(how);
      // The answer that is here already is not waited for.
      await window.turnAway();
    }
  });

  it('lets the waiting window go when it closes', async () => {
    const { window, process } = new Meeting();
    process.come();
    window.call(ARGUMENTS);
    const told = window.turnAway();
    window.close();
    await told;
    expect(window.look()).toBe('waited for');
  });

  it('lets the process go when its time is over, and takes calls when it comes again', () => {
    const { window, process } = new Meeting();
    process.come();
    expect(process.next(0)).toBeNull();
    expect(window.call([])).toBe(false);
    expect(process.comeAgain()).toBe(true);
    expect(window.call([])).toBe(true);
    expect(process.next(0)).toEqual([]);
  });

  it('keeps the process with its messages once it is summoned, wherever it was', () => {
    for (const listens of [true, false]) {
      const { window, process } = new Meeting();
      process.come();
      if (!listens) process.next(0);
      window.summon();
      expect(process.next(Infinity)).toBeNull();
      expect([process.comeAgain(), window.call([])]).toEqual([false, false]);
      // The message has come.
      process.come();
      expect(window.call([])).toBe(true);
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

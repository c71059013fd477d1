/** Promises of doors, for which Python polls, and what the doors serve. */
import { expect, test, vi } from 'vitest';

import { makeDoors } from './doors';
import type { PyodideModule } from './pyodide';
import { answer, hold, suspendByPoll } from './suspension';

function poller(): (ms: number) => Promise<number> {
  const module = { SOCKFS: {} } as PyodideModule;
  suspendByPoll(module);
  return (ms) => module.SOCKFS.pollAsync?.(0, 0, ms) ?? Promise.reject(new Error('no poll'));
}

test('a poll with a ticket ends when its promise has been fulfilled, and gives the answer once', async () => {
  const poll = poller();
  let fulfil: (value: number) => void = () => undefined;
  const ticket = Number(hold(new Promise<number>((resolve) => (fulfil = resolve))));
  const polled = poll(ticket);
  expect(await Promise.race([polled, Promise.resolve('waits')])).toBe('waits');
  fulfil(7);
  expect(await polled).toBe(0);
  expect(answer(ticket)).toBe(7);
  expect(() => answer(ticket)).toThrow('there is no such promise');
});

test('promises that end in another order than they began have their own answers', async () => {
  const poll = poller();
  const ends: ((value: string) => void)[] = [];
  const tickets = [0, 1, 2].map(() =>
    Number(hold(new Promise<string>((resolve) => ends.push(resolve)))),
  );
  const polls = tickets.map(poll);
  for (const i of [2, 0, 1]) ends[i]?.(`answer ${i}`);
  await Promise.all(polls);
  expect(tickets.map(answer)).toEqual(['answer 0', 'answer 1', 'answer 2']);
});

test('an error is thrown to who asks for the answer', async () => {
  const poll = poller();
  const ticket = Number(hold(Promise.reject(new RangeError('no'))));
  expect(await poll(ticket)).toBe(0);
  expect(() => answer(ticket)).toThrow(RangeError);
});

test('a poll of a program waits for its time', async () => {
  vi.useFakeTimers();
  try {
    const polled = poller()(30);
    vi.advanceTimersByTime(29);
    expect(await Promise.race([polled, Promise.resolve('waits')])).toBe('waits');
    vi.advanceTimersByTime(1);
    expect(await polled).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('doors are the same objects whatever they serve; promises become tickets', async () => {
  const made = makeDoors();
  const { doors } = made;
  const { close, size } = doors;
  const serving = (value: unknown): void => {
    const names = Object.keys(doors) as (keyof typeof doors)[];
    made.serve(Object.fromEntries(names.map((name) => [name, () => value])) as typeof doors);
  };
  serving(5);
  expect([close(), size()]).toEqual([5, 5]);
  serving(Promise.resolve(6));
  const ticket = size();
  expect(typeof ticket).toBe('string');
  await poller()(Number(ticket));
  expect(answer(Number(ticket))).toBe(6);
  expect(doors.close).toBe(close);
  const error = made.shut();
  for (const door of Object.values(doors)) expect(() => door()).toThrow(error);
});

/**
 * How Python is suspended for a promise. Pyodide's `run_sync` turns its event loop five times for
 * that. But the system call `poll` suspends by JSPI at once, for whatever promise `pollAsync`
 * gives, which is meant for sockets in Node.js. So a door keeps the promise and answers with a
 * ticket; Python polls nothing, with the ticket as its time-out, and asks for the answer then.
 */
import type { PyodideModule } from './pyodide';

/** Tickets are greater than any time-out that programs use. */
const FIRST_TICKET = 2 ** 30;
const LAST_TICKET = 2 ** 31 - 1;

type Outcome = { value: unknown } | { error: unknown };

const promises = new Map<number, Promise<0>>();
const outcomes = new Map<number, Outcome>();
let ticket = FIRST_TICKET;

/** Keeps a promise; the ticket for it, as text, for numbers are what other doors answer with. */
export function hold(promise: Promise<unknown>): string {
  ticket = ticket === LAST_TICKET ? FIRST_TICKET : ticket + 1;
  const own = ticket;
  const settle = (outcome: Outcome): 0 => {
    outcomes.set(own, outcome);
    return 0;
  };
  promises.set(
    own,
    promise.then(
      (value) => settle({ value }),
      (error: unknown) => settle({ error }),
    ),
  );
  return String(own);
}

/** What the promise has given. */
export function answer(own: number): unknown {
  const outcome = outcomes.get(own);
  outcomes.delete(own);
  if (!outcome) throw new Error('there is no such promise');
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** From now on `poll` without descriptors waits for the promise of a ticket, or its time-out. */
export function suspendByPoll(module: PyodideModule): void {
  module.SOCKFS.pollAsync = (_fds, _nFds, ms) => {
    const promise = promises.get(ms);
    promises.delete(ms);
    return promise ?? new Promise((resolve) => setTimeout(resolve, ms, 0));
  };
}

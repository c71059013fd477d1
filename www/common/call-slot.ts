/**
 * A slot of the heap between the window and a process that is leased to it. A round trip takes
 * about 50 µs by messages and 10 µs by a word in shared memory: so small calls and their answers
 * pass through the slot while both sides listen to it; all else is a message. The process listens
 * while calls keep coming, a few milliseconds at a time, asleep on the word; between two such times
 * it handles its messages and timers. The window polls for a moment, then its event loop waits for
 * the word.
 *
 *   call    AWAY ⇄ LISTENING      the process starts or stops listening
 *           LISTENING → CALLED    by the window: a call is in the slot; the process takes it
 *                                 and listens again before it answers
 *           any → SUMMONED        by the window: a message follows, or no call does; the process
 *                                 listens again only after its next message
 *   answer  WAITED FOR → HERE     by the process: the answer is in the slot
 *           WAITED FOR → BY MESSAGE   by the process: the answer does not fit; by the window: its
 *                                 event loop cannot wait for a word
 *
 * Invariant: one call at a time; the window begins none before it has the answer to the last. Each
 * arrow is one atomic exchange, so both sides agree on the path of each call and each answer.
 */
import { type WaitAsync, wordChanged } from './wait-async';

/** Bytes of a slot: a cache line for the call, one for the answer. */
export const SLOT_BYTES = 128;

/** What passes through a slot. */
export type Small = number | boolean | null | undefined;

const MOST_ARGUMENTS = 6;

// Words, then bytes, then doubles of the call's line.
const CALL = 0;
const COUNT = 1;
const ARGUMENT_KINDS = 8;
const NUMBERS = 2;
// Of the answer's line.
const ANSWER = 16;
const ANSWER_KIND = 72;
const ANSWER_NUMBER = 10;

const AWAY = 0;
const LISTENING = 1;
const CALLED = 2;
const SUMMONED = 3;

/** After so long the event loop looks itself, should a wake-up have been lost. */
const LOOK_AGAIN_MS = 1000;

const WAITED_FOR = 0;
const HERE = 1;
const BY_MESSAGE = 2;

/** A value's kind is its index plus 1; 0 is a number. */
const OTHERS: readonly unknown[] = [undefined, null, false, true];

class Slot {
  protected readonly words: Int32Array;
  readonly #kinds: Uint8Array;
  readonly #numbers: Float64Array;

  constructor(memory: ArrayBufferLike, at: number) {
    this.words = new Int32Array(memory, at, SLOT_BYTES / 4);
    this.#kinds = new Uint8Array(memory, at, SLOT_BYTES);
    this.#numbers = new Float64Array(memory, at, SLOT_BYTES / 8);
  }

  protected write(kindAt: number, numberAt: number, value: Small): void {
    this.#kinds[kindAt] = typeof value === 'number' ? 0 : 1 + OTHERS.indexOf(value);
    if (typeof value === 'number') this.#numbers[numberAt] = value;
  }

  protected read(kindAt: number, numberAt: number): Small {
    const kind = this.#kinds[kindAt] ?? 0;
    return kind === 0 ? (this.#numbers[numberAt] ?? 0) : (OTHERS[kind - 1] as Small);
  }
}

/** The window's side. */
export class SlotCaller extends Slot {
  /** Calls the process. False if it does not listen or the arguments do not fit. */
  call(args: readonly Small[]): boolean {
    if (args.length > MOST_ARGUMENTS || Atomics.load(this.words, CALL) !== LISTENING) return false;
    for (let i = 0; i < args.length; i += 1) this.write(ARGUMENT_KINDS + i, NUMBERS + i, args[i]);
    this.words[COUNT] = args.length;
    Atomics.store(this.words, ANSWER, WAITED_FOR);
    if (Atomics.compareExchange(this.words, CALL, LISTENING, CALLED) !== LISTENING) return false;
    Atomics.notify(this.words, CALL);
    return true;
  }

  /** Makes the process return to its messages, and stay with them until the next one has come. */
  summon(): void {
    Atomics.store(this.words, CALL, SUMMONED);
    Atomics.notify(this.words, CALL);
  }

  /** The state of the answer. */
  look(): 'waited for' | 'here' | 'by message' {
    const state = Atomics.load(this.words, ANSWER);
    if (state === WAITED_FOR) return 'waited for';
    return state === HERE ? 'here' : 'by message';
  }

  /**
   * Stops polling: resolves when there may be an answer to look at. Null where the event loop
   * cannot wait for a word: the answer comes by message, unless it is here.
   */
  turnAway(): Promise<unknown> | null {
    if ((Atomics as WaitAsync).waitAsync)
      return wordChanged(this.words, ANSWER, WAITED_FOR, LOOK_AGAIN_MS);
    Atomics.compareExchange(this.words, ANSWER, WAITED_FOR, BY_MESSAGE);
    return null;
  }

  /** Nothing waits for an answer any more. */
  close(): void {
    Atomics.notify(this.words, ANSWER);
  }

  /** Reads the answer that is here. */
  answer(): Small {
    return this.read(ANSWER_KIND, ANSWER_NUMBER);
  }
}

/** The process's side. Before it listens for the first time, the slot may contain anything. */
export class SlotListener extends Slot {
  /** Stops listening. */
  leave(): void {
    Atomics.store(this.words, CALL, AWAY);
  }

  /** Starts to listen: from now on the window may call. */
  come(): void {
    Atomics.store(this.words, CALL, LISTENING);
  }

  /** Starts to listen after a while of messages; false if the window has summoned meanwhile. */
  comeAgain(): boolean {
    return Atomics.compareExchange(this.words, CALL, AWAY, LISTENING) === AWAY;
  }

  /**
   * Blocks until there is a call, and gives its arguments; null when it is time to handle messages.
   */
  next(untilMs: number): Small[] | null {
    for (;;) {
      const state = Atomics.load(this.words, CALL);
      if (state === CALLED) return this.#arguments();
      if (state !== LISTENING) return null;
      const leftMs = untilMs - performance.now();
      if (leftMs > 0) Atomics.wait(this.words, CALL, LISTENING, leftMs);
      else if (Atomics.compareExchange(this.words, CALL, LISTENING, AWAY) === LISTENING)
        return null;
    }
  }

  /** Writes the answer. False if the window has stopped polling. */
  answer(value: Small): boolean {
    this.write(ANSWER_KIND, ANSWER_NUMBER, value);
    return this.#settle(HERE);
  }

  /** Announces that the answer will be a message. */
  announceMessage(): void {
    this.#settle(BY_MESSAGE);
  }

  #settle(how: number): boolean {
    if (Atomics.compareExchange(this.words, ANSWER, WAITED_FOR, how) !== WAITED_FOR) return false;
    Atomics.notify(this.words, ANSWER);
    return true;
  }

  #arguments(): Small[] {
    const count = this.words[COUNT] ?? 0;
    return Array.from({ length: count }, (_, i) => this.read(ARGUMENT_KINDS + i, NUMBERS + i));
  }
}

/** Whether a value fits into a slot. */
export function isSmall(value: unknown): value is Small {
  return typeof value === 'number' || OTHERS.includes(value);
}

/**
 * A slot of the heap between the window and a process on loan to it. A message takes some 50 µs there and back, a word some 10: so
 * small calls and their answers pass through the slot, as long as both look at it; everything else, and whoever does not look, goes
 * by messages. The process looks for a few milliseconds after each task that came by message, and sleeps on the word meanwhile.
 *
 *   call    AWAY ⇄ LISTENING      the process comes to look, and goes
 *           LISTENING → CALLED    the window's: a call is in the slot; the process takes it and listens again before it answers
 *           LISTENING → SUMMONED  the window's: there are messages; the process goes
 *   answer  WAITED FOR → HERE     the process's: the answer is in the slot
 *           WAITED FOR → BY MESSAGE   of either: the window looks no more, or the answer is none for the slot
 *
 * Invariant: one call at a time, and the window begins none before it has the answer to the last. Each arrow is one exchange, so
 * both agree on which way a call goes and which way its answer comes.
 */

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

const WAITED_FOR = 0;
const HERE = 1;
const BY_MESSAGE = 2;

/** Their places are their kinds; 0 is a number. */
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

/** The window's end. */
export class SlotCaller extends Slot {
  /** Calls the process, if it listens. */
  call(args: readonly Small[]): boolean {
    if (args.length > MOST_ARGUMENTS || Atomics.load(this.words, CALL) !== LISTENING) return false;
    for (let i = 0; i < args.length; i += 1) this.write(ARGUMENT_KINDS + i, NUMBERS + i, args[i]);
    this.words[COUNT] = args.length;
    Atomics.store(this.words, ANSWER, WAITED_FOR);
    return this.#tell(CALLED);
  }

  /** Makes the process listen to messages, if it listens here. */
  summon(): void {
    this.#tell(SUMMONED);
  }

  /** How the answer comes, as far as is known. */
  look(): 'waited for' | 'here' | 'by message' {
    const state = Atomics.load(this.words, ANSWER);
    if (state === WAITED_FOR) return 'waited for';
    return state === HERE ? 'here' : 'by message';
  }

  /** Looks no more: the answer comes by message, unless it is here. */
  turnAway(): void {
    Atomics.compareExchange(this.words, ANSWER, WAITED_FOR, BY_MESSAGE);
  }

  /** The answer that is here. */
  answer(): Small {
    return this.read(ANSWER_KIND, ANSWER_NUMBER);
  }

  #tell(what: number): boolean {
    if (Atomics.compareExchange(this.words, CALL, LISTENING, what) !== LISTENING) return false;
    Atomics.notify(this.words, CALL);
    return true;
  }
}

/** The process's end. Before it listens for the first time, the slot may hold anything. */
export class SlotListener extends Slot {
  /** From now on nobody is here. */
  leave(): void {
    Atomics.store(this.words, CALL, AWAY);
  }

  /** Comes back, or stays: from now on the window may call. */
  come(): void {
    Atomics.store(this.words, CALL, LISTENING);
  }

  /** Sleeps until there is a call, and gives its arguments; null when it is time to listen to messages. */
  next(untilMs: number): Small[] | null {
    for (;;) {
      const state = Atomics.load(this.words, CALL);
      if (state === CALLED) return this.#arguments();
      if (state !== LISTENING) break;
      const leftMs = untilMs - performance.now();
      if (leftMs > 0) Atomics.wait(this.words, CALL, LISTENING, leftMs);
      else if (Atomics.compareExchange(this.words, CALL, LISTENING, AWAY) === LISTENING)
        return null;
    }
    this.leave();
    return null;
  }

  /** Answers, unless the window looks no more. */
  answer(value: Small): boolean {
    this.write(ANSWER_KIND, ANSWER_NUMBER, value);
    return Atomics.compareExchange(this.words, ANSWER, WAITED_FOR, HERE) === WAITED_FOR;
  }

  /** The answer is about to be sent as a message. */
  announceMessage(): void {
    Atomics.compareExchange(this.words, ANSWER, WAITED_FOR, BY_MESSAGE);
  }

  #arguments(): Small[] {
    const count = this.words[COUNT] ?? 0;
    return Array.from({ length: count }, (_, i) => this.read(ARGUMENT_KINDS + i, NUMBERS + i));
  }
}

/** Whether a value passes through a slot. */
export function isSmall(value: unknown): value is Small {
  return typeof value === 'number' || OTHERS.includes(value);
}

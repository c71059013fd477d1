/**
 * The window's task line to a leased process: small calls pass through a slot of the heap while the
 * process listens to it, all others are messages. The window polls for the answer only briefly,
 * after all pending microtasks; then its event loop waits for the word, or, where it cannot, the
 * answer comes by message. It polls only while tasks are short: a process that has to be woken may
 * get the window's own core.
 */
import { isSmall, type SlotCaller, type Small } from '../common/call-slot';
import type { TaskCode, TaskReply, TaskRequest } from '../common/protocol';
import { TaskLine } from '../common/task-line';

/** The time of polling for an answer, in ms: about the cost of a message. */
const LOOK_MS = 0.04;
const LOOKS_BETWEEN_TIMES = 32;
/**
 * After a poll without an answer the next call is not polled, after the next failure the next two,
 * and so on, up to this many.
 */
const MOST_CALLS_UNSEEN = 4;

export class QuickLine extends TaskLine {
  readonly #slot: SlotCaller | null;
  /** The code that the process has run last: calls through the slot run it again. */
  #code: TaskCode | undefined;
  #unseen = 0;
  #unseenNext = 1;
  #untilMs = 0;
  #isClosed = false;

  constructor(port: MessagePort, slot: SlotCaller | null) {
    super(port);
    this.#slot = slot;
  }

  override run(request: TaskRequest): Promise<TaskReply> {
    const slot = this.#slot;
    const args = slot && isSame(request.code, this.#code) ? smallArguments(request) : null;
    if (slot && args && slot.call(args)) {
      return new Promise((resolve) => {
        this.expect(resolve);
        this.#beginToLook(slot);
      });
    }
    this.#code = request.code;
    slot?.summon();
    return super.run(request);
  }

  /** No call follows for now: the process returns to its messages. */
  rest(): void {
    this.#slot?.summon();
  }

  #beginToLook(slot: SlotCaller): void {
    if (this.#unseen > 0) {
      this.#unseen -= 1;
      this.#stopLooking(slot);
      return;
    }
    this.#untilMs = performance.now() + LOOK_MS;
    looking.add(this);
    lookSoon();
  }

  #stopLooking(slot: SlotCaller): void {
    const mayBeThere = slot.turnAway();
    if (mayBeThere)
      void mayBeThere.then(() => {
        if (!this.lookOnce() && !this.#isClosed) this.#stopLooking(slot);
      });
    else this.lookOnce();
  }

  override close(): void {
    this.#isClosed = true;
    super.close();
    this.#slot?.close();
  }

  /** Settles the call if its answer is here. True if there is nothing more to poll for. */
  lookOnce(): boolean {
    const slot = this.#slot;
    const state = slot?.look();
    if (state === 'waited for') return false;
    if (slot && state === 'here') this.settle({ values: [{ packed: slot.answer() }] });
    return true;
  }

  /** As `lookOnce`; when the time for polling is over, the answer will come by message. */
  lookAt(nowMs: number): boolean {
    if (this.lookOnce()) {
      this.#unseenNext = 1;
      return true;
    }
    if (nowMs < this.#untilMs) return false;
    this.#unseen = this.#unseenNext;
    this.#unseenNext = Math.min(2 * this.#unseenNext, MOST_CALLS_UNSEEN);
    if (this.#slot) this.#stopLooking(this.#slot);
    return true;
  }
}

/**
 * The lines that poll for an answer: one loop polls for all. Lines remove themselves when they are
 * done.
 */
const looking = new Set<QuickLine>();
let isSoon = false;

function lookSoon(): void {
  if (isSoon) return;
  isSoon = true;
  queueMicrotask(lookAround);
}

/**
 * Polls until an answer is there. The handlers of that call run first, then the loop polls for the
 * others.
 */
function lookAround(): void {
  isSoon = false;
  for (;;) {
    for (let i = 0; i < LOOKS_BETWEEN_TIMES; i += 1) {
      for (const line of looking) {
        if (line.lookOnce()) {
          lookedFor(line);
          return;
        }
      }
    }
    const nowMs = performance.now();
    for (const line of looking) {
      if (line.lookAt(nowMs)) {
        lookedFor(line);
        return;
      }
    }
  }
}

function lookedFor(line: QuickLine): void {
  looking.delete(line);
  if (looking.size > 0) lookSoon();
}

function isSame(one: TaskCode, other: TaskCode | undefined): boolean {
  if (!other) return false;
  if ('task' in one) return 'task' in other && one.task === other.task;
  return 'source' in other && one.source === other.source;
}

/** The arguments, if all fit into a slot. */
function smallArguments({ items }: TaskRequest): readonly Small[] | null {
  if ('ends' in items) return Array.from(items.args);
  const [item] = items;
  if (typeof item !== 'object' || item.transfer || item.coded) return null;
  const args = item.packed as readonly unknown[];
  return args.every(isSmall) ? args : null;
}

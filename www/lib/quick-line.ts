/**
 * The window's line to a process that is on loan to it: small calls pass through a slot of the heap while the process looks at it, all
 * others by messages. The window looks for the answer for a moment at most, after everything else that is due; then it lets it come
 * by message. It looks only while that finds short tasks.
 */
import { isSmall, type SlotCaller, type Small } from '../common/call-slot';
import type { TaskCode, TaskReply, TaskRequest } from '../common/protocol';
import { TaskLine } from '../common/task-line';

/** How long the window looks for an answer, in ms: about what a message costs. */
const LOOK_MS = 0.04;
const LOOKS_BETWEEN_TIMES = 32;
/** After looking in vain it does not look at the next call, nor at twice as many the next time, up to so many. */
const MOST_CALLS_UNSEEN = 256;

export class QuickLine extends TaskLine {
  readonly #slot: SlotCaller | null;
  /** What the process has run last: it runs what is called through the slot. */
  #code: TaskCode | undefined;
  #unseen = 0;
  #unseenNext = 1;
  #untilMs = 0;

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

  /** No call follows for now: the process is free for others. */
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
    slot.turnAway();
    this.lookOnce();
  }

  /** Settles the call if its answer is here; whether there is nothing more to look for. */
  lookOnce(): boolean {
    const slot = this.#slot;
    const state = slot?.look();
    if (state === 'waited for') return false;
    if (slot && state === 'here') this.settle({ values: [{ packed: slot.answer() }] });
    return true;
  }

  /** As `lookOnce`, at a moment: when its time is over, the answer is left to come by message. */
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

/** Lines whose answers are looked for: one loop looks for all. */
const looking = new Set<QuickLine>();
let isSoon = false;

function lookSoon(): void {
  if (isSoon) return;
  isSoon = true;
  queueMicrotask(lookAround);
}

/** Looks until an answer is there: what it settles goes first, then the others are looked at again. */
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

/** The arguments, if all pass through a slot. */
function smallArguments({ items }: TaskRequest): readonly Small[] | null {
  if ('ends' in items) return Array.from(items.args);
  const [item] = items;
  if (typeof item !== 'object' || item.transfer || item.coded) return null;
  const args = item.packed as readonly unknown[];
  return args.every(isSmall) ? args : null;
}

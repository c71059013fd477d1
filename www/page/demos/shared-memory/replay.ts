/**
 * Two processes that add one to the same counter: what counter and registers hold after each of
 * their steps, and which updates were lost by which. Pure.
 */

/** A step of an increment: of one process, with the number that it read, made or wrote. */
export interface Step {
  process: number;
  act: 'read' | 'add' | 'write';
  value: number;
}

/** After a step. */
export interface Moment {
  counter: number;
  /** What each process holds: null before it has read anything. */
  registers: readonly (number | null)[];
  /** Whose updates this step removed for good: the processes, one for each update. */
  lost: readonly number[];
  /** Of those it removed, how many the other's next write brings back. */
  hidden: number;
  /** Of a write: the step by which it was lost for good; null where it is in the final counter. */
  lostAt: number | null;
}

/**
 * An increment is known by the step of its write. A number that was written has in it the
 * increments that were in the number that was read, and the one that it is written by.
 */
export function replay(steps: readonly Step[], processes: number): Moment[] {
  let held: ReadonlySet<number> = new Set();
  const read = new Array<ReadonlySet<number>>(processes).fill(held);
  const removedBy: { old: ReadonlySet<number>; now: ReadonlySet<number> }[] = [];
  steps.forEach(({ process, act }, index) => {
    const old = held;
    if (act === 'read') read[process] = held;
    if (act === 'write') held = new Set([...(read[process] ?? []), index]);
    removedBy.push({ old, now: held });
  });
  const removed = removedBy.map(({ old, now }) => [...old].filter((write) => !now.has(write)));
  // Removed for good: by the last step that did, and only if it did not come back.
  const lostAt = new Map<number, number>();
  removed.forEach((writes, index) => {
    for (const write of writes) if (!held.has(write)) lostAt.set(write, index);
  });
  let counter = 0;
  let registers = new Array<number | null>(processes).fill(null);
  return steps.map(({ process, act, value }, index): Moment => {
    if (act === 'write') counter = value;
    else registers = registers.map((kept, one) => (one === process ? value : kept));
    const gone = removed[index] ?? [];
    const lost = gone.filter((write) => lostAt.get(write) === index);
    return {
      counter,
      registers,
      lost: lost.map((write) => steps[write]?.process ?? 0),
      hidden: gone.length - lost.length,
      lostAt: lostAt.get(index) ?? null,
    };
  });
}

/** How many updates were lost for good. */
export function lostIn(moments: readonly Moment[]): number {
  return moments.reduce((sum, { lost }) => sum + lost.length, 0);
}

/**
 * Why it cannot have happened so: a step out of turn, one that read what the counter did not hold
 * or wrote what the process did not hold, or another counter in the end. Null where it can.
 */
export function contradiction(steps: readonly Step[], counter: number): string | null {
  let held = 0;
  const last = new Map<number, Step>();
  for (const [index, step] of steps.entries()) {
    const before = last.get(step.process);
    const turn = { read: 'write', add: 'read', write: 'add' }[step.act];
    const value = {
      read: held,
      add: (before?.value ?? Number.NaN) + 1,
      write: before?.value ?? Number.NaN,
    }[step.act];
    const inTurn = (before?.act ?? 'write') === turn;
    if (!inTurn || step.value !== value) return `${index + 1}: ${step.act} ${step.value}, ${held}`;
    if (step.act === 'write') held = step.value;
    last.set(step.process, step);
  }
  for (const { act } of last.values()) if (act !== 'write') return act;
  return held === counter ? null : `${held}, ${counter}`;
}

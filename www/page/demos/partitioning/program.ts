/** What a process does with one part. It travels as source text, so it closes over nothing. */

export interface PartTask {
  items: readonly number[];
  /** Steps of computing for each unit of work; item i takes i + 1 units. */
  stepsPerUnit: number;
}

export interface PartResult {
  /** One answer for each item, in the part's order. */
  answers: number[];
  /** Times since the epoch, so that all processes agree. */
  startMs: number;
  endMs: number;
  /** The name of the worker that ran it. */
  worker: string;
}

/** Runs a pseudo-random generator, seeded with the item, for as many steps as the item is heavy. */
export function workThrough(task: PartTask): PartResult {
  const startMs = performance.timeOrigin + performance.now();
  const answers: number[] = [];
  for (const item of task.items) {
    let state = item | 0;
    const steps = (item + 1) * task.stepsPerUnit;
    for (let step = 0; step < steps; step += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
    }
    answers.push(state >>> 0);
  }
  return { answers, startMs, endMs: performance.timeOrigin + performance.now(), worker: self.name };
}

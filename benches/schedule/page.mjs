/* eslint-disable -- runs in the page, where the library's types are unknown */
// @ts-nocheck
// What is measured of the scheduling lab, in the page. Samples are lists by name; names say the
// unit.

const POLICIES = [
  'chunk',
  'roundRobin',
  'dynamic',
  'guided',
  'trapezoid',
  'factoring',
  'poolMap',
  'longestFirst',
  'workStealing',
];

/** Heavy-tailed durations (Pareto, α = 1.5) from a seeded generator, in ms. */
function heavyTail(n) {
  let state = 1;
  return Float64Array.from({ length: n }, () => {
    state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
    return (1 - state / 0x7fffffff) ** (-1 / 1.5);
  });
}

const made = new Map();

/** How long one simulation of heavy-tailed tasks takes, in ms: the whole call. */
export async function simulation(pg, n, workers, name) {
  if (!made.has(n)) {
    made.clear();
    made.set(n, heavyTail(n));
  }
  const tasks = made.get(n);
  const start = performance.now();
  const { columns } = await pg.schedule({
    tasks,
    workers,
    policy: { name },
    load: 'simulate',
  });
  const ms = performance.now() - start;
  if (columns.task.length !== n) throw new Error(`${name}: ${columns.task.length} rows`);
  return ms;
}

/** Virtual time: the whole call, for three sizes. */
export async function simulations(pg, quick) {
  const samples = {};
  for (const [n, workers] of [
    [10_000, 1024],
    [100_000, 1024],
    [1_000_000, 1024],
    [10_000_000, 4096],
  ]) {
    for (const name of POLICIES) {
      const list = [];
      for (let turn = -1; turn < (quick || n > 1e6 ? 1 : 5); turn += 1) {
        const ms = await simulation(pg, n, workers, name);
        if (turn >= 0) list.push(ms);
      }
      samples[`${name}, ${n} × ${workers}, ms`] = list;
    }
  }
  return samples;
}

/** A simulation whose timeline is kept, so that what it holds can be measured from outside. */
export async function keep(pg, name, n, workers) {
  const tasks = heavyTail(n);
  const timeline = await pg.schedule({ tasks, workers, policy: { name }, load: 'simulate' });
  if (timeline.columns.task.length !== tasks.length) throw new Error(`${name}: rows are missing`);
  globalThis.kept = timeline;
}

/** Tasks without duration: all that there is is overhead. */
export async function dispatching(pg, on, n, quick) {
  const [whole, said] = [[], []];
  for (let turn = -1; turn < (quick ? 2 : 7); turn += 1) {
    const { makespanMs, overheadPerDispatchMs } = await pg.schedule({
      tasks: new Float64Array(n),
      workers: 2,
      policy: { name: 'dynamic' },
      load: 'spin',
      on,
    });
    if (turn < 0) continue;
    whole.push((makespanMs * 2e3) / n);
    said.push(overheadPerDispatchMs * 1e3);
  }
  return {
    [`${on}: makespan × workers / tasks, µs`]: whole,
    [`${on}: end to start, µs`]: said,
  };
}

/**
 * The chapter's dynamic workload for real, and how far the simulation with the measured overhead is
 * off, in %.
 */
export async function realAndSimulated(pg, on, load, quick) {
  const unitMs = 10;
  const tasks = Array.from({ length: 20 }, (_, i) => ((i % 3) + 1) * unitMs);
  const [makespans, off] = [[], []];
  for (let turn = -1; turn < (quick ? 1 : 5); turn += 1) {
    const common = { tasks, workers: 2, policy: { name: 'dynamic' } };
    const real = await pg.schedule({ ...common, load, on });
    const simulated = await pg.schedule({
      ...common,
      load: 'simulate',
      dispatchOverheadMs: real.overheadPerDispatchMs,
    });
    if (turn < 0) continue;
    makespans.push(real.makespanMs);
    off.push((real.makespanMs / simulated.makespanMs - 1) * 100);
  }
  return {
    [`${on}, ${load}: makespan, ms`]: makespans,
    [`${on}, ${load}: over the simulation, %`]: off,
  };
}

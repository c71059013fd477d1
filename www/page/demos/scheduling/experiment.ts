/** What a run of the scheduling lab does and shows. */
import type { Playground, PolicyName, Timeline } from '../../../common/types';
import { median, speedup, takeTurns, type Contender } from '../../measure';
import type { Message } from '../../messages/message';
import type { RunContext } from '../demo';
import { faultOf, pairsText } from './checks';
import { POLICIES } from '../../../common/policies';
import { figuresOf, type LabRun, type LabTimelines } from './lab';
import { smallPicture } from './small-picture';
import { optionsOf, release, setupOf, type Setup } from './setup';
import { overChunks, overWorkers } from './studies';

/**
 * Timelines of so many tasks in all are kept; of more, one is simulated again when it is looked at.
 */
const KEPT_TASKS = 500_000;
/** Results are listed for so many tasks. */
const LISTED_TASKS = 10_000;
/** What the parts of a run take of its time, about: all policies, and the two studies. */
const SHARES = { policies: 0.6, chunks: 0.2, workers: 0.2 };

export async function run(context: RunContext): Promise<void> {
  const { playground, values, signal } = context;
  const setup = await setupOf(values, signal);
  const simulated = setup.load === 'simulate';
  const phase: Message = { key: simulated ? 'scheduling.phaseSimulate' : 'scheduling.phaseRun' };
  const turns = POLICIES.length * setup.repeats + (simulated ? 0 : setup.repeats + 1);
  const timelines = new Map<PolicyName, Timeline>();
  const checked = { right: true };
  let turn = 0;

  /** One run, checked; its makespan. */
  const once = async (policy: PolicyName, workers = setup.workers): Promise<number> => {
    const begun = turn / turns;
    const told = (done: number, total: number): void =>
      context.progress(SHARES.policies * (begun + done / Math.max(1, total) / turns), phase);
    told(0, 1);
    const timeline = await playground.schedule(
      optionsOf(setup, policy, signal, { workers, onProgress: told }),
    );
    turn += 1;
    const fault = await faultOf(timeline, setup.tasksMs, signal);
    if (fault !== null) {
      checked.right = false;
      const sentence: Message = {
        key: 'scheduling.wrong',
        values: { policy: { key: `policy.${policy}` }, fault },
      };
      context.show({ answer: { state: 'wrong', sentence } });
    } else if (workers === setup.workers) timelines.set(policy, timeline);
    return timeline.makespanMs;
  };

  const runs: LabRun[] = [];
  const samples: Partial<Record<string, number[]>> = {};
  if (simulated) {
    for (const policy of POLICIES) {
      await once(policy);
      if (!checked.right) return;
      const timeline = timelines.get(policy);
      if (!timeline) continue;
      runs.push(
        await labRun(playground, setup, policy, { measured: timeline, predicted: null }, signal),
      );
      if (setup.tasksMs.length * POLICIES.length > KEPT_TASKS && policy !== setup.policy) {
        timelines.delete(policy);
        release(timeline);
      }
      context.show({ figures: [{ kind: 'lab', runs: [...runs] }] });
    }
  } else {
    const contenders: Contender<string>[] = [
      { id: 'one', run: () => once('dynamic', 1) },
      ...POLICIES.map((policy) => ({ id: policy, run: () => once(policy) })),
    ];
    // Once, unmeasured: an engine that has just started runs its first tasks late.
    await once('dynamic');
    // One worker alone is not among the policies' timelines, unless there is no more than one.
    Object.assign(samples, await takeTurns(contenders, setup.repeats, signal));
    if (!checked.right) return;
    for (const policy of POLICIES) {
      const measured = timelines.get(policy);
      if (!measured) continue;
      const predicted = await playground.schedule(
        optionsOf(setup, policy, signal, {
          load: 'simulate',
          dispatchOverheadMs: measured.overheadPerDispatchMs ?? 0,
        }),
      );
      runs.push(await labRun(playground, setup, policy, { measured, predicted }, signal));
    }
  }
  const chosen = timelines.get(setup.policy);
  const listed = chosen !== undefined && setup.tasksMs.length <= LISTED_TASKS;
  context.show({
    answer: {
      state: 'right',
      sentence: {
        key: simulated ? 'scheduling.rightSimulated' : 'scheduling.right',
        values: { n: setup.tasksMs.length, policies: POLICIES.length },
      },
      ...(listed ? { got: pairsText(chosen.results, setup.unitMs) } : {}),
    },
    figures: [{ kind: 'lab', runs: [...runs] }],
  });
  if (!simulated) await showTimings(context, setup, samples);

  const overheads = runs.map(({ figures }) => figures.overheadPerDispatchMs ?? 0);
  const dispatchOverheadMs = simulated ? setup.dispatchOverheadMs : median(overheads);
  const chunks = await overChunks(playground, setup, dispatchOverheadMs, signal, (done, total) =>
    context.progress(SHARES.policies + (SHARES.chunks * done) / total, {
      key: 'scheduling.phaseChunks',
    }),
  );
  context.show({ figures: [chunks] });
  const scaling = await overWorkers(playground, setup, signal, (done, total) =>
    context.progress(1 - SHARES.workers * (1 - done / total), { key: 'scheduling.phaseWorkers' }),
  );
  context.show({ figures: [scaling] });
}

async function showTimings(
  context: RunContext,
  setup: Setup,
  samples: Partial<Record<string, number[]>>,
): Promise<void> {
  const { playground } = context;
  const timings = await Promise.all(
    Object.entries(samples).map(
      async ([id, times = []]) => [id, { statistics: await playground.statistics(times) }] as const,
    ),
  );
  context.show({
    speedups: {
      policy: speedup(samples['one'] ?? [], samples[setup.policy] ?? [], {
        clockMs: playground.environment.clockResolutionMs,
        workers: setup.workers,
      }),
    },
    figures: [{ kind: 'timings', rows: Object.fromEntries(timings) }],
  });
}

/** What is shown of one policy's run. */
async function labRun(
  playground: Playground,
  setup: Setup,
  policy: PolicyName,
  timelines: LabTimelines,
  signal: AbortSignal,
): Promise<LabRun> {
  const { measured, predicted } = timelines;
  const kept =
    measured.load !== 'simulate' ||
    policy === setup.policy ||
    setup.tasksMs.length * POLICIES.length <= KEPT_TASKS;
  return {
    policy,
    figures: figuresOf(measured),
    predicted: predicted === null ? null : figuresOf(predicted),
    picture: await smallPicture(measured, signal),
    load: kept ? loadKept(timelines) : loadAgain(playground, setup, policy),
  };
}

// Two functions, since closures of one function would retain the timelines both.
function loadKept(timelines: LabTimelines): LabRun['load'] {
  return () => Promise.resolve(timelines);
}

function loadAgain(playground: Playground, setup: Setup, policy: PolicyName): LabRun['load'] {
  return async (stop) => ({
    measured: await playground.schedule(optionsOf(setup, policy, stop)),
    predicted: null,
  });
}

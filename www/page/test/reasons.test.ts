/**
 * Properties of the reasons, over random runs: their parts never exceed what is to be explained,
 * with the rest they add up to it, and no cause is named that was not measured.
 */
import { describe, expect, test } from 'vitest';

import { generator } from '../../common/test/generator';
import type { FinishedRun, Outcome } from '../demos/demo';
import type { Bar } from '../demos/figures';
import { findDemo } from '../demos/registry';
import { speedup, type Ratio } from '../measure';
import { say, type Message } from '../messages/index';
import { readValues } from '../router/address';
import { accountOf, accountOfRuns, spentIn, type Account, type Timed } from '../why/account';
import { whyGain } from '../why/gain';

const SEEDS = Array.from({ length: 400 }, (_, index) => 7919 * index + 1);

type Random = () => number;
const whole = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

/** A run: each worker does its bars one after the other, some none at all, within the call. */
function randomRun(random: Random, workers: number): Timed {
  const startMs = 1000 * random();
  const bars: Bar[] = [];
  for (let row = 0; row < workers; row += 1) {
    let at = startMs + 5 * random();
    for (let bar = whole(random, 0, 6); bar > 0; bar -= 1) {
      const from = at + (random() < 0.5 ? 0 : 3 * random());
      at = from + 20 * random() ** 3;
      bars.push({ row, startMs: from, endMs: at, tone: 0, label: '' });
    }
  }
  const last = Math.max(startMs, ...bars.map(({ endMs }) => endMs));
  return {
    workers,
    startMs,
    endMs: last + 5 * random() + 0.001,
    bars,
    ...(random() < 0.5 && { copyMs: 2 * random() }),
  };
}

function withoutCopying({ workers, startMs, endMs, bars }: Timed): Timed {
  return { workers, startMs, endMs, bars };
}

const CAUSES = ['slower', 'idle', 'handing', 'copying'] as const;

/** An account of which anything may be missing, or be less than nothing. */
function randomAccount(random: Random): Account | null {
  if (random() < 0.05) return null;
  const workers = whole(random, 2, 16);
  const elapsedMs = 0.01 + 1000 * random() ** 4;
  const measured = CAUSES.filter(() => random() < 0.6);
  return {
    workers,
    elapsedMs,
    lostMs: Object.fromEntries(
      measured.map((cause) => [cause, workers * elapsedMs * (1.4 * random() - 0.2)]),
    ),
    chunks: whole(random, 1, 2000),
    slowdown: random() < 0.2 ? null : 3 * random(),
  };
}

function randomSpeedup(random: Random, workers: number): Ratio {
  const value = workers * 1.1 * random();
  const low = value * random();
  const doubt = (['clock', 'noise', 'beyond'] as const)[whole(random, 0, 9)];
  return { value, low, high: value + random(), ...(doubt !== undefined && { doubt }) };
}

/** The causes that a sentence names, by the beginning of its key. */
const NAMES: Readonly<Record<string, (typeof CAUSES)[number]>> = {
  'why.crowded': 'slower',
  'why.slower': 'slower',
  'why.idle': 'idle',
  'why.heaviest': 'idle',
  'why.handing': 'handing',
  'why.chunks': 'handing',
  'why.items': 'handing',
  'why.asking': 'handing',
  'why.copying': 'copying',
};
const HEADS = [
  'why.clock',
  'why.reached',
  'why.reachedOf',
  'why.noGain',
  'why.noGainOf',
  'why.beyond',
];

const percentOf = ({ values }: Message): number => Number(values?.['percent']);

/** The sentences on one gain, with its account. */
function expectHonest(messages: readonly Message[], account: Account | null): void {
  const [head, ...parts] = messages;
  if (head === undefined) return;
  expect(HEADS).toContain(head.key);
  const missing = Number(head.values?.['missing'] ?? 0);
  for (const part of parts) {
    if (part.key === 'why.rest') continue;
    const cause = NAMES[part.key];
    expect(cause, part.key).toBeDefined();
    if (cause) expect(account?.lostMs[cause], part.key).toBeGreaterThan(0);
  }
  const named = parts.filter(({ key }) => key !== 'why.rest').map(percentOf);
  const sum = named.reduce((total, percent) => total + percent, 0);
  expect(sum).toBeLessThanOrEqual(missing);
  for (const percent of named) expect(percent).toBeGreaterThan(0);
  // With the rest it is neither more nor less, or nothing is said.
  if (parts.length > 0) expect(parts.map(percentOf).reduce((a, b) => a + b, 0)).toBe(missing);
  for (const message of messages) expect(say(message)).not.toMatch(/NaN|undefined|Infinity|[{}]/);
}

test.each(SEEDS.slice(0, 100))('a run’s time is all spent somewhere, seed %i', (seed) => {
  const random = generator(seed);
  const run = randomRun(random, whole(random, 1, 8));
  const { busyMs, idleMs, otherMs } = spentIn(run);
  for (const ms of [busyMs, idleMs, otherMs]) expect(ms).toBeGreaterThanOrEqual(0);
  expect(busyMs + idleMs + otherMs).toBeCloseTo(run.workers * (run.endMs - run.startMs), 6);
});

test('measured in full, what is lost is P·Tₚ − T₁', () => {
  for (const seed of SEEDS.slice(0, 100)) {
    const random = generator(seed);
    const alone = withoutCopying(randomRun(random, 1));
    const shared = withoutCopying(randomRun(random, whole(random, 2, 8)));
    const account = accountOf(alone, shared);
    if (account === null) continue;
    const lost = Object.values(account.lostMs).reduce((sum, ms) => sum + ms, 0);
    const all = shared.workers * (shared.endMs - shared.startMs);
    // One worker that idles is one whose time is the call's alone.
    expect(lost, `seed ${seed}`).toBeCloseTo(
      all - (alone.endMs - alone.startMs) + spentIn(alone).idleMs,
      6,
    );
  }
});

test('of random accounts, nothing but what was measured is named, and it adds up', () => {
  for (const seed of SEEDS) {
    const random = generator(seed);
    const account = randomAccount(random);
    const workers = account?.workers ?? 4;
    const messages = whyGain({
      who: { key: 'who.threads', values: { n: workers } },
      speedup: randomSpeedup(random, workers),
      workers,
      cores: whole(random, 1, 16),
      waiting: random() < 0.3,
      account,
    });
    expectHonest(messages, account);
  }
});

test('of random runs, the account and the speedup they give are told honestly', () => {
  let explained = 0;
  for (const seed of SEEDS) {
    const random = generator(seed);
    const workers = whole(random, 2, 8);
    const turns = whole(random, 1, 5);
    const runs = (count: number): Timed[] =>
      Array.from({ length: turns }, () => randomRun(random, count));
    const [alone, shared] = [runs(1), runs(workers)];
    const times = (all: readonly Timed[]): number[] =>
      all.map(({ startMs, endMs }) => endMs - startMs);
    const gained = speedup(times(alone), times(shared), { clockMs: 0.001, workers });
    const account = accountOfRuns(alone, shared);
    if (gained === null) continue;
    const messages = whyGain({
      who: { key: 'who.processes', values: { n: workers } },
      speedup: gained,
      workers,
      cores: whole(random, 1, 8),
      account,
    });
    expectHonest(messages, account);
    if (messages.length > 1) explained += 1;
  }
  expect(explained).toBeGreaterThan(SEEDS.length / 4);
});

describe.each([
  ['pools', 'processes', 'task=countPrimes'],
  ['pools', 'processes', 'task=sleep'],
  ['matmul', 'total', 'where=threads'],
  ['matmul', 'total', 'where=processes'],
  ['queue', 'consumers', 'consumers=4'],
  ['partitioning', 'chunk', 'parts=4'],
])('%s, %s, %s', (name, id, text) => {
  const demo = findDemo(name);
  const facts = {
    workers: 4,
    maxWorkers: 16,
    threads: true,
    sharedMemory: 'yes',
    certain: true,
  } as const;

  test('its sentences are as honest', () => {
    if (demo === null) throw new RangeError(name);
    const query = new Map(new URLSearchParams(text));
    const { values } = readValues({ demo: name, query }, demo.params, facts);
    for (const seed of SEEDS.slice(0, 100)) {
      const random = generator(seed);
      const account = randomAccount(random);
      const outcome: Outcome = {
        answer: { state: 'right', sentence: { key: 'pipe.right' } },
        speedups: { [id]: randomSpeedup(random, account?.workers ?? 4) },
        accounts: { [id]: account },
        figures: [
          {
            kind: 'parts',
            strategies: [{ strategy: 'chunk', parts: [[0], [1]], shares: [0.5, 0.5] }],
          },
        ],
      };
      const run: FinishedRun = { values, outcome, cores: whole(random, 1, 8) };
      expectHonest(demo.why(run), account);
    }
  });
});

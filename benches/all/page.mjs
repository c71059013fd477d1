/* eslint-disable -- runs in the page, where the library's types are unknown */
// @ts-nocheck
// The page of `make bench`: a function for each family, which measures all of its rows once, ours
// and the others in turns, by the harnesses of the single benches. What a row gets of a turn is the
// median of what was measured in it.
import * as ipc from '../ipc/page.mjs';
import * as matmul from '../matmul/page.mjs';
import * as pools from '../pools/page.mjs';
import * as schedule from '../schedule/page.mjs';

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const entry = (name, unit, ours, peers = {}, better = 'less', wanted) => ({
  family: '',
  name,
  unit,
  better,
  ours,
  peers,
  ...(wanted !== undefined && { wanted }),
});

let library;

/** Opens what stays open. What is missing, and why. */
export async function start(contenders) {
  library = await import('/lib/parallel-playground.js');
  const { missing } = await matmul.start(contenders);
  return missing;
}

const families = {
  async matmul({ shapes, samples, turn }) {
    const rows = [];
    for (const [precision, side] of shapes) {
      const shape = [side, side, side];
      const measured = await matmul.measure({ precision, shape, samples, seed: 2 * turn + 1 });
      const rate = (name) => {
        const { samplesMs } = measured[name]?.value ?? {};
        return samplesMs ? (2 * side ** 3) / (median(samplesMs) * 1e6) : undefined;
      };
      for (const threads of ['1 thread', '2 threads']) {
        const ours = rate(`ours, ${threads}`);
        const peers = {};
        for (const name of Object.keys(measured)) {
          // One that keeps B packed does less in each call.
          const isPeer = name.endsWith(`, ${threads}`) && !/^ours|B kept/.test(name);
          if (isPeer && rate(name)) peers[name.replace(`, ${threads}`, '')] = rate(name);
        }
        if (rate('limit')) peers.limit = rate('limit') * Number(threads[0]);
        if (ours)
          rows.push(
            entry(`${precision}, ${side}³, ${threads}`, 'GFLOP/s', ours, peers, 'more', 1.5),
          );
      }
    }
    return rows;
  },

  async ipc() {
    const samples = await ipc.measure(library, true);
    const of = (name) => median(samples[name]);
    const beside = (name, unit, [ours, peer, sample], wanted) =>
      entry(name, unit, of(ours), { [peer]: of(sample) }, 'less', wanted);
    return [
      beside(
        'queue, one by one',
        'ns an item',
        ['queue 1, ns an item', 'ringbuf.js', 'ringbuf 1, ns an item'],
        1.5,
      ),
      beside(
        'queue, batches of 128',
        'ns an item',
        ['queue 128, ns an item', 'ringbuf.js', 'ringbuf 128, ns an item'],
        1.6,
      ),
      beside(
        'queue, two to two',
        'ns an item',
        ['queue 2×2, ns an item', 'relay of messages', 'relay 2×2, ns an item'],
        20,
      ),
      entry('pipe, both spin', 'µs a trip', of('pipe spinning, µs a trip')),
      beside(
        'pipe, both wait',
        'µs a trip',
        ['pipe waiting, µs a trip', 'MessageChannel', 'channel waiting, µs a trip'],
        2,
      ),
      // The limit is a copy of the same bytes.
      entry('pipe, 16 MiB', 'ms', of('pipe 16 MiB, ms'), { limit: of('slice 16 MiB, ms') }),
      entry('pipe, 16 MiB into ready memory', 'ms', of('pipe 16 MiB into, ms'), {
        limit: of('set 16 MiB, ms'),
      }),
    ];
  },

  async pools({ rounds }) {
    const trips = await pools.roundTrip({ rounds });
    const wanted = { 'back to back': 4, 'every 10 ms': 1 / 0.9, 'in turns': 1 / 0.6 };
    const rows = Object.entries(trips).map(([how, { ours, workerpool }]) =>
      entry(
        `an empty task, ${how}`,
        'ms',
        median(ours),
        { workerpool: median(workerpool) },
        'less',
        wanted[how],
      ),
    );
    const maps = await pools.map({ items: 100_000, rounds: 5, each: false });
    for (const chunks of [2, 8, 32]) {
      const peers = { workerpool: median(maps[`workerpool, ${chunks} chunks`]) };
      const ours = median(maps[`ours, ${chunks} chunks`]);
      rows.push(entry(`x² of 10⁵ numbers, ${chunks} chunks`, 'ms', ours, peers, 'less', 3));
    }
    return rows;
  },

  async schedule() {
    const pg = await library.open({ workers: 2 });
    const rows = [];
    for (const policy of ['dynamic', 'guided', 'longestFirst', 'workStealing'])
      rows.push(
        entry(
          `10⁶ tasks on 1024 workers, ${policy}`,
          'ms',
          await schedule.simulation(pg, 1e6, 1024, policy),
        ),
      );
    rows.push(
      entry(
        '10⁷ tasks on 4096 workers, dynamic',
        'ms',
        await schedule.simulation(pg, 1e7, 4096, 'dynamic'),
      ),
    );
    await pg.close();
    return rows;
  },
};

/** Measures the rows of a family once. */
export async function measure({ family, ...options }) {
  return (await families[family](options)).map((row) => ({ ...row, family }));
}

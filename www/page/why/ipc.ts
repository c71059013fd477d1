/** Why counting, messages and queues took what they took. */
import { formatBytes, formatRatio, formatSignificant, type Message } from '../messages/index';
import { figureOf } from '../demos/figures';
import { numberOf } from '../demos/params';
import { sizesOf } from '../demos/pipe/index';
import { timelineFigures } from '../demos/timeline-figures';
import { idleCause, whyGain } from './gain';
import { percent, type Rule } from './run';

/** A step is a bottleneck when it was at work so much of the time. */
const BUSY = 0.8;

export const whySharedMemory: Rule = ({ outcome, values }) => {
  const cells = figureOf(outcome, 'table', 'counter')?.cells ?? {};
  const of = (way: string, cell: string): number => cells[way]?.[cell] ?? Number.NaN;
  const n = numberOf(values, 'processes') * numberOf(values, 'increments');
  const lost = of('plain', 'lost');
  const race: Message =
    lost > 0
      ? { key: 'why.lost', values: { lost, n, percent: formatSignificant((100 * lost) / n) } }
      : { key: 'why.noneLost', values: { n } };
  const [one, atomic, lock] = [of('one', 'ns'), of('atomic', 'ns'), of('lock', 'ns')];
  if (!(one > 0 && atomic > 0 && lock > 0)) return [race];
  return [
    race,
    {
      key: 'why.lockCost',
      values: {
        atomic: formatSignificant(atomic),
        lock: formatSignificant(lock),
        ratio: formatRatio(lock / atomic),
        one: formatSignificant(one),
      },
    },
  ];
};

export const whyPipe: Rule = ({ outcome, values }) => {
  const trips = figureOf(outcome, 'table', 'latency')?.cells ?? {};
  const [pipe, bare] = [trips['pipe']?.['median'], trips['bare']?.['median']];
  const messages: Message[] = [];
  if (typeof pipe === 'number' && typeof bare === 'number' && pipe > 0 && bare > 0)
    messages.push({
      key: pipe < bare ? 'why.pipeQuicker' : 'why.pipeSlower',
      values: {
        pipe: formatSignificant(pipe),
        bare: formatSignificant(bare),
        ratio: formatRatio(pipe < bare ? bare / pipe : pipe / bare),
      },
    });
  const flows = figureOf(outcome, 'table', 'throughput')?.cells ?? {};
  const sizes = sizesOf(values);
  const first = flows[String(sizes[0])]?.['pipeUs'];
  // Twice the time of a byte: from there on the bytes cost more than the message.
  const turn = sizes.find(
    (size) => (flows[String(size)]?.['pipeUs'] ?? 0) > 2 * (first ?? Infinity),
  );
  if (typeof first === 'number' && turn !== undefined)
    messages.push({
      key: 'why.messageCost',
      values: { us: formatSignificant(first), size: formatBytes(turn) },
    });
  return messages;
};

export const whyQueue: Rule = ({ outcome, values, cores }) => {
  const producers = numberOf(values, 'producers');
  const consumers = numberOf(values, 'consumers');
  const bars = figureOf(outcome, 'timelines')?.bars['last'] ?? [];
  const { busyMs, makespanMs } = timelineFigures(bars, producers + consumers);
  if (makespanMs <= 0) return [];
  const squaring = busyMs.slice(producers).reduce((sum, ms) => sum + ms, 0);
  const busy = squaring / (consumers * makespanMs);
  const bottleneck: Message = {
    key: busy >= BUSY ? 'why.consumersBusy' : 'why.consumersWait',
    values: { percent: percent(busy), n: consumers },
  };
  const speedup = outcome.speedups?.['consumers']?.value;
  if (speedup === undefined) return [bottleneck];
  const shared = bars
    .filter(({ row }) => row >= producers)
    .map((bar) => ({ ...bar, row: bar.row - producers }));
  return [
    ...whyGain({
      who: { key: 'who.consumers', values: { n: consumers } },
      speedup,
      workers: consumers,
      cores,
      causes: [idleCause(shared, consumers)],
    }),
    bottleneck,
  ];
};

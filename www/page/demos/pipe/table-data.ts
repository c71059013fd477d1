/** What a run puts into the tables of the pipe demo. */
import { quantile } from '../../charts/distribution';
import { median } from '../../measure';
import type { Cells, CurvePoint, TableData } from '../table';
import type { Flow } from './programs';
import { LINKS, type LinkName } from './tables';

export function latencyOf(
  samples: Readonly<Record<LinkName, readonly number[]>>,
  together: Readonly<Record<LinkName, number>>,
): TableData {
  const us = (link: LinkName): number[] => samples[link].map((ms) => ms * 1000);
  const cells = (link: LinkName): Cells => {
    const times = us(link);
    return {
      min: quantile(times, 0),
      median: median(times),
      p95: quantile(times, 0.95),
      max: quantile(times, 1),
      n: times.length,
      together: together[link],
    };
  };
  return {
    kind: 'table',
    id: 'latency',
    chart: {
      kind: 'distribution',
      rows: LINKS.map((link) => ({ label: { key: `pipe.${link}` }, samples: us(link) })),
    },
    cells: Object.fromEntries(LINKS.map((link) => [link, cells(link)])),
  };
}

/** Rates in MB/s, of 10⁶ bytes, and the time of a message in µs; medians over the turns. */
export function throughputOf(
  poured: Readonly<Record<LinkName, readonly Flow[]>>,
  sizes: readonly number[],
): TableData {
  const point = (link: LinkName, size: number): CurvePoint & { us: number } => {
    const flows = poured[link].filter((flow) => flow.size === size);
    const rates = flows.map(({ messages, elapsedMs }) => (size * messages) / (elapsedMs * 1000));
    const us = flows.map(({ messages, elapsedMs }) => (elapsedMs * 1000) / messages);
    const [low, high] = [Math.min(...rates), Math.max(...rates)];
    return { x: size, y: median(rates), low, high, us: median(us) };
  };
  const cells = (size: number): Cells => {
    const [through, bare] = [point('pipe', size), point('bare', size)];
    return { pipe: through.y, bare: bare.y, pipeUs: through.us, bareUs: bare.us };
  };
  return {
    kind: 'table',
    id: 'throughput',
    chart: {
      kind: 'curves',
      curves: LINKS.map((link) => sizes.map((size) => point(link, size))),
    },
    cells: Object.fromEntries(sizes.map((size) => [String(size), cells(size)])),
  };
}

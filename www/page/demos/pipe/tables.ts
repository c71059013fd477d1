/**
 * The tables of the pipe demo: how long a message travels, and how many bytes go through in a
 * second.
 */
import { quantile } from '../../charts/distribution';
import { median } from '../../measure';
import { formatBytes } from '../../messages/format';
import { numberOf, type Values } from '../params';
import type { Cells, CurvePoint, TableData, TableOutline } from '../table';
import type { Flow } from './programs';

/** The pipe, and what it is measured by. */
export const LINKS = ['pipe', 'bare'] as const;
export type LinkName = (typeof LINKS)[number];

/** Sizes grow by factors of 4 from a byte, and end with the largest. */
const FACTOR = 4;

export function latencyTable(): TableOutline {
  return {
    kind: 'table',
    id: 'latency',
    heading: { key: 'pipe.latencyHeading' },
    description: { key: 'pipe.latencyDescription' },
    empty: { key: 'pipe.latencyEmpty' },
    chart: { kind: 'distribution', unit: { key: 'unit.us' }, rows: LINKS.length },
    table: {
      what: { key: 'pipe.latencyColumn' },
      columns: [
        { id: 'min', label: { key: 'figure.min' }, format: 'significant' },
        { id: 'median', label: { key: 'timings.median' }, format: 'significant' },
        { id: 'p95', label: { key: 'figure.p95' }, format: 'significant' },
        { id: 'max', label: { key: 'figure.max' }, format: 'significant' },
        { id: 'n', label: { key: 'timings.samples' }, format: 'count' },
        { id: 'together', label: { key: 'pipe.together' }, format: 'count' },
      ],
      rows: LINKS.map((link) => ({ id: link, label: { key: `pipe.${link}` } })),
    },
    notes: [{ key: 'pipe.noteLatency' }],
  };
}

export function throughputTable(values: Values): TableOutline {
  return {
    kind: 'table',
    id: 'throughput',
    heading: { key: 'pipe.throughputHeading' },
    description: { key: 'pipe.throughputDescription' },
    empty: { key: 'pipe.throughputEmpty' },
    chart: {
      kind: 'curves',
      x: { key: 'pipe.size' },
      y: { key: 'unit.mbps' },
      curves: LINKS.map((link) => ({ key: `pipe.${link}` })),
    },
    table: {
      what: { key: 'pipe.size' },
      columns: [
        { id: 'pipe', label: { key: 'pipe.pipeRate' }, format: 'significant' },
        { id: 'bare', label: { key: 'pipe.bareRate' }, format: 'significant' },
        { id: 'pipeUs', label: { key: 'pipe.pipeUs' }, format: 'significant' },
        { id: 'bareUs', label: { key: 'pipe.bareUs' }, format: 'significant' },
      ],
      rows: sizesOf(values).map((size) => ({
        id: String(size),
        label: { key: 'plain', values: { text: formatBytes(size) } },
      })),
    },
    notes: [{ key: 'pipe.noteThroughput' }],
  };
}

/** 1 B, 4 B, … and the largest. */
export function sizesOf(values: Values): number[] {
  const largest = numberOf(values, 'largest') * 1024;
  const sizes: number[] = [];
  for (let size = 1; size < largest; size *= FACTOR) sizes.push(size);
  return [...sizes, largest];
}

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

/**
 * The tables of the pipe demo: how long a message travels, and how many bytes go through in a
 * second.
 */
import { formatBytes } from '../../messages/format';
import { numberOf, type Values } from '../params';
import type { TableOutline } from '../table';

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

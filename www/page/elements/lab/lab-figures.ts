/** The figures of a timeline: which there are, what they are called, and how they are written. */
import type { LabFigures } from '../../demos/scheduling/lab';
import { formatMs, formatNumber, formatRatio, t, type MessageKey } from '../../messages/index';
import { percent } from './pp-policies';

/** Each with its formula and source. */
export const FIGURES = [
  'makespan',
  'lowerBound',
  'speedup',
  'efficiency',
  'balance',
  'idle',
  'dispatches',
  'overhead',
] as const;
export type FigureName = (typeof FIGURES)[number];

export const TITLES: Record<FigureName, MessageKey> = {
  makespan: 'timeline.makespan',
  lowerBound: 'scheduling.lowerBound',
  speedup: 'speedup.heading',
  efficiency: 'scaling.efficiency',
  balance: 'timeline.balance',
  idle: 'scheduling.idle',
  dispatches: 'scheduling.dispatches',
  overhead: 'scheduling.overhead',
};

export function written(figure: FigureName, figures: LabFigures): string {
  const ms = (value: number): string => `${formatMs(value)} ${t('timings.ms')}`;
  switch (figure) {
    case 'makespan':
      return ms(figures.makespanMs);
    case 'lowerBound':
      return ms(figures.lowerBoundMs);
    case 'speedup':
      return figures.speedup === null
        ? t('speedup.none')
        : t('speedup.value', { value: formatRatio(figures.speedup) });
    case 'efficiency':
      return percent(figures.efficiency);
    case 'balance':
      return percent(figures.loadBalance);
    case 'idle':
      return ms(figures.idleMs);
    case 'dispatches':
      return formatNumber(figures.dispatches);
    case 'overhead':
      return ms(figures.overheadMs);
  }
}

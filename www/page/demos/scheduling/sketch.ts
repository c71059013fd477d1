/** The same tasks under two policies: fixed before anything runs, and taken by who is free. */
import type { FinishedRun } from '../demo';
import { figureOf, type Bar } from '../figures';
import { endOf, rowsOfBars, threeDigits, type Sketch } from '../sketch';
import type { LabRun } from './lab';

export function sketch({ values, outcome }: FinishedRun): Sketch {
  const runs = figureOf(outcome, 'lab')?.runs ?? [];
  const [fixed, dynamic] = (['chunk', 'dynamic'] as const).map((name) =>
    runs.find(({ policy }) => policy === name),
  );
  const [above, below] = [barsOf(fixed), barsOf(dynamic)];
  const rows = { height: 7.5, step: 9.5, endMs: endOf(above, below) };
  return {
    cells: [...rowsOfBars(above, { ...rows, y: 3 }), ...rowsOfBars(below, { ...rows, y: 46 })],
    alt: {
      key: 'scheduling.alt',
      values: {
        tasks: values['tasks'] ?? 0,
        n: values['workers'] ?? 0,
        chunk: threeDigits(fixed?.figures.makespanMs),
        dynamic: threeDigits(dynamic?.figures.makespanMs),
      },
    },
  };
}

function barsOf(run: LabRun | undefined): Omit<Bar, 'label'>[] {
  const { count = 0, lane = [], fromMs = [], toMs = [], kind = [] } = run?.picture ?? {};
  return Array.from({ length: count }, (_, mark) => ({
    row: lane[mark] ?? 0,
    startMs: fromMs[mark] ?? 0,
    endMs: toMs[mark] ?? 0,
    tone: kind[mark] ?? 0,
  }));
}

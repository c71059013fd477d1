/** What a run of each study of the matrix product does and shows. */
import type { RunContext } from '../demo';
import { algorithms } from './algorithms';
import { makeOperands } from './operands';
import { pair } from './pair';
import type { Study } from './products';
import { setupOf, type StudyName } from './setup';
import { speedup } from './speedup';

const studies: Readonly<Record<StudyName, Study>> = { pair, algorithms, speedup };

export async function run(context: RunContext): Promise<void> {
  const setup = setupOf(context.values);
  context.progress(0, { key: 'matmul.phaseOperands' });
  const operands = await makeOperands(setup.n, setup.precision, context.signal);
  await studies[setup.study](context, setup, operands);
}

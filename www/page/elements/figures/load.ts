/** The elements of figures that one demo has are loaded with the first results that show them. */
import type { Outline } from '../../demos/demo';
import type { FigureKind } from '../../demos/figures';

const product = (): Promise<unknown> => import('./product');

const LOADERS: { readonly [K in FigureKind]?: () => Promise<unknown> } = {
  comparison: product,
  costs: product,
  interleaving: () => import('./interleaving'),
  lab: () => import('../lab/index'),
  ownership: product,
};

/** Never rejects: where they cannot be loaded, the next one to ask tries again. */
export async function loadFigures({ figures }: Outline): Promise<void> {
  const loading = figures.map(async ({ kind }) => LOADERS[kind]?.());
  await Promise.allSettled(loading);
}

/** The product that Python programs use. */
import type { PlaygroundError } from '../common/errors';
import type { Product, ProductReply } from '../common/python-messages';
import type { Playground } from '../common/types';

/** Multiplies for Python; what goes wrong is part of the reply. */
export function productFor(
  playground: Pick<Playground, 'matmul'>,
): (product: Product) => Promise<ProductReply> {
  return async ({ a, b, m, k, n, on }) => {
    try {
      const where = on === null ? {} : { on };
      const { c, spans } = await playground.matmul(a, b, { m, k, n }, { ...where, check: false });
      return { c, spans };
    } catch (error) {
      const { code, message } = error as PlaygroundError;
      return { error: [code, message] };
    }
  };
}

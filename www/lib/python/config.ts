import type { Product, ProductReply } from '../../common/python-messages';
import type { Places } from '../places';

/** What Python needs of its playground. */
export interface PythonConfig {
  workers: number;
  sharedMemory: boolean;
  places: Places;
  /** Aborted with the reason when the playground is closed. */
  closing: AbortSignal;
  multiply: (product: Product) => Promise<ProductReply>;
}

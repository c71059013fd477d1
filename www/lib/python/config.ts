import type { Product, ProductReply } from '../../common/python-messages';

/** What Python needs of its playground. */
export interface PythonConfig {
  workers: number;
  sharedMemory: boolean;
  /** Aborted with the reason when the playground is closed. */
  closing: AbortSignal;
  multiply: (product: Product) => Promise<ProductReply>;
}

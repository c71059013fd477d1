/** The dialogue with the embed code is loaded when somebody wants it. */
import type { openEmbedCode } from './pp-embed-code';

/** Never rejects: null where it cannot be loaded. */
export function loadEmbedCode(): Promise<typeof openEmbedCode | null> {
  return import('./pp-embed-code').then(
    (module) => module.openEmbedCode,
    () => null,
  );
}

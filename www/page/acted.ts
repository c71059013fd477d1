/**
 * Resolves when the reader first does something on the page. Until then nothing is loaded that only
 * they could use.
 */
const EVENTS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'scroll'] as const;

export const acted = new Promise<void>((resolve) => {
  for (const name of EVENTS) {
    addEventListener(name, () => resolve(), { once: true, capture: true, passive: true });
  }
});

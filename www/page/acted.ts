/**
 * Resolves when the reader first does something on the page. Until then nothing is loaded that only
 * they could use.
 */
const EVENTS = [
  ...['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'scroll'],
  // What assistive technology does need not be any of those.
  ...['click', 'focusin', 'hashchange'],
];

/** Who has been at a demo for so long may run it next. */
const STAYS_MS = 2000;

export const acted = new Promise<void>((resolve) => {
  for (const name of EVENTS) {
    addEventListener(name, () => resolve(), { once: true, capture: true, passive: true });
  }
});

export function stayed(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, STAYS_MS));
}

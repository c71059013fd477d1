/** The Stop button. */
import type { Page } from '@playwright/test';

/** Presses a demo's Stop; the milliseconds until it can run again. */
export function stop(page: Page, demo: string): Promise<number> {
  return page.evaluate(async (demo) => {
    const button = (name: string): HTMLButtonElement => {
      const found = document.querySelector(`[data-testid="${demo}-${name}"]`);
      if (!(found instanceof HTMLButtonElement)) throw new Error(`no button ${name}`);
      return found;
    };
    const startMs = performance.now();
    button('stop').click();
    while (button('run').disabled) await new Promise(requestAnimationFrame);
    return performance.now() - startMs;
  }, demo);
}

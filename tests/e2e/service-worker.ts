/** The site's service worker in a test: waits until it is there, and says which one it is. */
import type { Page } from '@playwright/test';

import type { Site } from './server.ts';

/**
 * Resolves once the worker is active, and so has every file; gives its script's address below the
 * site.
 */
export async function workerActive(page: Page, site: Site): Promise<string> {
  const address = await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    return active?.scriptURL ?? '';
  });
  return address.slice(site.url.length);
}

/** Resolves once a newer worker is installed and waits for the active one's pages to close. */
export function newerWaits(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (registration.waiting) resolve();
        registration.installing?.addEventListener('statechange', look);
      };
      registration.addEventListener('updatefound', look);
      look();
    });
  });
}

/** How many service workers are registered for this page. */
export function registrations(page: Page): Promise<number> {
  return page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
}

/**
 * No answer from now on: the browser is told that it is offline, and there is no server any more.
 */
export async function goOffline(page: Page, site: Site): Promise<void> {
  await page.context().setOffline(true);
  await site.close();
}

/** What every end-to-end test gets: a site of its own, and a page that may not complain. */
import { test as base, expect } from '@playwright/test';

import { allowHurting } from './hurt.ts';
import { type Site, startSite } from './server.ts';

export { expect };

/** Switches of a test or a project: `test.use({ isolated: false })`. */
export interface SiteOptions {
  /** Send the headers that make the page cross-origin isolated. */
  isolated: boolean;
  /** The path below which the site lies. */
  path: string;
  /** Browsers keep files as the site's headers say; where not, each request reaches the server. */
  kept: boolean;
  /** A reader is there: the pointer moves as soon as a page has been loaded. */
  reader: boolean;
  /** The test hurts workers: see `hurt.ts`. */
  hurts: boolean;
}

interface Fixtures {
  /** The server of this test alone; its faults end with it. */
  site: Site;
  /** Patterns of console and page errors that the test provokes; any other error fails it. */
  expectedErrors: RegExp[];
  /** Origins besides the site's that the test serves itself. */
  neighbours: string[];
}

export const test = base.extend<SiteOptions & Fixtures>({
  isolated: [true, { option: true }],
  path: ['/', { option: true }],
  kept: [true, { option: true }],
  reader: [true, { option: true }],
  hurts: [false, { option: true }],

  site: async ({ isolated, path, kept }, use) => {
    const site = await startSite({ isolated, base: path, kept });
    await use(site);
    await site.close();
  },

  baseURL: async ({ site }, use) => {
    await use(site.url);
  },

  expectedErrors: async ({}, use) => {
    await use([]);
  },

  neighbours: async ({}, use) => {
    await use([]);
  },

  context: async ({ context, reader }, use) => {
    let moved = 0;
    if (reader)
      context.on('page', (page) => {
        // A page that is gone by then needs no reader.
        const move = (): unknown => page.mouse.move(1, 1 + (moved++ % 2)).catch(() => undefined);
        page.on('load', move);
      });
    await use(context);
  },

  page: async ({ page, site, expectedErrors, neighbours, hurts }, use) => {
    if (hurts) await allowHurting(page, site);
    const errors: string[] = [];
    const strangers: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.context().on('request', (request) => {
      const url = request.url();
      if (/^(https?|wss?):/.test(url) && !url.startsWith(new URL('/', site.url).href))
        strangers.push(url);
    });
    await use(page);
    const unexpected = errors.filter((error) => !expectedErrors.some((it) => it.test(error)));
    expect(unexpected, 'errors in the console').toEqual([]);
    const strange = strangers.filter((url) => !neighbours.includes(new URL(url).origin));
    expect(strange, 'requests to another origin').toEqual([]);
  },
});

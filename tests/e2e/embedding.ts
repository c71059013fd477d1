/** Pages of somebody else's that embed demos, and what they are told. */
import type { FrameLocator, Page } from '@playwright/test';

import { test as base } from './fixtures.ts';
import { type Neighbour, startNeighbour } from './neighbour.ts';

interface Fixtures {
  /** Opens a neighbour's page with that body; `SITE` in it is the site's address. */
  embedIn: (body: string, headers?: Readonly<Record<string, string>>) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  embedIn: async ({ page, site, neighbours }, use) => {
    const started: Neighbour[] = [];
    await use(async (body, headers) => {
      const neighbour = await startNeighbour(RECORD + body.replaceAll('SITE', site.url), headers);
      started.push(neighbour);
      neighbours.push(neighbour.origin);
      await page.goto(neighbour.origin);
    });
    await page.close();
    for (const neighbour of started) await neighbour.close();
  },
});

/** The page notes the events in the order they come. */
const RECORD = `<script>
  window.told = [];
  for (const name of ['demo-ready', 'demo-finished', 'demo-failed'])
    addEventListener(name, ({ target, detail }) => told.push({ name, id: target.id, detail, at: performance.timeOrigin + performance.now() }));
</script>`;
export const SCRIPT = '<script src="SITEembed.js"></script>';
export const QUICK = 'demo="partitioning" repeats="1" work="5" lang="en"';

export interface Told {
  name: string;
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  detail: {
    demo?: string;
    code?: string;
    message?: string;
    problems?: string[];
    answer?: { right: boolean } | null;
    params?: Record<string, unknown>;
    timings?: { id: string }[];
    policies?: { policy: string; makespanMs: number }[];
    scaling?: { points: { workers: number }[] };
    figures?: Record<string, { row: string; cells: Record<string, number> }[]>;
  };
}
export const told = (page: Page): Promise<Told[]> =>
  page.evaluate(() => (globalThis as unknown as { told: Told[] }).told);
export const names = async (page: Page): Promise<string[]> =>
  (await told(page)).map(({ name, id }) => `${id} ${name}`);
export const frameOf = (page: Page, id: string): FrameLocator => page.frameLocator(`#${id} iframe`);

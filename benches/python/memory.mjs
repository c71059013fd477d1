// What the renderers of a browser hold, as Linux counts it: each page of memory that several
// processes map counts for a part only, so that the browser's own code is not counted anew.
import { readFileSync } from 'node:fs';

/**
 * @param {import('@playwright/test').Browser} browser
 * @returns {Promise<number>} MiB
 */
export async function rendererMiB(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let kilobytes = 0;
  for (const { type, id } of processInfo) {
    if (type !== 'renderer') continue;
    const [, pss] =
      /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8')) ?? [];
    kilobytes += Number(pss);
  }
  return kilobytes / 1024;
}

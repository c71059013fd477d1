// What the renderers of a browser hold: resident bytes, as Linux counts them. A page and all its
// workers live in one renderer; `performance.measureUserAgentSpecificMemory` would tell them apart,
// but does not come to an end in headless Chromium.
import { readFileSync } from 'node:fs';

/** @param {import('@playwright/test').Browser} browser */
export async function rendererBytes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const kilobytes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) =>
      Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]),
    );
  return 1024 * kilobytes.reduce((sum, kb) => sum + kb, 0);
}

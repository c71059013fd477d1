/** How long the window's thread was busy at a stretch, read off Chromium's own trace. */
import type { Browser, Page } from '@playwright/test';

export interface WindowTasks {
  /** The longest task in the processor's time, in ms: what the page itself did. */
  longestCpuMs: number;
  /**
   * The longest on the clock, in ms: where the workers fill all cores, the window waits for its
   * turn too.
   */
  longestWallMs: number;
  /** Tasks that were seen. */
  count: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Watches the page's window while `act` runs. */
export async function watchWindow(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<WindowTasks> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  try {
    await act();
  } catch (error) {
    await browser.stopTracing();
    throw error;
  }
  const trace = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;
  const windows = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  const tasks = trace.traceEvents.filter(
    (event) => event.name === 'RunTask' && event.ph === 'X' && windows.has(thread(event)),
  );
  // Chromium writes microseconds.
  return {
    longestCpuMs: Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
    longestWallMs: Math.max(0, ...tasks.map(({ dur = 0 }) => dur)) / 1000,
    count: tasks.length,
  };
}

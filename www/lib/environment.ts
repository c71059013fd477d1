/**
 * What this page's browser and headers allow, found by trying.
 */
import type { ReasonCode } from '../common/types';

/**
 * Whether a SharedArrayBuffer can be made and posted to another context: what isolation is needed
 * for.
 */
export function sharedMemoryWorks(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(new SharedArrayBuffer(8));
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
    port2.close();
  }
}

/** The reasons as sentences, for developers and for pages without translations of their own. */
export const REASONS: Record<ReasonCode, string> = {
  'not-isolated':
    'This page is not cross-origin isolated (its server sends no COOP and COEP headers), so memory cannot be shared: ' +
    'processes run in parallel, threads and shared arrays do not.',
  'no-shared-memory':
    'This page is cross-origin isolated, but this browser does not share memory between workers.',
  'threads-failed': 'The threads could not be started, so processes are used.',
  'threads-timeout': 'The threads did not start in time, so processes are used.',
  'processes-chosen': 'Processes were asked for, so no threads were started.',
  'coarse-clock':
    'The clock of this page is coarse: short times are measured over several calls, and shown with fewer digits.',
};

/**
 * The resolution from which on a clock is called coarse: pages that are not isolated have 0.1 ms in
 * Chromium and 1 ms in Firefox.
 */
export const COARSE_CLOCK_MS = 0.05;

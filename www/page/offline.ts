/**
 * The page's side of the site's service worker: it keeps the page for times without a network, and
 * where the reader asks for it, isolates the page on hosts that send no headers.
 *
 * The page is loaded anew once for each press of the reader's button, and never by itself: no loop
 * can come of it.
 */
import { ISOLATE, SERVICE_WORKER, TAKE_OVER } from '../common/service-worker';
import { trustedScript } from '../common/trusted';
import { Store } from './store';
import { remember, remembered } from './settings';

export interface Isolation {
  /**
   * - `none`: nothing to say of it: the host isolates the page, or no worker can.
   * - `offered`: a worker could.
   * - `on`: it does.
   * - `ineffective`: it was chosen, and the page is not isolated all the same.
   */
  name: 'none' | 'offered' | 'on' | 'ineffective';
  /** The reader's last press: nothing of it, under way, or failed. */
  change: 'none' | 'waiting' | 'failed';
}

/** As long as it is not started, as in embeds, there is nothing to say. */
export const isolation = new Store<Isolation>({ name: 'none', change: 'none' });

/** All files of the page may have to be fetched first. */
const CHANGE_DEADLINE_MS = 60_000;

/** Finds out what holds for this page; at once, so that the first picture has it. */
export function startIsolation(): void {
  if (serviceWorkers() === null) return;
  isolation.set({ name: stateNow(), change: 'none' });
}

/**
 * Installs the worker, or looks for a newer one. Without it nothing is missing but the page when
 * there is no network.
 */
export async function startOffline(): Promise<void> {
  // A development server has no such script.
  if (!import.meta.env.PROD) return;
  await serviceWorkers()
    ?.register(trustedScript(addressOf(chosen())))
    .catch(() => undefined);
}

/**
 * At the reader's request: changes the worker and loads the page once more. Where that fails the
 * page stays as it was.
 */
export async function changeIsolation(on: boolean): Promise<void> {
  const container = serviceWorkers();
  const before = isolation.value;
  if (container === null || before.change === 'waiting') return;
  isolation.set({ ...before, change: 'waiting' });
  try {
    await takeOver(container, addressOf(on));
  } catch {
    isolation.set({ ...before, change: 'failed' });
    return;
  }
  remember('isolate', on ? 'on' : 'off');
  location.reload();
}

/** Resolves once the worker of that address is the active one. */
async function takeOver(container: ServiceWorkerContainer, address: string): Promise<void> {
  const deadline = AbortSignal.timeout(CHANGE_DEADLINE_MS);
  await new Promise<void>((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('no service worker in time')));
    const follow = async (): Promise<void> => {
      const registration = await container.register(trustedScript(address));
      const { installing, waiting, active } = registration;
      const worker = [installing, waiting, active].find((one) => one?.scriptURL === address);
      if (!worker) throw new Error('no service worker');
      const look = (): void => {
        if (worker.state === 'activated') resolve();
        if (worker.state === 'redundant') reject(new Error('the service worker was refused'));
      };
      worker.addEventListener('statechange', look, { signal: deadline });
      look();
      worker.postMessage(TAKE_OVER);
    };
    follow().catch(reject);
  });
}

function stateNow(): Isolation['name'] {
  if (chosen()) return crossOriginIsolated ? 'on' : 'ineffective';
  return crossOriginIsolated ? 'none' : 'offered';
}

/** What the reader chose; and where that is forgotten, what the worker does. */
function chosen(): boolean {
  const choice = remembered('isolate');
  if (choice !== null) return choice === 'on';
  return serviceWorkers()?.controller?.scriptURL === addressOf(true);
}

function addressOf(isolating: boolean): string {
  const address = new URL(SERVICE_WORKER, document.baseURI);
  if (isolating) address.search = ISOLATE;
  return address.href;
}

/**
 * The browser's service workers; null where there are none: in frames, on insecure pages, in some
 * private windows.
 */
function serviceWorkers(): ServiceWorkerContainer | null {
  if (self !== top) return null;
  try {
    return (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker ?? null;
  } catch {
    return null;
  }
}

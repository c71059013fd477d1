/** The messages between the page and the site's service worker. */

/** The worker's script. It is in the page's own folder, which is its scope. */
export const SERVICE_WORKER = 'sw.js';

/** In the query of the worker's address: it adds the headers of cross-origin isolation. */
export const ISOLATE = 'isolate';

/** Page → worker: take over without waiting until pages of the previous worker are closed. */
export const TAKE_OVER = 'parallel-playground:take-over';

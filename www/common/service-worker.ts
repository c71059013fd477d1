/** What the page and the site's service worker tell each other. */

/** The worker's script, in the page's own folder, which is thus its scope. */
export const SERVICE_WORKER = 'sw.js';

/** In the query of the worker's address: it adds the headers that isolate the page. */
export const ISOLATE = 'isolate';

/** Page → worker: do not wait until the pages of the worker before you are closed. */
export const TAKE_OVER = 'parallel-playground:take-over';

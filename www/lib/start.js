/*
 * Starts a worker whose script lies on another origin, where browsers start none themselves: this
 * script is of the page's origin and imports that one, whose address follows the `#`. Workers that
 * are started in the worker are started in the same way.
 *
 * The library uses it as a `blob:` URL. Where a Content-Security-Policy refuses those, a copy of
 * this file on the page's origin does the same: `open({ start: '/start.js' })`.
 */
const [start = '', script = ''] = location.href.split(/#(.*)/s);

globalThis.Worker = class extends Worker {
  /**
   * @param {string | URL} address
   * @param {WorkerOptions} [options]
   */
  constructor(address, options) {
    const { href, origin } = new URL(address, script);
    super(origin === location.origin ? href : `${start}#${href}`, options);
  }
};

// Messages that arrive before the script has been loaded would be lost.
/** @type {MessageEvent[]} */
const early = [];
/** @param {MessageEvent} event */
const keep = (event) => {
  event.stopImmediatePropagation();
  early.push(event);
};
addEventListener('message', keep);
import(/* @vite-ignore */ /* webpackIgnore: true */ script).then(
  () => {
    removeEventListener('message', keep);
    for (const event of early) {
      /** @type {unknown} */
      const data = event.data;
      dispatchEvent(new MessageEvent('message', { data, ports: [...event.ports] }));
    }
  },
  (/** @type {unknown} */ error) => {
    // Whoever started this worker gets an error event, which a rejection alone would not cause.
    setTimeout(() => {
      throw new Error(`could not be loaded from another origin: ${String(error)}`);
    });
  },
);

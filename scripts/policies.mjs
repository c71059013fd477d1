// What each document and worker of the site may load and execute: their Content-Security-Policies.
// A worker has the policy of its own answer, not the page's; what is not named is forbidden.
//
// There is no `frame-ancestors`: pages of any kind may embed a demo, and `*` would leave out those
// that are opened from a disk, notebooks, and the web views of editors.

/** @typedef {Readonly<Record<string, string>>} Directives */

const SELF = "'self'";
const NONE = "'none'";
/** WebAssembly, and nothing else that is made of texts. */
const WASM = "'wasm-unsafe-eval'";

/** @type {(directives: Directives) => string} */
const policy = (directives) =>
  Object.entries({ 'default-src': NONE, ...directives })
    .map(([name, sources]) => `${name} ${sources}`.trimEnd())
    .join('; ');

/**
 * The policy of a page.
 *
 * @param {{ scripts: readonly string[], styles: readonly string[] }} inline the hashes of its
 * inline scripts and style sheets
 */
export const documentPolicy = ({ scripts, styles }) =>
  policy({
    'script-src': [SELF, WASM, ...scripts].join(' '),
    'style-src': [SELF, ...styles].join(' '),
    // Browsers themselves write style attributes while a text is edited, to keep its colour.
    'style-src-attr': "'unsafe-inline'",
    // A picture that is saved in pixels is drawn from one in strokes, at a blob: URL.
    'img-src': `${SELF} blob:`,
    'connect-src': SELF,
    'worker-src': SELF,
    'base-uri': NONE,
    'form-action': NONE,
    'require-trusted-types-for': "'script'",
    // Lit's makes templates of the page's own texts; the library's, addresses of its workers.
    'trusted-types': 'lit-html parallel-playground',
  });

/** What all workers need. */
const WORKER = { 'script-src': `${SELF} ${WASM}`, 'connect-src': SELF, 'worker-src': SELF };

/**
 * Of each worker by the name of its script, without the hash.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const workerPolicies = Object.freeze({
  'engine.worker': policy(WORKER),
  'compute.worker': policy(WORKER),
  workerHelpers: policy(WORKER),
  'supervisor.worker': policy(WORKER),
  'interpreter.worker': policy(WORKER),
  // A function that is given to a process arrives as text.
  'process.worker': policy({ ...WORKER, 'script-src': `${SELF} ${WASM} 'unsafe-eval'` }),
  'bare.worker': policy({ 'script-src': SELF }),
  // The reader's program is a module at a blob: URL, and so is the worker that looks for errors.
  'program.worker': policy({
    ...WORKER,
    'script-src': `${SELF} ${WASM} blob:`,
    'worker-src': `${SELF} blob:`,
  }),
});

/** The service worker fetches the site's files, and executes nothing but itself. */
export const serviceWorkerPolicy = policy({ 'connect-src': SELF });

/**
 * What the page may ask of the browser; of all else that browsers know it needs nothing.
 *
 * @type {string}
 */
export const permissionsPolicy = [
  ...['cross-origin-isolated', 'clipboard-write'].map((name) => `${name}=(self)`),
  ...[
    'accelerometer',
    'autoplay',
    'camera',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'geolocation',
    'gyroscope',
    'hid',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'picture-in-picture',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ].map((name) => `${name}=()`),
].join(', ');

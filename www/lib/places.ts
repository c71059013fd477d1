/**
 * Where the library's files lie: beside it, wherever a bundler has put them, or where `open` says.
 */
import { refused } from '../common/checks';
import { PlaygroundError } from '../common/errors';
import { trustedScript } from '../common/trusted';
import type { OpenOptions } from '../common/types';
import { withWorker } from '../common/with-worker';
import startScript from './start.js?raw';

export interface Places {
  /** The folder of the scripts, with a slash at the end; null: where the build has put them. */
  assets: string | null;
  /** The folder of Python's files; null: where the build put them, or beside the scripts. */
  python: string | null;
  /** The script of this origin that starts workers of another; null for a `blob:` URL. */
  start: string | null;
}

/** Checks `assets`, `python` and `start`; or `E_ARGUMENT`. */
export function placesOf({ assets, python, start }: OpenOptions): Places {
  const folder = assets === undefined ? null : folderOf('assets', assets);
  const beside = folder && `${folder}python/`;
  const script = start === undefined ? null : addressOf('start', start);
  if (script && script.origin !== location.origin) {
    throw refused('start', start, 'the address of a script of this page’s origin');
  }
  return {
    assets: folder,
    python: python === undefined ? beside : folderOf('python', python),
    start: script && script.href,
  };
}

/**
 * Starts one of the library's workers. `address` is for errors.
 *
 * @param file the name of its script in the package
 * @param make makes the worker in the form that bundlers follow; it may do nothing else
 * @throws PlaygroundError `E_WORKER_LOAD`
 */
export function startWorker(
  file: string,
  make: () => Worker,
  { assets, start }: Places,
): { worker: Worker; address: string } {
  try {
    const built = requested(make);
    const { href, origin } = new URL(assets === null ? built.address : assets + file, base());
    const worker =
      origin === location.origin
        ? new Worker(trustedScript(href), built.options)
        : new Worker(trustedScript(`${start ?? blobUrl()}#${href}`), {
            ...built.options,
            type: 'module',
          });
    const address = origin === location.origin ? href : `${href}, of another origin${HINT}`;
    return { worker, address };
  } catch (error) {
    const message = `This page may not start workers: ${String(error)}`;
    throw new PlaygroundError('E_WORKER_LOAD', message, { cause: error });
  }
}

/** What to do where a script of another origin could not be started. */
const HINT =
  ': it must be sent with Access-Control-Allow-Origin, and a policy must allow worker-src blob: here, ' +
  'or open({ start }) names a copy of start.js of this origin';

interface Requested {
  address: string | URL;
  options: WorkerOptions | undefined;
}

/**
 * What `make` asks of the browser, without asking. Only the bundler knows the address that it has
 * given to a worker, and it must find the whole expression in one place.
 */
function requested(make: () => Worker): Requested {
  let seen: Requested | undefined;
  const note = function (address: string | URL, options?: WorkerOptions): void {
    seen = { address, options };
  };
  withWorker(note as unknown as typeof Worker, make);
  if (!seen) throw new Error('no worker was asked for');
  return seen;
}

/** Lives as long as the page: workers start others by it. */
let blob: string | undefined;

function blobUrl(): string {
  blob ??= URL.createObjectURL(new Blob([startScript], { type: 'text/javascript' }));
  return blob;
}

function folderOf(name: string, value: unknown): string {
  const { href } = addressOf(name, value);
  return href.endsWith('/') ? href : `${href}/`;
}

function addressOf(name: string, value: unknown): URL {
  const isAddress = typeof value === 'string' || value instanceof URL;
  if (isAddress && URL.canParse(value, base())) return new URL(value, base());
  throw refused(name, value, 'an address');
}

/** What relative addresses are relative to. A worker has no document. */
function base(): string {
  return (globalThis as { document?: Document }).document?.baseURI ?? location.href;
}

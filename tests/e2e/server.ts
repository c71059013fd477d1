/** The built site on a free port, with faults that a test can switch on for some of its files. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

import type { Connect } from 'vite';

import { serveSite } from '../../scripts/site-server.mjs';

/** What goes wrong with a file. */
export type Fault =
  /** An empty answer of that status, e.g. 404. */
  | { kind: 'status'; status: number }
  /** 200 and a page, as hosts with a catch-all answer for a missing file. */
  | { kind: 'html' }
  /** The right answer, late. */
  | { kind: 'delay'; ms: number }
  /** The first part of the file, as if it were the whole. */
  | { kind: 'truncate'; bytes: number }
  /** The right bytes under another type. */
  | { kind: 'mime'; type: string }
  /** The right answer, with more headers. */
  | { kind: 'headers'; headers: Readonly<Record<string, string>> }
  /** Elsewhere, with the query kept, as hosts send `embed.html` to `embed`. */
  | { kind: 'redirect'; to: string }
  /** A script with another one before it, to make a realm of its own poorer. */
  | { kind: 'prepend'; source: string };

export interface Site {
  /** The address of the page, with a slash at the end. */
  readonly url: string;
  /**
   * From now on every file whose path matches goes wrong; the last fault that matches is taken.
   */
  fault(path: RegExp, fault: Fault): void;
  /** No fault from now on. */
  mend(): void;
  /** The paths that were asked for, below the site's own, with whether a fault answered. */
  readonly asked: readonly { path: string; faulty: boolean }[];
  /** Ends the server; once more does no harm. */
  close(): Promise<void>;
}

export interface SiteSwitches {
  isolated: boolean;
  /** The path below which the site lies. */
  base: string;
  /** Browsers keep files as the site's headers say; where not, each request reaches the server. */
  kept: boolean;
}

/** Starts the server. */
export async function startSite({ isolated, base, kept }: SiteSwitches): Promise<Site> {
  const faults: { path: RegExp; fault: Fault }[] = [];
  const asked: { path: string; faulty: boolean }[] = [];

  const before: Connect.NextHandleFunction = (request, response, next) => {
    const { pathname: path, search } = new URL(request.url ?? '/', 'http://site');
    const found = faults.findLast((entry) => entry.path.test(path));
    if (!kept) response.setHeader('Cache-Control', 'no-store');
    asked.push({ path: path.slice(base.length), faulty: found !== undefined });
    if (found === undefined) next();
    else answer(found.fault, path, search, response, next).catch(next);
  };

  const answer = async (
    fault: Fault,
    path: string,
    query: string,
    response: ServerResponse,
    next: () => void,
  ): Promise<void> => {
    // Beside the headers of that path, which have been set. What is wrong is not kept.
    if (fault.kind !== 'delay' && fault.kind !== 'headers') response.removeHeader('Cache-Control');
    const send = (status: number, type: string, body: Buffer | string): void => {
      response.writeHead(status, { 'Content-Type': type }).end(body);
    };
    switch (fault.kind) {
      case 'status':
        send(fault.status, 'text/plain', '');
        return;
      case 'html':
        // It is none of the site's.
        response.removeHeader('Content-Security-Policy');
        send(
          200,
          'text/html',
          '<!doctype html><link rel="icon" href="data:," /><title>a page</title>',
        );
        return;
      case 'delay':
        setTimeout(next, fault.ms);
        return;
      case 'headers':
        for (const [name, value] of Object.entries(fault.headers)) response.setHeader(name, value);
        send(200, typeOf(path), await fileAt(path));
        return;
      case 'truncate':
        send(200, typeOf(path), (await fileAt(path)).subarray(0, fault.bytes));
        return;
      case 'mime':
        send(200, fault.type, await fileAt(path));
        return;
      case 'redirect':
        response.writeHead(308, { Location: fault.to + query }).end();
        return;
      case 'prepend':
        send(200, typeOf(path), `${fault.source}\n${String(await fileAt(path))}`);
        return;
    }
  };

  const fileAt = (path: string): Promise<Buffer> => {
    const file = path.slice(base.length) || 'index.html';
    return readFile(fileURLToPath(new URL(`../../www/dist/${file}`, import.meta.url)));
  };

  const { url, close } = await serveSite({ port: 0, isolated, base, before });
  let closing: Promise<void> | undefined;
  return {
    url,
    fault: (path, fault) => faults.push({ path, fault }),
    mend: () => {
      faults.length = 0;
    },
    asked,
    close: () => (closing ??= close()),
  };
}

function typeOf(path: string): string {
  if (path.endsWith('/')) return 'text/html';
  if (path.endsWith('.css')) return 'text/css';
  return path.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
}

/** Addresses of scripts where Trusted Types are required, and where there are none. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

interface Rules {
  createScriptURL: (address: string) => string;
}

const PAGE = 'https://site.example/play/';
const SCRIPT = 'https://site.example/play/assets/engine.worker-a.js';

/** The module as a page loads it, with what the browser has. */
async function loaded(trustedTypes: unknown): Promise<(address: string) => string> {
  vi.stubGlobal('trustedTypes', trustedTypes);
  return (await import('./trusted')).trustedScript;
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('location', new URL(PAGE));
});
afterEach(() => vi.unstubAllGlobals());

test('where browsers know no Trusted Types, it is the address itself', async () => {
  const trustedScript = await loaded(undefined);
  expect(trustedScript(SCRIPT)).toBe(SCRIPT);
  expect(trustedScript('sw.js')).toBe('sw.js');
});

test('else it is what the one policy gives, which is made once', async () => {
  const names: string[] = [];
  const trustedScript = await loaded({
    createPolicy: (name: string, { createScriptURL }: Rules) => {
      names.push(name);
      return { createScriptURL: (address: string) => ({ trusted: createScriptURL(address) }) };
    },
  });
  expect(trustedScript(SCRIPT)).toEqual({ trusted: SCRIPT });
  for (const blob of ['blob:https://site.example/0', 'blob:null/0'])
    expect(trustedScript(`${blob}#${SCRIPT}`)).toEqual({ trusted: `${blob}#${SCRIPT}` });
  expect(names).toEqual(['parallel-playground']);
});

test('where the page does not allow its name, the browser says why no worker starts', async () => {
  const trustedScript = await loaded({
    createPolicy: () => {
      throw new TypeError('not in trusted-types');
    },
  });
  expect(trustedScript(SCRIPT)).toBe(SCRIPT);
});

test('no script of another origin', async () => {
  const trustedScript = await loaded(undefined);
  for (const other of ['https://else.example/a.js', 'data:text/javascript,1', '//else.example/'])
    expect(() => trustedScript(other), other).toThrow(TypeError);
});

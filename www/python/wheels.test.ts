/** Packages of a run: what cannot be had is named. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { PlaygroundError } from '../common/errors';
import type { Pyodide } from './pyodide';
import { fetchWheels, hasModulesInC, installWheels } from './wheels';

const A = 'https://site.example/a-1.0-py3-none-any.whl';
const B = 'https://site.example/b-2.0-py3-none-any.whl';

/** What the server has, by its addresses. */
let server: Map<string, () => Response>;
let asked: string[];

beforeEach(() => {
  server = new Map();
  asked = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    const answer = server.get(address);
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('no such host'));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const has = (address: string, bytes: number[]): void => {
  server.set(address, () => new Response(Uint8Array.from(bytes)));
};
const refusal = async (asking: Promise<unknown>): Promise<string> => {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason as PlaygroundError,
  );
  return error ? `${error.code} ${error.message}` : 'none';
};

test('wheels are fetched once each, in the order that is asked for', async () => {
  has(B, [2, 3]);
  has(A, [1]);
  const wheels = await fetchWheels([B, A]);
  expect([...wheels]).toEqual([
    [B, Uint8Array.of(2, 3)],
    [A, Uint8Array.of(1)],
  ]);
  expect(asked).toEqual([B, A]);
  expect((await fetchWheels([])).size).toBe(0);
});

test('one that is not there is named, with its place in the list and the reason', async () => {
  has(A, [1]);
  expect(await refusal(fetchWheels([A, B]))).toBe(
    `E_ARGUMENT program.wheels[1]: ${B} cannot be had: TypeError: no such host.`,
  );
  server.set(B, () => new Response('not found', { status: 404 }));
  expect(await refusal(fetchWheels([B, A]))).toBe(
    `E_ARGUMENT program.wheels[0]: ${B} cannot be had: the server answered with 404.`,
  );
});

/** An interpreter that fetches what it is to load; `load` says what came of it. */
const interpreter = (load: (bytes: Uint8Array, options: LoadOptions) => unknown[]): Pyodide =>
  ({
    loadPackage: async (address: string, options: LoadOptions) => {
      const response = await fetch(address);
      return load(new Uint8Array(await response.arrayBuffer()), options);
    },
  }) as unknown as Pyodide;
interface LoadOptions {
  errorCallback: (message: string) => void;
}

test('an interpreter gets the bytes that were fetched, and asks nobody for them', async () => {
  const loaded: number[][] = [];
  const wheels = new Map([
    [A, Uint8Array.of(1)],
    [B, Uint8Array.of(2)],
  ]);
  await installWheels(
    interpreter((bytes) => {
      loaded.push([...bytes]);
      return [1];
    }),
    wheels,
  );
  expect(loaded).toEqual([[1], [2]]);
  expect(asked).toEqual([]);
  has('https://site.example/else', [9]);
  await fetch('https://site.example/else');
  expect(asked).toEqual(['https://site.example/else']);
});

test('what is no wheel for this Python is named, with what the interpreter says', async () => {
  const wheels = new Map([[A, Uint8Array.of(1)]]);
  const refusing = interpreter((_, { errorCallback }) => {
    errorCallback('wrong ABI');
    return [];
  });
  expect(await refusal(installWheels(refusing, wheels))).toBe(
    `E_ARGUMENT ${A} is no wheel for this Python: wrong ABI`,
  );
  // Afterwards addresses are the server's again.
  expect(await refusal(fetchWheels([A]))).toContain('cannot be had');
  expect(asked).toEqual([A]);
});

test('a process has modules in C as soon as one was loaded beside the interpreter', () => {
  const libraries: Record<string, unknown> = { __main__: {} };
  const pyodide = { _module: { LDSO: { loadedLibsByName: libraries } } } as unknown as Pyodide;
  expect(hasModulesInC(pyodide)).toBe(false);
  libraries['/lib/python3.14/site-packages/x.so'] = {};
  expect(hasModulesInC(pyodide)).toBe(true);
});

/** Where workers are started from, and by what. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { OpenOptions } from '../common/types';
import { open } from './open';
import { placesOf, startWorker } from './places';

/** What was asked of the browser. */
const started: { address: string; options: WorkerOptions | undefined }[] = [];

function FakeWorker(address: string | URL, options?: WorkerOptions): void {
  started.push({ address: String(address), options });
}

beforeEach(() => {
  started.length = 0;
  vi.stubGlobal('location', new URL('https://page.example/app/index.html'));
  vi.stubGlobal('Worker', FakeWorker);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const options = { type: 'module', name: 'engine' } as const;

function start(built: string, given: OpenOptions = {}): { address: string } {
  return startWorker('engine.worker.js', () => new Worker(built, options), placesOf(given));
}

test('a worker starts where the build has put it, with the options of the build', () => {
  expect(start('https://page.example/assets/engine-1.js').address).toBe(started[0]?.address);
  expect(started).toEqual([{ address: 'https://page.example/assets/engine-1.js', options }]);
  expect(globalThis.Worker).toBe(FakeWorker);
});

test('assets names the folder, with or without a slash, relative to the page', () => {
  for (const assets of ['vendor', 'vendor/', new URL('https://page.example/app/vendor')]) {
    start('https://page.example/wrong.js', { assets });
    expect(started.pop()?.address).toBe('https://page.example/app/vendor/engine.worker.js');
  }
});

test('a script of another origin is started by one of this origin', () => {
  start('https://cdn.example/engine.worker.js', { start: '/start.js' });
  start('https://page.example/own.js', { assets: 'https://cdn.example/pp', start: '/start.js' });
  start('https://cdn.example/engine.worker.js');
  expect(started.map(({ address }) => address)).toEqual([
    'https://page.example/start.js#https://cdn.example/engine.worker.js',
    'https://page.example/start.js#https://cdn.example/pp/engine.worker.js',
    expect.stringMatching(/^blob:.*#https:\/\/cdn\.example\/engine\.worker\.js$/),
  ]);
});

test('Python is beside the assets, unless a folder of its own is named', () => {
  expect(placesOf({}).python).toBeNull();
  expect(placesOf({ assets: '/pp/' }).python).toBe('https://page.example/pp/python/');
  expect(placesOf({ assets: '/pp/', python: '/py' }).python).toBe('https://page.example/py/');
});

test('what is no address is refused, and a start script of another origin', () => {
  const refused = (given: object, name: string): void => {
    expect(() => placesOf(given)).toThrow(
      expect.objectContaining({
        code: 'E_ARGUMENT',
        message: expect.stringContaining(name) as string,
      }),
    );
  };
  for (const name of ['assets', 'python', 'start'])
    for (const value of [1, null, {}, 'http://[']) refused({ [name]: value }, name);
  refused({ start: 'https://cdn.example/start.js' }, 'this page’s origin');
});

test('a realm in which no worker can be made says so', () => {
  vi.stubGlobal('Worker', function refuse() {
    throw new Error('refused by a policy');
  });
  expect(() => start('https://page.example/own.js')).toThrow(
    expect.objectContaining({ code: 'E_WORKER_LOAD' }),
  );
});

test('outside browsers opening is unsupported', async () => {
  vi.stubGlobal('Worker', undefined);
  vi.stubGlobal('navigator', undefined);
  await expect(open()).rejects.toMatchObject({ code: 'E_UNSUPPORTED' });
});

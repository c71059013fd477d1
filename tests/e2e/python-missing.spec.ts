/** What Python in the page does not have says so, with what to do about it. */
import { expect, test } from './fixtures.ts';
import { workersAlive } from './library.ts';
import { openPython, run } from './python.ts';

test.beforeEach(async ({ page, site }) => {
  await openPython(page, site);
});

test.afterEach(async ({ page }) => {
  await page.evaluate(() => opened.close());
  await expect.poll(() => workersAlive(page)).toBe(0);
});

const NUMPY = 'numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl';

test('import of a package that was not given names its wheel, and where to put it', async ({
  page,
}) => {
  const result = await run(page, 'import numpy as np\n');
  expect(result.error?.type).toBe('ModuleNotFoundError');
  const { message = '' } = result.error ?? {};
  expect(message).toMatch(/^No module named 'numpy': /);
  expect(message).toContain('Put its wheel, of Pyodide 314.0.7, beside the site');
  expect(message).toContain(`wheels: ['${NUMPY}']`);
  expect(result.stderr).toContain(message);
  expect(result.stderr).toContain('import numpy as np');
  expect(result.stderr).not.toContain('_playground');
});

test('a package that needs others names them all, in every process', async ({ page }) => {
  const program = `
import multiprocessing as mp

def child(queue):
    try:
        import pandas
    except ImportError as error:
        queue.put((error.name, [name for name in ('pandas', 'numpy', 'python_dateutil', 'six')
                                if f'{name}-' in str(error)]))

if __name__ == '__main__':
    queue = mp.Queue()
    p = mp.Process(target=child, args=(queue,))
    p.start()
    print(queue.get())
    p.join()
    child(queue)
    print(queue.get())
`;
  for (const startMethod of ['fork', 'spawn'] as const) {
    const { stdout, stderr } = await run(page, program, { startMethod, timeoutMs: 20_000 });
    const named = "('pandas', ['pandas', 'numpy', 'python_dateutil', 'six'])\n";
    expect(stdout, `${startMethod} ${stderr}`).toBe(named + named);
  }
});

test('os.pipe serves within a process; an empty one, a fork with one, and os.fork say what to use', async ({
  page,
}) => {
  const program = `
import multiprocessing, os

def child():
    print('forked', flush=True)

r, w = os.pipe()
os.write(w, b'within')
print(os.read(r, 10))

start = multiprocessing.Process(target=child).start
for call in (lambda: os.read(r, 1), start, lambda: os.fork(), lambda: os.read(99, 1)):
    try:
        call()
    except OSError as error:
        print(type(error).__name__, error)
os.close(r)
os.close(w)
multiprocessing.Process(target=child).start()
`;
  const { stdout, stderr } = await run(page, program, { timeoutMs: 20_000 });
  const lines = stdout.trimEnd().split('\n');
  expect(lines, stderr).toHaveLength(6);
  const [within, empty, open, forked, bad, closed] = lines;
  expect(within).toBe("b'within'");
  expect(empty).toMatch(/^BlockingIOError .*os\.pipe\(\) is empty.*multiprocessing\.Pipe\(\)/);
  expect(open).toMatch(/^OSError .*open os\.pipe\(\).*multiprocessing\.Pipe\(\)/);
  expect(closed).toBe('forked');
  expect(forked).toMatch(/^OSError .*Function not implemented: .*multiprocessing\.Process/);
  expect(bad).toMatch(/^OSError \[Errno \d+\] Bad file descriptor$/);
});

test('who asks whether there is a package gets an answer, not an error', async ({ page }) => {
  const program = `
import importlib.abc, importlib.util, sys

print(importlib.util.find_spec('numpy'))
for name in ('numpy', 'numpy.linalg', 'none_of_that_name', 'json.none'):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        print(error.name, error.path, len(str(error)) > 100)

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == 'numpy':
            return importlib.util.spec_from_loader(name, Loader())

class Loader(importlib.abc.Loader):
    def exec_module(self, module):
        module.mine = True

sys.meta_path.append(Finder)
import numpy
print(numpy.mine)
`;
  const { stdout, stderr } = await run(page, program);
  expect(stdout, stderr).toBe(
    'None\nnumpy None True\nnumpy None True\nnone_of_that_name None False\njson.none None False\nTrue\n',
  );
});

test('named shared memory can be imported, and says what to use instead', async ({ page }) => {
  const program = `
import multiprocessing.resource_tracker as tracker
from multiprocessing import managers, shared_memory

def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, 'multiprocessing.Array' in str(error))

show(lambda: shared_memory.SharedMemory(create=True, size=8))
show(lambda: shared_memory.SharedMemory('name'))
show(lambda: shared_memory.SharedMemory(create=True, size=0))
show(lambda: shared_memory.ShareableList([1, 'two']))
show(managers.SharedMemoryManager)
show(tracker.ensure_running)
show(lambda: tracker.register('name', 'shared_memory'))
show(lambda: tracker.unregister('name', 'shared_memory'))
`;
  for (const startMethod of ['fork', 'spawn'] as const) {
    const { stdout, stderr } = await run(page, program, { startMethod });
    expect(stdout).toBe(
      `${'NotImplementedError True\n'.repeat(2)}ValueError False\n` +
        `${'NotImplementedError True\n'.repeat(2)}${'None\n'.repeat(3)}`,
    );
    expect(stderr).toBe('');
  }
});

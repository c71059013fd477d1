/** How the scripts run chunks: on CPython's process pool, on Dask, on Ray. */
import type { Runner } from './script';

/**
 * Source: https://docs.python.org/3/library/concurrent.futures.html: a free process takes the next
 * chunk from one queue.
 */
export const CONCURRENT_FUTURES: Runner = {
  system: 'concurrent.futures',
  needs: null,
  imports: [
    'import os',
    'import sys',
    'import time',
    'from concurrent.futures import ProcessPoolExecutor',
  ],
  decorator: null,
  main: [
    'with ProcessPoolExecutor(max_workers=WORKERS) as pool:',
    '    # All processes are there before the clock starts.',
    '    list(pool.map(time.sleep, [0.1] * WORKERS))',
    '    begin = time.time()',
    '    futures = [pool.submit(run_chunk, tasks_of(chunk)) for chunk in CHUNKS]',
    '    spans = [span for future in futures for span in future.result()]',
  ],
};

/**
 * Dask queues several tasks at a worker, so the script submits one chunk per worker, and the next
 * when one is done. Source:
 * https://distributed.dask.org/en/stable/api.html#distributed.as_completed
 */
export const DASK: Runner = {
  system: 'Dask',
  needs: 'pip install "dask[distributed]"',
  imports: [
    'import os',
    'import sys',
    'import time',
    'from itertools import islice',
    '',
    'from dask.distributed import Client, as_completed',
  ],
  decorator: null,
  main: [
    'with Client(n_workers=WORKERS, threads_per_worker=1) as client:',
    '    client.wait_for_workers(WORKERS)',
    '',
    '    def submit(chunk):',
    '        return client.submit(run_chunk, tasks_of(chunk), pure=False)',
    '',
    '    waiting = iter(CHUNKS)',
    '    spans = []',
    '    begin = time.time()',
    '    running = as_completed(',
    '        [submit(chunk) for chunk in islice(waiting, WORKERS)], with_results=True',
    '    )',
    '    for _, done in running:',
    '        spans.extend(done)',
    '        for chunk in islice(waiting, 1):',
    '            running.add(submit(chunk))',
  ],
};

/**
 * Source: https://docs.ray.io/en/latest/ray-core/tasks.html: a task waits until one of the CPUs is
 * free.
 */
export const RAY: Runner = {
  system: 'Ray',
  needs: 'pip install ray',
  imports: ['import os', 'import sys', 'import time', '', 'import ray'],
  decorator: '@ray.remote',
  main: [
    'ray.init(num_cpus=WORKERS)',
    '# All processes are there before the clock starts.',
    'ray.get([run_chunk.remote([(0, 100)]) for _ in range(WORKERS)])',
    'begin = time.time()',
    'running = [run_chunk.remote(tasks_of(chunk)) for chunk in CHUNKS]',
    'spans = [span for done in ray.get(running) for span in done]',
    'ray.shutdown()',
  ],
};

/**
 * The code beside each demo: the idea in Python, and the library call that does the same. Both are whole programs that print the
 * answers in their comments; the page shows the files as they are, and the end-to-end tests run the same files.
 */
/// <reference types="vite/client" />
import matmulJs from './matmul.js?raw';
import matmulPy from './matmul.py?raw';
import partitioningJs from './partitioning.js?raw';
import partitioningPy from './partitioning.py?raw';
import pipeJs from './pipe.js?raw';
import pipePy from './pipe.py?raw';
import poolsJs from './pools.js?raw';
import poolsPy from './pools.py?raw';
import queueJs from './producer-consumer.js?raw';
import queuePy from './producer-consumer.py?raw';
import schedulingJs from './scheduling.js?raw';
import schedulingPy from './scheduling.py?raw';
import sharedMemoryJs from './shared-memory.js?raw';
import sharedMemoryPy from './shared-memory.py?raw';

export interface Snippet {
  python: string;
  javascript: string;
}

export const SNIPPETS = {
  pools: { python: poolsPy, javascript: poolsJs },
  matmul: { python: matmulPy, javascript: matmulJs },
  'shared-memory': {
    python: sharedMemoryPy,
    javascript: sharedMemoryJs,
  },
  pipe: { python: pipePy, javascript: pipeJs },
  queue: { python: queuePy, javascript: queueJs },
  partitioning: {
    python: partitioningPy,
    javascript: partitioningJs,
  },
  scheduling: {
    python: schedulingPy,
    javascript: schedulingJs,
  },
} as const satisfies Record<string, Snippet>;

/**
 * Where a program goes when it leaves the page: the system's own Python, or a cluster by a driver,
 * which gives the program `multiprocessing` and `concurrent.futures` whose processes are tasks.
 */
import type { MessageKey } from '../../messages/message';
import onDask from './on_dask.py?raw';
import onMpi from './on_mpi.py?raw';
import onRay from './on_ray.py?raw';
import shared from './shared.py?raw';

export interface Way {
  name: string;
  title: string;
  is: MessageKey;
  /** The driver: its name as a file, and its text; null where none is needed. */
  driver: { file: string; text: string } | null;
  /** What to type, with the program's file. */
  commands: (program: string) => readonly string[];
}

export const WAYS: readonly Way[] = [
  {
    name: 'python',
    title: 'CPython',
    is: 'further.python.is',
    driver: null,
    commands: (program) => [`python3 ${program}`],
  },
  {
    name: 'dask',
    title: 'Dask',
    is: 'further.dask.is',
    driver: { file: 'on_dask.py', text: whole(onDask) },
    commands: (program) => [
      'pip install distributed',
      `python3 on_dask.py ${program}`,
      `python3 on_dask.py ${program} tcp://SCHEDULER:8786`,
    ],
  },
  {
    name: 'ray',
    title: 'Ray',
    is: 'further.ray.is',
    driver: { file: 'on_ray.py', text: whole(onRay) },
    commands: (program) => [
      'pip install ray',
      `python3 on_ray.py ${program}`,
      `python3 on_ray.py ${program} HEAD:6379`,
    ],
  },
  {
    name: 'mpi',
    title: 'MPI',
    is: 'further.mpi.is',
    driver: { file: 'on_mpi.py', text: whole(onMpi) },
    commands: (program) => [
      'pip install mpi4py cloudpickle mpich',
      `mpiexec -n 5 python3 -m mpi4py.futures on_mpi.py ${program}`,
    ],
  },
];

/** The driver in one file: what the drivers share stands where each imports it. */
function whole(driver: string): string {
  const [head = '', tail] = driver.split(/^from shared import .*\n/m);
  if (tail === undefined) throw new Error('the driver imports nothing that is shared');
  return head + shared.replace(/^""".*?"""\n+/s, '\n') + tail;
}

/** What is said in English where a program leaves the page. It is loaded when that is opened. */
export const en = {
  'further.lead':
    'The same file, unchanged, runs on your own Python and on a cluster. There a driver, in a second file beside it, turns the program’s processes and pools into tasks; the answer stays the same, and the time is printed.',
  'further.program': 'The program',
  'further.driver': 'The driver for {system}',
  'further.python.is': 'Needs nothing but Python; the processes are those of your computer.',
  'further.dask.is':
    'Without an address it starts a worker for each core of your computer; with that of a scheduler it uses the cluster behind it.',
  'further.ray.is':
    'Without an address it starts Ray on your computer; with that of a head node it uses the cluster behind it.',
  'further.mpi.is':
    'One rank runs the program, the others its tasks. A process has a rank for itself: for ten of them it takes -n 12.',
  'further.limits':
    'Queues, pipes, locks and shared arrays lie in one manager then, which all machines reach through the network: each use is a message, which is slower by far than memory. No task can be ended from outside, so terminate() is refused.',
} as const;

declare module '../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

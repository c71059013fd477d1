/** What the demo of pools says in English. */
export const en = {
  'span.item': 'item {item}',
  'span.items': 'items {first}–{last}',

  'pools.title': 'Process pool and thread pool',
  'pools.short': 'Pools',
  'pools.summary':
    'The same function is mapped over a list by one worker, by a pool of processes and by a pool of threads. Compute-bound tasks speed up with the number of cores and waiting tasks with the number of workers; tasks that are too small do not speed up.',
  'pools.alt':
    'Timelines of a recorded run: the same {items} tasks took {one} ms on one process and {several} ms on {n}.',
  'pools.task': 'Task',
  'pools.countPrimes': 'Count primes',
  'pools.countPrimes.is': 'Computes: counts the primes below the size, in thousands.',
  'pools.monteCarloPi': 'Estimate π',
  'pools.monteCarloPi.is':
    'Computes: random points, as many thousand as the size, seeded with the item.',
  'pools.sleep': 'Sleep',
  'pools.sleep.is':
    'Waits as many milliseconds as the size; uses no core, as for a disk or a network.',
  'pools.items': 'Items',
  'pools.size': 'Size of a task',
  'pools.sizeHint': 'thousands, or ms of sleep',
  'pools.chunksize': 'Chunk size',
  'pools.chunksizeHint': 'items handed out at a time',
  'pools.oneChunk': 'One worker gets all items as one chunk.',
  'pools.workersHint': 'in each pool; may exceed the cores',
  'pools.presetChapter': 'As in the textbook',
  'pools.presetWaiting': 'Waiting, 8 workers',
  'pools.presetTiny': 'Tiny tasks',
  'pools.nothingToCompare': 'One worker: nothing to compare. Choose two or more.',
  'pools.definition':
    'One worker’s time ÷ all workers’ time, for the same list on the same kind of worker, from the call to the last result. Medians.',
  'pools.phaseOverhead': 'Measuring empty tasks',
  'pools.right':
    'All {n} results came back in the order of the items and equal those of a plain loop in one process.',
  'pools.rightSleep':
    'All {n} tasks returned, and none returned early; the values are milliseconds.',
  'pools.wrong': 'The results differ from those of a plain loop in one process.',
  'pools.timelineDescription':
    'A row for each worker, a bar for each chunk of items that it ran and timed itself.',
  'pools.timelineColours':
    'A row for each worker, a bar for each chunk of items that it ran and timed itself. A chunk has the same colour in all of them; grey is the whole list.',
  'pools.gainHeading': 'What the pool gains, and what it costs',
  'pools.workUs': 'One task alone (µs)',
  'pools.overheadUs': 'Overhead per task (µs)',
  'pools.noteOverhead':
    'Overhead per task: the time to map over 2,000 nearly empty tasks with this chunk size, divided by 2,000. A task must take much longer than that to be worth handing out; larger chunks share the cost among more tasks.',
  'pools.noteKinds':
    'Processes and threads run the same compiled task. Each kind is compared with one worker of its own kind that runs all items in one chunk, as a plain loop does.',
  'pools.notePending': 'After a run, the largest possible speedup appears here.',
  'pools.noteComputing':
    '{workers} {workers|worker|workers} on {cores} reported {cores|core|cores}: compute-bound tasks can run at most {workers}× faster.',
  'pools.noteCrowded':
    '{workers} workers on {cores} reported {cores|core|cores}: compute-bound tasks take turns on the cores and can run at most {cores}× faster, however many workers there are.',
  'pools.noteWaiting':
    '{workers} {workers|worker|workers} on {cores} reported {cores|core|cores}: waiting needs no core, so all {workers} wait at the same time. That is concurrency without parallelism.',
  'why.chunks':
    '{percent}%: handing out {n} {n|chunk|chunks} and collecting the results, {us} µs of a worker’s time for each. Larger chunks share that cost among more tasks.',
} as const;

declare module '../../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

/** What the demo of partitioning says in English. */
export const en = {
  'span.part': 'part {n}',

  'partitioning.title': 'Static partitioning',
  'partitioning.short': 'Partitioning',
  'partitioning.summary':
    'A list is cut into parts before anything runs, and the parts run on a pool of processes. Items grow heavier along the list, so contiguous chunks leave the last part with most of the work, while dealing items out in turn makes the parts even.',
  'partitioning.alt':
    'Timelines of a recorded run: {items} items took {chunk} ms in chunks and {roundRobin} ms dealt out by round robin.',
  'partitioning.predict': 'Predict: which ends earlier?',
  'partitioning.predictTold': 'Chunks took {chunk} ms, round robin {roundRobin} ms, medians.',
  'partitioning.items': 'Items',
  'partitioning.parts': 'Parts',
  'partitioning.work': 'Work (million steps)',
  'partitioning.workHint': 'of the whole list; item i takes i + 1 shares',
  'partitioning.presetChapter': 'As in the textbook',
  'partitioning.presetTwo': '100 items, 2 parts',
  'partitioning.onePart': 'One part, one process',
  'partitioning.speedup': '{strategy}',
  'partitioning.who': '{strategy}, {n} {n|process|processes}',
  'partitioning.definition':
    'The whole list’s time as one part in one process ÷ its time in parts, from the first start to the last end. Medians.',
  'partitioning.right':
    'Nothing is lost, the order is kept, and all {n} answers equal those of the whole list in one process.',
  'partitioning.lost':
    'The parts do not hold the list: an item is missing, duplicated or out of order.',
  'partitioning.wrong': 'The answers differ from those of the whole list in one process.',
  'partitioning.timeline': '{strategy}',
  'partitioning.timelineDescription':
    'A row for each process of the pool, a bar for each part it ran, in the part’s colour.',
  'why.heaviest':
    '{percent}%: processes were idle, because the heaviest of {n} {n|part|parts} holds {share}% of the work and the others wait for it.',
} as const;

declare module '../../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

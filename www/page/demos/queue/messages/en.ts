/** What the demo of the queue says in English. */
export const en = {
  'row.producer': 'producer {n}',
  'row.consumer': 'consumer {n}',
  'span.put': 'put {item}',
  'span.square': 'square {item}',
  'who.consumers': '{n} {n|consumer|consumers}',

  'queue.title': 'Producers and consumers',
  'queue.short': 'Queue',
  'queue.summary':
    'Producers put numbers into a queue, consumers square what they get, and one sentinel for each consumer marks the end. A small capacity makes producers wait: this back-pressure shows as long bars.',
  'queue.alt':
    'Timeline of a recorded run: {items} items pass through a queue of capacity {capacity} to {consumers} consumers, and the producer waits for room.',
  'queue.predict': 'Predict: which side will be the bottleneck?',
  'queue.predict.consumers': 'the consumers: they are always at work',
  'queue.predict.producers': 'the producers: consumers wait for items',
  'queue.predictTold':
    'The consumers were at work {percent}% of the time; from 80% on they are the bottleneck.',
  'queue.items': 'Items',
  'queue.capacity': 'Queue capacity',
  'queue.capacityHint': '0 means no bound',
  'queue.producers': 'Producers',
  'queue.consumers': 'Consumers',
  'queue.work': 'Work per item (µs)',
  'queue.workHint': 'computing for each square, as long as a free core takes for it',
  'queue.presetChapter': 'As in the textbook',
  'queue.presetShared': 'Two consumers, heavy items',
  'queue.speedup': '{n} consumers against one',
  'queue.nothingToCompare':
    'One consumer: nothing to compare. Choose two or more, and some work per item.',
  'queue.definition':
    'One consumer’s time ÷ several consumers’ time for the same items, from the first put to the last square. Medians.',
  'queue.right': 'All {n} squares arrived, once each, and equal the sequential computation.',
  'queue.wrong': 'The squares differ from the sequential computation.',
  'queue.timeline': 'The last run',
  'queue.timelineDescription':
    'A row for each producer and consumer; a bar for each put, waiting included, and for each square.',
  'queue.timelineColours':
    'A row for each producer and consumer; a bar for each put, waiting included, and for each square. An item has the same colour where it is put and where it is squared.',
  'queue.tonePut': 'putting, waiting included',
  'queue.toneSquare': 'squaring',

  'queue.phaseWatch': 'Watching the queue',
  'queue.depthHeading': 'How full the queue was',
  'queue.depthDescription':
    'The number of items in the queue over time, as a step line, against the capacity.',
  'queue.depthEmpty': 'After a run, the number of items in the queue appears here over time.',
  'queue.depth': 'Items in the queue',
  'queue.depthWhen': 'Time (ms)',
  'queue.noteDepth':
    'Producers and consumers read the number of items after each put and each get, in the run that the timeline shows. That run is not among the timings, because reading takes time.',
  'queue.notePending':
    'After a run, the largest number of items in the queue, and how often it was full, appear here.',
  'queue.notePendingBounded':
    'After a run, the largest number of items in the queue, and how often it was full, appear here. Where the line runs along the capacity there is back-pressure: producers wait for room.',
  'queue.noteUnbounded':
    'Without a bound the queue grew to {n} {n|item|items}: nothing slows a producer that is faster than its consumers.',
  'queue.noteBounded':
    'At most {n} {n|item|items}, and full in {percent}% of the checks. Where the line runs along the capacity there is back-pressure: producers wait for room.',
  'why.consumersBusy':
    '{n|The consumer was|The consumers were} squaring {percent}% of the time: they are the bottleneck, and another consumer could help.',
  'why.consumersWait':
    '{n|The consumer was|The consumers were} squaring only {percent}% of the time, and waited for items or for a turn for the rest: another consumer would not help.',
  'why.items': '{percent}%: consumers waited for an item, or for their turn at the queue.',
} as const;

declare module '../../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

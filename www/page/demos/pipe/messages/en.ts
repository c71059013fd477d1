/** What the demo of the pipe says in English. */
export const en = {
  'unit.us': 'µs',
  'unit.mbps': 'MB/s',

  'row.parent': 'parent (this page)',
  'row.child': 'child',
  'span.send': 'send',
  'span.receive': 'receive',

  'pipe.title': 'Pipe between processes',
  'pipe.short': 'Pipe',
  'pipe.summary':
    'A number goes down a duplex pipe to a child process, and its double comes back. Then two processes send messages back and forth and in one direction, to show what a message costs and how that depends on its size.',
  'pipe.alt':
    'Histograms of a recorded run: half of the round trips took less than {pipe} µs through the pipe and {bare} µs through MessageChannel.',
  'pipe.predict': 'Predict: which takes a number there and back in less time?',
  'pipe.predictTold': 'The pipe took 1 ÷ {ratio} of the time of MessageChannel.',
  'pipe.number': 'Number',
  'pipe.trips': 'Round trips',
  'pipe.tripsHint': 'per repetition',
  'pipe.largest': 'Largest message (KiB)',
  'pipe.largestHint': 'the smallest is one byte',
  'pipe.presetChapter': 'As in the textbook',
  'pipe.phaseLatency': 'Sending messages back and forth',
  'pipe.phaseThroughput': 'Sending messages of all sizes',
  'pipe.right': '{number} went down the pipe, and its double came back.',
  'pipe.wrong': 'What came back is not the double of {number}.',
  'pipe.exchange': 'The exchange, including starting the child',
  'pipe.together': 'Trips per sample',
  'pipe.gain': 'round trip, pipe against MessageChannel',
  'pipe.definition':
    'MessageChannel’s round trip ÷ the pipe’s, medians of the same turns. Above 1 the pipe is quicker.',
  'pipe.timelineDescription':
    'A row for the page and one for the child: sending, receiving (waiting included), and the child’s start.',
  'pipe.toneSend': 'sending',
  'pipe.toneReceive': 'receiving, waiting included',
  'pipe.pipe': 'Pipe',
  'pipe.bare': 'MessageChannel',
  'pipe.latencyHeading': 'How long a round trip takes',
  'pipe.latencyDescription':
    'A histogram of all round trips for the pipe and one for a bare MessageChannel, on a logarithmic axis, with lines at the median and the 95th percentile.',
  'pipe.latencyEmpty': 'After a run, the distribution of all round trips appears here.',
  'pipe.latencyColumn': 'Round trip (µs)',
  'pipe.noteLatency':
    'The time for a number to go from one process to another and back. Where the clock is too coarse for one trip, a sample is the mean of several. With shared memory a pipe is memory that both sides see, with no event loop in between; without it, a pipe’s messages pass through the engine, which makes each direction slower.',
  'pipe.throughputHeading': 'Throughput by message size',
  'pipe.throughputDescription':
    'A line for the pipe and one for a bare MessageChannel: megabytes per second against the message size, both axes logarithmic, with the spread at each point.',
  'pipe.throughputEmpty': 'After a run, the throughput for each message size appears here.',
  'pipe.size': 'Message size',
  'pipe.pipeRate': 'Pipe (MB/s)',
  'pipe.bareRate': 'MessageChannel (MB/s)',
  'pipe.pipeUs': 'Pipe (µs each)',
  'pipe.bareUs': 'MessageChannel (µs each)',
  'pipe.noteThroughput':
    'One way, message after message, until the receiver confirms the last; medians of all repetitions. Small messages cost a fixed time each, so the rate grows with the size; for large ones copying dominates, and the rate levels off.',
  'why.pipeQuicker':
    'A round trip took {pipe} µs through the pipe and {bare} µs through MessageChannel, {ratio}× as long.',
  'why.pipeSlower':
    'A round trip took {pipe} µs through the pipe and {bare} µs through MessageChannel: the pipe took {ratio}× as long.',
  'why.pipeUnclear':
    'A round trip took {pipe} µs through the pipe and {bare} µs through MessageChannel, in the median; this run does not tell which is quicker.',
  'why.messageCost':
    'A message of one byte takes {us} µs. That is the cost of a message; from {size} on, its bytes cost more than that.',
} as const;

declare module '../../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

/** What the demo of shared memory says in English. */
export const en = {
  'span.write': 'write {value} at {index}',
  'span.counting': 'counting',

  'shared.title': 'Shared memory',
  'shared.short': 'Shared memory',
  'shared.summary':
    'Ten processes write into one array, each into its own element, and nothing can go wrong. But when several processes count in the same element, updates are lost unless they are protected, and both ways to protect them have a price.',
  'shared.alt':
    'Counters of a recorded run: without a lock {lost} of {n} increments were lost, with an atomic add and with a lock none.',
  'shared.predict':
    'Predict: {n} processes add one to the same counter, {times} times each, without a lock. What will it hold?',
  'shared.predict.less': 'less than {total}',
  'shared.predict.exact': 'exactly {total}',
  'shared.predict.more': 'more than {total}',
  'shared.predictTold': 'It held {counter}: {lost} were lost.',
  'shared.writers': 'Writers',
  'shared.processes': 'Counting processes',
  'shared.processesHint': 'all on the same counter',
  'shared.increments': 'Increments',
  'shared.incrementsHint': 'by each process',
  'shared.presetChapter': 'As in the textbook',
  'shared.presetCrowd': 'Eight processes, one lock',
  'shared.refusal.not-isolated':
    'This demo cannot run here: processes share memory only on a page that is cross-origin isolated, and the server of this page does not send the headers for it.',
  'shared.refusal.no-shared-memory':
    'This demo cannot run here: the page is cross-origin isolated, but this browser does not let workers share memory. A current version of Chrome, Edge, Firefox or Safari does.',
  'shared.refusal.remedy':
    'What to do: serve the page with these two headers (make serve does), over HTTPS or from this machine. The pipe and queue demos run without them.',
  'shared.one': 'One process alone',
  'shared.oneAtomic': 'One process alone, atomic add',
  'shared.oneLock': 'One process alone, lock',
  'shared.plain': '{n} processes, no lock',
  'shared.atomic': '{n} processes, atomic add',
  'shared.lock': '{n} processes, lock',
  'shared.definition':
    'One process’s time ÷ all processes’ time for the same number of increments, both counting in the same way. Medians.',
  'shared.atomicAdd': 'Atomic add',
  'shared.withLock': 'Lock',
  'shared.right':
    'Every process wrote its own element. With an atomic add and with a lock, none of {n} increments was lost.',
  'shared.wrong': 'The array does not hold what the processes wrote.',
  'shared.wrongCounter': '{way}: the counter must be exact, but it is not.',
  'shared.wrongRecord': 'The recorded steps do not lead to the counter that was read.',
  'shared.timelineWriters': 'Writers',
  'shared.timelineWritersDescription':
    'A row for each process: a bar while it starts, and one for its write.',
  'shared.timelineCounterDescription': 'A row for each process, a bar while it counts.',
  'shared.toneWriting': 'writing',
  'shared.counterHeading': 'What became of the increments',
  'shared.counterDescription':
    'A bar for each way to count: the increments that arrived, and those that were lost.',
  'shared.counterEmpty':
    'After a run, the increments that arrived and those that were lost appear here.',
  'shared.unit': 'increments',
  'shared.arrived': 'arrived',
  'shared.lost': 'Lost',
  'shared.lostPart': 'lost',
  'shared.way': 'Way to count',
  'shared.counter': 'Counter',
  'shared.lostShare': 'Lost share',
  'shared.ns': 'ns per increment',
  'shared.noteRace':
    'Adding one is three steps: read, add, write. When two processes read the same number, both write the same sum, and one increment is lost. How many are lost differs from run to run; the table shows the last one.',
  'shared.noteCost':
    'ns per increment: the median time from the first start to the last end, divided by all increments. Compare each way with one process alone that counts the same way: that is what the call itself costs. It is better to let each process count on its own and add up at the end.',
  'interleaving.heading': 'A lost update, step by step',
  'interleaving.how':
    'A small run of its own: two processes add one to the same counter, {n} times each. It was slowed down so that it can be seen: before each step a process paused for a random time of up to 40 ms. Each step was done, and took its number, while its process held a lock, so this is the order in which they happened; but the lock was given up between reading and writing, so updates could be lost.',
  'interleaving.pending': 'After a run, its steps appear here.',
  'interleaving.table': 'The steps, one below the other',
  'interleaving.step': 'Step',
  'interleaving.what': 'What it did',
  'interleaving.register': 'Register of {who}',
  'interleaving.lostHere': 'Updates lost by it',
  'interleaving.lost': 'lost',
  'interleaving.read': 'reads {value}',
  'interleaving.add': '{before} + 1 = {value}',
  'interleaving.write': 'writes {value}',
  'interleaving.place': 'Step {done} of {all}',
  'interleaving.before': 'nobody has read anything, and the counter holds 0.',
  'interleaving.said.read': '{who} reads {value}',
  'interleaving.said.add': '{who} adds one in its register: {before} + 1 = {value}',
  'interleaving.said.write': '{who} writes {value}',
  'interleaving.said.lost': '{n} {n|update|updates} of {other} {n|is|are} lost.',
  'interleaving.said.hidden':
    'it overwrites {n} {n|update|updates} for now; the next write of the other process brings {n|it|them} back.',
  'interleaving.sum':
    '{n} increments, and the counter holds {counter}: {lost} {lost|update was|updates were} lost.',
  'interleaving.noneLost':
    '{n} increments, and the counter holds {counter}: in this run no update was lost, because no write fell between a read and a write of the other process. Run it again.',
  'why.lost':
    'Without a lock, {lost} of {n} increments ({percent}%) were lost: when two processes read the same value, the later write overwrites the earlier one.',
  'why.noneLost':
    'Without a lock, none of {n} increments was lost this time. That is luck: nothing kept the processes from interfering.',
  'why.callCost':
    '{way}: one process alone takes {call} ns for an increment, which is the cost of the call itself. With {n} processes a core takes {together} ns, so they hardly disturb one another.',
  'why.contention':
    '{way}: one process alone takes {call} ns for an increment, which is the cost of the call itself. With {n} processes a core takes {together} ns: {more} ns more, because only one at a time can change the counter and the others wait for it.',
} as const;

declare module '../../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

/** What the demo of the scheduling lab says in English. */
export const en = {
  'scheduling.title': 'Scheduling lab',
  'scheduling.short': 'Scheduling',
  'scheduling.summary':
    'Every policy hands the same tasks to the same workers, in a real run or simulated in virtual time with up to 4096 workers. Compare when the last worker finishes, how long workers are idle, and what handing out costs.',
  'scheduling.alt':
    'Timelines of a recorded run: {tasks} tasks on {n} workers took {chunk} ms in static chunks and {dynamic} ms under the dynamic policy.',
  'scheduling.predict': 'Predict: which policy will end first?',
  'scheduling.predictTold': '{policy} took {ms} ms; {n} {n|other is|others are} as good.',
  'scheduling.load': 'How to run',
  'scheduling.simulate': 'Simulated',
  'scheduling.simulate.is': 'Virtual time: exact, and the same every time. No task really runs.',
  'scheduling.sleep': 'Real, tasks wait',
  'scheduling.sleep.is': 'Each task waits on a real worker for its length; waiting needs no core.',
  'scheduling.spin': 'Real, tasks compute',
  'scheduling.spin.is': 'Each task keeps a real worker’s core busy for its length.',
  'scheduling.workload': 'Workload',
  'workload.chapter': 'As in the textbook',
  'workload.chapter.is': 'Task i takes i mod 3 + 1 units.',
  'workload.uniform': 'Uniform',
  'workload.uniform.is': 'Random, uniform between 1 and 3 units.',
  'workload.giant': 'One giant',
  'workload.giant.is':
    'All tasks take 1 unit except the last, which takes a quarter of the sum of the others.',
  'workload.ascending': 'Ascending',
  'workload.ascending.is': 'Longer and longer along the list, 2 units on average.',
  'workload.descending': 'Descending',
  'workload.descending.is': 'Shorter and shorter along the list, 2 units on average.',
  'workload.heavyTail': 'Heavy tail',
  'workload.heavyTail.is':
    'A Pareto distribution with exponent 1.5: most are short, and a few take very long.',
  'workload.own': 'Your own list',
  'workload.own.is': 'The units you write below.',
  'scheduling.own': 'Own list (units)',
  'scheduling.tasks': 'Tasks',
  'scheduling.speeds': 'Workers’ speeds',
  'speeds.equal': 'All equal',
  'speeds.equal.is': 'All workers take equally long for the same task.',
  'speeds.oneHalf': 'One half as fast',
  'speeds.oneHalf.is': 'The last worker takes twice as long for every task.',
  'speeds.ramp': 'A ramp',
  'speeds.ramp.is':
    'Each worker is slower than the one before; the last is half as fast as the first.',
  'scheduling.chunk': 'Chunk size k',
  'scheduling.chunkHint': 'tasks at a time, or the least',
  'scheduling.unit': 'Unit (ms)',
  'scheduling.seed': 'Seed',
  'scheduling.seedHint': 'for random tasks and stealing',
  'scheduling.onlyReal': 'Only for real runs.',
  'scheduling.onlySimulated': 'Only for simulated runs: real workers have their own.',
  'scheduling.onlyOwn': 'Only for the workload “Your own list”.',
  'scheduling.ownLength': 'Your own list says how many.',
  'scheduling.dispatchOverhead': 'Cost of a dispatch (µs)',
  'scheduling.taskOverhead': 'Cost of a task (µs)',
  'scheduling.presetChapter': 'As in the textbook',
  'scheduling.presetGiant': 'One giant',
  'scheduling.presetTail': 'Heavy tail',
  'scheduling.presetCrowd': '1024 workers',
  'scheduling.phaseSimulate': 'Simulating in virtual time',
  'scheduling.phaseRun': 'Running the policies in turns',
  'scheduling.phaseChunks': 'Trying chunk sizes',
  'scheduling.phaseWorkers': 'Trying numbers of workers',
  'scheduling.oneWorker': 'One worker',
  'scheduling.speedup': '{policy}, {n} workers against one',
  'scheduling.definition':
    'One worker’s makespan under Dynamic ÷ the makespan of the chosen policy on all workers. Medians.',
  'scheduling.noSpeedup':
    'Simulated, so nothing is measured. The table has each policy’s speedup over one worker without overhead.',
  'scheduling.nothingToCompare': 'One worker: nothing to compare. Choose two or more.',
  'scheduling.right':
    'All {n} {n|task|tasks} came back once each under all {policies} policies, and no worker ran two at a time. The pairs are task and units.',
  'scheduling.rightSimulated':
    'Simulated: all {n} {n|task|tasks} are handed out once each under all {policies} policies, and no worker has two at a time. The pairs are task and units.',
  'scheduling.wrong': '{policy}: {fault}',
  'scheduling.wrongCount': '{n} tasks came back instead of {expected}.',
  'scheduling.wrongTask': 'Task {task} came back twice, or with a different length.',
  'scheduling.wrongWorker': 'Worker {worker} ran task {task} while it was busy with another.',
  'scheduling.chunksHeading': 'Makespan by chunk size',
  'scheduling.chunksDescription':
    'A line for each policy with a chunk size: the simulated makespan against k, both axes logarithmic.',
  'scheduling.chunksEmpty': 'After a run, the makespan for each chunk size appears here.',
  'scheduling.chunksNote':
    'Simulated; after a real run, with the measured cost of a dispatch. Small chunks cost dispatches, large ones leave workers idle at the end.',
  'why.atBound':
    '{policy} ends after {ms} ms. No schedule can end before {bound} ms, so it is practically optimal.',
  'why.aboveBound': '{policy} ends after {ms} ms, {percent}% above the lower bound of {bound} ms.',
  'why.shares':
    'Of the workers’ time, {tasks}% went into tasks and {overhead}% into {n} {n|dispatch|dispatches}; {idle}% was idle.',
  'why.isBest': 'None of the {n} policies ended earlier.',
  'why.better': 'The shortest was {best} with {ms} ms; {policy} took {percent}% longer.',
} as const;

declare module '../../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

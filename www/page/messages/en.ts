/** The page's words in English. Every other catalogue has the same keys. */
export const en = {
  'app.name': 'Parallel Playground',
  'app.skip': 'Skip to content',
  'app.footer':
    'Every bar is an interval measured on a real worker, unless it is marked as simulated, and every speedup is relative to a baseline of the same run. No data leaves this page.',
  'title.demo': '{demo} – {app}',

  'nav.label': 'Demos',
  'nav.overview': 'Overview',
  'nav.python': 'Python',
  'python.section': 'Programs of your own',
  'python.title': 'Your own Python program',
  'python.summary':
    'A Python program with multiprocessing or concurrent.futures, written by you and run here, each process on a core of its own. See what each one prints, what it waits for, and where it fails.',
  'content.missing': 'What belongs here could not be loaded.',
  'content.close': 'Close',

  'setting.language': 'Language',
  'setting.theme': 'Theme',
  'language.en': 'English',
  'language.ko': '한국어',
  'theme.auto': 'System',
  'theme.light': 'Light',
  'theme.dark': 'Dark',

  'badge.label': 'How this page runs',
  'badge.threads': 'Threads',
  'badge.processes': 'Processes',
  'badge.idle': 'Ready',
  'badge.opening': 'Starting…',
  'badge.failed': 'Not running',
  'tier.idle': 'The engine starts as soon as you do something on this page.',
  'tier.opening': 'The engine is starting and checking what this browser supports.',
  'tier.threads':
    'Everything works: threads that share one memory, and processes that each have their own.',
  'tier.processes':
    'Work runs in processes, each with a memory of its own. It is still truly parallel.',
  'tier.more': 'About this mode',
  'results.heading': 'Results and code',
  'isolation.price':
    'The service worker of this site, which is installed for this folder, can add the missing headers. The page then reloads once, and all its requests pass through the service worker, on later visits too, until you switch it off here.',
  'isolation.turnOn': 'Switch threads on',
  'isolation.on':
    'This page is isolated by the service worker of this site: all its requests pass through it.',
  'isolation.turnOff': 'Switch it off',
  'isolation.ineffective':
    'The service worker was asked to isolate this page, but the page is not isolated: either this browser does not allow it, or the last reload bypassed the service worker. In the second case, reload once more.',
  'isolation.waiting': 'Changing the service worker; the page will then reload.',
  'isolation.failed':
    'The service worker could not be changed: the network or this browser refused it.',
  'reason.not-isolated':
    'No threads: this page was not served with the headers that isolate it from other origins, so the browser withholds shared memory.',
  'reason.no-shared-memory': 'No threads: this browser does not let workers share memory.',
  'reason.threads-failed': 'No threads: they could not be started in this browser.',
  'reason.threads-timeout': 'No threads: they did not start in time.',
  'reason.processes-chosen': 'No threads: processes were chosen.',
  'reason.coarse-clock': 'The clock of this browser is coarse, so short times are less certain.',
  'fact.workers': '{n} {n|worker|workers}',
  'fact.cores': '{n} {n|core|cores} reported',
  'fact.clock': 'clock step {ms} ms',
  'fact.simd.relaxed': 'relaxed SIMD',
  'fact.simd.fixed': '128-bit SIMD',
  'engine.failed': 'The engine did not start, so nothing can be run yet. {reason}',
  'engine.retry': 'Try again',

  'overview.title': 'Parallel programs, on your own cores',
  'overview.lead':
    'The classic programs of parallel computing really run here, in this browser, on the cores of the machine in front of you. Change a number, press Run, and see who did what, when, and how much faster it was.',
  'overview.numbers':
    'The numbers after § are those of the textbook that this page follows: its section 5.2 is about parallel programming in Python with concurrent.futures and multiprocessing.',
  'overview.pictures':
    'The pictures are of runs recorded on {when} with {browser}, {n} {n|core|cores}.',
  'overview.own': 'Write your own Python program',
  'overview.open': 'Open the demo',
  'section.pools': 'Pools of workers',
  'section.data': 'One piece of data, many workers',
  'section.messages': 'Messages between processes',
  'section.sharing': 'Dividing the work',

  'control.heading': 'Settings',
  'control.presets': 'Presets',
  'control.workers': 'Workers',
  'control.repeats': 'Repeats',
  'control.range': '{min} to {max}',
  'control.wholeNumber': 'A whole number from {min} to {max}.',
  'control.oneOf': 'One of: {options}.',
  'control.numbers': '1 to {length} numbers from 0 to {max}, separated by commas.',
  'control.idle': '{n} {n|setting|settings} without effect now',

  'run.run': 'Run',
  'run.stop': 'Stop',
  'run.progress': 'Progress',
  'run.percent': '{percent}%',
  'phase.engine': 'Starting the engine',
  'phase.check': 'Checking the answer',
  'phase.measure': 'Measuring, in turns',
  'state.stopped': 'Stopped. No results of this run are shown.',
  'state.stoppedKept': 'Stopped. The results of the run before are shown again.',
  'state.stale': 'The settings have changed since this run. Press Run to see their results.',

  'live.started': '{demo}: run started.',
  'live.right': '{demo}: run finished, the answer is right.',
  'live.wrong': '{demo}: run finished, the answer is wrong.',
  'live.judged': '{end} {verdict}',
  'live.stopped': '{demo}: run stopped.',
  'live.failed': '{demo}: run failed. {reason}',

  'answer.heading': 'Answer',
  'answer.own': 'Answer of your run',
  'answer.pending': 'Not run yet',
  'answer.running': 'Running…',
  'answer.pendingHint': 'The answer is checked before any time is shown.',
  'answer.right': 'Right',
  'answer.wrong': 'Wrong',
  'answer.got': 'Got',
  'answer.expected': 'Expected',

  'recorded.answer': 'Answer of a recorded run',
  'recorded.speedup': 'Speedup of a recorded run',
  'recorded.tag': 'recorded',
  'recorded.on':
    'Not a run of yours: recorded on {when} with {browser}, {n} {n|core|cores}, {tier}.',
  'recorded.threads': 'threads and shared memory',
  'recorded.processes': 'processes without shared memory',
  'recorded.settings': 'It ran with {settings}.',
  'recorded.own': 'Press Run to measure on this machine.',

  'predict.hint':
    'A prediction is optional and kept for one run only. What the run measures on this machine answers it.',
  'predict.times': 'Predict: how many times as fast as one will {who} be?',
  'predict.timesTold': 'It was {ratio}× ({low}× to {high}× across repeats).',
  'predict.same': 'no clear difference',
  'predict.said': 'You predicted: {guess}.',
  'predict.right': 'You predicted: {guess}. {told} Your prediction was right.',
  'predict.wrong': 'You predicted: {guess}. {told} Your prediction was wrong.',
  'predict.off': 'You predicted: {guess}. {told} Your prediction was off by {by}.',
  'predict.unclear':
    'You predicted: {guess}. This run cannot tell: its times are too short or too uneven.',

  plain: '{text}',
  'speedup.heading': 'Speedup',
  'speedup.own': 'Speedup of your run',
  'speedup.value': '{value}×',
  'speedup.range': '{low}× to {high}× across repeats',
  'speedup.noSpread': 'No spread to show: one repetition, or all alike.',
  'speedup.none': '–',
  'speedup.pending': 'Measured against a baseline in the same run.',
  'speedup.unmeasurable': 'Too short for this clock to compare.',
  'speedup.noise': 'no clear gain',
  'speedup.noiseWords': '{low}× to {high}×: the turns contradict one another.',
  'speedup.beyond': 'about {n}×',
  'speedup.beyondFar': 'more than {n}×',
  'speedup.beyondWords': '{low}× to {high}×; {n} workers allow {n}× at most.',
  'speedup.beyondOne': '{low}×; {n} workers allow {n}× at most.',

  'timings.heading': 'Timings',
  'timings.what': 'What',
  'timings.median': 'Median',
  'timings.range': 'Min–max',
  'timings.samples': 'n',
  'timings.unit': 'Unit',
  'timings.rate': 'GFLOP/s',
  'timings.ms': 'ms',
  'timings.all': 'All timings',
  'timings.scroll': 'Table of timings',
  'timings.method':
    'One unmeasured run first, then the variants take turns. n is the number of samples.',
  'timings.clock': 'The clock moves in steps of {ms} ms.',
  'timings.samplesTitle': 'Samples',
  'timings.samplesDescription': 'A dot for every sample, a vertical line at the median.',
  'timings.samplesEmpty': 'Every sample appears here as a dot.',
  'warning.coarse-clock': '{what}: too short for this clock; the figure is uncertain.',
  'warning.hidden-tab': '{what}: the page was hidden while measuring.',
  'warning.outliers':
    '{what}: outliers among the samples; another program may have used the machine.',
  'warning.few-samples': '{what}: few samples; more repeats are more reliable.',
  'warning.hidden':
    'This page was hidden during the run, which slows workers. Rerun with this tab visible.',

  'figure.p95': '95th percentile',
  'figure.min': 'Minimum',
  'figure.max': 'Maximum',
  'figure.more': 'The first {shown} of {total} rows.',

  'code.goTo': 'The program',
  'code.heading': 'The code',
  'code.python': 'Python',
  'code.javascript': 'JavaScript',
  'code.languages': 'Language of the program',
  'code.open': 'Edit and run it',
  'code.openWhat': 'Change the program and run it here. Start method and CPU count can be chosen.',
  'program.firstUse':
    'The first run loads Python, about 8 MB. Your browser keeps it for later visits.',
  'program.ownWorker':
    'The program runs in a worker of its own, with the library of this page, and ends with its text: await what it waits for. What spawned functions log goes to the browser’s console.',
  'code.copy': 'Copy',
  'code.copyWhat': 'Copy: {what}',
  'code.copied': 'Copied',
  'code.notCopied': 'Not allowed here',
  'code.pitfalls': 'Where the chapter’s listing can fail',
  'code.pitfall.nested':
    'The chapter defines the target of a process inside another function. In CPython that works only with the start method fork. With forkserver (the default on Linux since Python 3.14) or spawn (Windows, macOS), start() fails, because a local function cannot be pickled. In these programs the targets are functions of the module. On this page nested ones run too.',
  'code.pitfall.empty':
    'The chapter collects results until Queue.empty() is true. A queue can be empty for a moment while a result is still on its way, and that result is lost. These programs wait for as many results as there are tasks.',
  'code.pitfall.step':
    'For an empty list the chapter’s step of a chunk is 0, and range() raises ValueError. In these programs the step is at least 1.',
  'code.hint':
    'Two complete programs for the same idea, with the numbers of the controls. Saved as a file, the Python program runs by python3 too.',

  'timeline.makespan': 'Makespan',
  'timeline.balance': 'Load balance',
  'timeline.bars': 'Intervals',
  'timeline.hint':
    'Makespan: from the first start to the last end. Load balance: mean busy time divided by the longest; 100% is perfectly even.',
  'timeline.empty': 'After a run, each row shows when that worker was busy.',
  'timeline.failed': 'The chart could not be loaded; its figures are in the table.',
  'timeline.table': 'As a table',
  'timeline.who': 'Who',
  'timeline.interval': 'What',
  'timeline.start': 'Start (ms)',
  'timeline.end': 'End (ms)',
  'timeline.duration': 'Duration (ms)',
  'row.worker': 'worker {n}',
  'row.thread': 'thread {n}',
  'row.process': 'process {n}',
  'span.starting': 'starting',
  'who.threads': '{n} {n|thread|threads}',
  'who.processes': '{n} {n|process|processes}',
  'matmul.where': 'Where',
  'matmul.threads': 'Threads',
  'matmul.processes': 'Processes',
  'matmul.noThreads': 'Threads need a page with shared memory, which this one does not have.',

  'comparison.heading': 'Rates against the limit of this machine',
  'comparison.description':
    'A bar for the median rate of each algorithm, a thin line from the slowest to the fastest sample, and a dashed line at the limit.',
  'comparison.empty': 'After a run, each algorithm’s rate appears here beside the machine’s limit.',
  'comparison.method':
    'All rates count the 2·N³ operations of the definition; Strassen’s algorithm does fewer, so its rate may exceed the limit.',
  'comparison.limit':
    'The limit is {n} × {gflops} GFLOP/s: multiply-adds alone, without memory accesses, as measured on one worker when the engine started.',
  'comparison.limitLabel': 'limit {gflops}',
  'comparison.table': 'Table of the algorithms',
  'comparison.what': 'Algorithm',
  'comparison.share': 'Share of the limit',
  'comparison.median': 'Median (ms)',
  'comparison.error': 'Relative error',
  'comparison.errorRatio': 'Error ÷ error of {what}',

  'scaling.heading': 'Speedup by number of workers',
  'scaling.headingOf': 'Speedup by number of workers: {what}',
  'scaling.description':
    'A dot at each measured speedup with a line across its spread, the ideal line, and the curve of Amdahl’s law fitted to the dots; dashed beyond what was measured.',
  'scaling.descriptionBoth':
    'A dot for each number of workers with its spread, a line for the ideal, Amdahl’s law fitted to the dots, and Gustafson’s law with the same serial fraction; dashed beyond what was tried.',
  'scaling.empty': 'After a run, the speedup on each number of workers appears here.',
  'scaling.measured': 'measured, with spread',
  'scaling.simulated': 'Simulated',
  'scaling.ideal': 'ideal',
  'scaling.fitted': 'Amdahl’s law, fitted',
  'scaling.gustafson': 'Gustafson’s law',
  'scaling.beyond': 'beyond what was measured',
  'scaling.serialFraction': 'Serial fraction s',
  'scaling.bound': 'Largest speedup 1/s',
  'scaling.noBound': 'no bound',
  'scaling.table': 'Table of the speedups',
  'scaling.efficiency': 'Efficiency',
  'scaling.karpFlatt': 'Karp–Flatt e',
  'scaling.hint':
    'Amdahl’s law: 1 / (s + (1 − s)/p) on p workers, with the s that fits best. Karp–Flatt e is the serial fraction that a single measurement implies: if it grows with the workers, overhead is the reason; if it is below 0, the speedup was better than ideal.',
  'scaling.gustafsonHint':
    'Gustafson’s law, s + (1 − s)·p, applies when the parallel work grows with the workers.',

  'ownership.heading': 'Who computed which part of C',
  'ownership.description':
    'C as a square, each tile in the colour and with the number of the worker that computed it.',
  'ownership.empty': 'After a run, each tile of C has the colour of the worker that computed it.',
  'ownership.cell': '{who}: rows {row}–{lastRow}, columns {col}–{lastCol}',
  'ownership.table': 'Tiles of each worker',
  'ownership.tiles': 'Tiles',
  'ownership.share': 'Share of C',
  'ownership.hint':
    'From the last product. A tile to which several workers added, one panel after the other, is counted for the worker that spent the most time on it.',

  'costs.heading': 'Where the time of a call went',
  'costs.description': 'A bar for each whole call: arithmetic, then copying, then the rest.',
  'costs.empty': 'After a run, the parts of each call’s time appear here.',
  'costs.table': 'Table of the parts of a call',
  'costs.arithmetic': 'arithmetic',
  'costs.copy': 'copying',
  'costs.rest': 'the rest',
  'costs.hint':
    'Medians. Copying moves matrices into the module’s memory and out of it, and to processes and back. The rest is messages and waiting. With processes, arithmetic and copying are averages over the workers.',
  'costs.dispatch': 'A call without work',
  'costs.us': '{us} µs',
  'costs.dispatchHint':
    'A whole call that gives each worker one number to compute: messages there and back, and hardly anything else. The median of several such calls, measured at the end of this run. A product that does not take much longer is not worth dividing.',
  'shared.toneStarting': 'starting the process',
  'partitioning.chunk': 'Chunks',
  'partitioning.roundRobin': 'Round robin',
  'parts.heading': 'Parts',
  'parts.count': '{n} {n|part|parts}',
  'parts.part': 'Part',
  'parts.items': 'Items',
  'parts.number': 'Count',
  'parts.share': 'Share of the work',
  'parts.none': 'none',
  'parts.pending': 'The parts are shown once the engine has started.',
  'parts.more': 'Show all {n} items',
  'scheduling.policy': 'Policy',
  'policy.chunk': 'Static chunks',
  'policy.chunk.is': 'Before anything runs, each worker gets one chunk of ⌈N/P⌉ consecutive tasks.',
  'policy.roundRobin': 'Round robin',
  'policy.roundRobin.is': 'Before anything runs, chunks of k tasks are dealt out in turn.',
  'policy.dynamic': 'Dynamic',
  'policy.dynamic.is':
    'Self-scheduling: a free worker takes the next k tasks. The load is even, but every chunk costs a dispatch.',
  'policy.guided': 'Guided',
  'policy.guided.is':
    'A free worker takes ⌈R/P⌉ of the R tasks left, at least k: large chunks first, small ones at the end to even out the load.',
  'policy.trapezoid': 'Trapezoid',
  'policy.trapezoid.is':
    'Chunks shrink by a constant step from about N/(2P) to k tasks, so that the next size takes one addition.',
  'policy.factoring': 'Factoring',
  'policy.factoring.is':
    'Batches of P equal chunks; each batch holds half of the tasks that are left.',
  'policy.poolMap': 'Pool.map',
  'policy.poolMap.is':
    'What Python’s Pool.map does by default: free workers take chunks of ⌈N/(4P)⌉ tasks.',
  'policy.longestFirst': 'Longest first',
  'policy.longestFirst.is':
    'LPT: a free worker takes the longest task that is left. The lengths must be known; the makespan is at most 4/3 − 1/(3P) times the optimum.',
  'policy.workStealing': 'Work stealing',
  'policy.workStealing.is':
    'Each worker starts with its own chunk; one that runs out of work steals half of what another has left.',
  'scheduling.policiesHeading': 'The policies side by side',
  'scheduling.policiesHint':
    'All on one time scale; the dashed line is the lower bound, hatching is idle time. Choose one to enlarge it.',
  'scheduling.makespanMs': 'Makespan (ms)',
  'scheduling.predictedMs': 'Predicted (ms)',
  'scheduling.dispatches': 'Dispatches',
  'scheduling.lowerBound': 'Lower bound',
  'scheduling.foreign': 'A run from elsewhere: open or drop its spans',
  'scheduling.idle': 'Idle',
  'scheduling.overhead': 'Overhead',
  'scheduling.timelineHeading': '{policy}: who did what, when',
  'formula.none': 'Point at a figure, or move to it with Tab, to see how it is defined.',
  'formula.makespan': 'Makespan: from the common start to the end of the last task.',
  'formula.lowerBound':
    'Lower bound: max(Σt / P, max t). No schedule of tasks of lengths t on P workers ends earlier (R. L. Graham, 1969). Where workers differ, P is the sum of their speeds.',
  'formula.speedup': 'Speedup: Σt / makespan, against one worker without any overhead.',
  'formula.efficiency':
    'Efficiency: speedup / P, the share of the workers’ time that went into tasks.',
  'formula.balance':
    'Load balance: mean busy time divided by the longest busy time; 100% is perfectly even.',
  'formula.idle': 'Idle: makespan − busy time − overhead, summed over the workers.',
  'formula.dispatches':
    'Dispatches: how often tasks were handed to a worker; a steal counts as one.',
  'formula.overhead':
    'Overhead: the time that all workers together spent receiving tasks; in a simulation, what the settings say.',
  'gantt.role': 'timeline',
  'gantt.description':
    'A row for each worker, a bar for each task as long as it lasted, hatching where a worker is idle, a vertical line where a chunk begins, and a dashed line at the lower bound.',
  'gantt.keys':
    'Arrow keys go from task to task, + and − zoom, Shift with an arrow key moves, Home shows the whole. With the mouse: drag, and zoom with Ctrl and the wheel.',
  'gantt.nothingChosen': 'No task chosen.',
  'gantt.tools': 'Zoom',
  'gantt.in': 'Zoom in',
  'gantt.out': 'Zoom out',
  'gantt.whole': 'Show the whole',
  'gantt.kind': '{ms} ms',
  'gantt.kindRange': '{least}–{most} ms',
  'gantt.idle': 'idle',
  'gantt.chunk': 'a chunk begins',
  'gantt.bound': 'lower bound',
  'gantt.predicted': 'predicted',
  'gantt.workers': '{first}–{last}',
  'gantt.span': 'Task {task} on worker {worker}: {start}–{end} ms, {asked} ms requested.',
  'gantt.idleAt': 'Worker {worker} is idle at {ms} ms.',
  'gantt.task': 'Task',
  'gantt.worker': 'Worker',
  'gantt.asked': 'Requested (ms)',
  'playback.label': 'Playback',
  'playback.play': 'Play',
  'playback.pause': 'Pause',
  'playback.back': 'Previous event',
  'playback.step': 'Next event',
  'playback.pace': 'Speed',
  'playback.slider': 'Time',
  'playback.at': '{ms} ms',
  'playback.words': 'At {ms} ms: {done} done, {running} running, {waiting} waiting.',
  'steps.at': 'At {ms} ms:',
  'steps.of': '{title}: {part}',
  'steps.part': '{what} ({done} of {all} intervals done).',
  'steps.nobody': 'nobody is at work',
  'steps.end': 'All {all} intervals are done.',
  'playback.pending': 'After a run, it can be played back here.',
  'playback.still':
    'Your system asks for less motion, so nothing plays automatically. “Next event” and the slider still work.',
  'prediction.pending':
    'After a run, the difference between prediction and measurement appears here.',
  'prediction.exact':
    'Measured {measured} ms, as predicted ({predicted} ms) from the {overhead} µs that each dispatch took here.',
  'prediction.longer':
    'Measured {measured} ms; predicted {predicted} ms from the {overhead} µs that each dispatch took here. The real run took {percent}% longer.',
  'prediction.shorter':
    'Measured {measured} ms; predicted {predicted} ms from the {overhead} µs that each dispatch took here. The real run was {percent}% shorter.',
  'export.label': 'Export',
  'export.svg': 'SVG',
  'export.png': 'PNG',
  'export.csv': 'CSV',
  'export.json': 'JSON',
  'export.trace': 'Trace (Perfetto)',
  'export.python': 'Python script',
  'export.dask': 'Dask script',
  'export.ray': 'Ray script',
  'export.link': 'Copy the link',
  'export.embed': 'Embed',

  'why.heading': 'Why',
  'why.pending': 'After a run, the reasons for its figures appear here.',
  'why.reached': '{who}: {ratio}×, {percent}% of the ideal {limit}×.',
  'why.reachedOf':
    '{who}: {ratio}×, {percent}% of the ideal {limit}×. The other {missing}% of the workers’ time:',
  'why.noGain': '{who}: no clear gain over one.',
  'why.noGainOf':
    '{who}: no clear gain over one. Of the workers’ time, about {missing}% is missing from the ideal {limit}×:',
  'why.clock':
    'The runs were too short for this clock to tell where the time went. Larger settings show it.',
  'why.beyond':
    '{who}: at least the ideal {limit}×, with {low}× to {high}× across repeats, so nothing is missing that would need a reason.',
  'why.crowded':
    '{percent}%: {workers} workers take turns on {cores} {cores|core|cores}, so tasks were stopped halfway.',
  'why.idle': '{percent}%: workers were idle while the last one was still at work.',
  'why.slower':
    '{percent}%: the same tasks took {times}× as long side by side as on one worker alone.',
  'why.handing': '{percent}%: handing out tasks and collecting results.',
  'why.copying': '{percent}%: copying operands and results.',
  'why.rest': '{percent}%: no cause that this run measured.',

  'history.heading': 'Runs so far',
  'history.empty': 'Each finished run is kept here, on this machine, to be compared with the next.',
  'history.when': 'When',
  'history.settings': 'Settings',
  'history.same': 'as below',
  'history.speedup': 'Speedup',
  'history.hint':
    'The newest run is first, with the settings that differ from the run before it. Medians in ms. The runs stay in this browser, up to {most} of them.',
  'history.export': 'Save as JSON',
  'history.clear': 'Forget all',
  'history.again': 'Use these settings: {when}',
  'history.compare': 'Compare: {when}',
  'history.comparing': 'Choose two runs to see them side by side.',
  'history.column': 'Compare',
  'pair.heading': 'Two runs side by side',
  'pair.run': '{n}: {when}',
  'pair.same': 'All settings are the same.',
  'pair.ratio': 'First ÷ second',
  'pair.hint':
    'Medians. Above 1 the second run took less time. The pictures are on one time axis; neighbouring intervals may be drawn as one.',
  'pair.picture': '{what} · {run}',
  'pair.pictureDescription': 'A row for each worker, a bar while it was busy.',
  'pair.noPicture': 'This run has no such picture.',
  'pair.noPictures': 'No timelines of these runs are kept.',
  'history.runs': '{n} {n|run|runs} of this demo',

  'glossary.title': 'Glossary',
  'glossary.lead': 'The terms used here, as the field defines them.',
  'glossary.terms': 'Terms',

  'term.worker': 'Worker',
  'term.worker.is':
    'What runs tasks: a process or a thread of a pool. Here each one is a Web Worker, which computes beside the page without blocking it.',
  'term.process': 'Process',
  'term.process.is':
    'A running program with a memory of its own. Here it is a Web Worker with its own instance of the module; anything it needs must be sent to it, or lie in memory that is shared on purpose.',
  'term.thread': 'Thread',
  'term.thread.is':
    'One of several flows of control in one memory: what one writes, all can read. Here threads are workers that share the memory of one module.',
  'term.core': 'Core',
  'term.core.is':
    'A processing unit that executes instructions independently of the others. The browser reports logical cores, two of which may share one physical core.',
  'term.sharedMemory': 'Shared memory',
  'term.sharedMemory.is':
    'Memory that several processes or threads read and write at the same time. In a browser it is a SharedArrayBuffer.',
  'term.crossOriginIsolation': 'Cross-origin isolation',
  'term.crossOriginIsolation.is':
    'The state of a page whose headers keep other origins out of its process. Only such a page may share memory between workers, and it gets a finer clock.',
  'term.webAssembly': 'WebAssembly',
  'term.webAssembly.is':
    'A portable binary format for programs, which browsers compile to machine code. The compiled tasks of this page are written in Rust and run as a WebAssembly module.',
  'term.concurrency': 'Concurrency and parallelism',
  'term.concurrency.is':
    'Concurrent tasks are in progress during the same period, even if they only wait. Parallel tasks really compute at the same moment, so each of them needs a core.',
  'term.pool': 'Pool',
  'term.pool.is':
    'Workers that are started once and then take task after task, so that no task has to pay for starting one.',
  'term.chunkSize': 'Chunk size',
  'term.chunkSize.is':
    'How many tasks are handed out at a time. Small chunks even out the load, large ones save dispatches.',
  'term.overhead': 'Overhead',
  'term.overhead.is':
    'Time spent on running in parallel rather than on the work itself: handing out, copying, waking and waiting.',
  'term.makespan': 'Makespan',
  'term.makespan.is': 'The time from the start of the first task to the end of the last one.',
  'term.speedup': 'Speedup',
  'term.speedup.is':
    'T₁ / Tₚ: how many times faster P workers are than one. Here both are measured in the same run.',
  'term.efficiency': 'Efficiency',
  'term.efficiency.is': 'Speedup / P: the share of the workers’ time that went into useful work.',
  'term.median': 'Median and spread',
  'term.median.is':
    'The median is the middle one of the sorted samples, so a few outliers hardly change it. The spread goes from the smallest sample to the largest and shows how much they differ.',
  'term.loadBalance': 'Load balance',
  'term.loadBalance.is':
    'Mean busy time of the workers divided by the longest busy time. 100% is perfectly even.',
  'term.lowerBound': 'Lower bound',
  'term.lowerBound.is':
    'max(Σt / P, max t): no schedule of these tasks on P workers ends earlier (R. L. Graham, 1969).',
  'term.amdahl': 'Amdahl’s law',
  'term.amdahl.is':
    'S(P) = 1 / (s + (1 − s) / P): if s is the serial fraction of the work, the speedup stays below 1 / s (G. M. Amdahl, 1967).',
  'term.gustafson': 'Gustafson’s law',
  'term.gustafson.is':
    'S(P) = s + (1 − s) · P: with more workers larger problems are solved, in which serial work weighs less (J. L. Gustafson, 1988).',
  'term.karpFlatt': 'Karp–Flatt metric',
  'term.karpFlatt.is':
    'e = (1/S − 1/P) / (1 − 1/P): the serial fraction that a measured speedup S corresponds to. If it grows with P, overhead is the reason (A. H. Karp and H. P. Flatt, 1990).',
  'term.raceCondition': 'Race condition',
  'term.raceCondition.is':
    'The result depends on which process or thread comes first. Two that both read a counter, add one and write it back can lose an update.',
  'term.lock': 'Lock',
  'term.lock.is':
    'An object that only one process or thread can hold at a time, while the others wait. Changes of shared memory that are all made under the same lock cannot interfere.',
  'term.atomic': 'Atomic operation',
  'term.atomic.is':
    'A read, a change and a write that the hardware does in one step, with nothing in between. It needs no lock and orders the memory accesses around it.',
  'term.cacheLine': 'Cache line',
  'term.cacheLine.is':
    'The unit in which data moves between memory and caches, often 64 bytes. When several cores write to one line it travels between their caches, even if they write to different variables in it (false sharing).',
  'term.semaphore': 'Semaphore',
  'term.semaphore.is':
    'A counter that can be lowered only while it is above zero; at zero, a process or thread has to wait until another one raises it. A bounded queue can be built from two: one counts its free places, the other its items.',
  'term.barrier': 'Barrier',
  'term.barrier.is':
    'A point where processes or threads wait until all of them have arrived. In the shared memory demo, the processes meet at one before they count, so that they start together.',
  'term.deadlock': 'Deadlock',
  'term.deadlock.is':
    'Several processes or threads wait for each other, so that none of them can continue. An example is two processes that each hold a lock the other needs, or a pipe whose two ends both wait for a message.',
  'term.pipe': 'Pipe',
  'term.pipe.is':
    'A channel for messages between two processes. A duplex pipe carries them in both directions.',
  'term.queue': 'Queue',
  'term.queue.is':
    'A line of messages into which producers put and from which consumers take, any number of each. Each message is taken once, first in, first out.',
  'term.sentinel': 'Sentinel',
  'term.sentinel.is':
    'A value that cannot be an item and marks the end. Each consumer needs one of its own.',
  'term.backPressure': 'Back-pressure',
  'term.backPressure.is':
    'A full queue makes its producers wait, so that they are no faster than the consumers and memory does not grow.',
  'term.partitioning': 'Static partitioning',
  'term.partitioning.is':
    'The work of each worker is fixed before anything runs. This costs nothing at run time, but it cannot adapt to uneven tasks.',
  'term.roundRobin': 'Round robin',
  'term.roundRobin.is': 'Item i goes to part i mod P, as cards are dealt.',
  'term.selfScheduling': 'Self-scheduling',
  'term.selfScheduling.is':
    'A free worker takes the next tasks from a shared list: dynamic load balancing, at the cost of a dispatch for each chunk.',
  'term.workStealing': 'Work stealing',
  'term.workStealing.is':
    'Each worker has a deque of tasks of its own, and takes from another’s when its own is empty. Most of the time workers do not get in each other’s way.',
  'term.simd': 'SIMD',
  'term.simd.is':
    'Single instruction, multiple data: one instruction computes with several numbers of a vector register at once. In WebAssembly these registers have 128 bits, room for four f32 or two f64.',
  'term.microKernel': 'Micro-kernel',
  'term.microKernel.is':
    'The innermost loop of a matrix product: it keeps a small tile of C in registers while it goes along a panel of A and one of B.',
  'term.packing': 'Packing',
  'term.packing.is':
    'Copying a panel of a matrix into the order in which the micro-kernel reads it, so that every load is the next one in memory.',
  'term.gflops': 'GFLOP/s',
  'term.gflops.is':
    '10⁹ floating-point operations per second. A product of two N×N matrices counts as 2·N³ of them, whatever the algorithm.',
  'term.strassen': 'Strassen’s algorithm',
  'term.strassen.is':
    'Seven products of half the size instead of eight, and eighteen additions: fewer operations for large matrices, a larger error (V. Strassen, 1969).',

  'timelines.heading': 'Who did what, when',

  'notice.heading': 'About this address',
  'notice.badValue': '“{name}={value}” cannot be used. {problem} Used instead: {used}.',
  'notice.unknownName':
    '“{name}” is not a setting of this demo and was ignored. Its settings: {options}.',
  'notice.unknownDemo': 'There is no demo called “{name}”. Choose one of these.',

  'error.heading': 'The run failed',
  'error.detail': 'The message in full',
  'error.E_ARGUMENT': 'A setting is outside what the library allows.',
  'error.E_SHAPE': 'The shapes of the operands do not fit together.',
  'error.E_MEMORY': 'There is not enough memory for this. Choose a smaller size.',
  'error.E_NOT_ISOLATED': 'This needs shared memory, and this page may not have it.',
  'error.E_UNSUPPORTED': 'This browser or this mode cannot do that.',
  'error.E_WASM': 'The WebAssembly module could not be loaded.',
  'error.E_WORKER_LOAD': 'A worker or another file of the site could not be loaded.',
  'error.E_WORKER_LOST':
    'A worker was lost in the middle of its work. Run again: a new one takes its place.',
  'error.E_BROKEN_POOL': 'A process of the pool died. The next run gets a fresh pool.',
  'error.E_TASK': 'The program threw an error while it ran.',
  'error.E_CLONE': 'A value cannot be sent between processes.',
  'error.E_TIMEOUT': 'It took longer than allowed and was ended.',
  'error.E_CANCELLED': 'It was cancelled.',
  'error.E_CLOSED': 'The engine was closed while this ran. Run again to start a new one.',
  'error.E_FULL': 'The queue was full.',
  'error.E_EMPTY': 'The queue was empty.',
  'error.E_EOF': 'The other end was closed.',
  'error.E_UNKNOWN': 'Something unexpected went wrong.',

  'chart.role': 'chart',
  'chart.keys': 'Arrow keys go from value to value.',
  'picture.save': 'Save',
  'picture.label': 'Save: {what}',
  'picture.svg': 'Save as SVG: {what}',
  'picture.png': 'Save as PNG: {what}',
  'picture.csv': 'Save as CSV: {what}',
  'scheduling.policiesDescription':
    'A small timeline for each policy, all on one scale: a row for each worker, a bar for each task, and a dashed line at the lower bound.',
  'picture.failed': 'The file could not be made.',
  'timings.sample': 'Sample {n}',
} as const;

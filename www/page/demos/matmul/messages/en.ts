/** What the demo of the matrix product says in English. */
export const en = {
  'span.row': 'row {row}',
  'span.rows': 'rows {first}–{last}',
  'who.one': 'One worker',

  'matmul.title': 'Parallel matrix product',
  'matmul.short': 'Matrix product',
  'matmul.summary':
    'Two N×N matrices are multiplied in WebAssembly, with the result divided among the workers. See how much faster several workers are, how close five algorithms come to the machine’s limit, and where Amdahl’s law limits the speedup.',
  'matmul.alt':
    'A recorded run: which of {n} threads computed which tile of a product of {size} × {size} matrices, and when.',
  'matmul.predict': 'Predict: which algorithm will reach the highest rate?',
  'matmul.predictTold': 'The fastest here was: {best}.',
  'matmul.study': 'Study',
  'matmul.study.pair': 'One against several',
  'matmul.study.pair.is':
    'The same product on one worker and on all: who computed what, and how much faster it was.',
  'matmul.study.algorithms': 'All algorithms',
  'matmul.study.algorithms.is':
    'Every algorithm on the same workers: its rate against the machine’s limit, and its error.',
  'matmul.study.speedup': 'Speedup by worker count',
  'matmul.study.speedup.is':
    'One algorithm on 1, 2, … workers: the speedup, and Amdahl’s law fitted to it.',
  'matmul.n': 'Size N',
  'matmul.precision': 'Precision',
  'matmul.f32': '32 bits (f32)',
  'matmul.f64': '64 bits (f64)',
  'matmul.algorithm': 'Algorithm',
  'matmul.naive': 'Naive',
  'matmul.naive.is': 'Three loops, i-j-k, as in the textbook; one task for each row of C.',
  'matmul.blocked': 'Blocked',
  'matmul.blocked.is':
    'The same sums, block by block, so that values are still in a cache when they are read again.',
  'matmul.simd': 'SIMD',
  'matmul.simd.is':
    'A micro-kernel keeps a tile of C in vector registers and reads A and B without packing them.',
  'matmul.fast': 'Fast',
  'matmul.fast.is':
    'The same micro-kernel on blocks that fit the caches, with B packed in the order in which it is read.',
  'matmul.strassen': 'Strassen',
  'matmul.strassen.is':
    'For large N, seven fast products of half the size instead of eight; the error grows.',
  'matmul.one': 'One worker',
  'matmul.allCompared': 'This study compares all algorithms.',
  'matmul.oneComputes': 'One worker computes everything.',
  'matmul.presetChapter': 'As in the textbook',
  'matmul.presetLimit': 'Five algorithms',
  'matmul.presetAmdahl': 'Amdahl’s law',
  'matmul.phaseOperands': 'Making the operands',
  'matmul.phaseCheck': 'Comparing with the reference',
  'matmul.right':
    'C equals the reference: largest relative error {error}, allowed {tolerance} ({bound}). Kernel {kernel}.',
  'matmul.rightAll':
    'All {n} products equal the reference. Closest to its bound: {algorithm}, with a relative error of {error}, allowed {tolerance} ({bound}).',
  'matmul.wrong':
    '{algorithm}: C differs from the reference, largest relative error {error}, allowed {tolerance} ({bound}). Kernel {kernel}.',
  'matmul.bound': 'N·ε',
  'matmul.boundStrassen':
    '{times}·N·ε: Strassen’s bound is larger, because it adds before it multiplies',
  'matmul.kernelMeasured':
    '{kernel}, measured on this machine at {gflops} of at most {limit} GFLOP/s for one worker',
  'matmul.computeOf': '{who}, computing',
  'matmul.totalOf': '{who}, whole call',
  'matmul.definition':
    'One worker’s time ÷ all workers’ time, for the whole call with copying in and out. Medians.',
  'matmul.definitionAlgorithms':
    'Computing time of the second ÷ computing time of the first, on the same workers. Medians.',
  'matmul.nothingToCompare': 'One worker alone: nothing to compare. Choose threads or processes.',
  'matmul.nothingToScale':
    'One worker alone: there is no speedup to show. Choose threads or processes, and two workers or more.',
  'matmul.over': '{contender} against {baseline}',
  'matmul.naiveLeftOut':
    'Naive is left out above N = {most}: it would take longer than all the others together.',
  'matmul.strassenNote':
    'Strassen took {time} times as long as Fast, and its error is {times} times as large: {error} against {fastError}.',
  'matmul.timelineParallel': 'The last parallel product',
  'matmul.timelineOne': 'The last product',
  'matmul.timelineDescription': 'A row for each worker, a bar for each tile of C it computed.',
  'why.asking':
    '{percent}%: neither tiles nor copying, but messages, packing, and waiting for one another between panels.',
  'why.ofLimit':
    'Fast reaches {percent}% of the {gflops} GFLOP/s that a loop of pure arithmetic reaches here.',
  'why.naive': 'Fast does the same operations {ratio}× faster than Naive.',
  'why.step.blocked':
    'Blocks that fit the caches, against rows and columns (Blocked against Naive): {ratio}×.',
  'why.step.simd': 'Vector registers on top of that (SIMD against Blocked): {ratio}×.',
  'why.step.fast': 'Packed panels on top of that (Fast against SIMD): {ratio}×.',
  'why.strassenWon':
    'Strassen saves one product in eight at each halving; here that outweighs its extra additions, and it is {percent}% faster.',
  'why.strassenLost':
    'Strassen saves one product in eight at each halving; here its extra additions cost more than that, and it is {percent}% slower.',
  'why.amdahl':
    'Fitted to these points, the serial fraction is {percent}%. By Amdahl’s law, the speedup stays below {most}×, however many workers there are.',
  'why.amdahlNone': 'Fitted to these points, the serial fraction is 0: nothing serial can be seen.',
  'why.moreThanCores':
    'Up to {workers} workers take turns on {cores} {cores|core|cores}: beyond {cores} {cores|worker|workers} the points show the machine, not the program.',
  'why.karpFlattGrows':
    'The Karp–Flatt metric grows from {first}% to {last}%: it is not serial work that limits the speedup, but overhead that grows with the workers.',
  'why.karpFlattSteady':
    'The Karp–Flatt metric goes from {first}% to {last}%, so overhead does not grow with the workers.',
} as const;

declare module '../../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

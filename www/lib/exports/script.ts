/**
 * The common part of the scripts: a run's tasks and chunks as Python, the work of a task, and the
 * output at the end.
 *
 * A script hands out the chunks of the run in the same order, each to a free process. If the policy
 * assigns tasks to workers beforehand, or lets workers steal, all tasks of a worker are one chunk.
 */
import { at, rowsOf } from '../picture/rows';
import { WITHOUT_CURSOR } from '../../common/policies';
import type { Timeline } from '../../common/types';
import { PIECE_ROWS } from './text-pieces';

/** What differs between the systems. */
export interface Runner {
  /** Its name, in the script's first line. */
  system: string;
  /** The package that has to be installed, if any. */
  needs: string | null;
  imports: readonly string[];
  /** Stands before `def run_chunk`. */
  decorator: string | null;
  /** The body of `main`, which leaves `begin` and `spans`. */
  main: readonly string[];
}

const LINE = 88;

export function* scriptPieces(timeline: Timeline, runner: Runner): Generator<string> {
  const { policy, workers, tasksMs, load } = timeline;
  const k = policy.chunk === undefined ? '' : `, k = ${policy.chunk}`;
  yield [
    `"""The policy ${inDocstring(policy.name + k)}: ${counted(tasksMs.length, 'task')} on ${counted(workers, 'process', 'processes')} with ${runner.system}.`,
    '',
    'Tasks and chunks are those of a run in Parallel Playground.',
    ...(runner.needs === null ? [] : [`Needs: ${runner.needs}`]),
    '"""',
    '',
    ...runner.imports,
    '',
    `WORKERS = ${workers}`,
    '# How long each task takes, in ms.',
    'TASKS_MS = [\n',
  ].join('\n');
  yield* wrapped(tasksMs.length, (task) => String(at(tasksMs, task)));
  yield ']\n# The tasks of each chunk, in the order in which chunks are handed out.\nCHUNKS = [\n';
  yield* wrappedAll(chunksOf(timeline));
  yield [
    ']',
    '',
    '',
    'def work(ms):',
    ...(load === 'spin'
      ? [
          '    end = time.perf_counter() + ms / 1000',
          '    # So much computing, also where others share the core.',
          '    done = time.thread_time() + ms / 1000',
          '    while time.thread_time() < done:',
          '        pass',
          '    while time.perf_counter() < end:',
          '        pass',
        ]
      : ['    time.sleep(ms / 1000)']),
    '',
    '',
    'def tasks_of(chunk):',
    '    return [(task, TASKS_MS[task]) for task in chunk]',
    '',
    '',
    ...(runner.decorator === null ? [] : [runner.decorator]),
    'def run_chunk(tasks):',
    '    spans = []',
    '    for task, ms in tasks:',
    '        start = time.time()',
    '        work(ms)',
    '        spans.append((task, os.getpid(), start, time.time()))',
    '    return spans',
    '',
    '',
    'def report(begin, spans):',
    '    assert sorted(span[0] for span in spans) == list(range(len(TASKS_MS)))',
    '    makespan = max((span[3] for span in spans), default=begin) - begin',
    '    total = sum(TASKS_MS) / 1000',
    '    bound = max(total / WORKERS, max(TASKS_MS, default=0) / 1000)',
    '    busy = {}',
    '    for _, process, start, end in spans:',
    '        busy[process] = busy.get(process, 0) + end - start',
    '    print(f"makespan {makespan * 1000:.1f} ms, lower bound {bound * 1000:.1f} ms")',
    '    # A coarse clock may not see tasks of hardly any length.',
    '    if makespan > 0 and max(busy.values()) > 0:',
    '        balance = sum(busy.values()) / WORKERS / max(busy.values())',
    '        print(f"speed-up {total / makespan:.2f}, load balance {balance:.0%}")',
    '    # With the name of a file: the spans, to be drawn in the lab.',
    '    if len(sys.argv) > 1:',
    '        rows = {process: row for row, process in enumerate(busy)}',
    '        with open(sys.argv[1], "w") as file:',
    '            print("task,worker,start_ms,end_ms,asked_ms", file=file)',
    '            for task, process, start, end in spans:',
    '                times = (start - begin) * 1000, (end - begin) * 1000, TASKS_MS[task]',
    '                print(task, rows[process], *times, sep=",", file=file)',
    '',
    '',
    'def main():',
    ...runner.main.map((line) => (line === '' ? '' : `    ${line}`)),
    '    report(begin, spans)',
    '',
    '',
    'if __name__ == "__main__":',
    '    main()',
    '',
  ].join('\n');
}

/** The tasks of each chunk as a Python expression. */
function* chunksOf(timeline: Timeline): Generator<string> {
  const { dispatchColumns, order, policy } = timeline;
  if (WITHOUT_CURSOR.includes(policy.name)) {
    const { spans, starts, columns } = rowsOf(timeline);
    for (let worker = 0; worker < timeline.workers; worker += 1) {
      const own = spans.subarray(at(starts, worker), at(starts, worker + 1));
      if (own.length > 0) yield sequence(Array.from(own, (span) => at(columns.task, span)));
    }
    return;
  }
  const { first, length } = dispatchColumns;
  for (let dispatch = 0; dispatch < first.length; dispatch += 1) {
    const count = at(length, dispatch);
    if (count === 0) continue;
    const from = at(first, dispatch);
    yield order === null
      ? range(from, 1, count)
      : sequence(Array.from(order.subarray(from, from + count)));
  }
}

/** A range where the tasks are evenly spaced, else a list. */
function sequence(tasks: readonly number[]): string {
  const [first = 0, second = first + 1] = tasks;
  const step = second - first;
  const even =
    tasks.length > 1 && step > 0 && tasks.every((task, index) => task === first + index * step);
  return even ? range(first, step, tasks.length) : `[${tasks.join(', ')}]`;
}

function range(first: number, step: number, length: number): string {
  if (length === 1) return `[${first}]`;
  const end = first + step * (length - 1) + 1;
  return step === 1 ? `range(${first}, ${end})` : `range(${first}, ${end}, ${step})`;
}

function* wrapped(length: number, text: (index: number) => string): Generator<string> {
  function* all(): Generator<string> {
    for (let index = 0; index < length; index += 1) yield text(index);
  }
  yield* wrappedAll(all());
}

/** Elements of a list, wrapped into lines; a piece has some thousand of them. */
function* wrappedAll(texts: Iterable<string>): Generator<string> {
  let line = '';
  let piece = '';
  let count = 0;
  for (const text of texts) {
    count += 1;
    if (line !== '' && line.length + text.length + 6 > LINE) {
      piece += `    ${line.trimEnd()}\n`;
      line = '';
    }
    line += `${text}, `;
    if (count % PIECE_ROWS === 0) {
      yield piece;
      piece = '';
    }
  }
  yield line === '' ? piece : `${piece}    ${line.trimEnd()}\n`;
}

/** Text that is safe in a docstring: without line breaks, escapes and quotes. */
function inDocstring(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '\uFFFD').replace(/[\\"]/g, '\\$&');
}

function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

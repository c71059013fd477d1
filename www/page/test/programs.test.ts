/**
 * Programs on the page, without a browser: texts in addresses and in storage, files, marks, what is
 * kept of an output, and the bars of processes.
 */
import { expect, test } from 'vitest';

import type { PythonProcess, PythonSpan } from '../../common/types';
import { fileNameOf, MOST_BYTES, textOfFile } from '../programs/files';
import { forgetText, keepText, keptText, type Memory } from '../programs/kept-text';
import { MOST_LINES, OutputLog, type Stream } from '../programs/output-log';
import { MOST_LETTERS, MOST_PACKED, packed, unpacked } from '../programs/packed-text';
import { barsOf } from '../programs/process-bars';
import { ProgramText } from '../programs/program-text';
import { starterOf, STARTERS } from '../programs/starters';
import { linksIn, marksOf } from '../programs/tracebacks';

test.each(['', 'print(1)\n', '# 한국어, 😀\n\tx = "\\u0000"\r\n', 'x'.repeat(MOST_LETTERS)])(
  'a text comes back from an address as it was',
  async (text) => {
    const code = await packed(text);
    expect(code).toMatch(/^[\w-]+$/);
    expect(await unpacked(code)).toBe(text);
  },
);

test('a text that gives too long an address is refused', async () => {
  let seed = 1;
  const noise = Array.from({ length: MOST_PACKED }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (seed % 90));
  }).join('');
  await expect(packed(noise)).rejects.toMatchObject({ code: 'E_ARGUMENT' });
});

/** Any bytes as an address would bring them. */
async function codeOf(bytes: BlobPart): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const compressed = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = Array.from(compressed, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

test('what is no text in an address is none, and never throws', async () => {
  const whole = await packed('print("all of it")\n'.repeat(20));
  const bad = [
    '',
    'no code',
    '%',
    'AAAA',
    'A',
    whole.slice(0, -6),
    // Bytes that are no UTF-8; one letter too much; a bomb of 50 MB.
    await codeOf(new Uint8Array([0xff, 0xfe, 0x80])),
    await codeOf('x'.repeat(MOST_LETTERS + 1)),
    await codeOf(new Uint8Array(50_000_000)),
    'A'.repeat(3 * MOST_PACKED),
  ];
  for (const code of bad) expect(await unpacked(code), code.slice(0, 40)).toBeNull();
});

function memoryOf(stored: Record<string, string>, fails = false): Memory {
  const orFail = <T>(value: T): T => {
    if (fails) throw new Error('switched off');
    return value;
  };
  return {
    getItem: (key) => orFail(stored[key] ?? null),
    setItem: (key, value) => {
      stored[orFail(key)] = value;
    },
    removeItem: (key) => {
      Reflect.deleteProperty(stored, orFail(key));
    },
  };
}

test('a text is kept for its program alone, until it is forgotten', () => {
  const stored: Record<string, string> = {};
  const memory = memoryOf(stored);
  expect(keepText('queue', 'mine', memory)).toBe(true);
  expect(keptText('queue', memory)).toBe('mine');
  expect(keptText('pipe', memory)).toBeNull();
  expect(keepText('queue', 'x'.repeat(MOST_LETTERS + 1), memory)).toBe(false);
  expect(keptText('queue', memory)).toBe('mine');
  forgetText('queue', memory);
  expect(stored).toEqual({});
});

test('whatever storage holds, and where there is none', () => {
  for (const text of ['', '{', 'null', '[]', '{"text":5}', `{"text":"${'x'.repeat(200_001)}"}`])
    expect(keptText('a', memoryOf({ 'parallel-playground:program:a': text }))).toBeNull();
  const off = memoryOf({}, true);
  expect(keptText('a', off)).toBeNull();
  expect(keepText('a', 'x', off)).toBe(false);
  forgetText('a', off);
  expect(keepText('a', 'x', null)).toBe(false);
});

test('no file is called like a module of Python’s own', () => {
  expect(fileNameOf('queue')).toBe('queue_demo.py');
  expect(fileNameOf('shared-memory')).toBe('shared_memory_demo.py');
});

test('a file becomes a text with line feeds alone, or is refused', async () => {
  expect(await textOfFile(new Blob(['\uFEFFa\r\nb\rc\n']))).toBe('a\nb\nc\n');
  expect(await textOfFile(new Blob(['x'.repeat(MOST_BYTES)]))).toHaveLength(MOST_BYTES);
  for (const bad of ['x'.repeat(MOST_BYTES + 1), 'a\0b', new Uint8Array([0xff, 0x80])])
    await expect(textOfFile(new Blob([bad]))).rejects.toMatchObject({ code: 'E_ARGUMENT' });
});

test('an address never overwrites the reader’s own text', async () => {
  const stored: Record<string, string> = {};
  let drawn = 0;
  const text = new ProgramText(() => (drawn += 1), memoryOf(stored));
  text.begin('a', 'original');
  expect(text.text).toBe('original');
  text.typed('mine');
  expect(text).toMatchObject({ text: 'mine', kept: true });
  await text.fromAddress('not a code');
  expect(text).toMatchObject({ text: 'mine', notice: { code: 'E_ARGUMENT' } });
  await text.fromAddress(await packed('theirs'));
  expect(text).toMatchObject({ text: 'theirs', kept: null });
  expect(text.notice?.messages[0]?.key).toBe('program.fromLink');
  text.backToMine();
  expect(text).toMatchObject({ text: 'mine', kept: true, notice: null });
  text.reset();
  expect(text).toMatchObject({ text: 'original', kept: null, notice: null });
  expect(stored).toEqual({});
  const made = await packed('mine again');
  text.typed('mine again');
  text.isIn(made);
  await text.fromAddress(made);
  expect(text.notice).toBeNull();
  expect(drawn).toBeGreaterThan(3);
});

test('a text follows its original until the reader changes it', () => {
  const stored: Record<string, string> = {};
  const text = new ProgramText(() => undefined, memoryOf(stored));
  text.begin('a', 'N = 1');
  text.follow('N = 2');
  expect(text).toMatchObject({ text: 'N = 2', original: 'N = 2', kept: null });
  text.typed('N = 9');
  text.follow('N = 3');
  expect(text).toMatchObject({ text: 'N = 9', original: 'N = 3', kept: true });
  // What the controls say is what the reader has written.
  text.follow('N = 9');
  expect(text).toMatchObject({ text: 'N = 9', kept: null });
  expect(stored).toEqual({});
  text.typed('mine');
  text.follow('N = 4');
  text.reset();
  expect(text).toMatchObject({ text: 'N = 4', kept: null });
});

test('the text of an address stays when the original changes', async () => {
  const text = new ProgramText(() => undefined, memoryOf({}));
  text.begin('a', 'N = 1');
  await text.fromAddress(await packed('theirs'));
  text.follow('N = 2');
  expect(text).toMatchObject({ text: 'theirs', kept: null });
  expect(text.notice?.messages[0]?.key).toBe('program.fromLink');
});

const CHAIN = `Traceback (most recent call last):
  File "main.py", line 9, in <module>
    f()
    ~^^
  File "main.py", line 3, in f
    raise ValueError("no: really")
ValueError: no: really
`;

test('the line that raised is the origin, those that called it are passed', () => {
  expect(marksOf(CHAIN)).toEqual([
    { line: 3, words: 'ValueError: no: really', origin: true },
    { line: 9, words: 'ValueError: no: really', origin: false },
  ]);
});

test('frames of other files are not the program’s', () => {
  const text = `Process Process-1:
Traceback (most recent call last):
  File "/lib/python314.zip/multiprocessing/process.py", line 320, in _bootstrap
    self.run()
  File "/home/main.py", line 4, in work
    queue.get(timeout=1)
  File "/lib/python314.zip/multiprocessing/queues.py", line 114, in get
    raise Empty
_queue.Empty
`;
  expect(marksOf(text)).toEqual([{ line: 4, words: 'Empty', origin: true }]);
});

test('an error of syntax, an interrupt, and one error after another', () => {
  expect(marksOf('  File "main.py", line 2\n    y = = 2\n        ^\nSyntaxError: invalid')).toEqual(
    [{ line: 2, words: 'SyntaxError: invalid', origin: true }],
  );
  const twice = `${CHAIN}
During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "main.py", line 9, in <module>
KeyboardInterrupt
`;
  expect(marksOf(twice).map(({ line, origin }) => [line, origin])).toEqual([
    [3, true],
    [9, true],
  ]);
  expect(marksOf('nothing to see\nValueError: printed by hand\n')).toEqual([]);
});

test('a line of output that names a line of the program leads to it', () => {
  expect(linksIn('  File "main.py", line 12, in f')).toEqual([
    { text: '  ' },
    { text: 'File "main.py", line 12', line: 12 },
    { text: ', in f' },
  ]);
  expect(linksIn('File "other.py", line 12')).toHaveLength(1);
});

const put = (log: OutputLog, pid: number, text: string, stream: Stream = 'stdout'): void =>
  log.add({ pid, stream, text, timeMs: 0 });

test('a line belongs to one process and one stream, whoever writes in between', () => {
  const log = new OutputLog();
  put(log, 1, 'a');
  put(log, 2, 'x\ny');
  put(log, 1, 'e', 'stderr');
  put(log, 1, 'b\nc\n\n');
  put(log, 2, 'z\n');
  expect(log.lines.map(({ pid, stream, text }) => `${pid} ${stream} ${text}`)).toEqual([
    '1 stdout ab',
    '2 stdout x',
    '2 stdout yz',
    '1 stderr e',
    '1 stdout c',
    '1 stdout ',
  ]);
  expect(log.lines.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('what the reader sends ends the line that asked for it', () => {
  const log = new OutputLog();
  put(log, 1, 'name? ');
  put(log, 1, 'Ada\n', 'stdin');
  put(log, 1, 'hello Ada\n');
  expect(log.lines.map(({ text }) => text)).toEqual(['name? ', 'Ada', 'hello Ada']);
});

test('only the newest lines are kept, and so much of a long one', () => {
  const log = new OutputLog();
  for (let i = 0; i < 3 * MOST_LINES; i += 1) put(log, 1, `${i}\n`);
  expect(log.lines.length).toBeLessThanOrEqual(1.1 * MOST_LINES);
  expect(log.lines.at(-1)?.text).toBe(String(3 * MOST_LINES - 1));
  expect(log.dropped + log.lines.length).toBe(3 * MOST_LINES);
  expect(log.lines[0]?.number).toBe(log.dropped);
  put(log, 1, 'x'.repeat(10_000_000));
  const letters = log.lines.reduce((sum, { text }) => sum + text.length, 0);
  expect(letters).toBeLessThanOrEqual(550_000);
});

test('an unfinished line that is no longer kept is not added to', () => {
  const log = new OutputLog();
  put(log, 1, 'begun');
  for (let i = 0; i < 2 * MOST_LINES; i += 1) put(log, 2, `${i}\n`);
  put(log, 1, ' and ended\n');
  expect(log.lines.at(-1)).toMatchObject({ pid: 1, text: ' and ended', ended: true });
});

const process = (pid: number, startMs: number, readyMs: number, endMs: number): PythonProcess => ({
  pid,
  ppid: 0,
  name: `P${pid}`,
  startMs,
  readyMs,
  endMs,
  exitCode: 0,
});
const span = (worker: number, label: string, startMs: number, endMs: number): PythonSpan => ({
  worker,
  label,
  startMs,
  endMs,
  thread: 0,
  object: null,
  line: null,
});

test('a process is at one thing at a time, from its start to its end', () => {
  const run = {
    processes: [process(1, 100, 110, 200), process(2, 120, NaN, 150)],
    spans: [
      span(1, 'pool.task/square', 120, 160),
      span(1, 'lock.acquire', 130, 140),
      span(1, 'queue.get', 135, 145),
      span(1, 'process.join', 180, 250),
    ],
  };
  expect(barsOf(run).map(({ row, startMs, endMs, kind }) => [row, startMs, endMs, kind])).toEqual([
    [0, 0, 10, 'starting'],
    [0, 10, 20, 'running'],
    [0, 20, 30, 'task'],
    [0, 30, 40, 'lock'],
    [0, 40, 45, 'queue'],
    [0, 45, 60, 'task'],
    [0, 60, 80, 'running'],
    [0, 80, 100, 'join'],
    [1, 20, 50, 'starting'],
  ]);
  expect(barsOf({ processes: [], spans: [] })).toEqual([]);
});

test('bars of a life that was recorded at random fill it without a gap', () => {
  let seed = 7;
  const random = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
  for (let turn = 0; turn < 200; turn += 1) {
    const labels = ['pool.task/f', 'lock.acquire', 'queue.get', 'sleep'];
    const spans = Array.from({ length: random(20) }, () => {
      const startMs = random(120);
      return span(1, labels[random(4)] ?? '', startMs, startMs + random(30));
    });
    const bars = barsOf({ processes: [process(1, 0, 10, 100)], spans });
    let reached = 0;
    for (const { startMs, endMs } of bars) {
      expect(startMs, `turn ${turn}`).toBe(reached);
      expect(endMs).toBeGreaterThan(startMs);
      reached = endMs;
    }
    expect(reached).toBe(100);
  }
});

test('the programs to begin with have names of their own', () => {
  expect(new Set(STARTERS.map(({ name }) => name)).size).toBe(STARTERS.length);
  expect(starterOf('counter').name).toBe('counter');
  expect(starterOf('__proto__')).toBe(STARTERS[0]);
  expect(starterOf(undefined)).toBe(STARTERS[0]);
});

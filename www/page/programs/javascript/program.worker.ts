/**
 * Entry of the worker in which a JavaScript program runs: a realm of its own, which can be ended
 * whatever the program does. Its console goes to the page; it is over when its text has come to its
 * end, or with the first error that nobody catches.
 */
import { framesOf, thrownOf, type Place, type Thrown } from './module-text';
import { Outlet, type Lines } from './outlet';
import { shownLine } from './shown-value';
import { syntaxErrorOf } from './syntax-error';

/** To the worker. */
export interface RunRequest {
  /** Where the module of the program is. */
  address: string;
  /** The text as its author sees it. */
  program: string;
}

export type Report =
  | { kind: 'begun' }
  | ({ kind: 'lines' } & Lines)
  /** What it has thrown, if anything, and where, as far as that does not say it. */
  | { kind: 'over'; thrown: Thrown | null; place: Place | null };

const tell = (report: Report): void => postMessage(report);
const outlet = new Outlet(
  (lines) => tell({ kind: 'lines', ...lines }),
  () => performance.timeOrigin + performance.now(),
);
const to =
  (stream: 'stdout' | 'stderr') =>
  (...values: unknown[]): void =>
    outlet.write(stream, shownLine(values));
const out = to('stdout');
const err = to('stderr');
Object.assign(console, { log: out, info: out, debug: out, table: out, warn: err, error: err });

let isOver = false;
function over(thrown: Thrown | null, place: Place | null = null): void {
  if (isOver) return;
  isOver = true;
  outlet.flush();
  tell({ kind: 'over', thrown, place });
}

/** A module that is no JavaScript does not say where. */
async function failed(thrown: Thrown, { address, program }: RunRequest): Promise<void> {
  const isNamed = thrown.type !== 'SyntaxError' || framesOf(thrown.stack, address).length > 0;
  over(thrown, isNamed ? null : await syntaxErrorOf(program));
}

addEventListener('error', (event) => {
  event.preventDefault();
  over(thrownOf(event.error ?? event.message));
});
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  over(thrownOf(event.reason));
});
addEventListener(
  'message',
  ({ data }: MessageEvent<RunRequest>) => {
    tell({ kind: 'begun' });
    const running: Promise<unknown> = import(/* @vite-ignore */ data.address);
    running.then(
      () => over(null),
      (thrown: unknown) => failed(thrownOf(thrown), data),
    );
  },
  { once: true },
);

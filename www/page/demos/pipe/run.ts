/**
 * What runs around a pipe: the chapter's exchange with a child, round trips, and a flow of
 * messages, with processes of their own.
 */
import type { Playground } from '../../../common/types';
import { withProcesses } from '../process-group';
import {
  double,
  drain,
  echo,
  ping,
  pour,
  type ChildReport,
  type Flow,
  type FlowPlan,
  type Interval,
  type Link,
  type Outbox,
  type TripPlan,
  type Trips,
} from './programs';

export interface Exchange {
  answer: number;
  /** When the page asked for the child. */
  startMs: number;
  sent: Interval;
  received: Interval;
  child: ChildReport;
  /** From there until the child had ended. */
  elapsedMs: number;
}

/** The page sends a number to a child and receives its double. */
export async function exchange(
  playground: Playground,
  number: number,
  signal: AbortSignal,
): Promise<Exchange> {
  const now = (): number => performance.timeOrigin + performance.now();
  const [ours, theirs] = playground.pipe<number>();
  const out = playground.queue<ChildReport>();
  return withProcesses(
    playground,
    signal,
    async (group) => {
      const startMs = now();
      const child = group.spawn(double, theirs, out);
      const sendMs = now();
      await ours.send(number);
      const sent = { startMs: sendMs, endMs: now() };
      const receiveMs = now();
      const answer = await ours.recv();
      const received = { startMs: receiveMs, endMs: now() };
      await group.join(child);
      const elapsedMs = now() - startMs;
      return { answer, startMs, sent, received, child: await out.get(), elapsedMs };
    },
    () => Promise.all([ours.close(), out.close()]),
  );
}

/** Round trips through a pipe between two processes. */
export function pipeTrips(
  playground: Playground,
  plan: TripPlan,
  signal: AbortSignal,
): Promise<Trips> {
  return acrossPipe(playground, ping, echo, plan, signal);
}

/** Messages of growing size through a pipe from one process to another. */
export function pipeFlows(
  playground: Playground,
  plan: FlowPlan,
  signal: AbortSignal,
): Promise<Flow[]> {
  return acrossPipe(playground, pour, drain, plan, signal);
}

/** Runs a program at each end of a pipe, in processes of their own; what the near one reports. */
function acrossPipe<P extends { blocking: boolean }, R>(
  playground: Playground,
  near: (link: Link, out: Outbox<R>, plan: P) => Promise<void>,
  far: (link: Link, blocking: boolean) => Promise<void>,
  plan: P,
  signal: AbortSignal,
): Promise<R> {
  const [nearEnd, farEnd] = playground.pipe();
  const out = playground.queue<R>();
  return withProcesses(
    playground,
    signal,
    async (group) => {
      group.spawn(far, farEnd, plan.blocking);
      group.spawn(near, nearEnd, out, plan);
      await group.joinAll();
      return out.get();
    },
    () => out.close(),
  );
}

/**
 * The programs at the ends of a pipe. They travel as source text, so each closes over nothing:
 * whatever it uses is an argument, a local, or a global of every worker. What measures takes
 * anything that sends and receives, so that a pipe and a bare MessageChannel are measured by the
 * same code.
 */
import type { Connection, Queue } from '../../../common/types';

/** What both ends of a link can do; a pipe's connection is one, its blocking form another. */
export interface Link {
  send(value: unknown): unknown;
  recv(): unknown;
  readonly sync?: Link;
}

/** Takes what is sent to the other side. */
export interface Outbox<T> {
  put(value: T): unknown;
}

/** Times since the epoch, so that all processes agree. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** What the child of the chapter's exchange did, and when. */
export interface ChildReport {
  beganMs: number;
  received: Interval;
  sent: Interval;
}

/** The chapter's child: receives a number, sends back its double, closes its end. */
export async function double(
  connection: Connection<number>,
  out: Queue<ChildReport>,
): Promise<void> {
  const now = (): number => performance.timeOrigin + performance.now();
  const beganMs = now();
  const number = await connection.recv();
  const received = { startMs: beganMs, endMs: now() };
  const startMs = now();
  await connection.send(2 * number);
  const sent = { startMs, endMs: now() };
  await connection.close();
  await out.put({ beganMs, received, sent });
}

/**
 * Round trips: how many samples, how many trips first without being measured, and
 * the clock's step.
 */
export interface TripPlan {
  /** Measure the link's blocking form. */
  blocking: boolean;
  trips: number;
  warmup: number;
  clockStepMs: number;
}

/** How long the round trips took. */
export interface Trips {
  samplesMs: number[];
  /** Trips that were timed together; a sample is their mean. */
  together: number;
}

/** Sends a small message so many times and waits for it each time. */
export async function ping(link: Link, out: Outbox<Trips>, plan: TripPlan): Promise<void> {
  const end = plan.blocking ? (link.sync ?? link) : link;
  const back = async (trips: number): Promise<number> => {
    const startMs = performance.now();
    for (let trip = 0; trip < trips; trip += 1) {
      await end.send(trip);
      await end.recv();
    }
    return performance.now() - startMs;
  };
  await back(plan.warmup);
  // Ten steps of the clock at least: where it is too coarse for one trip, several are timed
  // together. A link that no longer sleeps becomes many times as quick, at any time: then all is
  // measured again.
  const wantedMs = 10 * plan.clockStepMs;
  let together = 1;
  let samplesMs: number[] = [];
  while (samplesMs.length < plan.trips) {
    const elapsedMs = await back(together);
    if (elapsedMs < wantedMs && together < 1000) {
      together = Math.min(1000, 2 * together);
      samplesMs = [];
    } else samplesMs.push(elapsedMs / together);
  }
  await end.send(null);
  await out.put({ samplesMs, together });
}

/** Sends back what it receives, until that is null. */
export async function echo(link: Link, blocking: boolean): Promise<void> {
  const end = blocking ? (link.sync ?? link) : link;
  for (;;) {
    const message = await end.recv();
    if (message === null) return;
    await end.send(message);
  }
}

/** Messages of one size: about how long to send them for. */
export interface FlowPlan {
  /** Measure the link's blocking form. */
  blocking: boolean;
  sizes: number[];
  /** Bytes for each size, at most; at least `fewest` messages. */
  bytes: number;
  fewest: number;
  most: number;
}

/** How long so many messages of a size took, from the first one until the last was confirmed. */
export interface Flow {
  size: number;
  messages: number;
  elapsedMs: number;
}

/** Sends messages of each size one after the other, without waiting in between. */
export async function pour(link: Link, out: Outbox<Flow[]>, plan: FlowPlan): Promise<void> {
  const end = plan.blocking ? (link.sync ?? link) : link;
  const flows: Flow[] = [];
  for (const size of plan.sizes) {
    const wanted = Math.floor(plan.bytes / size);
    const messages = Math.min(plan.most, Math.max(plan.fewest, wanted));
    const message = new Uint8Array(size).fill(7);
    // The first message is not timed: it makes both sides ready.
    await end.send(1);
    await end.send(message);
    await end.recv();
    await end.send(messages);
    const startMs = performance.now();
    for (let sent = 0; sent < messages; sent += 1) await end.send(message);
    await end.recv();
    flows.push({ size, messages, elapsedMs: performance.now() - startMs });
  }
  await end.send(null);
  await out.put(flows);
}

/**
 * Receives as many messages as the number before them says, confirms them with their bytes, until
 * that is null.
 */
export async function drain(link: Link, blocking: boolean): Promise<void> {
  const end = blocking ? (link.sync ?? link) : link;
  for (;;) {
    const messages = await end.recv();
    if (messages === null) return;
    let bytes = 0;
    for (let got = 0; got < Number(messages); got += 1) {
      bytes += ((await end.recv()) as Uint8Array).length;
    }
    await end.send(bytes);
  }
}

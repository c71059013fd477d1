import { MessageChannel } from 'node:worker_threads';

import { expect, it, vi } from 'vitest';

import type { TaskReply, TaskRequest } from '../common/protocol';
import { serveTasks, type Travel } from './task-server';

// The module's glue needs a worker; functions need no module.
vi.mock('../../pkg/parallel_playground.js', () => ({}));

it('a process that was declared dead reports no failure, which its end has caused', async () => {
  const { port1, port2 } = new MessageChannel();
  let dead = false;
  const travel: Travel = {
    unpack: ({ packed }) => packed,
    mark: () => {
      throw new Error('there are no objects here');
    },
    beforeSharing: () => undefined,
    isDead: () => dead,
  };
  serveTasks(port2 as unknown as MessagePort, travel);
  const replies: TaskReply[] = [];
  const come = (count: number): Promise<void> =>
    new Promise((resolve) => {
      port1.on('message', (reply: TaskReply) => {
        replies.push(reply);
        if (replies.length === count) resolve();
      });
    });
  const all = come(3);
  const source = '(x) => { if (x < 0) throw new RangeError("below"); return x; }';
  const ask = (x: number): void =>
    port1.postMessage({ code: { source }, items: Float64Array.of(x) } satisfies TaskRequest);
  const answered = new Promise<void>((resolve) => port1.once('message', () => resolve()));
  ask(-1);
  await answered;
  dead = true;
  ask(-2);
  // What succeeded is told: nothing is wrong with it.
  const next = new Promise<void>((resolve) => port1.once('message', () => resolve()));
  ask(3);
  await next;
  dead = false;
  ask(-4);
  await all;
  port1.close();
  const [first, second, third] = replies;
  expect(first).toMatchObject({ failedItem: 0, failure: { code: 'E_TASK' } });
  expect(second).toMatchObject({ values: Float64Array.of(3) });
  expect(third).toMatchObject({ failedItem: 0, failure: { code: 'E_TASK' } });
});

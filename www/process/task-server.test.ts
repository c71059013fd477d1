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
  serveTasks(port2, travel);
  const source = '(x) => { if (x < 0) throw new RangeError("below"); return x; }';
  const ask = (x: number): void =>
    port1.postMessage({ code: { source }, items: Float64Array.of(x) } satisfies TaskRequest);
  const reply = (): Promise<TaskReply> =>
    new Promise((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<TaskReply>) => resolve(data);
    });

  ask(-1);
  expect(await reply()).toMatchObject({ failedItem: 0, failure: { code: 'E_TASK' } });
  dead = true;
  ask(-2);
  // What succeeded is told, and comes next.
  ask(3);
  expect(await reply()).toMatchObject({ values: Float64Array.of(3) });
  dead = false;
  ask(-4);
  expect(await reply()).toMatchObject({ failedItem: 0, failure: { code: 'E_TASK' } });
  port1.close();
});

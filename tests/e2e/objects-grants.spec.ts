/** Arrays that are written and read in place, from process to process. */
import { expect } from './fixtures.ts';
import { objectTest as test } from './objects.ts';

test('arrays cross in place, and who is terminated with a grant leaves the queue whole @isolated', async ({
  objects,
}) => {
  const seen = await objects.evaluate(async () => {
    const [queue, out] = [pg.queue<Float64Array>(), pg.queue<number>()];
    const [reserved, peeked] = [pg.event(), pg.event()];
    const putter = pg.spawn(
      ({ sync: queue }, { sync: reserved }) => {
        const first = queue.reserve(1000);
        first.view.fill(1.5);
        first.commit();
        const second = queue.reserve(1000);
        second.view.fill(9);
        reserved.set();
        for (;;);
      },
      queue,
      reserved,
    );
    await within(reserved.wait());
    putter.terminate();
    const codes = [await within(putter.join())];
    const looker = pg.spawn(
      ({ sync: queue }, { sync: peeked }) => {
        const item = queue.peek();
        if (item.view[999] === 1.5) peeked.set();
        for (;;);
      },
      queue,
      peeked,
    );
    await within(peeked.wait());
    looker.terminate();
    codes.push(await within(looker.join()));
    const getter = pg.spawn(
      ({ sync: queue }, { sync: out }) => {
        const item = queue.peek();
        const sum = item.view.reduce((a, b) => a + b, 0);
        item.release();
        out.put(sum);
        out.put(queue.size());
        const room = queue.reserve(2, 'd');
        room.view.set([3, 4]);
        room.commit();
      },
      queue,
      out,
    );
    const sum = await within(out.get());
    const left = await within(out.get());
    const last = Array.from((await within(queue.get())) as Float64Array);
    codes.push(await within(getter.join()));
    return { codes, sum, left, last };
  });
  expect(seen).toEqual({ codes: [-15, -15, 0], sum: 1500, left: 0, last: [3, 4] });
});

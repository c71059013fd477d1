/* eslint-disable -- its functions are shipped to workers as source text, where their types are unknown */
// @ts-nocheck
// What is measured, in the page. Ours runs in processes of the playground, the peers in plain
// workers; both in one browser, in turns.

const worker = () => new Worker('/bench/peer-worker.mjs', { type: 'module' });
const answer = (one) =>
  new Promise((resolve, reject) => {
    one.onmessage = ({ data }) => resolve(data);
    one.onerror = (event) => reject(new Error(`a worker failed: ${event.message}`));
  });
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Milliseconds from the first item to the last, as the consumer sees it. */
async function ringbuf({ items, batch }) {
  const [producer, consumer] = [worker(), worker()];
  const bytes = 65_536;
  const buffer = new SharedArrayBuffer(8 + bytes + 8);
  const done = answer(consumer);
  consumer.postMessage({ role: 'ringConsumer', buffer, items, batch });
  producer.postMessage({ role: 'ringProducer', buffer, items, batch });
  const ms = await done;
  producer.terminate();
  consumer.terminate();
  return ms;
}

async function ours(pg, { items, batch }) {
  // As many items as the ring holds: beyond that they would go to memory of their own.
  const maxsize = Math.floor(65_536 / (batch === 1 ? 16 : 8 * batch + 16));
  const [queue, out] = [pg.queue({ maxsize }), pg.queue()];
  const consumer = pg.spawn(
    ({ sync: queue }, out, items, batch) => {
      // As ringbuf.js does, batches go into an array that is there already.
      const options = batch === 1 ? undefined : { into: new Float64Array(batch) };
      queue.get(options);
      const start = performance.now();
      for (let got = batch; got < items; got += batch) queue.get(options);
      return out.put(performance.now() - start);
    },
    queue,
    out,
    items,
    batch,
  );
  const producer = pg.spawn(
    ({ sync: queue }, items, batch) => {
      const value = batch === 1 ? 1.5 : new Float64Array(batch).fill(1.5);
      for (let sent = 0; sent < items; sent += batch) queue.put(value);
    },
    queue,
    items,
    batch,
  );
  const ms = await out.get();
  await Promise.all([consumer.join(), producer.join()]);
  return ms;
}

async function relay({ items }) {
  const [middle, ...others] = Array.from({ length: 5 }, worker);
  const channels = others.map(() => new MessageChannel());
  const counter = new SharedArrayBuffer(4);
  const total = 2 * items;
  const ports = channels.map(({ port1 }) => port1);
  middle.postMessage(
    { role: 'relay', producers: ports.slice(0, 2), consumers: ports.slice(2) },
    ports,
  );
  const done = Promise.race(others.slice(2).map(answer));
  others.slice(2).forEach((one, i) => {
    const { port2: port } = channels[2 + i];
    one.postMessage({ role: 'relayConsumer', port, total, counter }, [port]);
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const start = performance.now();
  others.slice(0, 2).forEach((one, i) => {
    const { port2: port } = channels[i];
    one.postMessage({ role: 'relayProducer', port, items }, [port]);
  });
  await done;
  const ms = performance.now() - start;
  [middle, ...others].forEach((one) => one.terminate());
  return ms / total;
}

async function manyToMany(pg, { items }) {
  const queue = pg.queue({ maxsize: 4096 });
  const [out, ready, go] = [pg.queue(), pg.semaphore(0), pg.event()];
  const producers = [0, 1].map(() =>
    pg.spawn(
      ({ sync: queue }, { sync: ready }, { sync: go }, items) => {
        ready.release();
        go.wait();
        for (let i = 0; i < items; i += 1) queue.put(i + 0.5);
      },
      queue,
      ready,
      go,
      items,
    ),
  );
  const consumers = [0, 1].map(() =>
    pg.spawn(
      ({ sync: queue }, { sync: out }, { sync: ready }, { sync: go }) => {
        ready.release();
        go.wait();
        let got = 0;
        while (queue.get() !== null) got += 1;
        out.put(got);
      },
      queue,
      out,
      ready,
      go,
    ),
  );
  for (let i = 0; i < 4; i += 1) await ready.acquire();
  const start = performance.now();
  await go.set();
  await Promise.all(producers.map((one) => one.join()));
  await queue.put(null);
  await queue.put(null);
  const got = (await out.get()) + (await out.get());
  const ms = performance.now() - start;
  await Promise.all(consumers.map((one) => one.join()));
  if (got !== 2 * items) throw new Error(`${got} items of ${2 * items}`);
  return ms / got;
}

/** Round trips of a pipe in microseconds: in blocks while both spin, one by one after a pause. */
async function pipe(pg, { trips, pauseMs }) {
  const [mine, its] = pg.pipe();
  const out = pg.queue();
  const echo = pg.spawn(({ sync: end }) => {
    for (let value = end.recv(); value !== null; value = end.recv()) end.send(value);
  }, its);
  const ping = pg.spawn(
    ({ sync: end }, { sync: out }, trips, pauseMs) => {
      const pause = new Int32Array(new SharedArrayBuffer(4));
      const block = pauseMs > 0 ? 1 : 100;
      const samples = [];
      for (let i = 0; i < trips; i += 1) {
        if (pauseMs > 0) Atomics.wait(pause, 0, 0, pauseMs);
        const start = performance.now();
        for (let j = 0; j < block; j += 1) {
          end.send(1.5);
          end.recv();
        }
        samples.push((performance.now() - start) / block);
      }
      end.send(null);
      out.put(samples);
    },
    mine,
    out,
    trips,
    pauseMs,
  );
  const samples = await out.get();
  await Promise.all([echo.join(), ping.join()]);
  return 1000 * median(samples);
}

async function channel({ trips, pauseMs }) {
  const [echo, ping] = [worker(), worker()];
  const { port1, port2 } = new MessageChannel();
  echo.postMessage({ role: 'channelEcho', port: port1 }, [port1]);
  const done = answer(ping);
  ping.postMessage({ role: 'channelPing', port: port2, trips, pauseMs }, [port2]);
  const samples = await done;
  echo.terminate();
  ping.terminate();
  return 1000 * median(samples);
}

async function large(pg, { bytes, times, reused }) {
  const [from, to] = pg.pipe();
  const out = pg.queue();
  const receiver = pg.spawn(
    ({ sync: end }, { sync: out }, times, bytes) => {
      const options = bytes > 0 ? { into: new Uint8Array(bytes).fill(1) } : undefined;
      const samples = [];
      for (let i = 0; i < times; i += 1) {
        end.recv();
        const start = performance.now();
        end.send(null);
        end.recv(options);
        samples.push(performance.now() - start);
      }
      out.put(samples);
    },
    to,
    out,
    times,
    reused ? bytes : 0,
  );
  const sender = pg.spawn(
    ({ sync: end }, bytes, times) => {
      const message = new Uint8Array(bytes).fill(7);
      for (let i = 0; i < times; i += 1) {
        end.send(null);
        end.recv();
        end.send(message);
      }
    },
    from,
    bytes,
    times,
  );
  const samples = await out.get();
  await Promise.all([receiver.join(), sender.join()]);
  return median(samples);
}

async function copies(options) {
  const one = worker();
  const done = answer(one);
  one.postMessage({ role: 'copy', ...options });
  const { fresh, into } = await done;
  one.terminate();
  return { fresh: median(fresh), into: median(into) };
}

/** `quick`: once, and less of it. `ring`: only the rings, more often. */
export async function measure({ open }, { quick, ring }) {
  const pg = await open({ workers: 2, mode: 'processes' });
  const rounds = quick ? 1 : ring ? 11 : 5;
  const items = quick ? 200_000 : 1_000_000;
  const table = {};
  const note = (name, value) => (table[name] ??= []).push(value);
  for (let round = 0; round < rounds; round += 1) {
    // 512 doubles are 4 KiB.
    for (const batch of [1, 128, 512]) {
      const n = batch === 1 ? items : items * 8;
      note(`ringbuf ${batch}, ns an item`, ((await ringbuf({ items: n, batch })) / n) * 1e6);
      note(`queue ${batch}, ns an item`, ((await ours(pg, { items: n, batch })) / n) * 1e6);
    }
    if (ring) continue;
    note('relay 2×2, ns an item', 1e6 * (await relay({ items: 20_000 })));
    note('queue 2×2, ns an item', 1e6 * (await manyToMany(pg, { items: items / 5 })));
    note('pipe spinning, µs a trip', await pipe(pg, { trips: 300, pauseMs: 0 }));
    note('pipe waiting, µs a trip', await pipe(pg, { trips: 300, pauseMs: 1 }));
    note('channel waiting, µs a trip', await channel({ trips: 300, pauseMs: 1 }));
    note('pipe 16 MiB, ms', await large(pg, { bytes: 2 ** 24, times: 20, reused: false }));
    note('pipe 16 MiB into, ms', await large(pg, { bytes: 2 ** 24, times: 20, reused: true }));
    const { fresh, into } = await copies({ bytes: 2 ** 24, times: 20 });
    note('slice 16 MiB, ms', fresh);
    note('set 16 MiB, ms', into);
  }
  await pg.close();
  return table;
}

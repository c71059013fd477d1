/* eslint-disable -- its functions are shipped to workers as source text, where their types are unknown */
// @ts-nocheck
// A worker of the peers: ringbuf.js, a relay of messages, a MessageChannel, a plain copy. Told what
// to do by one message.
import { RingBuffer } from '/bench/ringbuf.js';

const send = (value) => postMessage(value);

const roles = {
  ringProducer({ buffer, items, batch }) {
    const ring = new RingBuffer(buffer, Float64Array);
    const block = new Float64Array(batch).fill(1.5);
    for (let sent = 0; sent < items; sent += batch) {
      while (ring.available_write() < batch);
      ring.push(block);
    }
  },
  ringConsumer({ buffer, items, batch }) {
    const ring = new RingBuffer(buffer, Float64Array);
    const block = new Float64Array(batch);
    const next = () => {
      while (ring.available_read() < batch);
      ring.pop(block);
    };
    next();
    const start = performance.now();
    for (let got = batch; got < items; got += batch) next();
    send(performance.now() - start);
  },
  /** Hands each item to a consumer that has asked for one: a queue made of messages. */
  relay({ producers, consumers }) {
    const items = [];
    const asking = [];
    for (const port of producers)
      port.onmessage = ({ data }) => {
        const consumer = asking.shift();
        if (consumer) consumer.postMessage(data);
        else items.push(data);
      };
    for (const port of consumers)
      port.onmessage = () => {
        if (items.length > 0) port.postMessage(items.shift());
        else asking.push(port);
      };
  },
  relayProducer({ port, items }) {
    for (let i = 0; i < items; i += 1) port.postMessage(i + 0.5);
  },
  relayConsumer({ port, total, counter }) {
    const count = new Int32Array(counter);
    port.onmessage = () => {
      if (Atomics.add(count, 0, 1) + 1 === total) send('done');
      port.postMessage(null);
    };
    port.postMessage(null);
  },
  channelEcho({ port }) {
    port.onmessage = ({ data }) => port.postMessage(data);
  },
  async channelPing({ port, trips, pauseMs }) {
    const pause = new Int32Array(new SharedArrayBuffer(4));
    const samples = [];
    for (let i = 0; i < trips; i += 1) {
      if (pauseMs > 0) Atomics.wait(pause, 0, 0, pauseMs);
      const start = performance.now();
      const back = new Promise((resolve) => (port.onmessage = resolve));
      port.postMessage(1.5);
      await back;
      samples.push(performance.now() - start);
    }
    send(samples);
  },
  copy({ bytes, times }) {
    const source = new Uint8Array(bytes).fill(7);
    const fresh = [];
    const into = [];
    const target = new Uint8Array(bytes);
    for (let i = 0; i < times; i += 1) {
      let start = performance.now();
      source.slice();
      fresh.push(performance.now() - start);
      start = performance.now();
      target.set(source);
      into.push(performance.now() - start);
    }
    send({ fresh, into });
  },
};

onmessage = ({ data }) => roles[data.role](data);

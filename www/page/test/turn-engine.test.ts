/** A demo that shares the machine opens its engine in its turn, and every opening ends. */
import { expect, test } from 'vitest';

import type { Playground } from '../../common/types';
import { TurnEngine } from '../embedding/turn-engine';

interface Bench {
  engine: TurnEngine;
  /** What the page around has been told. */
  told: boolean[];
  events: string[];
}

function bench(): Bench {
  const told: boolean[] = [];
  const events: string[] = [];
  const playground = {
    workers: 2,
    close: () => {
      events.push('close');
      return Promise.resolve();
    },
  } as unknown as Playground;
  const library = {
    open: () => {
      events.push('open');
      return Promise.resolve(playground);
    },
  };
  const engine = new TurnEngine(
    () => Promise.resolve(library),
    (wanted) => told.push(wanted),
  );
  return { engine, told, events };
}

test('where nobody gives turns, nobody waits', async () => {
  const { engine, told, events } = bench();
  await engine.ensure(2);
  engine.over();
  expect([told, events]).toEqual([[], ['open']]);
});

test('the engine is opened when the turn is given, and the turn is asked for once a run', async () => {
  const { engine, told, events } = bench();
  engine.share();
  const opened = Promise.all([engine.ensure(2), engine.open()]);
  await Promise.resolve();
  expect([engine.waiting.value, told, events]).toEqual([true, [true], []]);
  engine.granted();
  await opened;
  expect([engine.waiting.value, events]).toEqual([false, ['open']]);
  engine.over();
  engine.over();
  expect(told).toEqual([true, false]);
});

test('a run that is stopped while it waits gives its place up', async () => {
  const { engine, told, events } = bench();
  engine.share();
  const opened = engine.open();
  engine.over();
  await expect(opened).rejects.toMatchObject({ code: 'E_CANCELLED' });
  // A grant that was under way changes nothing.
  engine.granted();
  expect([engine.waiting.value, told, events]).toEqual([false, [true, false], []]);
});

test('its workers are given up while another one runs, and not in its own turn', async () => {
  const { engine, events } = bench();
  engine.share();
  const opened = engine.open();
  engine.granted();
  await opened;
  engine.rest();
  expect(engine.playground).not.toBeNull();
  engine.over();
  engine.rest();
  await engine.close();
  expect(engine.playground).toBeNull();
  expect(events).toEqual(['open', 'close']);
});

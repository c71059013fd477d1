/** The small programs that a reader may begin with on the page for free programs. */
import type { MessageKey } from '../messages/message';
import counter from './starters/counter.py?raw';
import hello from './starters/hello.py?raw';
import pool from './starters/pool.py?raw';
import producer from './starters/producer.py?raw';

export interface Starter {
  /** In the address and in storage. */
  name: string;
  title: MessageKey;
  text: string;
}

export const STARTERS: readonly [Starter, ...Starter[]] = [
  { name: 'hello', title: 'program.starter.hello', text: hello },
  { name: 'producer', title: 'program.starter.producer', text: producer },
  { name: 'pool', title: 'program.starter.pool', text: pool },
  { name: 'counter', title: 'program.starter.counter', text: counter },
];

/** That of the name; the first where there is none. */
export function starterOf(name: string | undefined): Starter {
  return STARTERS.find((starter) => starter.name === name) ?? STARTERS[0];
}

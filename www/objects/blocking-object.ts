/**
 * The blocking form of an object, in a process that has the heap: calls return values, as in
 * Python.
 */
import type { HeapExports } from '../../pkg/heap';
import type { Handle } from '../common/handles';
import type { HeapAgent } from '../heap/agent';
import type { BlockingRealm } from './realm';

export abstract class BlockingObject<H extends Handle> {
  protected readonly realm: BlockingRealm;
  protected readonly agent: HeapAgent;
  protected readonly handle: H;

  constructor(realm: BlockingRealm, handle: H) {
    this.realm = realm;
    this.agent = realm.agent;
    this.handle = handle;
  }

  protected get exports(): HeapExports {
    return this.agent.instance.exports;
  }
}

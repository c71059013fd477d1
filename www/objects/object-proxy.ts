/**
 * The library's objects as a realm has them: each call gives a promise, and a call that waits does
 * not block its realm. Whether it goes to the heap or to the engine is decided by the realm.
 */
import type { Handle, ObjectCall, ObjectReply, PartHandle } from '../common/handles';
import { MARK, type Marker } from '../common/packed';
import type { LocalObject, Operand, Realm } from './realm';
import { closedHere, DISPOSE } from './rules';

/** What all have: a handle, a realm, and an end. */
export abstract class ObjectProxy<H extends Handle = Handle, S = unknown> implements LocalObject {
  readonly handle: H;
  protected readonly realm: Realm;
  #closing: Promise<void> | undefined;
  #sync: S | undefined;

  constructor(realm: Realm, handle: H) {
    this.realm = realm;
    this.handle = handle;
  }

  get sync(): S {
    this.check();
    this.#sync ??= this.realm.blockingForm(this) as S;
    return this.#sync;
  }

  [MARK](): Marker {
    this.check();
    return this.realm.markerOf(this.handle);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  #end(): Promise<void> {
    const release = (): Promise<void> => this.realm.release(this);
    // Released at once where it can be: memory is then freed even in a program that never yields.
    return this.beforeRelease()?.then(release) ?? release();
  }

  /** Gives up what this realm holds through the object; undefined where there is nothing. */
  protected beforeRelease(): Promise<unknown> | undefined {
    return undefined;
  }

  [DISPOSE](): void {
    // The outcome is not observed, and an object whose engine was lost is gone already.
    this.dispose().catch(() => undefined);
  }

  /** Releases the object in this realm only. */
  protected dispose(): Promise<void> {
    return this.close();
  }

  /** Closed in this realm, or closing. */
  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  /** The object's name in messages. */
  protected get noun(): string {
    return this.handle.kind;
  }

  /** Throws once the object was closed here. */
  protected check(): void {
    if (this.isClosed) throw closedHere(`This ${this.noun}`);
  }
}

/** An object that is one part. */
export abstract class PartProxy<H extends PartHandle, S> extends ObjectProxy<H, S> {
  protected get operand(): Operand {
    const { kind, id, at } = this.handle;
    return { kind, id, at };
  }

  protected ask(
    operation: string,
    rest: Partial<ObjectCall> = {},
    signal?: AbortSignal,
  ): Promise<ObjectReply> {
    this.check();
    return this.realm.operate(this.operand, { operation, ...rest }, signal);
  }
}

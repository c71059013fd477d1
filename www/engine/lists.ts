/** Managed lists: values as bytes, which whoever asks decodes. */
import type { ObjectCall, ObjectReply } from '../common/handles';
import { PlaygroundError } from '../common/errors';

export class ManagedLists {
  readonly #lists = new Map<number, Uint8Array[]>();

  make(id: number): void {
    this.#lists.set(id, []);
  }

  free(id: number): void {
    this.#lists.delete(id);
  }

  operate(id: number, { operation, message, index = 0 }: ObjectCall): ObjectReply {
    const items = this.#lists.get(id) ?? [];
    if (operation === 'length') return items.length;
    if (operation === 'items') return items;
    if (operation === 'append') {
      if (message) items.push(message);
      return undefined;
    }
    if (operation !== 'item')
      throw new PlaygroundError('E_UNSUPPORTED', `A list has no ${operation}.`);
    const item = items.at(index);
    if (item) return item;
    const { length } = items;
    const allowed = length === 0 ? 'and the list is empty' : `from ${-length} to ${length - 1}`;
    throw new PlaygroundError('E_ARGUMENT', `i is ${index}; it must be an index, ${allowed}.`);
  }
}

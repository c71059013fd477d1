/** The arguments of compiled tasks, which take numbers only. */
import { elements, isList, refused } from '../common/checks';
import { viewName } from '../common/codec/value-kinds';
import { numbers, type CompiledItems } from '../common/items';

/** The argument lists of a map. `E_ARGUMENT` for an item that is no number or array of numbers. */
export function compiledItems(items: Iterable<unknown>): CompiledItems {
  // A copy, since it moves.
  if (ArrayBuffer.isView(items) && viewName(items) === 'Float64Array') {
    return Float64Array.from(items as Float64Array);
  }
  const list = isList(items) ? items : elements('items', items);
  const side = numbers(list);
  if (side) return side;
  let end = 0;
  const ends = Uint32Array.from(list, (item, index) => {
    const args: unknown[] = Array.isArray(item) ? item : [item];
    if (!args.every((arg) => typeof arg === 'number')) {
      throw refused(`items[${index}]`, item, 'a number or an array of numbers for a compiled task');
    }
    end += args.length;
    return end;
  });
  return { args: Float64Array.from(list.flat() as number[]), ends };
}

/** The arguments of one task. `E_ARGUMENT` for what is no number. */
export function argumentList(args: readonly unknown[]): { args: Float64Array; ends: Uint32Array } {
  const side = numbers(args);
  if (side) return { args: side, ends: Uint32Array.of(side.length) };
  const index = args.findIndex((arg) => typeof arg !== 'number');
  throw refused(`args[${index}]`, args[index], 'a number for a compiled task');
}

/**
 * What was typed into fields and is no value yet, by the name of the control. A field shows its
 * draft, else its value; while there is a draft the demo cannot run. Pure: a change gives another
 * map.
 *
 * A draft ends when its field holds a value again, typed or set from elsewhere, even the one that
 * it had before.
 */
import { readValue, type Facts, type Param, type Value, type Values } from './params';

export interface Draft {
  text: string;
  /** The reader has left the field, so its problem is shown. */
  left: boolean;
}

export type Drafts = ReadonlyMap<string, Draft>;
export const NO_DRAFTS: Drafts = new Map();

/**
 * A field was typed into: its value, or a draft. Only of fields that hold text; a choice is made or
 * not.
 */
export function typed(
  drafts: Drafts,
  param: Param,
  { text, left }: Draft,
  facts: Facts,
  values: Values,
): { drafts: Drafts; value: Value | null } {
  const reading = readValue(param, text, facts, values);
  if ('value' in reading) return { drafts: without(drafts, [param.name]), value: reading.value };
  if (param.kind === 'choice') return { drafts, value: null };
  // What has been said stays said, until it is right.
  const said = left || drafts.get(param.name)?.left === true;
  return { drafts: new Map(drafts).set(param.name, { text, left: said }), value: null };
}

/** Always another map, so that fields are drawn anew. */
export function without(drafts: Drafts, names: Iterable<string>): Drafts {
  const rest = new Map(drafts);
  for (const name of names) rest.delete(name);
  return rest;
}

/**
 * Values or facts have changed: drafts of fields that got another value or became idle go; some may
 * have become values.
 */
export function afterChange(
  drafts: Drafts,
  params: readonly Param[],
  before: Values,
  values: Values,
  facts: Facts,
): { drafts: Drafts; values: Values } {
  const found: Record<string, Value> = {};
  const gone: string[] = [];
  for (const [name, { text }] of drafts) {
    const param = params.find((one) => one.name === name);
    const reading = param && readValue(param, text, facts, values);
    const overtaken = before[name] !== values[name] || (param?.idle?.(values) ?? null) !== null;
    if (reading && !overtaken && 'value' in reading) found[name] = reading.value;
    if (!reading || overtaken || 'value' in reading) gone.push(name);
  }
  return { drafts: gone.length === 0 ? drafts : without(drafts, gone), values: found };
}

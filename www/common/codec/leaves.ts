/**
 * The memory of a message: its buffers, and its views of buffers. A view takes only its own bytes
 * along, however large its buffer is. Adjacent or overlapping views of one buffer go on sharing
 * memory, as do all views if the buffer itself is in the message.
 */
import type { Reader, Writer } from './bytes';
import { bytesRefused, isBuffer, lengthOf, notSendable, viewName, VIEWS } from './value-kinds';

const NAMES = Object.keys(VIEWS);

/** A range of a buffer, with its index. */
interface Stretch {
  buffer: ArrayBuffer;
  start: number;
  end: number;
}

/** The range of each buffer and view; none for other objects, or for a buffer that `isFixed`. */
function stretchesOf(
  leaves: readonly object[],
  isFixed: (buffer: ArrayBufferLike) => boolean,
): Map<object, Stretch> {
  const byBuffer = new Map<ArrayBufferLike, (ArrayBuffer | ArrayBufferView)[]>();
  for (const leaf of leaves) {
    const isView = ArrayBuffer.isView(leaf);
    if (!isView && !isBuffer(leaf)) continue;
    const buffer = isView ? leaf.buffer : leaf;
    if (isFixed(buffer)) continue;
    const users = byBuffer.get(buffer);
    if (users) users.push(leaf);
    else byBuffer.set(buffer, [leaf]);
  }
  const stretches = new Map<object, Stretch>();
  for (const [shared, users] of byBuffer) {
    const buffer = shared as ArrayBuffer;
    const views = users.filter((user) => ArrayBuffer.isView(user));
    if (views.length < users.length) {
      const whole = { buffer, start: 0, end: buffer.byteLength };
      for (const user of users) stretches.set(user, whole);
    } else {
      joinTouching(buffer, views, stretches);
    }
  }
  return stretches;
}

function joinTouching(
  buffer: ArrayBuffer,
  views: ArrayBufferView[],
  stretches: Map<object, Stretch>,
): void {
  views.sort((one, other) => one.byteOffset - other.byteOffset);
  let stretch: Stretch | undefined;
  let first = 0;
  let unit = 1;
  for (const view of views) {
    const end = view.byteOffset + view.byteLength;
    const size = VIEWS[viewName(view)]?.BYTES_PER_ELEMENT ?? 1;
    if (!stretch || view.byteOffset > stretch.end) {
      first = view.byteOffset;
      unit = 1;
      stretch = { buffer, start: first, end };
    }
    stretch.end = Math.max(stretch.end, end);
    // The start is aligned, so that all views are aligned in the copy too.
    unit = Math.max(unit, size);
    stretch.start = first - (first % unit);
    stretches.set(view, stretch);
  }
}

/** The leaves, with views of parts of buffers replaced by views of copies of these parts. */
export function tight(
  leaves: readonly object[],
  isFixed: (buffer: ArrayBufferLike) => boolean,
): object[] {
  const stretches = stretchesOf(leaves, isFixed);
  const copies = new Map<Stretch, ArrayBuffer>();
  return leaves.map((leaf) => {
    const stretch = stretches.get(leaf);
    if (!stretch || !ArrayBuffer.isView(leaf)) return leaf;
    const { buffer, start, end } = stretch;
    if (end - start === buffer.byteLength) return leaf;
    const copy = copies.get(stretch) ?? buffer.slice(start, end);
    copies.set(stretch, copy);
    return viewNamed(viewName(leaf), copy, leaf.byteOffset - start, lengthOf(leaf));
  });
}

/** Writes buffers and views. `E_CLONE` for memory that cannot be copied faithfully. */
export function writeLeaves(leaves: readonly object[], out: Writer): void {
  for (const leaf of leaves) {
    const why = bytesRefused(ArrayBuffer.isView(leaf) ? leaf.buffer : (leaf as ArrayBuffer));
    if (why) throw notSendable(why);
  }
  const stretches = stretchesOf(leaves, () => false);
  const places = new Map<Stretch, number>();
  for (const stretch of stretches.values()) {
    if (!places.has(stretch)) places.set(stretch, places.size);
  }
  out.count(places.size);
  for (const { buffer, start, end } of places.keys()) {
    out.count(end - start);
    out.raw(new Uint8Array(buffer, start, end - start));
  }
  out.count(leaves.length);
  for (const leaf of leaves) {
    const stretch = stretches.get(leaf);
    const isView = ArrayBuffer.isView(leaf);
    out.byte(isView ? 1 + NAMES.indexOf(viewName(leaf)) : 0);
    out.count((stretch && places.get(stretch)) ?? 0);
    if (!isView) continue;
    out.count(leaf.byteOffset - (stretch?.start ?? 0));
    out.count(lengthOf(leaf));
  }
}

export function readLeaves(input: Reader): object[] {
  const buffers: ArrayBuffer[] = [];
  for (let rest = input.count(); rest > 0; rest -= 1) {
    buffers.push(input.raw(input.count()).buffer as ArrayBuffer);
  }
  const leaves: object[] = [];
  for (let rest = input.count(); rest > 0; rest -= 1) {
    const kind = input.byte();
    const buffer = buffers[input.count()] ?? new ArrayBuffer(0);
    if (kind === 0) leaves.push(buffer);
    else leaves.push(viewNamed(NAMES[kind - 1] ?? '', buffer, input.count(), input.count()));
  }
  return leaves;
}

function viewNamed(name: string, buffer: ArrayBuffer, at: number, length: number): ArrayBufferView {
  const View = VIEWS[name];
  if (!View) throw notSendable(`a ${name}`);
  return new View(buffer, at, length);
}

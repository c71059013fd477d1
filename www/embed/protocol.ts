/** The messages between an embedded demo and the page around it, sent by `postMessage`. */

/** Frame → page: the height of its content, in CSS pixels. */
export interface HeightMessage {
  type: 'parallel-playground:height';
  height: number;
}

/** Frame → page: an event of the demo; `<parallel-demo>` dispatches it on itself. */
export interface EventMessage {
  type: 'parallel-playground:event';
  name: EventName;
  detail: unknown;
}

/**
 * Page → frame: run once, unless a run is under way. It is answered by `demo-finished` or
 * `demo-failed`.
 */
export interface RunMessage {
  type: 'parallel-playground:run';
}

export type FrameMessage = HeightMessage | EventMessage;
export type EventName = (typeof EVENT_NAMES)[number];
export const EVENT_NAMES = ['demo-ready', 'demo-finished', 'demo-failed'] as const;

/** Reads what a frame sent; null for anything else. */
export function readFrameMessage(data: unknown): FrameMessage | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null;
  if (data.type === 'parallel-playground:height') {
    const height: unknown = 'height' in data ? data.height : undefined;
    if (typeof height !== 'number' || !Number.isFinite(height)) return null;
    return { type: data.type, height };
  }
  if (data.type !== 'parallel-playground:event' || !('name' in data)) return null;
  const name = EVENT_NAMES.find((one) => one === data.name);
  if (name === undefined) return null;
  return { type: data.type, name, detail: 'detail' in data ? data.detail : null };
}

export function isRunMessage(data: unknown): data is RunMessage {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === 'parallel-playground:run'
  );
}

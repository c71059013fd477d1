/**
 * All messages anywhere in a value, such as an outline; those among a message's values come with
 * it.
 */
import type { Message } from '../messages/index';

export function messagesIn(value: unknown): Message[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('key' in value) return [value as Message];
  return Object.values(value).flatMap(messagesIn);
}

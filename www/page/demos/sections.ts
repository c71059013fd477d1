/** The sections of the chapter, in its order. A demo names the one that it belongs to. */
import type { MessageKey } from '../messages/message';

export const SECTIONS = [
  { id: 'pools', number: '5.2.1', title: 'section.pools' },
  { id: 'data', number: '5.2.2', title: 'section.data' },
  { id: 'messages', number: '5.2.3', title: 'section.messages' },
  { id: 'sharing', number: '5.2.4', title: 'section.sharing' },
] as const satisfies readonly { id: string; number: string; title: MessageKey }[];

export type SectionId = (typeof SECTIONS)[number]['id'];

/** What the dialogue with the embed code says in English. It is loaded with it. */
export const en = {
  'embedCode.title': 'Embed this demo',
  'embedCode.lead':
    'Put this code into a page of yours. The settings are those now chosen; without script and in print the demo’s picture is shown.',
  'embedCode.as': 'As',
  'embedCode.element': 'tag with a script (as high as it needs)',
  'embedCode.frame': 'frame alone',
  'embedCode.compact': 'compact',
  'embedCode.autorun': 'runs by itself',
  'embedCode.readonly': 'programs cannot be changed',
  'embedCode.locked': 'settings cannot be changed',
  'embedCode.language': 'Language',
  'embedCode.readers': 'the reader’s',
  'embedCode.theme': 'Theme',
  'embedCode.code': 'The code',
  'embedCode.copy': 'Copy the embed code',
  'embedCode.parameters': 'Parameters',
  'embedCode.name': 'Name',
  'embedCode.value': 'Now',
  'embedCode.allowed': 'Allowed',
  'embedCode.range': '{min} to {max}',
  'embedCode.list': 'up to {length} numbers from 0 to {max}',
  'embedCode.view':
    'Further: view, hide (what is shown), height, locked (which settings), lang, theme.',
  'embedCode.close': 'Close',
} as const;

declare module '../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

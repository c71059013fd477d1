/** What only an embed says, in English. It is loaded with `embed.html`. */
export const en = {
  'embed.invalid': 'A setting has a value that is not allowed.',
  'embed.sandboxed':
    'This frame may not start workers, so nothing can run in it: its sandbox lacks allow-same-origin. The demo runs when it is opened in full.',
  'embed.full': 'Open in full',
  'embed.nearest': ' Did you mean “{nearest}”?',
  'embed.unknownName':
    '“{name}” is not a setting of this demo and was ignored.{nearest} Its settings: {options}.',
  'embed.unknownPart':
    '“{name}” is nothing that can be shown or hidden.{nearest} What can: {options}.',
  'embed.unknownControl':
    '“{name}” cannot be locked: there is no such control.{nearest} The controls: {options}.',
  'embed.noDemo': 'There is no demo called “{name}”.{nearest} The demos are: {options}.',
  'embed.noProgram': 'There is no program called “{name}”.{nearest} The programs are: {options}.',
  'embed.noPageProgram': 'The program of this page could not be loaded: {reason}',
  'embed.noAnswer': 'The page around this frame has not sent its program.',
  'embed.waiting': 'Waiting: another demo on this page is running.',
  'embed.loadFailed': 'The editor and the output could not be loaded.',
} as const;

declare module '../../messages/message' {
  interface DemoMessages extends En {}
}
type En = typeof en;

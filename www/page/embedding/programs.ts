/** The Python programs that an embed knows by name: the chapter's, and those to begin with. */
import { DEMOS } from '../demos/registry';
import type { MessageKey } from '../messages/message';
import { STARTERS } from '../programs/starters';

interface NamedProgram {
  name: string;
  title: MessageKey;
  text: string;
}

const TEXTS = import.meta.glob<string>('../demos/*/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The chapter's section on dynamic scheduling has its program under that name too. */
const ALSO: Readonly<Record<string, string>> = { dynamic: 'scheduling' };

export const PROGRAMS: readonly [NamedProgram, ...NamedProgram[]] = [
  ...STARTERS,
  ...DEMOS.map(({ name, title }) => ({
    name,
    title,
    text: TEXTS[`../demos/${name}/${name}.py`] ?? '',
  })),
];

/** All names by which a program can be asked for. */
export const PROGRAM_NAMES: readonly string[] = [
  ...PROGRAMS.map(({ name }) => name),
  ...Object.keys(ALSO),
];

/** That of the name; the first where there is none. */
export function programOf(name: string): NamedProgram {
  const asked = ALSO[name] ?? name;
  return PROGRAMS.find((program) => program.name === asked) ?? PROGRAMS[0];
}

/** The controls of every demo as tables of Markdown: what authors can set, in either language. */
import type { Param } from '../demos/params';
import { DEMOS } from '../demos/registry';
import { CATALOGUES, loadMessages, type Language, type MessageKey } from '../messages/index';

const WORDS = {
  en: {
    head: '| name | what it is | values | default |',
    byFacts: 'by what the browser offers',
    least: (min: number) => `${min} and more`,
    numbers: (length: number, max: number) =>
      `up to ${length} numbers from 0 to ${max}, with commas`,
  },
  ko: {
    head: '| 이름 | 뜻 | 값 | 기본값 |',
    byFacts: '브라우저에 따라 다름',
    least: (min: number) => `${min} 이상`,
    numbers: (length: number, max: number) => `쉼표로 구분한 0–${max}의 수, 최대 ${length}개`,
  },
};

await loadMessages('ko');

/** A section for each demo. */
export function parameterTables(language: Language): string {
  const say = (key: MessageKey): string => CATALOGUES[language][key];
  const sections = DEMOS.map(({ name, title, params }) => {
    const rows = params.map(
      (param) =>
        `| \`${param.name}\` | ${say(param.label)} | ${valuesOf(param, language)} | ${defaultOf(param, language)} |`,
    );
    const table = [WORDS[language].head, '| --- | --- | --- | --- |', ...rows].join('\n');
    return `## ${name}\n\n${say(title)}.\n\n${table}\n`;
  });
  return sections.join('\n');
}

function defaultOf({ fallback }: Param, language: Language): string {
  return typeof fallback === 'function' ? WORDS[language].byFacts : `\`${fallback}\``;
}

function valuesOf(param: Param, language: Language): string {
  const words = WORDS[language];
  switch (param.kind) {
    case 'integer': {
      const { min, max } = param;
      return typeof max === 'number' ? `${min}–${max}` : words.least(min);
    }
    case 'choice':
      return param.options.map(({ value }) => `\`${value}\``).join(', ');
    case 'numbers':
      return words.numbers(param.length, param.max);
  }
}

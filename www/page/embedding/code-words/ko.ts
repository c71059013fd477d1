/** What the dialogue with the embed code says in Korean. */
import type { en } from './en';

export const ko: Record<keyof typeof en, string> = {
  'embedCode.title': '이 데모 임베드하기',
  'embedCode.lead':
    '이 코드를 여러분의 페이지에 넣으세요. 설정은 지금 고른 그대로입니다. 스크립트가 없거나 인쇄할 때는 데모의 그림이 나옵니다.',
  'embedCode.as': '형태',
  'embedCode.element': '스크립트와 태그(높이가 내용에 맞춰짐)',
  'embedCode.frame': '프레임만',
  'embedCode.compact': '간결하게',
  'embedCode.autorun': '저절로 실행',
  'embedCode.readonly': '프로그램을 바꿀 수 없음',
  'embedCode.locked': '설정을 바꿀 수 없음',
  'embedCode.language': '언어',
  'embedCode.readers': '읽는 사람의 언어',
  'embedCode.theme': '테마',
  'embedCode.code': '코드',
  'embedCode.copy': '임베드 코드 복사',
  'embedCode.parameters': '매개변수',
  'embedCode.name': '이름',
  'embedCode.value': '현재 값',
  'embedCode.allowed': '쓸 수 있는 값',
  'embedCode.range': '{min}부터 {max}까지',
  'embedCode.list': '0부터 {max}까지의 수, 최대 {length}개',
  'embedCode.view':
    '그 밖에: view와 hide(보일 것), height, locked(바꿀 수 없게 할 설정), lang, theme.',
  'embedCode.close': '닫기',
};

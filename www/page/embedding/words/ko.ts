/** What only an embed says, in Korean. */
import type { en } from './en';

export const ko: Record<keyof typeof en, string> = {
  'embed.invalid': '쓸 수 없는 값이 들어 있는 설정이 있습니다.',
  'embed.sandboxed':
    '이 프레임에서는 워커를 시작할 수 없어 실행할 수 없습니다. sandbox 속성에 allow-same-origin이 없기 때문입니다. 전체 페이지로 열면 실행할 수 있습니다.',
  'embed.full': '전체 페이지로 열기',
  'embed.nearest': ' “{nearest}”을(를) 쓰려고 하셨나요?',
  'embed.unknownName':
    '“{name}” 항목은 이 데모의 설정이 아니어서 무시했습니다.{nearest} 쓸 수 있는 설정: {options}.',
  'embed.unknownPart':
    '“{name}”은(는) 보이거나 숨길 수 있는 것이 아닙니다.{nearest} 쓸 수 있는 이름: {options}.',
  'embed.unknownControl':
    '“{name}” 설정은 없어서 잠글 수 없습니다.{nearest} 잠글 수 있는 설정: {options}.',
  'embed.noDemo': '“{name}” 데모는 없습니다.{nearest} 데모는 다음과 같습니다: {options}.',
  'embed.noProgram':
    '“{name}” 프로그램은 없습니다.{nearest} 프로그램은 다음과 같습니다: {options}.',
  'embed.noPageProgram': '이 페이지의 프로그램을 불러오지 못했습니다: {reason}',
  'embed.noAnswer': '이 프레임이 들어 있는 페이지가 프로그램을 보내지 않았습니다.',
  'embed.waiting': '이 페이지의 다른 데모가 실행되고 있어 차례를 기다리는 중입니다.',
  'embed.loadFailed': '편집기와 출력 화면을 불러오지 못했습니다.',
};

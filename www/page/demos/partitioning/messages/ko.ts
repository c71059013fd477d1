/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'span.part': '조각 {n}',

  'partitioning.title': '정적 분할',
  'partitioning.short': '정적 분할',
  'partitioning.summary':
    '실행하기 전에 목록을 여러 조각으로 나누고, 그 조각들을 프로세스 풀에서 실행합니다. 뒤쪽 항목일수록 무거워서 연속한 청크로 나누면 마지막 조각에 일이 몰리지만, 항목을 차례로 돌아가며 나누면 조각들이 고르게 됩니다.',
  'partitioning.alt':
    '기록된 실행의 타임라인: 항목 {items}개가 연속 청크로는 {chunk} ms, 라운드 로빈으로는 {roundRobin} ms 걸렸습니다.',
  'partitioning.predict': '예측: 어느 쪽이 먼저 끝날까요?',
  'partitioning.predictTold': '중앙값은 연속 청크 {chunk} ms, 라운드 로빈 {roundRobin} ms입니다.',
  'partitioning.items': '항목 수',
  'partitioning.parts': '조각 수',
  'partitioning.work': '작업량 (백만 단계)',
  'partitioning.workHint': '목록 전체의 양. 항목 i는 i + 1몫을 차지',
  'partitioning.presetChapter': '교재와 같게',
  'partitioning.presetTwo': '항목 100개, 조각 2개',
  'partitioning.onePart': '조각 하나, 프로세스 하나',
  'partitioning.speedup': '{strategy}',
  'partitioning.who': '{strategy}, 프로세스 {n}개',
  'partitioning.definition':
    '목록 전체를 프로세스 하나에서 처리한 시간 ÷ 조각으로 나누어 처리한 시간. 첫 시작부터 마지막 끝까지 잰 중앙값입니다.',
  'partitioning.right':
    '빠진 항목이 없고 순서도 유지되었으며, 답 {n}개가 모두 프로세스 하나로 목록 전체를 처리한 결과와 같습니다.',
  'partitioning.lost':
    '조각들이 목록과 맞지 않습니다. 빠지거나 중복되거나 순서가 바뀐 항목이 있습니다.',
  'partitioning.wrong': '답이 프로세스 하나로 목록 전체를 처리한 결과와 다릅니다.',
  'partitioning.timeline': '{strategy}',
  'partitioning.timelineDescription':
    '한 줄이 풀의 프로세스 하나이고, 막대 하나가 그 프로세스가 처리한 조각 하나이며 색은 조각마다 다릅니다.',
  'why.heaviest':
    '{percent}%: 조각 {n}개 중 가장 무거운 것이 작업의 {share}%를 차지해서, 다른 프로세스는 쉬면서 기다렸습니다.',
} as const satisfies Record<keyof typeof en, string>;

/** The comments of the programs. */
export const comments: Readonly<Record<string, string>> = {
  'A list is cut into parts, which a pool works through.':
    '목록을 조각으로 나누고, 풀이 조각을 처리합니다.',
  "The steps of all items together: a thousandth of the control's, since Python is slower.":
    '모든 항목의 단계 수를 합한 값. Python이\n느리므로 설정의 1000분의 1입니다.',
  'The steps of all items together, as in the Python program.':
    '모든 항목의 단계 수를 합한 값. Python\n프로그램과 같습니다.',
  'Items grow heavier along the list.': '목록의 뒤로 갈수록 항목의 계산이 많아집니다.',
  'rounded up': '올림',
  'A process per core.': '코어마다 프로세스 하나를 둡니다.',
};

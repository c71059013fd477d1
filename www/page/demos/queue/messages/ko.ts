/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'row.producer': '생산자 {n}',
  'row.consumer': '소비자 {n}',
  'span.put': '{item} 넣기',
  'span.square': '{item} 제곱',
  'who.consumers': '소비자 {n}개',

  'queue.title': '생산자와 소비자',
  'queue.short': '큐',
  'queue.summary':
    '생산자는 큐에 수를 넣고, 소비자는 꺼낸 수를 제곱하며, 소비자마다 하나씩 넣는 종료 신호(sentinel)가 더 올 것이 없음을 알립니다. 큐의 용량이 작으면 생산자가 기다리게 되는데, 이 배압(back-pressure)은 긴 막대로 나타납니다.',
  'queue.alt':
    '기록된 실행의 타임라인: 항목 {items}개가 용량 {capacity}인 큐를 지나 소비자 {consumers}개로 가고, 생산자는 자리가 나기를 기다립니다.',
  'queue.predict': '예측: 어느 쪽이 병목일까요?',
  'queue.predict.consumers': '소비자: 쉬지 않고 일한다',
  'queue.predict.producers': '생산자: 소비자가 항목을 기다린다',
  'queue.predictTold':
    '소비자는 전체 시간의 {percent}% 동안 일했고, 80% 이상이면 병목은 소비자입니다.',
  'queue.items': '항목 수',
  'queue.capacity': '큐 용량',
  'queue.capacityHint': '0이면 제한 없음',
  'queue.producers': '생산자 수',
  'queue.consumers': '소비자 수',
  'queue.work': '항목당 작업 (µs)',
  'queue.workHint': '제곱마다 하는 계산. 비어 있는 코어에서 걸리는 시간',
  'queue.presetChapter': '교재와 같게',
  'queue.presetShared': '소비자 2개, 무거운 항목',
  'queue.speedup': '소비자 {n}개 대 하나',
  'queue.nothingToCompare':
    '소비자가 하나뿐이라 비교할 대상이 없습니다. 둘 이상으로 늘리고 항목당 작업을 더해 보세요.',
  'queue.definition':
    '소비자 하나의 시간 ÷ 여러 소비자의 시간. 같은 항목을 처음 넣을 때부터 마지막 제곱까지 잰 중앙값입니다.',
  'queue.right': '제곱 {n}개가 빠짐없이 한 번씩 도착했고, 순차 계산과 일치합니다.',
  'queue.wrong': '제곱이 순차 계산과 다릅니다.',
  'queue.timeline': '마지막 실행',
  'queue.timelineDescription':
    '한 줄이 생산자나 소비자 하나이고, 막대 하나가 넣기(기다린 시간 포함) 또는 제곱 한 번입니다.',
  'queue.timelineColours':
    '한 줄이 생산자나 소비자 하나이고, 막대 하나가 넣기(기다린 시간 포함) 또는 제곱 한 번입니다. 한 항목은 넣을 때와 제곱할 때의 색이 같습니다.',
  'queue.tonePut': '넣기(기다린 시간 포함)',
  'queue.toneSquare': '제곱하기',

  'queue.phaseWatch': '큐를 지켜보는 중',
  'queue.depthHeading': '큐가 얼마나 찼나',
  'queue.depthDescription': '시간에 따라 큐에 든 항목 수를 계단선으로, 용량과 함께 그립니다.',
  'queue.depthEmpty': '실행하고 나면 큐에 든 항목 수가 시간에 따라 나타납니다.',
  'queue.depth': '큐에 든 항목',
  'queue.depthWhen': '시각 (ms)',
  'queue.noteDepth':
    '타임라인에 나온 실행에서 생산자와 소비자가 넣고 꺼낼 때마다 확인한 항목 수입니다. 확인하는 데도 시간이 들어 이 실행은 측정 시간에 넣지 않습니다.',
  'queue.notePending':
    '실행하고 나면 큐에 항목이 최대 몇 개까지 들었고 얼마나 자주 가득 찼는지가 여기에 나타납니다.',
  'queue.notePendingBounded':
    '실행하고 나면 큐에 항목이 최대 몇 개까지 들었고 얼마나 자주 가득 찼는지가 여기에 나타납니다. 선이 용량을 따라가는 동안이 배압이며, 그동안 생산자는 빈자리를 기다립니다.',
  'queue.noteUnbounded':
    '용량에 제한이 없어서 큐에 든 항목이 {n}개까지 늘었습니다. 소비자보다 빠른 생산자를 늦출 것이 없기 때문입니다.',
  'queue.noteBounded':
    '큐에 든 항목은 최대 {n}개였고, 확인한 때의 {percent}%에서 큐가 가득 차 있었습니다. 선이 용량을 따라가는 동안이 배압이며, 그동안 생산자는 빈자리를 기다립니다.',
  'why.consumersBusy':
    '{n|소비자는|소비자들은} 전체 시간의 {percent}% 동안 제곱을 계산했습니다. 소비자가 병목이므로 하나 더 있으면 도움이 될 수 있습니다.',
  'why.consumersWait':
    '{n|소비자는|소비자들은} 전체 시간의 {percent}% 동안만 제곱을 계산했고, 나머지 시간에는 항목이나 차례를 기다렸습니다. 소비자를 늘려도 도움이 되지 않습니다.',
  'why.items': '{percent}%: 소비자가 항목이나 큐를 쓸 차례를 기다렸습니다.',
} as const satisfies Record<keyof typeof en, string>;

/** The comments of the programs. */
export const comments: Readonly<Record<string, string>> = {
  'Producers put items, consumers square them.': '생산자는 항목을 넣고, 소비자는 제곱합니다.',
  'put waits when full; 0: no bound': '가득 차면 put이 기다림, 0: 제한 없음',
  'So long a core is kept busy for each item; less than the control says where all items would take over 20 s.':
    '항목 하나마다 코어가 일하는 시간. 모두 합해\n20초가 넘으면 설정에 있는 값보다 줄입니다.',
  'the sentinel: that was all': '종료 신호: 더는 없음',
  'Functions travel to processes as source text: what they use, they get as arguments.':
    '함수는 소스 텍스트로 프로세스에 전달됩니다.\n그래서 함수가 쓰는 값은 모두 인수로 넘깁니다.',
  'The sentinel: that was all': '종료 신호: 더는 없음',
};

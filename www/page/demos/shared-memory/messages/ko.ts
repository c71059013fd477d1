/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'span.write': '{index}번에 {value} 쓰기',
  'span.counting': '세는 중',

  'shared.title': '공유 메모리',
  'shared.short': '공유 메모리',
  'shared.summary':
    '프로세스 열 개가 배열 하나에 쓰더라도, 저마다 자기 원소에만 쓰면 아무 문제가 없습니다. 하지만 여러 프로세스가 같은 원소에서 수를 세면 보호하지 않은 갱신은 사라지고, 보호하는 두 방법에는 각각 대가가 따릅니다.',
  'shared.alt':
    '기록된 실행의 카운터: 락 없이는 증가 {n}번 가운데 {lost}번이 사라졌고, 원자적 덧셈이나 락을 쓰면 하나도 사라지지 않았습니다.',
  'shared.predict':
    '예측: 프로세스 {n}개가 락 없이 같은 카운터에 저마다 {times}번 1을 더합니다. 카운터는 얼마가 될까요?',
  'shared.predict.less': '{total}보다 작다',
  'shared.predict.exact': '정확히 {total}',
  'shared.predict.more': '{total}보다 크다',
  'shared.predictTold': '카운터는 {counter}이고 {lost}번이 사라졌습니다.',
  'shared.writers': '쓰는 프로세스',
  'shared.processes': '세는 프로세스',
  'shared.processesHint': '모두 같은 카운터에서',
  'shared.increments': '증가 횟수',
  'shared.incrementsHint': '프로세스마다',
  'shared.presetChapter': '교재와 같게',
  'shared.presetCrowd': '프로세스 8개, 락 하나',
  'shared.refusal.not-isolated':
    '여기서는 이 데모를 실행할 수 없습니다. 프로세스가 메모리를 공유하려면 페이지가 교차 출처 격리되어야 하는데, 이 페이지의 서버가 그 헤더를 보내지 않습니다.',
  'shared.refusal.no-shared-memory':
    '여기서는 이 데모를 실행할 수 없습니다. 페이지는 교차 출처 격리되어 있지만, 이 브라우저가 워커끼리 메모리를 공유하지 못하게 합니다. 최신 Chrome, Edge, Firefox, Safari에서는 됩니다.',
  'shared.refusal.remedy':
    '해결 방법: HTTPS나 이 컴퓨터에서, 다음 두 헤더와 함께 페이지를 제공하세요(make serve가 그렇게 합니다). 파이프와 큐 데모는 헤더 없이도 실행됩니다.',
  'shared.one': '프로세스 하나',
  'shared.oneAtomic': '프로세스 하나만, 원자적 덧셈',
  'shared.oneLock': '프로세스 하나만, 락',
  'shared.plain': '프로세스 {n}개, 락 없음',
  'shared.atomic': '프로세스 {n}개, 원자적 덧셈',
  'shared.lock': '프로세스 {n}개, 락',
  'shared.definition':
    '프로세스 하나의 시간 ÷ 모든 프로세스의 시간. 같은 방법으로 증가를 같은 횟수만큼 할 때의 중앙값입니다.',
  'shared.atomicAdd': '원자적 덧셈',
  'shared.withLock': '락',
  'shared.right':
    '프로세스마다 자기 원소에 썼습니다. 원자적 덧셈과 락에서는 증가 {n}번이 하나도 사라지지 않았습니다.',
  'shared.wrong': '배열의 내용이 프로세스가 쓴 것과 다릅니다.',
  'shared.wrongCounter': '{way}: 카운터가 정확해야 하는데 그렇지 않습니다.',
  'shared.wrongRecord': '기록된 단계를 따라가면 읽은 카운터의 값이 나오지 않습니다.',
  'shared.timelineWriters': '쓰는 프로세스',
  'shared.timelineWritersDescription':
    '한 줄이 프로세스 하나이며, 시작하는 동안의 막대와 쓰기 막대가 있습니다.',
  'shared.timelineCounterDescription': '한 줄이 프로세스 하나이고, 막대는 세는 동안을 나타냅니다.',
  'shared.toneWriting': '쓰기',
  'shared.counterHeading': '증가는 어떻게 되었나',
  'shared.counterDescription':
    '세는 방법마다 막대 하나이며, 반영된 증가와 사라진 증가를 나타냅니다.',
  'shared.counterEmpty': '실행하고 나면 반영된 증가와 사라진 증가가 나타납니다.',
  'shared.unit': '회',
  'shared.arrived': '반영된 증가',
  'shared.lost': '사라진 증가',
  'shared.lostPart': '사라진 증가',
  'shared.way': '세는 방법',
  'shared.counter': '카운터',
  'shared.lostShare': '사라진 비율',
  'shared.ns': '증가당 ns',
  'shared.noteRace':
    '1을 더하는 일은 읽기, 더하기, 쓰기의 세 단계입니다. 두 프로세스가 같은 수를 읽으면 같은 합을 쓰게 되어 증가 하나가 사라집니다. 사라지는 수는 실행할 때마다 다르며, 표에는 마지막 실행의 값이 나옵니다.',
  'shared.noteCost':
    '증가당 ns는 첫 시작부터 마지막 끝까지 걸린 시간의 중앙값을 전체 증가 횟수로 나눈 값입니다. 같은 방법으로 프로세스 하나만 셀 때와 비교하세요. 그 값이 호출 자체의 비용입니다. 프로세스마다 따로 세고 마지막에 더하는 편이 낫습니다.',
  'interleaving.heading': '사라진 갱신, 한 단계씩',
  'interleaving.how':
    '따로 한 작은 실행입니다. 프로세스 두 개가 같은 카운터에 1을 {n}번씩 더합니다. 눈으로 볼 수 있도록 느리게 했습니다. 프로세스는 단계마다 무작위로 최대 40 ms까지 멈췄다가 진행합니다. 각 단계는 락을 가진 채 하고 번호를 받았으므로 이것이 실제로 일어난 순서입니다. 하지만 읽기와 쓰기 사이에는 락을 놓으므로 갱신이 사라질 수 있습니다.',
  'interleaving.pending': '실행하고 나면 여기에 단계가 나타납니다.',
  'interleaving.table': '차례로 늘어놓은 단계',
  'interleaving.step': '단계',
  'interleaving.what': '한 일',
  'interleaving.register': '{who}의 레지스터',
  'interleaving.lostHere': '이 단계로 사라진 갱신',
  'interleaving.lost': '사라짐',
  'interleaving.read': '{value} 읽기',
  'interleaving.add': '{before} + 1 = {value}',
  'interleaving.write': '{value} 쓰기',
  'interleaving.place': '{all}단계 가운데 {done}단계',
  'interleaving.before': '아직 아무도 읽지 않았고 카운터는 0입니다.',
  'interleaving.said.read': '{who} – {value} 읽기',
  'interleaving.said.add': '{who} – 레지스터에서 1 더하기, {before} + 1 = {value}',
  'interleaving.said.write': '{who} – {value} 쓰기',
  'interleaving.said.lost': '{other}의 갱신 {n}개가 사라집니다.',
  'interleaving.said.hidden':
    '갱신 {n}개를 잠시 덮어씁니다. 다른 프로세스의 다음 쓰기가 되살립니다.',
  'interleaving.sum': '증가 {n}번, 카운터는 {counter}: 갱신 {lost}개가 사라졌습니다.',
  'interleaving.noneLost':
    '증가 {n}번, 카운터는 {counter}: 이번 실행에서는 갱신이 하나도 사라지지 않았습니다. 다른 프로세스의 읽기와 쓰기 사이에 낀 쓰기가 없었기 때문입니다. 다시 실행해 보세요.',
  'why.lost':
    '락이 없으니 증가 {n}번 중 {lost}번({percent}%)이 사라졌습니다. 두 프로세스가 같은 값을 읽으면 나중에 쓴 쪽이 먼저 쓴 값을 덮어씁니다.',
  'why.noneLost':
    '락이 없는데도 이번에는 증가 {n}번이 하나도 사라지지 않았습니다. 프로세스가 서로 끼어드는 것을 막는 장치가 없으니 운이 좋았을 뿐입니다.',
  'why.callCost':
    '{way}: 프로세스 하나만으로도 증가 한 번에 {call} ns가 걸립니다. 이것이 호출 자체의 비용입니다. 프로세스 {n}개로는 코어마다 {together} ns가 걸려, 서로 거의 방해하지 않습니다.',
  'why.contention':
    '{way}: 프로세스 하나만으로도 증가 한 번에 {call} ns가 걸립니다. 이것이 호출 자체의 비용입니다. 프로세스 {n}개로는 코어마다 {together} ns가 걸립니다. 한 번에 하나만 카운터를 바꿀 수 있어 나머지가 기다리므로 {more} ns가 더 듭니다.',
} as const satisfies Record<keyof typeof en, string>;

/** The comments of the programs. */
export const comments: Readonly<Record<string, string>> = {
  'Processes write side by side, then together.': '프로세스들이 따로, 그다음에는 한곳에 씁니다.',
  "A thousandth of the control's: locks in Python are slow.":
    '설정의 1000분의 1: Python의 락은 느립니다.',
  "A thousandth of the control's, as in the Python program.":
    '설정의 1000분의 1. Python 프로그램과 같은\n값입니다.',
  'lest some get lost': '증가가 사라지지 않게',
  'in one step': '한 번에, 원자적으로',
};

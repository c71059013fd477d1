/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'span.item': '항목 {item}',
  'span.items': '항목 {first}–{last}',

  'pools.title': '프로세스 풀과 스레드 풀',
  'pools.short': '풀',
  'pools.summary':
    '같은 함수를 워커 하나, 프로세스 풀, 스레드 풀로 목록에 적용합니다. 계산하는 작업은 코어 수만큼, 기다리는 작업은 워커 수만큼 빨라지고, 너무 작은 작업은 빨라지지 않습니다.',
  'pools.alt':
    '기록된 실행의 타임라인: 같은 작업 {items}개가 프로세스 하나에서 {one} ms, {n}개에서 {several} ms 걸렸습니다.',
  'pools.task': '작업',
  'pools.countPrimes': '소수 세기',
  'pools.countPrimes.is': '계산: 크기(천 단위)보다 작은 소수를 셉니다.',
  'pools.monteCarloPi': 'π 추정',
  'pools.monteCarloPi.is': '계산: 항목을 시드로 하여 크기(천 단위)만큼 무작위 점을 찍습니다.',
  'pools.sleep': '기다리기(sleep)',
  'pools.sleep.is':
    '크기(ms)만큼 코어를 쓰지 않고 기다립니다. 디스크나 네트워크를 기다릴 때와 같습니다.',
  'pools.items': '항목 수',
  'pools.size': '작업의 크기',
  'pools.sizeHint': '천 단위, 또는 기다리는 ms',
  'pools.chunksize': '청크 크기',
  'pools.chunksizeHint': '한 번에 나눠 주는 항목 수',
  'pools.oneChunk': '워커 하나는 모든 항목을 한 청크로 받습니다.',
  'pools.workersHint': '풀마다. 코어 수보다 많아도 됨',
  'pools.presetChapter': '교재와 같게',
  'pools.presetWaiting': '기다리기, 워커 8개',
  'pools.presetTiny': '아주 작은 작업',
  'pools.nothingToCompare': '워커가 하나뿐이라 비교할 대상이 없습니다. 둘 이상으로 늘려 보세요.',
  'pools.definition':
    '워커 하나의 시간 ÷ 모든 워커의 시간. 같은 목록을 같은 종류의 워커에 맡기고, 호출부터 마지막 결과까지 잰 중앙값입니다.',
  'pools.phaseOverhead': '빈 작업을 재는 중',
  'pools.right': '결과 {n}개가 항목 순서대로 돌아왔고, 프로세스 하나의 단순 반복문과 일치합니다.',
  'pools.rightSleep':
    '작업 {n}개가 모두 돌아왔고, 정해진 시간보다 일찍 돌아온 작업은 없습니다. 값은 밀리초입니다.',
  'pools.wrong': '결과가 프로세스 하나의 단순 반복문과 다릅니다.',
  'pools.timelineDescription':
    '한 줄이 워커 하나이고, 막대 하나가 그 워커가 실행하며 직접 시간을 잰 항목 청크 하나입니다.',
  'pools.timelineColours':
    '한 줄이 워커 하나이고, 막대 하나가 그 워커가 실행하며 직접 시간을 잰 항목 청크 하나입니다. 같은 청크는 어디에서나 같은 색이며, 회색은 목록 전체입니다.',
  'pools.gainHeading': '풀의 이득과 비용',
  'pools.workUs': '작업 하나 (µs)',
  'pools.overheadUs': '작업당 오버헤드 (µs)',
  'pools.noteOverhead':
    '작업당 오버헤드는 거의 비어 있는 작업 2,000개를 이 청크 크기로 실행하는 데 걸린 시간을 2,000으로 나눈 값입니다. 작업이 이보다 훨씬 오래 걸려야 나눠 줄 가치가 있으며, 청크를 키우면 이 비용을 더 많은 작업이 나누어 부담합니다.',
  'pools.noteKinds':
    '프로세스와 스레드는 컴파일된 같은 작업을 실행합니다. 종류마다 같은 종류의 워커 하나가 모든 항목을 한 청크로, 곧 단순 반복문처럼 실행한 것과 비교합니다.',
  'pools.notePending': '실행하고 나면 가능한 최대 속도 향상이 여기에 나타납니다.',
  'pools.noteComputing':
    '보고된 코어 {cores}개에 워커 {workers}개: 계산하는 작업은 최대 {workers}배까지 빨라집니다.',
  'pools.noteCrowded':
    '보고된 코어 {cores}개에 워커 {workers}개: 계산하는 작업은 코어를 번갈아 쓰므로, 워커가 아무리 많아도 최대 {cores}배까지만 빨라집니다.',
  'pools.noteWaiting':
    '보고된 코어 {cores}개에 워커 {workers}개: 기다리는 데는 코어가 필요 없어 {workers}개가 동시에 기다립니다. 이것이 병렬성 없는 동시성입니다.',
  'why.chunks':
    '{percent}%: 청크 {n}개를 나눠 주고 결과를 모으는 데 청크마다 워커 시간 {us} µs가 들었습니다. 청크를 키우면 이 비용을 더 많은 작업이 나누어 부담합니다.',
} as const satisfies Record<keyof typeof en, string>;

/** The comments of the programs. */
export const comments: Readonly<Record<string, string>> = {
  'One function over many items, on a pool.': '한 함수를 여러 항목에 적용하는 풀입니다.',
  'or "monteCarloPi", "sleep"': '또는 "monteCarloPi", "sleep"',
  "or 'monteCarloPi', 'sleep'": "또는 'monteCarloPi', 'sleep'",
  "How many numbers or points a task has: a hundredth of the control's, since Python is slower; or how many ms it waits. Less where all tasks together would take very long.":
    '작업 하나가 다루는 수나 점의 개수(Python이\n느리므로 설정의 100분의 1) 또는 기다리는 ms.\n모든 작업을 합해 너무 오래 걸리면 더 줄입니다.',
  'How many numbers or points a task has, or how many ms it waits: as in the Python program.':
    '작업 하나가 다루는 수나 점의 개수 또는\n기다리는 ms. Python 프로그램과 같은 값입니다.',
  'at most 8 interpreters': '인터프리터는 최대 8개',
  'at most 8, as in Python': 'Python처럼 최대 8',
  'On threads, it would be ThreadPoolExecutor.':
    '스레드로 실행하려면 ThreadPoolExecutor를\n씁니다.',
  'The library’s own tasks have names; on threads, it would be pg.threads.':
    '라이브러리에 들어 있는 작업은 이름으로\n부릅니다. 스레드로 실행하려면 pg.threads를\n씁니다.',
};

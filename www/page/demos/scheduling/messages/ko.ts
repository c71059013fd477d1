/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'scheduling.title': '스케줄링 실험실',
  'scheduling.short': '스케줄링',
  'scheduling.summary':
    '모든 정책이 같은 작업들을 같은 워커들에게 나눠 주며, 실제로 실행하거나 워커 4096개까지 가상 시간에서 시뮬레이션합니다. 마지막 워커가 언제 끝나는지, 워커들이 얼마나 쉬는지, 나눠 주는 데 얼마나 드는지 비교해 보세요.',
  'scheduling.alt':
    '기록된 실행의 타임라인: 작업 {tasks}개가 워커 {n}개에서 정적 청크로는 {chunk} ms, 동적 정책으로는 {dynamic} ms 걸렸습니다.',
  'scheduling.predict': '예측: 어느 정책이 가장 먼저 끝날까요?',
  'scheduling.predictTold':
    '{policy} 정책이 {ms} ms로 끝났고, 그만큼 좋은 정책이 {n}개 더 있습니다.',
  'scheduling.load': '실행 방법',
  'scheduling.simulate': '시뮬레이션',
  'scheduling.simulate.is':
    '가상 시간에서 계산하며, 정확하고 언제나 같은 결과입니다. 작업을 실제로 실행하지는 않습니다.',
  'scheduling.sleep': '실제 실행, 기다리는 작업',
  'scheduling.sleep.is':
    '작업마다 실제 워커에서 정해진 시간만큼 기다립니다. 기다리는 데는 코어가 필요 없습니다.',
  'scheduling.spin': '실제 실행, 계산하는 작업',
  'scheduling.spin.is': '작업마다 실제 워커의 코어를 정해진 시간만큼 바쁘게 합니다.',
  'scheduling.workload': '작업 시간 분포',
  'workload.chapter': '교재와 같게',
  'workload.chapter.is': '작업 i는 i mod 3 + 1 단위가 걸립니다.',
  'workload.uniform': '균등 분포',
  'workload.uniform.is': '1단위와 3단위 사이에서 무작위로 고르게 정합니다.',
  'workload.giant': '아주 긴 작업 하나',
  'workload.giant.is': '마지막 작업만 나머지 합의 4분의 1이 걸리고, 다른 작업은 모두 1단위입니다.',
  'workload.ascending': '점점 길게',
  'workload.ascending.is': '뒤로 갈수록 길어지며, 평균 2단위입니다.',
  'workload.descending': '점점 짧게',
  'workload.descending.is': '뒤로 갈수록 짧아지며, 평균 2단위입니다.',
  'workload.heavyTail': '두꺼운 꼬리',
  'workload.heavyTail.is':
    '지수가 1.5인 파레토 분포입니다. 대부분 짧고, 몇 개는 아주 오래 걸립니다.',
  'workload.own': '직접 적은 목록',
  'workload.own.is': '아래에 적은 단위를 그대로 씁니다.',
  'scheduling.own': '직접 적은 목록 (단위)',
  'scheduling.tasks': '작업 수',
  'scheduling.speeds': '워커의 속도',
  'speeds.equal': '모두 같음',
  'speeds.equal.is': '같은 작업에 걸리는 시간이 모든 워커에서 같습니다.',
  'speeds.oneHalf': '하나만 절반',
  'speeds.oneHalf.is': '마지막 워커는 모든 작업에 두 배의 시간이 걸립니다.',
  'speeds.ramp': '점점 느리게',
  'speeds.ramp.is': '첫 워커부터 차례로 느려져서, 마지막 워커는 속도가 첫 워커의 절반입니다.',
  'scheduling.chunk': '청크 크기 k',
  'scheduling.chunkHint': '한 번에 나눠 주는 작업 수, 또는 그 최솟값',
  'scheduling.unit': '단위 (ms)',
  'scheduling.seed': '시드',
  'scheduling.seedHint': '무작위 작업과 훔치기에 쓰는 값',
  'scheduling.onlyReal': '실제로 실행할 때만 씁니다.',
  'scheduling.onlySimulated': '시뮬레이션에서만 씁니다. 실제 워커에는 실제 값이 있습니다.',
  'scheduling.onlyOwn': '작업 시간 분포가 “직접 적은 목록”일 때만 씁니다.',
  'scheduling.ownLength': '직접 적은 목록의 길이를 따릅니다.',
  'scheduling.dispatchOverhead': '한 번 나눠 주는 비용 (µs)',
  'scheduling.taskOverhead': '작업 하나의 추가 비용 (µs)',
  'scheduling.presetChapter': '교재와 같게',
  'scheduling.presetGiant': '아주 긴 작업 하나',
  'scheduling.presetTail': '두꺼운 꼬리',
  'scheduling.presetCrowd': '워커 1024개',
  'scheduling.phaseSimulate': '가상 시간에서 시뮬레이션하는 중',
  'scheduling.phaseRun': '정책마다 번갈아 실행하는 중',
  'scheduling.phaseChunks': '청크 크기를 바꿔 보는 중',
  'scheduling.phaseWorkers': '워커 수를 바꿔 보는 중',
  'scheduling.oneWorker': '워커 하나',
  'scheduling.speedup': '{policy}, 워커 {n}개 대 하나',
  'scheduling.definition':
    '워커 하나가 동적 정책으로 실행한 전체 소요 시간 ÷ 고른 정책으로 모든 워커가 실행한 전체 소요 시간. 중앙값입니다.',
  'scheduling.noSpeedup':
    '시뮬레이션이라 측정한 값이 없습니다. 정책마다 오버헤드 없는 워커 하나와 견준 속도 향상은 표에 있습니다.',
  'scheduling.nothingToCompare':
    '워커가 하나뿐이라 비교할 대상이 없습니다. 둘 이상으로 늘려 보세요.',
  'scheduling.right':
    '{policies}가지 정책 모두에서 작업 {n}개가 한 번씩 돌아왔고, 두 작업을 동시에 한 워커는 없습니다. 쌍은 작업 번호와 단위입니다.',
  'scheduling.rightSimulated':
    '시뮬레이션: {policies}가지 정책 모두에서 작업 {n}개를 한 번씩 나눠 주었고, 두 작업을 동시에 맡은 워커는 없습니다. 쌍은 작업 번호와 단위입니다.',
  'scheduling.wrong': '{policy}: {fault}',
  'scheduling.wrongCount': '작업 {expected}개 대신 {n}개가 돌아왔습니다.',
  'scheduling.wrongTask': '작업 {task}번이 두 번 돌아왔거나 길이가 다릅니다.',
  'scheduling.wrongWorker': '워커 {worker}번이 다른 작업을 하는 동안 작업 {task}번을 실행했습니다.',
  'scheduling.chunksHeading': '청크 크기에 따른 전체 소요 시간',
  'scheduling.chunksDescription':
    '청크 크기가 있는 정책마다 한 줄이며, 시뮬레이션한 전체 소요 시간을 k에 따라 두 로그 축에 그립니다.',
  'scheduling.chunksEmpty': '실행하고 나면 청크 크기마다 전체 소요 시간이 나타납니다.',
  'scheduling.chunksNote':
    '시뮬레이션한 값이며, 실제로 실행한 뒤에는 거기서 잰 나눠 주는 비용을 씁니다. 청크가 작으면 나눠 주는 비용이 늘고, 크면 끝에 쉬는 워커가 생깁니다.',
  'why.atBound':
    '{policy}: {ms} ms 뒤에 끝납니다. 어떤 스케줄도 {bound} ms보다 먼저 끝날 수 없으므로 사실상 최적입니다.',
  'why.aboveBound': '{policy}: {ms} ms 뒤에 끝나며, 하한 {bound} ms보다 {percent}% 깁니다.',
  'why.shares':
    '워커들의 시간 가운데 {tasks}%는 작업에, {overhead}%는 작업을 {n}번 나눠 주는 데 쓰였고, {idle}%는 쉬는 시간이었습니다.',
  'why.isBest': '정책 {n}개 중 더 먼저 끝난 것은 없습니다.',
  'why.better': '가장 짧은 것은 {ms} ms의 {best}이며, {policy} 정책은 {percent}% 더 걸렸습니다.',
} as const satisfies Record<keyof typeof en, string>;

/** The comments of the programs. */
export const comments: Readonly<Record<string, string>> = {
  'Tasks are handed to workers by a policy.': '정책에 따라 작업을 워커에 나눠 줍니다.',
  'How many units each task takes; at most 40 tasks.':
    '작업마다 걸리는 단위 시간의 수. 작업은 최대\n40개입니다.',
  'Less than the control says where all would take over 20 s.':
    '모두 합해 20초가 넘으면 설정에 있는 값보다\n줄입니다.',
  'Or another one that chunks_of has. The rest need the lab: here they are "dynamic".':
    '청크를 나누는 chunks_of에 있는 다른 정책도\n됩니다. 나머지 정책은 실험실에서만 되므로\n여기서는 "dynamic"이 됩니다.',
  "Any of the lab's.": '실험실의 정책은 모두 됩니다.',
  'In µs, at most 100000; 0 where the lab really runs.':
    '단위는 µs이고 최대 100000입니다. 실험실이\n실제로 실행할 때는 0입니다.',
  '-(-n // k) is n / k, rounded up': '-(-n // k)는 n / k의 올림',
  'It is known before who gets what.': '누가 무엇을 맡을지 미리 정해져 있습니다.',
  'Whoever is free takes the next chunk.': '쉬고 있는 워커가 다음 청크를 가져갑니다.',
  'a sentinel for each worker': '워커마다 종료 신호 하나',
  'As many results as tasks are awaited: a queue that says it is empty may still be on its way.':
    '작업 수만큼 결과를 받습니다. 큐가 비었다고\n해도 아직 오는 중인 결과가 있을 수 있기\n때문입니다.',
  'really run, on all workers': '모든 워커에서 실제로 실행',
  'in virtual time': '가상 시간으로',
  'As they lie in the list.': '목록에 놓인 순서대로 정렬합니다.',
};

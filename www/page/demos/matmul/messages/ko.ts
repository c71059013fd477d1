/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'span.row': '{row}행',
  'span.rows': '{first}–{last}행',
  'who.one': '워커 하나',

  'matmul.title': '병렬 행렬 곱',
  'matmul.short': '행렬 곱',
  'matmul.summary':
    '두 N×N 행렬을 WebAssembly로 곱하면서, 결과를 여러 워커가 나누어 계산합니다. 워커를 늘리면 얼마나 빨라지는지, 다섯 알고리즘이 컴퓨터의 한계에 얼마나 다가가는지, 암달의 법칙이 속도 향상을 어디에서 제한하는지 살펴봅니다.',
  'matmul.alt':
    '기록된 실행: {size} × {size} 행렬 곱의 어느 타일을 스레드 {n}개 가운데 무엇이 언제 계산했는지 보여 줍니다.',
  'matmul.predict': '예측: 어느 알고리즘이 가장 빠를까요?',
  'matmul.predictTold': '여기서 가장 빠른 것은 {best}입니다.',
  'matmul.study': '실험',
  'matmul.study.pair': '하나 대 여럿',
  'matmul.study.pair.is':
    '같은 곱셈을 워커 하나와 여럿으로 실행해, 누가 무엇을 계산했고 얼마나 빨라졌는지 봅니다.',
  'matmul.study.algorithms': '모든 알고리즘',
  'matmul.study.algorithms.is':
    '같은 워커에서 모든 알고리즘을 실행해, 컴퓨터의 한계와 견준 속도와 오차를 봅니다.',
  'matmul.study.speedup': '워커 수에 따른 속도 향상',
  'matmul.study.speedup.is':
    '한 알고리즘을 워커 1개, 2개, …로 실행해, 속도 향상과 거기에 맞춘 암달의 법칙을 봅니다.',
  'matmul.n': '크기 N',
  'matmul.precision': '정밀도',
  'matmul.f32': '32비트 (f32)',
  'matmul.f64': '64비트 (f64)',
  'matmul.algorithm': '알고리즘',
  'matmul.naive': '단순',
  'matmul.naive.is': '교재와 같은 i-j-k 3중 반복문이며, C의 행 하나가 작업 하나입니다.',
  'matmul.blocked': '블록',
  'matmul.blocked.is': '같은 덧셈을 블록 단위로 하여, 다시 읽을 값이 캐시에 남아 있게 합니다.',
  'matmul.simd': 'SIMD',
  'matmul.simd.is':
    '마이크로 커널이 C의 타일을 벡터 레지스터에 두고, A와 B를 패킹하지 않고 그대로 읽습니다.',
  'matmul.fast': '고속',
  'matmul.fast.is': '같은 마이크로 커널을 캐시에 맞는 블록에 쓰고, B는 읽는 순서대로 패킹합니다.',
  'matmul.strassen': '슈트라센',
  'matmul.strassen.is':
    'N이 크면 절반 크기의 고속 곱을 여덟 번 대신 일곱 번 하며, 그 대신 오차가 커집니다.',
  'matmul.one': '워커 하나',
  'matmul.allCompared': '이 실험은 모든 알고리즘을 비교합니다.',
  'matmul.oneComputes': '워커 하나가 모두 계산합니다.',
  'matmul.presetChapter': '교재와 같게',
  'matmul.presetLimit': '알고리즘 다섯',
  'matmul.presetAmdahl': '암달의 법칙',
  'matmul.phaseOperands': '피연산자를 만드는 중',
  'matmul.phaseCheck': '기준 계산과 비교하는 중',
  'matmul.right':
    'C가 기준 계산과 일치합니다. 최대 상대 오차 {error}, 허용 오차 {tolerance} ({bound}), 커널 {kernel}.',
  'matmul.rightAll':
    '곱 {n}개가 모두 기준 계산과 일치합니다. 허용 오차에 가장 가까운 것은 {algorithm}: 상대 오차 {error}, 허용 오차 {tolerance} ({bound}).',
  'matmul.wrong':
    '{algorithm}: C가 기준 계산과 다릅니다. 최대 상대 오차 {error}, 허용 오차 {tolerance} ({bound}), 커널 {kernel}.',
  'matmul.bound': 'N·ε',
  'matmul.boundStrassen': '{times}·N·ε: 곱하기 전에 더하는 슈트라센은 더 크게 허용',
  'matmul.kernelMeasured':
    '{kernel}(이 컴퓨터에서 워커 하나로 최대 {limit} GFLOP/s 중 {gflops} GFLOP/s로 측정됨)',
  'matmul.computeOf': '{who}, 계산만',
  'matmul.totalOf': '{who}, 호출 전체',
  'matmul.definition':
    '워커 하나의 시간 ÷ 모든 워커의 시간. 데이터 복사를 포함한 호출 전체의 중앙값입니다.',
  'matmul.definitionAlgorithms':
    '뒤에 적은 알고리즘의 계산 시간 ÷ 앞에 적은 알고리즘의 계산 시간. 같은 워커에서 잰 중앙값입니다.',
  'matmul.nothingToCompare':
    '워커가 하나뿐이라 비교할 대상이 없습니다. 스레드나 프로세스를 골라 보세요.',
  'matmul.nothingToScale':
    '워커가 하나뿐이라 워커 수에 따른 속도 향상이 없습니다. 스레드나 프로세스를 고르고, 워커를 둘 이상으로 늘려 보세요.',
  'matmul.over': '{baseline} 대비 {contender}',
  'matmul.naiveLeftOut':
    'N이 {most}보다 크면 단순 알고리즘은 뺍니다. 나머지를 모두 합친 것보다 오래 걸리기 때문입니다.',
  'matmul.strassenNote':
    '슈트라센은 고속 알고리즘의 {time}배만큼 걸렸고, 오차는 {times}배입니다({fastError} 대비 {error}).',
  'matmul.timelineParallel': '마지막 병렬 곱',
  'matmul.timelineOne': '마지막 곱',
  'matmul.timelineDescription':
    '한 줄이 워커 하나이고, 막대 하나가 그 워커가 계산한 C의 타일 하나입니다.',
  'why.asking':
    '{percent}%: 타일 계산도 복사도 아닌, 메시지와 패킹, 그리고 패널 사이에 서로 기다리는 시간입니다.',
  'why.ofLimit':
    '고속 알고리즘은 산술만 하는 반복문이 여기서 내는 {gflops} GFLOP/s의 {percent}%에 이릅니다.',
  'why.naive': '고속 알고리즘은 같은 연산을 단순 알고리즘보다 {ratio}배 빠르게 합니다.',
  'why.step.blocked': '행과 열 대신 캐시에 들어가는 블록(단순 대비 블록): {ratio}배.',
  'why.step.simd': '거기에 벡터 레지스터(블록 대비 SIMD): {ratio}배.',
  'why.step.fast': '거기에 패킹한 패널(SIMD 대비 고속): {ratio}배.',
  'why.strassenWon':
    '슈트라센은 반으로 나눌 때마다 곱셈 여덟 번 중 한 번을 아끼며, 여기서는 그 이득이 늘어난 덧셈보다 커서 {percent}% 빠릅니다.',
  'why.strassenLost':
    '슈트라센은 반으로 나눌 때마다 곱셈 여덟 번 중 한 번을 아끼지만, 여기서는 늘어난 덧셈이 더 비싸서 {percent}% 느립니다.',
  'why.amdahl':
    '이 점들에 맞춘 순차 비율은 {percent}%입니다. 암달의 법칙에 따르면 워커가 아무리 많아도 속도 향상은 {most}배를 넘지 못합니다.',
  'why.amdahlNone': '이 점들에 맞춘 순차 비율은 0입니다. 순차적인 일은 보이지 않습니다.',
  'why.moreThanCores':
    '워커 최대 {workers}개가 코어 {cores}개를 번갈아 씁니다. 워커 {cores}개를 넘는 점은 프로그램이 아니라 기계를 보여 줍니다.',
  'why.karpFlattGrows':
    '카프–플랫 지표가 {first}%에서 {last}%로 커집니다. 속도 향상을 제한하는 것은 순차 작업이 아니라 워커와 함께 늘어나는 오버헤드입니다.',
  'why.karpFlattSteady':
    '카프–플랫 지표가 {first}%에서 {last}%로 바뀌므로, 오버헤드는 워커와 함께 늘어나지 않습니다.',
} as const satisfies Record<keyof typeof en, string>;

/** The comments of the programs. */
export const comments: Readonly<Record<string, string>> = {
  'A matrix product, a task for each band of rows.': 'A의 이어진 행들이 작업 하나가 되는 행렬 곱.',
  'outside of this page': '이 페이지 밖에서는 없음',
  'Or "naive", the chapter\'s; or "fast", for all that only this page can do.':
    '또는 "naive"(교재의 삼중 반복문)이나 "fast".\n이 페이지에서만 되는 알고리즘은 모두 "fast"가\n됩니다.',
  "Any of the control's, such as 'naive', the chapter's.":
    "설정에 있는 것은 모두 됩니다. 예를 들어\n'naive'는 교재의 삼중 반복문입니다.",
  'or "f32"': '또는 "f32"',
  "or 'f32'": "또는 'f32'",
  'so many rows and columns of B at once': '한 번에 다루는 B의 행과 열의 수',
  'rounded up': '올림',
  "A sixteenth of the control's: three loops in Python are slow.":
    '설정의 16분의 1: Python의 삼중 반복문은\n느립니다.',
  "A sixteenth of the control's, as in the Python program.":
    '설정의 16분의 1. Python 프로그램과 같은\n값입니다.',
  'Matrices are arrays of numbers, row by row.': '행렬은 한 행씩 차례로 담은 수의 배열입니다.',
  'By default, the fast product is made.': 'algorithm을 쓰지 않으면 빠른 방법으로 곱합니다.',
};

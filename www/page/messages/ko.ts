/** 페이지의 한국어 문장. The page's words in Korean; the keys are those of the English catalogue. */
import type { en } from './en';

export const ko = {
  'app.name': '병렬 놀이터',
  'app.skip': '본문으로 건너뛰기',
  'app.footer':
    '모든 막대는 실제 워커에서 측정한 구간이고, 모든 속도 향상은 같은 실행에서 잰 기준과 비교한 값입니다. 어떤 데이터도 이 페이지 밖으로 나가지 않습니다.',
  'title.demo': '{demo} – {app}',

  'nav.label': '데모',
  'nav.overview': '둘러보기',

  'setting.language': '언어',
  'setting.theme': '테마',
  'language.en': 'English',
  'language.ko': '한국어',
  'theme.auto': '시스템 설정',
  'theme.light': '밝게',
  'theme.dark': '어둡게',

  'badge.label': '이 페이지의 실행 방식',
  'badge.threads': '스레드',
  'badge.processes': '프로세스',
  'badge.opening': '시작하는 중…',
  'badge.failed': '실행 안 됨',
  'tier.opening': '엔진을 시작하면서 이 브라우저에서 무엇이 되는지 확인하고 있습니다.',
  'tier.threads':
    '모든 기능을 쓸 수 있습니다. 메모리를 공유하는 스레드와, 저마다 메모리를 가진 프로세스가 함께 동작합니다.',
  'tier.processes':
    '작업은 저마다 메모리를 가진 프로세스에서 실행됩니다. 그래도 진짜 병렬 실행입니다.',
  'reason.not-isolated':
    '스레드를 쓸 수 없습니다. 이 페이지가 교차 출처 격리 헤더 없이 제공되어 브라우저가 공유 메모리를 허용하지 않습니다.',
  'reason.no-shared-memory':
    '스레드를 쓸 수 없습니다. 이 브라우저에서는 워커끼리 메모리를 공유할 수 없습니다.',
  'reason.threads-failed': '스레드를 쓸 수 없습니다. 이 브라우저에서 스레드를 시작하지 못했습니다.',
  'reason.threads-timeout': '스레드를 쓸 수 없습니다. 스레드가 제시간에 시작되지 않았습니다.',
  'reason.processes-chosen': '스레드를 쓰지 않습니다. 프로세스 방식을 골랐습니다.',
  'reason.coarse-clock': '이 브라우저의 시계는 눈금이 굵어서, 짧은 시간은 덜 정확합니다.',
  'fact.workers': '워커 {n}개',
  'fact.cores': '보고된 코어 {n}개',
  'fact.clock': '시계 눈금 {ms} ms',
  'fact.simd.relaxed': 'relaxed SIMD',
  'fact.simd.fixed': '128비트 SIMD',
  'engine.failed': '엔진을 시작하지 못해 아직 아무것도 실행할 수 없습니다. {reason}',
  'engine.retry': '다시 시도',

  'overview.title': '내 컴퓨터의 코어에서 돌려 보는 병렬 프로그램',
  'overview.lead':
    '병렬 컴퓨팅의 고전적인 프로그램들이 이 브라우저 안에서, 지금 쓰고 있는 컴퓨터의 코어로 실제로 실행됩니다. 숫자를 바꾸고 실행을 눌러, 누가 언제 무엇을 했고 얼마나 빨라졌는지 확인해 보세요.',
  'overview.open': '데모 열기',

  'control.heading': '설정',
  'control.presets': '미리 정한 설정',
  'control.workers': '워커 수',
  'control.repeats': '반복 횟수',
  'control.range': '{min}~{max}',
  'control.wholeNumber': '{min}부터 {max}까지의 정수여야 합니다.',
  'control.oneOf': '다음 중 하나여야 합니다: {options}.',
  'control.idle': '지금 설정에서는 쓰지 않습니다.',

  'run.run': '실행',
  'run.stop': '중지',
  'run.progress': '진행률',
  'run.percent': '{percent}%',
  'phase.engine': '엔진을 시작하는 중',
  'phase.check': '답을 확인하는 중',
  'phase.measure': '번갈아 측정하는 중',
  'state.stopped': '중지했습니다. 이번 실행의 결과는 표시하지 않습니다.',
  'state.stale': '이 결과를 얻은 뒤에 설정이 바뀌었습니다. 실행을 눌러 새 결과를 확인하세요.',

  'live.started': '{demo}: 실행을 시작했습니다.',
  'live.right': '{demo}: 실행이 끝났고, 답이 맞습니다.',
  'live.wrong': '{demo}: 실행이 끝났지만, 답이 틀렸습니다.',
  'live.stopped': '{demo}: 실행을 중지했습니다.',
  'live.failed': '{demo}: 실행에 실패했습니다. {reason}',

  'answer.heading': '답',
  'answer.pending': '아직 실행하지 않음',
  'answer.running': '실행 중…',
  'answer.pendingHint': '시간을 보여 주기 전에 답부터 확인합니다.',
  'answer.right': '맞음',
  'answer.wrong': '틀림',
  'answer.got': '얻은 값',
  'answer.expected': '기대한 값',

  'speedup.heading': '속도 향상',
  'speedup.value': '{value}배',
  'speedup.range': '차례마다 {low}배에서 {high}배',
  'speedup.none': '–',
  'speedup.pending': '같은 실행에서 잰 기준과 비교합니다.',
  'speedup.unmeasurable': '이 시계로 비교하기에는 너무 짧습니다.',

  'timings.heading': '측정 시간',
  'timings.what': '대상',
  'timings.median': '중앙값',
  'timings.range': '최소–최대',
  'timings.samples': 'n',
  'timings.unit': '단위',
  'timings.rate': 'GFLOP/s',
  'timings.ms': 'ms',
  'timings.scroll': '측정 시간 표',
  'timings.method':
    '먼저 한 번씩 재지 않고 실행한 다음, 비교 대상을 번갈아 측정합니다. n은 표본의 수입니다.',
  'timings.clock': '시계는 {ms} ms 간격으로 움직입니다.',
  'timings.samplesTitle': '표본',
  'timings.samplesDescription': '점 하나가 표본 하나이고, 세로선은 중앙값입니다.',
  'timings.samplesEmpty': '측정한 표본이 여기에 점으로 나타납니다.',
  'warning.coarse-clock': '{what}: 이 시계로 재기에는 너무 짧아 값이 불확실합니다.',
  'warning.hidden-tab': '{what}: 측정하는 동안 페이지가 가려져 있었습니다.',
  'warning.outliers':
    '{what}: 다른 표본과 동떨어진 값이 있습니다. 다른 작업이 컴퓨터를 쓰고 있었을 수 있습니다.',
  'warning.few-samples': '{what}: 표본이 적습니다. 반복 횟수를 늘리면 더 확실해집니다.',
  'warning.hidden':
    '실행하는 동안 페이지가 가려져 있어서 워커가 느려졌을 수 있습니다. 페이지를 띄워 놓고 다시 실행해 보세요.',

  'timeline.makespan': '전체 소요 시간(makespan)',
  'timeline.balance': '부하 균형',
  'timeline.bars': '구간 수',
  'timeline.hint':
    '전체 소요 시간은 가장 이른 시작부터 가장 늦은 끝까지입니다. 부하 균형은 평균 작업 시간을 가장 긴 작업 시간으로 나눈 값이며, 100%면 완전히 고르게 나뉜 것입니다.',
  'timeline.empty': '실행하고 나면 워커가 언제 일했는지 줄마다 나타납니다.',
  'timeline.failed': '차트를 불러오지 못했습니다. 값은 표에서 볼 수 있습니다.',
  'timeline.table': '표로 보기',
  'timeline.who': '누가',
  'timeline.interval': '무엇을',
  'timeline.start': '시작 (ms)',
  'timeline.end': '끝 (ms)',
  'timeline.duration': '걸린 시간 (ms)',
  'timeline.more': '전체 {total}개 구간 중 처음 {shown}개입니다.',

  'row.worker': '워커 {n}',
  'row.thread': '스레드 {n}',
  'row.process': '프로세스 {n}',
  'row.producer': '생산자 {n}',
  'row.consumer': '소비자 {n}',
  'span.row': '{row}행',
  'span.rows': '{first}–{last}행',
  'span.put': '{item} 넣기',
  'span.square': '{item} 제곱',
  'span.part': '조각 {n}',
  'who.one': '워커 하나',
  'who.threads': '스레드 {n}개',
  'who.processes': '프로세스 {n}개',
  'who.consumers': '소비자 {n}개',

  'matmul.title': '병렬 행렬 곱',
  'matmul.summary':
    '두 N×N 행렬을 WebAssembly로 곱하면서, 결과를 여러 워커가 나누어 계산합니다. 워커를 늘리면 얼마나 빨라지는지, 다섯 알고리즘이 컴퓨터의 한계에 얼마나 다가가는지, 암달의 법칙이 어디에서 이득을 막는지 살펴봅니다.',
  'matmul.study': '무엇을 볼까',
  'matmul.study.pair': '하나 대 여럿',
  'matmul.study.pair.is':
    '같은 곱셈을 워커 하나와 여럿으로 실행해, 누가 무엇을 계산했고 얼마나 빨라졌는지 봅니다.',
  'matmul.study.algorithms': '알고리즘 모두',
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
    '마이크로 커널이 C의 타일을 벡터 레지스터에 두고, A와 B를 놓인 그대로 읽습니다.',
  'matmul.fast': '고속',
  'matmul.fast.is':
    '같은 마이크로 커널을 캐시에 맞는 블록에 쓰고, B는 읽는 순서대로 다시 담아 둡니다.',
  'matmul.strassen': '슈트라센',
  'matmul.strassen.is':
    'N이 크면 절반 크기의 고속 곱을 여덟 번 대신 일곱 번 하며, 그 대신 오차가 커집니다.',
  'matmul.where': '실행 위치',
  'matmul.one': '워커 하나',
  'matmul.threads': '스레드',
  'matmul.processes': '프로세스',
  'matmul.noThreads': '스레드를 쓰려면 공유 메모리가 필요한데, 이 페이지에서는 쓸 수 없습니다.',
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
  'matmul.speedupCompute': '계산만',
  'matmul.speedupTotal': '데이터 복사를 포함한 호출 전체',
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

  'comparison.heading': '이 컴퓨터의 한계와 견준 속도',
  'comparison.description':
    '막대는 각 알고리즘의 중앙값 속도, 가는 선은 가장 느린 표본부터 가장 빠른 표본까지, 점선은 한계입니다.',
  'comparison.empty': '실행하고 나면 알고리즘마다 속도가 컴퓨터의 한계와 나란히 나타납니다.',
  'comparison.method':
    '모든 속도는 정의대로 연산 2·N³번을 기준으로 셉니다. 슈트라센은 실제 연산이 더 적어 한계를 넘을 수도 있습니다.',
  'comparison.limit':
    '한계는 {n} × {gflops} GFLOP/s입니다. 엔진을 시작할 때 워커 하나에서 메모리 없이 곱셈과 덧셈만 하여 잰 값입니다.',
  'comparison.limitLabel': '한계 {gflops}',
  'comparison.table': '알고리즘 표',
  'comparison.what': '알고리즘',
  'comparison.share': '한계 대비',
  'comparison.median': '중앙값 (ms)',
  'comparison.error': '상대 오차',
  'comparison.errorRatio': '{what} 대비 (배)',

  'scaling.heading': '워커 수에 따른 속도 향상',
  'scaling.description':
    '점은 측정한 속도 향상, 세로선은 그 범위이며, 이상적인 직선과 점에 맞춘 암달의 법칙 곡선을 함께 그립니다. 측정한 범위를 넘으면 점선입니다.',
  'scaling.empty': '실행하고 나면 워커 수마다 속도 향상이 나타납니다.',
  'scaling.measured': '측정값과 범위',
  'scaling.ideal': '이상적인 경우',
  'scaling.fitted': '맞춘 암달의 법칙',
  'scaling.beyond': '측정한 범위 밖',
  'scaling.serialFraction': '순차 비율 s',
  'scaling.bound': '최대 속도 향상 1/s',
  'scaling.noBound': '한계 없음',
  'scaling.table': '속도 향상 표',
  'scaling.efficiency': '효율',
  'scaling.karpFlatt': '카프–플랫 e',
  'scaling.hint':
    '암달의 법칙은 워커 p개에서 1 / (s + (1 − s)/p)이며, 가장 잘 맞는 s를 찾습니다. 카프–플랫의 e는 측정 하나만으로 구한 s입니다. 워커가 늘수록 e가 커지면 함께 일하는 데 드는 비용이 원인이고, 0보다 작으면 이상적인 경우보다 더 빨라진 것입니다.',

  'ownership.heading': 'C의 어느 부분을 누가 계산했나',
  'ownership.description':
    'C를 정사각형으로 그리고, 타일마다 계산한 워커의 색과 번호를 표시합니다.',
  'ownership.empty': '실행하고 나면 C의 타일마다 계산한 워커의 색이 나타납니다.',
  'ownership.cell': '{who}: {row}–{lastRow}행, {col}–{lastCol}열',
  'ownership.table': '워커마다 계산한 타일',
  'ownership.tiles': '타일',
  'ownership.share': 'C에서 차지한 비율',
  'ownership.hint':
    '마지막 곱의 결과입니다. 여러 워커가 패널마다 번갈아 더한 타일은 가장 오래 계산한 워커의 것으로 봅니다.',

  'costs.heading': '호출 시간은 어디에 쓰였나',
  'costs.description': '막대 하나가 호출 전체이며, 계산, 복사, 나머지 순서입니다.',
  'costs.empty': '실행하고 나면 호출 시간이 부분별로 나타납니다.',
  'costs.table': '호출 시간의 구성 표',
  'costs.arithmetic': '계산',
  'costs.copy': '복사',
  'costs.rest': '나머지',
  'costs.hint':
    '중앙값입니다. 복사는 행렬을 모듈의 메모리에 넣고 꺼내는 일과, 프로세스로 보내고 받는 일입니다. 나머지는 메시지와 기다린 시간입니다. 프로세스에서는 계산과 복사가 워커들의 평균입니다.',
  'costs.dispatch': '작업 나눠 주기',
  'costs.us': '{us} µs',
  'costs.dispatchHint':
    '깨어 있는 모든 스레드에 작업을 나눠 주고 마지막 스레드가 끝났다고 알릴 때까지의 시간이며, 엔진을 시작할 때 여러 번 재어 가장 짧은 값입니다. 이보다 훨씬 짧은 일은 나눌 가치가 없습니다.',

  'queue.title': '생산자와 소비자',
  'queue.summary':
    '생산자는 큐에 수를 넣고, 소비자는 꺼낸 수를 제곱하며, 소비자마다 하나씩 넣는 종료 신호(sentinel)가 더 올 것이 없음을 알립니다. 큐의 용량이 작으면 생산자가 기다리게 되는데, 이 배압(back-pressure)은 긴 막대로 나타납니다.',
  'queue.items': '항목 수',
  'queue.capacity': '큐 용량',
  'queue.capacityHint': '0이면 제한 없음',
  'queue.producers': '생산자 수',
  'queue.consumers': '소비자 수',
  'queue.work': '항목당 작업 (µs)',
  'queue.workHint': '제곱할 때마다 코어를 바쁘게 하는 시간',
  'queue.presetChapter': '교재와 같게',
  'queue.presetShared': '소비자 둘, 무거운 항목',
  'queue.speedup': '소비자 {n}개 대 하나',
  'queue.nothingToCompare':
    '소비자가 하나뿐이라 비교할 대상이 없습니다. 둘 이상으로 늘리고 항목당 작업을 더해 보세요.',
  'queue.right': '제곱 {n}개가 빠짐없이 한 번씩 도착했고, 순차 계산과 일치합니다.',
  'queue.wrong': '제곱이 순차 계산과 다릅니다.',
  'queue.timeline': '마지막 실행',
  'queue.timelineDescription':
    '한 줄이 생산자나 소비자 하나이고, 막대 하나가 넣기(기다린 시간 포함) 또는 제곱 한 번입니다.',
  'queue.tonePut': '넣기(기다린 시간 포함)',
  'queue.toneSquare': '제곱하기',

  'partitioning.title': '정적 작업 분할',
  'partitioning.summary':
    '실행하기 전에 목록을 여러 조각으로 나누고, 그 조각들을 프로세스 풀에서 실행합니다. 뒤쪽 항목일수록 무거워서 연속으로 자르면 마지막 조각에 일이 몰리지만, 차례로 돌아가며 나누면 고르게 됩니다.',
  'partitioning.items': '항목 수',
  'partitioning.parts': '조각 수',
  'partitioning.work': '작업량 (백만 단계)',
  'partitioning.workHint': '목록 전체의 양. 항목 i는 i + 1몫을 차지',
  'partitioning.presetChapter': '교재와 같게',
  'partitioning.presetTwo': '항목 100개, 조각 2개',
  'partitioning.chunk': '연속 분할',
  'partitioning.roundRobin': '라운드 로빈',
  'partitioning.onePart': '조각 하나, 프로세스 하나',
  'partitioning.speedup': '{strategy}',
  'partitioning.right':
    '빠진 항목이 없고 순서도 유지되었으며, 답 {n}개가 모두 프로세스 하나로 목록 전체를 처리한 결과와 같습니다.',
  'partitioning.lost':
    '조각들이 목록과 맞지 않습니다. 빠지거나 겹치거나 순서가 바뀐 항목이 있습니다.',
  'partitioning.wrong': '답이 프로세스 하나로 목록 전체를 처리한 결과와 다릅니다.',
  'partitioning.timeline': '{strategy}',
  'partitioning.timelineDescription':
    '한 줄이 풀의 프로세스 하나이고, 막대 하나가 그 프로세스가 처리한 조각 하나입니다.',
  'parts.heading': '조각',
  'parts.count': '조각 {n}개',
  'parts.part': '조각',
  'parts.items': '항목',
  'parts.number': '개수',
  'parts.share': '작업 비중',
  'parts.none': '없음',
  'parts.pending': '엔진이 시작되면 조각을 보여 줍니다.',
  'parts.more': '항목 {n}개 모두 보기',

  'timelines.heading': '누가 언제 무엇을 했나',

  'notice.heading': '주소에 관한 알림',
  'notice.badValue': '“{name}={value}” 값은 쓸 수 없습니다. {problem} 대신 {used} 값을 씁니다.',
  'notice.unknownName': '“{name}” 항목은 이 데모의 설정이 아니어서 무시했습니다.',
  'notice.unknownDemo': '“{name}” 데모는 없습니다. 아래에서 골라 보세요.',

  'error.heading': '실행하지 못했습니다',
  'error.detail': '전체 메시지',
  'error.E_ARGUMENT': '라이브러리가 허용하지 않는 설정이 있습니다.',
  'error.E_SHAPE': '피연산자의 모양이 서로 맞지 않습니다.',
  'error.E_MEMORY': '메모리가 부족합니다. 크기를 줄여 보세요.',
  'error.E_NOT_ISOLATED': '공유 메모리가 필요한데, 이 페이지에서는 쓸 수 없습니다.',
  'error.E_UNSUPPORTED': '이 브라우저나 실행 방식에서는 할 수 없는 일입니다.',
  'error.E_WASM': 'WebAssembly 모듈을 불러오지 못했습니다.',
  'error.E_WORKER_LOAD': '워커를 시작하지 못했습니다.',
  'error.E_WORKER_LOST':
    '작업 도중에 워커를 잃었습니다. 엔진을 새로 준비했으니 다시 실행해 보세요.',
  'error.E_BROKEN_POOL': '풀의 프로세스가 죽었습니다. 다음 실행에서는 새 풀을 씁니다.',
  'error.E_TASK': '프로그램이 실행 도중에 오류를 냈습니다.',
  'error.E_CLONE': '프로세스 사이에 보낼 수 없는 값입니다.',
  'error.E_TIMEOUT': '제한 시간을 넘겨 종료했습니다.',
  'error.E_CANCELLED': '취소되었습니다.',
  'error.E_CLOSED': '실행하는 동안 엔진이 닫혔습니다. 다시 실행하면 새 엔진이 시작됩니다.',
  'error.E_FULL': '큐가 가득 찼습니다.',
  'error.E_EMPTY': '큐가 비어 있습니다.',
  'error.E_EOF': '상대편이 닫혔습니다.',
  'error.E_UNKNOWN': '예상하지 못한 문제가 생겼습니다.',
} as const satisfies Record<keyof typeof en, string>;

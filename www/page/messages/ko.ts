/** 페이지의 한국어 문장. The page's words in Korean; the keys are those of the English catalogue. */
import type { en } from './en';

export const ko = {
  'app.name': '병렬 놀이터',
  'app.skip': '본문으로 건너뛰기',
  'app.footer':
    '시뮬레이션이라고 적힌 것을 빼면 모든 막대는 실제 워커에서 측정한 구간이고, 모든 속도 향상은 같은 실행에서 잰 기준과 비교한 값입니다. 어떤 데이터도 이 페이지 밖으로 나가지 않습니다.',
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
  'tier.opening': '엔진을 시작하면서 이 브라우저가 무엇을 지원하는지 확인하고 있습니다.',
  'tier.threads':
    '모든 기능을 쓸 수 있습니다. 메모리 하나를 공유하는 스레드와, 메모리를 따로 가진 프로세스가 함께 동작합니다.',
  'tier.processes':
    '메모리를 따로 가진 프로세스들이 작업을 실행합니다. 그래도 진짜 병렬 실행입니다.',
  'results.heading': '결과와 코드',
  'isolation.price':
    '이 폴더에 설치되는 이 사이트의 서비스 워커가 빠진 헤더를 대신 붙일 수 있습니다. 켜면 페이지를 한 번 다시 불러오고, 여기서 끌 때까지는 다음 방문에서도 페이지의 모든 요청이 서비스 워커를 거칩니다.',
  'isolation.turnOn': '스레드 켜기',
  'isolation.on':
    '이 사이트의 서비스 워커가 이 페이지를 격리하고 있으며, 페이지의 모든 요청이 서비스 워커를 거칩니다.',
  'isolation.turnOff': '격리 끄기',
  'isolation.ineffective':
    '서비스 워커가 이 페이지를 격리하도록 되어 있지만 격리되지 않았습니다. 이 브라우저가 허용하지 않거나, 서비스 워커를 거치지 않고 새로 고친 것입니다. 뒤의 경우라면 페이지를 한 번 더 불러오면 됩니다.',
  'isolation.waiting': '서비스 워커를 바꾸고 있습니다. 끝나면 페이지를 다시 불러옵니다.',
  'isolation.failed': '서비스 워커를 바꾸지 못했습니다. 네트워크나 브라우저가 막았습니다.',
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
  'overview.numbers':
    '§ 뒤의 번호는 이 페이지가 따르는 교재의 절 번호이며, 교재의 5.2절은 Python의 concurrent.futures와 multiprocessing을 이용한 병렬 프로그래밍을 다룹니다.',
  'overview.open': '데모 열기',
  'section.pools': '워커 풀',
  'section.data': '하나의 데이터, 여러 워커',
  'section.messages': '프로세스 사이의 메시지',
  'section.sharing': '작업 나누기',

  'control.heading': '설정',
  'control.presets': '미리 정한 설정',
  'control.workers': '워커 수',
  'control.repeats': '반복 횟수',
  'control.range': '{min}~{max}',
  'control.wholeNumber': '{min}부터 {max}까지의 정수여야 합니다.',
  'control.oneOf': '다음 중 하나여야 합니다: {options}.',
  'control.numbers': '쉼표로 구분한 0~{max} 사이의 수 1~{length}개.',
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
  'speedup.range': '반복마다 {low}배에서 {high}배',
  'speedup.oneTurn': '한 번만 잰 값입니다. 반복 횟수를 늘리면 범위도 보입니다.',
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
  'timings.all': '모든 측정',
  'timings.scroll': '측정 시간 표',
  'timings.method':
    '먼저 측정 없이 한 번씩 실행한 다음, 비교 대상을 번갈아 측정합니다. n은 표본의 수입니다.',
  'timings.clock': '시계는 {ms} ms 간격으로 움직입니다.',
  'timings.samplesTitle': '표본',
  'timings.samplesDescription': '점 하나가 표본 하나이고, 세로선은 중앙값입니다.',
  'timings.samplesEmpty': '측정한 표본이 여기에 점으로 나타납니다.',
  'warning.coarse-clock': '{what}: 이 시계로 재기에는 너무 짧아 값이 불확실합니다.',
  'warning.hidden-tab': '{what}: 측정하는 동안 페이지가 가려져 있었습니다.',
  'warning.outliers':
    '{what}: 다른 표본과 동떨어진 값이 있습니다. 다른 프로그램이 컴퓨터를 쓰고 있었을 수 있습니다.',
  'warning.few-samples': '{what}: 표본이 적습니다. 반복 횟수를 늘리면 더 확실해집니다.',
  'warning.hidden':
    '실행하는 동안 페이지가 가려져 있어서 워커가 느려졌을 수 있습니다. 이 탭을 보이게 두고 다시 실행해 보세요.',

  'figure.p95': '95번째 백분위수',
  'figure.min': '최소',
  'figure.max': '최대',
  'figure.more': '전체 {total}행 중 처음 {shown}행입니다.',
  'unit.us': 'µs',
  'unit.mbps': 'MB/s',
  plain: '{text}',

  'code.heading': '코드',
  'code.python': 'Python',
  'code.javascript': '이 라이브러리 (JavaScript)',
  'code.copy': '복사',
  'code.copyWhat': '복사: {what}',
  'code.copied': '복사했습니다',
  'code.notCopied': '여기서는 복사할 수 없습니다',
  'code.hint':
    '같은 아이디어를 구현한 완전한 프로그램 두 개이며, 출력은 주석에 적혀 있습니다. JavaScript 프로그램은 이 사이트의 페이지에서 모듈로 그대로 실행됩니다.',

  'timeline.makespan': '전체 소요 시간(makespan)',
  'timeline.balance': '부하 균형',
  'timeline.bars': '구간 수',
  'timeline.hint':
    '전체 소요 시간(makespan)은 가장 이른 시작부터 가장 늦은 끝까지 걸린 시간입니다. 부하 균형은 워커가 일한 시간의 평균을 가장 오래 일한 워커의 시간으로 나눈 값이며, 100%면 완전히 고릅니다.',
  'timeline.empty': '실행하고 나면 워커가 언제 일했는지 줄마다 나타납니다.',
  'timeline.failed': '차트를 불러오지 못했습니다. 값은 표에서 볼 수 있습니다.',
  'timeline.table': '표로 보기',
  'timeline.who': '누가',
  'timeline.interval': '무엇을',
  'timeline.start': '시작 (ms)',
  'timeline.end': '끝 (ms)',
  'timeline.duration': '걸린 시간 (ms)',

  'row.parent': '부모 (이 페이지)',
  'row.child': '자식',
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
  'span.item': '항목 {item}',
  'span.items': '항목 {first}–{last}',
  'span.starting': '시작하는 중',
  'span.write': '{index}번에 {value} 쓰기',
  'span.counting': '세는 중',
  'span.send': '보내기',
  'span.receive': '받기',
  'who.one': '워커 하나',
  'who.threads': '스레드 {n}개',
  'who.processes': '프로세스 {n}개',
  'who.consumers': '소비자 {n}개',

  'pools.title': '프로세스 풀과 스레드 풀',
  'pools.short': '풀',
  'pools.summary':
    '같은 함수를 워커 하나, 프로세스 풀, 스레드 풀로 목록에 적용합니다. 계산하는 작업은 코어 수만큼, 기다리는 작업은 워커 수만큼 빨라지고, 너무 작은 작업은 빨라지지 않습니다.',
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
  'pools.workersHint': '풀마다. 코어 수보다 많아도 됨',
  'pools.presetChapter': '교재와 같게',
  'pools.presetWaiting': '기다리기, 워커 8개',
  'pools.presetTiny': '아주 작은 작업',
  'pools.nothingToCompare': '워커가 하나뿐이라 비교할 대상이 없습니다. 둘 이상으로 늘려 보세요.',
  'pools.phaseOverhead': '빈 작업을 재는 중',
  'pools.right': '결과 {n}개가 항목 순서대로 돌아왔고, 프로세스 하나의 단순 반복문과 일치합니다.',
  'pools.rightSleep':
    '작업 {n}개가 모두 돌아왔고, 정해진 시간보다 일찍 돌아온 작업은 없습니다. 값은 밀리초입니다.',
  'pools.wrong': '결과가 프로세스 하나의 단순 반복문과 다릅니다.',
  'pools.timelineDescription':
    '한 줄이 워커 하나이고, 막대 하나가 그 워커가 실행하며 직접 시간을 잰 항목 청크 하나입니다.',
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

  'matmul.title': '병렬 행렬 곱',
  'matmul.short': '행렬 곱',
  'matmul.summary':
    '두 N×N 행렬을 WebAssembly로 곱하면서, 결과를 여러 워커가 나누어 계산합니다. 워커를 늘리면 얼마나 빨라지는지, 다섯 알고리즘이 컴퓨터의 한계에 얼마나 다가가는지, 암달의 법칙이 속도 향상을 어디에서 제한하는지 살펴봅니다.',
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
    '모든 속도는 정의대로 연산 2·N³번을 기준으로 셉니다. 슈트라센 알고리즘은 실제 연산이 더 적어 한계를 넘을 수도 있습니다.',
  'comparison.limit':
    '한계는 {n} × {gflops} GFLOP/s입니다. 엔진을 시작할 때 워커 하나에서 메모리 접근 없이 곱셈과 덧셈만 하여 잰 값입니다.',
  'comparison.limitLabel': '한계 {gflops}',
  'comparison.table': '알고리즘 표',
  'comparison.what': '알고리즘',
  'comparison.share': '한계 대비',
  'comparison.median': '중앙값 (ms)',
  'comparison.error': '상대 오차',
  'comparison.errorRatio': '{what} 대비 (배)',

  'scaling.heading': '워커 수에 따른 속도 향상',
  'scaling.headingOf': '워커 수에 따른 속도 향상: {what}',
  'scaling.description':
    '점은 측정한 속도 향상, 세로선은 그 범위이며, 이상적인 직선과 점에 맞춘 암달의 법칙 곡선을 함께 그립니다. 측정하지 않은 워커 수에서는 점선입니다.',
  'scaling.descriptionBoth':
    '워커 수마다 점과 범위를 그리고, 이상적인 직선, 점에 맞춘 암달의 법칙, 같은 순차 비율의 구스타프슨의 법칙을 함께 그립니다. 시험하지 않은 워커 수에서는 점선입니다.',
  'scaling.empty': '실행하고 나면 워커 수마다 속도 향상이 나타납니다.',
  'scaling.measured': '측정값과 범위',
  'scaling.simulated': '시뮬레이션',
  'scaling.ideal': '이상적인 경우',
  'scaling.fitted': '맞춘 암달의 법칙',
  'scaling.gustafson': '구스타프슨의 법칙',
  'scaling.beyond': '측정한 범위 밖',
  'scaling.serialFraction': '순차 비율 s',
  'scaling.bound': '최대 속도 향상 1/s',
  'scaling.noBound': '한계 없음',
  'scaling.table': '속도 향상 표',
  'scaling.efficiency': '효율',
  'scaling.karpFlatt': '카프–플랫 e',
  'scaling.hint':
    '암달의 법칙은 워커 p개에서 1 / (s + (1 − s)/p)이며, 가장 잘 맞는 s를 찾습니다. 카프–플랫의 e는 측정 하나만으로 구한 순차 비율입니다. 워커가 늘수록 e가 커지면 오버헤드가 원인이고, 0보다 작으면 속도 향상이 이상적인 경우보다 컸다는 뜻입니다.',
  'scaling.gustafsonHint':
    '구스타프슨의 법칙 s + (1 − s)·p는 병렬로 할 수 있는 일이 워커 수만큼 늘어날 때 성립합니다.',

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

  'shared.title': '공유 메모리',
  'shared.short': '공유 메모리',
  'shared.summary':
    '프로세스 열 개가 배열 하나에 쓰더라도, 저마다 자기 원소에만 쓰면 아무 문제가 없습니다. 하지만 여러 프로세스가 같은 원소에서 수를 세면 보호하지 않은 갱신은 사라지고, 보호하는 두 방법에는 각각 대가가 따릅니다.',
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
  'shared.plain': '프로세스 {n}개, 락 없음',
  'shared.atomic': '프로세스 {n}개, 원자적 덧셈',
  'shared.lock': '프로세스 {n}개, 락',
  'shared.right':
    '프로세스마다 자기 원소에 썼습니다. 원자적 덧셈과 락에서는 증가 {n}번이 하나도 사라지지 않았습니다.',
  'shared.wrong': '배열의 내용이 프로세스가 쓴 것과 다릅니다.',
  'shared.wrongCounter': '{way}: 카운터가 정확해야 하는데 그렇지 않습니다.',
  'shared.timelineWriters': '쓰는 프로세스',
  'shared.timelineWritersDescription':
    '한 줄이 프로세스 하나이며, 시작하는 동안의 막대와 쓰기 막대가 있습니다.',
  'shared.timelineCounterDescription': '한 줄이 프로세스 하나이고, 막대는 세는 동안을 나타냅니다.',
  'shared.toneStarting': '프로세스 시작',
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
    '증가당 ns는 첫 시작부터 마지막 끝까지 걸린 시간의 중앙값을 전체 증가 횟수로 나눈 값입니다. 원소 하나에는 한 번에 한 프로세스만 쓸 수 있어서, 프로세스를 늘려도 거의 빨라지지 않거나 오히려 느려지고, 락이 가장 비쌉니다. 프로세스마다 따로 세고 마지막에 더하는 편이 낫습니다.',

  'pipe.title': '프로세스 사이의 파이프',
  'pipe.short': '파이프',
  'pipe.summary':
    '수 하나가 양방향 파이프로 자식 프로세스에 가고, 두 배가 되어 돌아옵니다. 그다음 두 프로세스가 메시지를 주고받고 한쪽으로도 보내면서, 메시지 하나의 비용과 그 비용이 크기에 따라 어떻게 달라지는지 보여 줍니다.',
  'pipe.number': '보낼 수',
  'pipe.trips': '왕복 횟수',
  'pipe.tripsHint': '반복마다',
  'pipe.largest': '가장 큰 메시지 (KiB)',
  'pipe.largestHint': '가장 작은 것은 1바이트',
  'pipe.presetChapter': '교재와 같게',
  'pipe.phaseLatency': '메시지를 주고받는 중',
  'pipe.phaseThroughput': '여러 크기의 메시지를 보내는 중',
  'pipe.right': '파이프로 보낸 수 {number}의 두 배가 돌아왔습니다.',
  'pipe.wrong': '돌아온 값이 {number}의 두 배가 아닙니다.',
  'pipe.exchange': '자식의 시작을 포함한 교환',
  'pipe.together': '표본당 왕복 횟수',
  'pipe.gain': '왕복 시간, MessageChannel 대비 파이프',
  'pipe.timelineDescription':
    '페이지와 자식이 한 줄씩이며, 보내기, 받기(기다린 시간 포함), 자식의 시작을 나타냅니다.',
  'pipe.toneSend': '보내기',
  'pipe.toneReceive': '받기(기다린 시간 포함)',
  'pipe.pipe': '파이프',
  'pipe.bare': 'MessageChannel',
  'pipe.latencyHeading': '왕복에 걸리는 시간',
  'pipe.latencyDescription':
    '파이프와 MessageChannel의 모든 왕복 시간을 로그 축의 히스토그램으로 그리고, 중앙값과 95번째 백분위수에 선을 긋습니다.',
  'pipe.latencyEmpty': '실행하고 나면 모든 왕복 시간의 분포가 나타납니다.',
  'pipe.latencyColumn': '왕복 (µs)',
  'pipe.noteLatency':
    '두 프로세스 사이에서 수 하나가 갔다가 돌아오는 시간입니다. 시계 눈금이 한 번의 왕복에 비해 굵으면 표본 하나는 여러 번의 평균입니다. 공유 메모리가 없으면 파이프의 메시지는 엔진을 거치므로 더 오래 걸립니다.',
  'pipe.throughputHeading': '메시지 크기에 따른 처리량',
  'pipe.throughputDescription':
    '파이프와 MessageChannel이 한 줄씩이며, 메시지 크기에 따른 초당 메가바이트를 두 로그 축에 범위와 함께 그립니다.',
  'pipe.throughputEmpty': '실행하고 나면 메시지 크기마다 처리량이 나타납니다.',
  'pipe.size': '메시지 크기',
  'pipe.pipeRate': '파이프 (MB/s)',
  'pipe.bareRate': 'MessageChannel (MB/s)',
  'pipe.pipeUs': '파이프 (개당 µs)',
  'pipe.bareUs': 'MessageChannel (개당 µs)',
  'pipe.noteThroughput':
    '한쪽으로 메시지를 잇달아 보내고 받는 쪽이 마지막 메시지를 확인할 때까지 잰, 모든 반복의 중앙값입니다. 작은 메시지는 하나마다 일정한 시간이 들어 크기가 커질수록 처리량이 늘고, 큰 메시지는 복사 비용이 대부분이라 처리량이 더 늘지 않습니다.',

  'queue.title': '생산자와 소비자',
  'queue.short': '큐',
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
  'queue.presetShared': '소비자 2개, 무거운 항목',
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
  'queue.noteUnbounded':
    '용량에 제한이 없어서 큐에 든 항목이 {n}개까지 늘었습니다. 소비자보다 빠른 생산자를 늦출 것이 없기 때문입니다.',
  'queue.noteBounded':
    '큐에 든 항목은 최대 {n}개였고, 확인한 때의 {percent}%에서 큐가 가득 차 있었습니다. 선이 용량을 따라가는 동안이 배압이며, 그동안 생산자는 빈자리를 기다립니다.',

  'partitioning.title': '정적 분할',
  'partitioning.short': '정적 분할',
  'partitioning.summary':
    '실행하기 전에 목록을 여러 조각으로 나누고, 그 조각들을 프로세스 풀에서 실행합니다. 뒤쪽 항목일수록 무거워서 연속한 청크로 나누면 마지막 조각에 일이 몰리지만, 항목을 차례로 돌아가며 나누면 조각들이 고르게 됩니다.',
  'partitioning.items': '항목 수',
  'partitioning.parts': '조각 수',
  'partitioning.work': '작업량 (백만 단계)',
  'partitioning.workHint': '목록 전체의 양. 항목 i는 i + 1몫을 차지',
  'partitioning.presetChapter': '교재와 같게',
  'partitioning.presetTwo': '항목 100개, 조각 2개',
  'partitioning.chunk': '연속 청크',
  'partitioning.roundRobin': '라운드 로빈',
  'partitioning.onePart': '조각 하나, 프로세스 하나',
  'partitioning.speedup': '{strategy}',
  'partitioning.right':
    '빠진 항목이 없고 순서도 유지되었으며, 답 {n}개가 모두 프로세스 하나로 목록 전체를 처리한 결과와 같습니다.',
  'partitioning.lost':
    '조각들이 목록과 맞지 않습니다. 빠지거나 중복되거나 순서가 바뀐 항목이 있습니다.',
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

  'scheduling.title': '스케줄링 실험실',
  'scheduling.short': '스케줄링',
  'scheduling.summary':
    '아홉 가지 정책이 같은 작업들을 같은 워커들에게 나눠 주며, 실제로 실행하거나 워커 4096개까지 가상 시간에서 시뮬레이션합니다. 마지막 워커가 언제 끝나는지, 워커들이 얼마나 쉬는지, 나눠 주는 데 얼마나 드는지 비교해 보세요.',
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
  'scheduling.policy': '정책',
  'scheduling.chunk': '청크 크기 k',
  'scheduling.chunkHint': '한 번에 나눠 주는 작업 수, 또는 그 최솟값',
  'scheduling.unit': '단위 (ms)',
  'scheduling.seed': '시드',
  'scheduling.seedHint': '무작위 작업과 훔치기에 쓰는 값',
  'scheduling.dispatchOverhead': '한 번 나눠 주는 비용 (µs)',
  'scheduling.taskOverhead': '작업 하나의 추가 비용 (µs)',
  'scheduling.presetChapter': '교재와 같게',
  'scheduling.presetGiant': '아주 긴 작업 하나',
  'scheduling.presetTail': '두꺼운 꼬리',
  'scheduling.presetCrowd': '워커 1024개',
  'policy.chunk': '정적 청크',
  'policy.chunk.is': '실행하기 전에 워커마다 연속한 작업 ⌈N/P⌉개짜리 청크 하나를 받습니다.',
  'policy.roundRobin': '라운드 로빈',
  'policy.roundRobin.is': '실행하기 전에 작업 k개짜리 청크를 차례로 돌아가며 나눠 줍니다.',
  'policy.dynamic': '동적',
  'policy.dynamic.is':
    '자기 스케줄링: 한가한 워커가 다음 작업 k개를 가져갑니다. 부하는 고르지만 청크마다 나눠 주는 비용이 듭니다.',
  'policy.guided': '유도(guided)',
  'policy.guided.is':
    '한가한 워커가 남은 작업 R개 가운데 ⌈R/P⌉개를, 적어도 k개를 가져갑니다. 처음에는 큰 청크를, 끝에는 작은 청크를 나눠 주어 부하를 고르게 합니다.',
  'policy.trapezoid': '사다리꼴',
  'policy.trapezoid.is':
    '청크가 작업 약 N/(2P)개에서 k개까지 일정하게 줄어들어, 덧셈 한 번으로 다음 크기를 구합니다.',
  'policy.factoring': '팩토링',
  'policy.factoring.is': '남은 작업의 절반을 같은 크기의 청크 P개로 나눠 주는 일을 되풀이합니다.',
  'policy.poolMap': 'Pool.map',
  'policy.poolMap.is':
    'Python Pool.map의 기본 방식: 작업 ⌈N/(4P)⌉개짜리 청크를 한가한 워커가 가져갑니다.',
  'policy.longestFirst': '긴 작업 먼저',
  'policy.longestFirst.is':
    'LPT: 남은 작업 가운데 가장 긴 것을 한가한 워커가 가져갑니다. 작업 시간을 미리 알아야 하며, 전체 소요 시간은 최적의 4/3 − 1/(3P)배를 넘지 않습니다.',
  'policy.workStealing': '작업 훔치기',
  'policy.workStealing.is':
    '워커마다 자기 청크로 시작하고, 일이 떨어진 워커는 다른 워커에게 남은 일의 절반을 훔쳐 옵니다.',
  'scheduling.phaseSimulate': '가상 시간에서 시뮬레이션하는 중',
  'scheduling.phaseRun': '정책마다 번갈아 실행하는 중',
  'scheduling.phaseChunks': '청크 크기를 바꿔 보는 중',
  'scheduling.phaseWorkers': '워커 수를 바꿔 보는 중',
  'scheduling.oneWorker': '워커 하나',
  'scheduling.speedup': '{policy}, 워커 {n}개 대 하나',
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
  'scheduling.policiesHeading': '정책 비교',
  'scheduling.policiesHint':
    '모두 같은 시간 축이며, 점선은 하한, 빗금은 쉬는 시간입니다. 하나를 고르면 크게 볼 수 있습니다.',
  'scheduling.makespanMs': '전체 소요 시간 (ms)',
  'scheduling.predictedMs': '예측 (ms)',
  'scheduling.dispatches': '나눠 준 횟수',
  'scheduling.lowerBound': '하한',
  'scheduling.idle': '쉰 시간',
  'scheduling.overhead': '오버헤드',
  'scheduling.timelineHeading': '{policy}: 누가 언제 무엇을 했나',
  'formula.none': '값을 가리키거나 Tab으로 옮겨 가면 정의가 나타납니다.',
  'formula.makespan':
    '전체 소요 시간(makespan): 워커들이 함께 시작한 때부터 마지막 작업이 끝날 때까지 걸린 시간입니다.',
  'formula.lowerBound':
    '하한: max(Σt / P, max t). 길이가 t인 작업들을 워커 P개에서 실행하는 어떤 스케줄도 이보다 먼저 끝나지 않습니다(R. L. Graham, 1969). 워커의 속도가 서로 다르면 P는 속도의 합입니다.',
  'formula.speedup': '속도 향상: Σt / 전체 소요 시간. 오버헤드가 없는 워커 하나와 견준 값입니다.',
  'formula.efficiency': '효율: 속도 향상 / P. 워커들의 시간 가운데 작업에 쓰인 비율입니다.',
  'formula.balance':
    '부하 균형: 워커가 일한 시간의 평균 / 가장 오래 일한 워커의 시간. 100%면 완전히 고릅니다.',
  'formula.idle':
    '쉰 시간: 워커마다 전체 소요 시간 − 일한 시간 − 오버헤드를 구해 모두 더한 값입니다.',
  'formula.dispatches': '나눠 준 횟수: 워커에게 작업을 건넨 횟수이며, 훔치기도 한 번으로 셉니다.',
  'formula.overhead':
    '오버헤드: 모든 워커가 작업을 건네받는 데 쓴 시간의 합입니다. 시뮬레이션에서는 설정에서 정한 값입니다.',
  'gantt.role': '타임라인',
  'gantt.description':
    '한 줄이 워커 하나이고, 막대 하나가 작업 하나이며 걸린 만큼 깁니다. 빗금은 쉬는 시간, 세로선은 청크의 시작, 점선은 하한입니다.',
  'gantt.keys':
    '화살표 키로 작업 사이를 옮겨 다니고, +와 −로 확대·축소하며, Shift와 화살표 키로 이동하고, Home으로 전체를 봅니다. 마우스로는 끌어서 이동하고 Ctrl과 휠로 확대·축소합니다.',
  'gantt.nothingChosen': '고른 작업이 없습니다.',
  'gantt.tools': '확대와 축소',
  'gantt.in': '확대',
  'gantt.out': '축소',
  'gantt.whole': '전체 보기',
  'gantt.kind': '{ms} ms',
  'gantt.kindRange': '{least}–{most} ms',
  'gantt.idle': '쉼',
  'gantt.chunk': '청크 시작',
  'gantt.bound': '하한',
  'gantt.predicted': '예측',
  'gantt.workers': '{first}–{last}',
  'gantt.span': '작업 {task}번, 워커 {worker}: {start}–{end} ms, 정해진 길이 {asked} ms.',
  'gantt.idleAt': '워커 {worker}: {ms} ms에 쉬는 중입니다.',
  'gantt.task': '작업',
  'gantt.worker': '워커',
  'gantt.asked': '정해진 길이 (ms)',
  'playback.label': '재생',
  'playback.play': '재생',
  'playback.pause': '일시 정지',
  'playback.step': '다음 이벤트',
  'playback.pace': '재생 속도',
  'playback.slider': '시점',
  'playback.at': '{ms} ms',
  'playback.words': '{ms} ms: 끝난 작업 {done}개, 실행 중 {running}개, 대기 중 {waiting}개.',
  'playback.pending': '실행하고 나면 여기에서 다시 재생할 수 있습니다.',
  'playback.still':
    '시스템에서 움직임 줄이기를 켜 두어 자동으로 재생하지 않습니다. ‘다음 이벤트’ 버튼과 슬라이더는 쓸 수 있습니다.',
  'prediction.pending': '실행하고 나면 예측이 측정값과 얼마나 다른지가 여기에 나타납니다.',
  'prediction.exact':
    '측정한 시간은 {measured} ms로, 여기에서 잰 대로 한 번 나눠 줄 때 {overhead} µs가 든다고 본 예측({predicted} ms)과 같습니다.',
  'prediction.longer':
    '측정한 시간은 {measured} ms, 예측은 여기에서 잰 대로 한 번 나눠 줄 때 {overhead} µs가 든다고 보아 {predicted} ms입니다. 실제 실행이 {percent}% 더 걸렸습니다.',
  'prediction.shorter':
    '측정한 시간은 {measured} ms, 예측은 여기에서 잰 대로 한 번 나눠 줄 때 {overhead} µs가 든다고 보아 {predicted} ms입니다. 실제 실행이 {percent}% 덜 걸렸습니다.',
  'export.label': '내보내기',
  'export.svg': 'SVG',
  'export.png': 'PNG',
  'export.csv': 'CSV',
  'export.json': 'JSON',
  'export.trace': '트레이스 (Perfetto)',
  'export.python': 'Python 스크립트',
  'export.dask': 'Dask 스크립트',
  'export.ray': 'Ray 스크립트',
  'export.link': '링크 복사',
  'scheduling.chunksHeading': '청크 크기에 따른 전체 소요 시간',
  'scheduling.chunksDescription':
    '청크 크기가 있는 정책마다 한 줄이며, 시뮬레이션한 전체 소요 시간을 k에 따라 두 로그 축에 그립니다.',
  'scheduling.chunksEmpty': '실행하고 나면 청크 크기마다 전체 소요 시간이 나타납니다.',
  'scheduling.chunksNote':
    '시뮬레이션한 값이며, 실제로 실행한 뒤에는 거기서 잰 나눠 주는 비용을 씁니다. 청크가 작으면 나눠 주는 비용이 늘고, 크면 끝에 쉬는 워커가 생깁니다.',

  'why.heading': '이유',
  'why.pending': '실행하고 나면 이 수치가 어디에서 왔는지 여기에 설명합니다.',
  'why.reached': '{who}: {ratio}배로, 가능한 {limit}배의 {percent}%입니다.',
  'why.beyond':
    '{who}: {ratio}배로, 예상한 {limit}배보다 큽니다. 표본의 범위가 넓은 탓이거나, 워커 하나만으로는 쓸 수 없는 캐시 덕분입니다.',
  'why.crowded':
    '워커 {workers}개가 코어 {cores}개를 번갈아 쓰므로 최대 {cores}배까지만 가능합니다.',
  'why.idle':
    '워커들은 전체 시간의 {percent}% 동안 첫 작업을 기다리거나 마지막 워커가 끝나기를 기다리며 쉬었습니다.',
  'why.open':
    '측정한 원인으로는 나머지가 설명되지 않습니다. 다른 프로그램, 함께 쓰는 캐시, 코어가 바쁠 때 낮아지는 클럭을 생각해 볼 수 있습니다.',
  'why.handingOut':
    '작업 하나를 실행하는 데 {work} µs, 나눠 주는 데 {overhead} µs가 걸려, 시간의 {percent}%가 나눠 주는 데 듭니다. 청크를 키우면 이 비용을 더 많은 작업이 나누어 부담합니다.',
  'why.copying': '호출 시간의 {percent}%가 피연산자와 결과를 복사하는 데 들었습니다.',
  'why.asking': '호출 시간의 {percent}%가 계산과 복사 말고 요청하고 답하는 데 들었습니다.',
  'why.ofLimit':
    '고속 알고리즘은 산술만 하는 반복문이 여기서 내는 {gflops} GFLOP/s의 {percent}%에 이릅니다.',
  'why.naive':
    '단순 알고리즘은 B의 열을 따라 내려가며 한 단계마다 새 캐시 라인을 읽습니다. 고속 알고리즘은 같은 연산을 {ratio}배 빠르게 합니다.',
  'why.strassenWon':
    '슈트라센은 반으로 나눌 때마다 곱셈 여덟 번 중 한 번을 아끼며, 여기서는 그 이득이 늘어난 덧셈보다 커서 {percent}% 빠릅니다.',
  'why.strassenLost':
    '슈트라센은 반으로 나눌 때마다 곱셈 여덟 번 중 한 번을 아끼지만, 여기서는 늘어난 덧셈이 더 비싸서 {percent}% 느립니다.',
  'why.amdahl':
    '이 점들에 맞춘 순차 비율은 {percent}%입니다. 암달의 법칙에 따르면 워커가 아무리 많아도 속도 향상은 {most}배를 넘지 못합니다.',
  'why.amdahlNone': '이 점들에 맞춘 순차 비율은 0입니다. 모든 일이 병렬로 실행됩니다.',
  'why.karpFlattGrows':
    '카프–플랫 지표가 {first}%에서 {last}%로 커집니다. 한계는 순차 작업이 아니라, 워커와 함께 늘어나는 오버헤드나 모자라는 코어에서 옵니다.',
  'why.karpFlattSteady':
    '카프–플랫 지표가 {first}%에서 {last}%로 바뀌므로, 오버헤드는 워커와 함께 늘어나지 않습니다.',
  'why.lost':
    '락이 없으니 증가 {n}번 중 {lost}번({percent}%)이 사라졌습니다. 두 프로세스가 같은 값을 읽으면 나중에 쓴 쪽이 먼저 쓴 값을 덮어씁니다.',
  'why.noneLost':
    '락이 없는데도 이번에는 증가 {n}번이 하나도 사라지지 않았습니다. 프로세스가 서로 끼어드는 것을 막는 장치가 없으니 운이 좋았을 뿐입니다.',
  'why.lockCost':
    '원자적 덧셈은 {atomic} ns, 락은 그 {ratio}배인 {lock} ns가 걸렸고, 프로세스 하나만으로는 {one} ns가 걸렸습니다. 카운터가 든 캐시 라인이 코어 사이를 오가고, 락을 쓰면 다른 프로세스가 기다립니다.',
  'why.pipeQuicker':
    '왕복 한 번이 파이프로는 {pipe} µs, MessageChannel로는 그 {ratio}배인 {bare} µs 걸렸습니다. 파이프는 양쪽이 함께 보는 메모리라서 사이에 이벤트 루프가 없습니다.',
  'why.pipeSlower':
    '왕복 한 번이 파이프로는 {pipe} µs, MessageChannel로는 {bare} µs 걸렸습니다. 파이프가 {ratio}배 오래 걸렸는데, 메시지가 모두 엔진을 거치거나 잠든 프로세스를 깨워야 하면 이렇게 됩니다.',
  'why.messageCost':
    '1바이트 메시지에 {us} µs가 걸립니다. 이것이 메시지 하나의 비용이며, {size}부터는 바이트를 옮기는 비용이 더 큽니다.',
  'why.consumersBusy':
    '{n|소비자는|소비자들은} 전체 시간의 {percent}% 동안 제곱을 계산했습니다. 소비자가 병목이므로 하나 더 있으면 도움이 될 수 있습니다.',
  'why.consumersWait':
    '{n|소비자는|소비자들은} 전체 시간의 {percent}% 동안만 제곱을 계산했고, 나머지 시간에는 항목이나 차례를 기다렸습니다. 소비자를 늘려도 도움이 되지 않습니다.',
  'why.heaviest':
    '{strategy}: 조각 {n}개 중 가장 무거운 것이 작업의 {percent}%를 차지하므로, 코어 {cores}개로는 최대 {most}배까지만 가능합니다. 측정값은 {ratio}배입니다.',
  'why.atBound':
    '{policy}: {ms} ms 뒤에 끝납니다. 어떤 스케줄도 {bound} ms보다 먼저 끝날 수 없으므로 사실상 최적입니다.',
  'why.aboveBound': '{policy}: {ms} ms 뒤에 끝나며, 하한 {bound} ms보다 {percent}% 깁니다.',
  'why.shares':
    '워커들의 시간 가운데 {tasks}%는 작업에, {overhead}%는 작업을 {n}번 나눠 주는 데 쓰였고, {idle}%는 쉬는 시간이었습니다.',
  'why.isBest': '정책 {n}개 중 더 먼저 끝난 것은 없습니다.',
  'why.better': '가장 짧은 것은 {ms} ms의 {best}이며, {policy} 정책은 {percent}% 더 걸렸습니다.',

  'history.heading': '지금까지의 실행',
  'history.empty': '끝난 실행은 다음 실행과 비교할 수 있도록 이 컴퓨터에 남겨 둡니다.',
  'history.when': '시각',
  'history.settings': '설정',
  'history.same': '아래와 같음',
  'history.speedup': '속도 향상',
  'history.hint':
    '가장 최근 실행이 위에 있고, 바로 앞 실행과 다른 설정만 적습니다. 값은 중앙값(ms)입니다. 실행 기록은 이 브라우저에만 최대 {most}개까지 남습니다.',
  'history.export': 'JSON으로 저장',
  'history.clear': '모두 지우기',
  'history.again': '이 설정 쓰기: {when}',
  'history.runs': '이 데모의 실행 {n}번',

  'glossary.title': '용어집',
  'glossary.lead': '여기에서 쓰는 용어를 이 분야의 정의대로 풀이합니다.',
  'glossary.terms': '용어',

  'term.worker': '워커',
  'term.worker.is':
    '작업을 실행하는 주체로, 풀에 속한 프로세스나 스레드를 말합니다. 여기서는 모두 웹 워커이며, 페이지를 막지 않고 따로 계산합니다.',
  'term.process': '프로세스',
  'term.process.is':
    '자기 메모리를 따로 가진, 실행 중인 프로그램입니다. 여기서는 모듈의 인스턴스를 따로 가진 웹 워커이며, 필요한 것은 보내 주거나 일부러 공유한 메모리에 두어야 합니다.',
  'term.thread': '스레드',
  'term.thread.is':
    '한 메모리 안에서 함께 진행하는 여러 실행 흐름 중 하나로, 하나가 쓴 것을 모두가 읽을 수 있습니다. 여기서 스레드는 한 모듈의 메모리를 공유하는 워커입니다.',
  'term.core': '코어',
  'term.core.is':
    '프로세서에서 다른 코어와 독립적으로 명령을 실행하는 장치입니다. 브라우저는 논리 코어의 수를 보고하며, 논리 코어 두 개가 물리 코어 하나를 함께 쓸 수도 있습니다.',
  'term.sharedMemory': '공유 메모리',
  'term.sharedMemory.is':
    '여러 프로세스나 스레드가 동시에 읽고 쓰는 메모리입니다. 브라우저에서는 SharedArrayBuffer입니다.',
  'term.crossOriginIsolation': '교차 출처 격리',
  'term.crossOriginIsolation.is':
    '헤더로 다른 출처를 자기 프로세스에서 떼어 놓은 페이지의 상태입니다. 이런 페이지만 워커끼리 메모리를 공유할 수 있고, 더 정밀한 시계를 받습니다.',
  'term.webAssembly': 'WebAssembly',
  'term.webAssembly.is':
    '브라우저가 기계어로 컴파일해 실행하는, 이식 가능한 이진 프로그램 형식입니다. 이 페이지의 컴파일된 작업은 Rust로 작성했으며 WebAssembly 모듈로 실행됩니다.',
  'term.concurrency': '동시성과 병렬성',
  'term.concurrency.is':
    '동시성은 여러 작업이 같은 기간에 함께 진행되는 것이며, 기다리기만 해도 됩니다. 병렬성은 여러 작업을 실제로 같은 순간에 계산하는 것이며, 그러려면 작업마다 코어가 필요합니다.',
  'term.pool': '풀',
  'term.pool.is':
    '한 번 시작한 뒤 작업을 차례로 받는 워커들입니다. 작업마다 시작 비용을 치르지 않습니다.',
  'term.chunkSize': '청크 크기',
  'term.chunkSize.is':
    '한 번에 나눠 주는 작업의 수입니다. 작은 청크는 부하를 고르게 하고, 큰 청크는 나눠 주는 횟수를 줄입니다.',
  'term.overhead': '오버헤드',
  'term.overhead.is':
    '일 자체가 아니라 병렬로 실행하는 데 드는 시간입니다. 나눠 주기, 복사하기, 깨우기, 기다리기가 여기에 속합니다.',
  'term.makespan': '전체 소요 시간(makespan)',
  'term.makespan.is': '첫 작업이 시작해서 마지막 작업이 끝날 때까지의 시간입니다.',
  'term.speedup': '속도 향상',
  'term.speedup.is':
    'T₁ / Tₚ. 워커 P개가 하나보다 몇 배 빠른지를 나타냅니다. 여기서는 둘 다 같은 실행에서 잽니다.',
  'term.efficiency': '효율',
  'term.efficiency.is': '속도 향상 / P. 워커들의 시간 가운데 유용한 일에 쓰인 비율입니다.',
  'term.median': '중앙값과 범위',
  'term.median.is':
    '중앙값은 표본을 크기순으로 늘어놓았을 때 가운데에 오는 값이라, 동떨어진 표본 몇 개에는 거의 흔들리지 않습니다. 범위는 가장 작은 표본부터 가장 큰 표본까지이며, 표본이 서로 얼마나 다른지 보여 줍니다.',
  'term.loadBalance': '부하 균형',
  'term.loadBalance.is':
    '워커가 일한 시간의 평균을 가장 오래 일한 워커의 시간으로 나눈 값입니다. 100%면 완전히 고릅니다.',
  'term.lowerBound': '하한',
  'term.lowerBound.is':
    'max(Σt / P, max t). 이 작업들을 워커 P개로 처리하는 어떤 스케줄도 이보다 먼저 끝나지 않습니다(R. L. Graham, 1969).',
  'term.amdahl': '암달의 법칙',
  'term.amdahl.is':
    'S(P) = 1 / (s + (1 − s) / P). 일의 순차 비율이 s이면 속도 향상은 1 / s를 넘지 못합니다(G. M. Amdahl, 1967).',
  'term.gustafson': '구스타프슨의 법칙',
  'term.gustafson.is':
    'S(P) = s + (1 − s) · P. 워커가 늘면 더 큰 문제를 풀게 되고, 그러면 순차 작업의 비중이 줄어듭니다(J. L. Gustafson, 1988).',
  'term.karpFlatt': '카프–플랫 지표',
  'term.karpFlatt.is':
    'e = (1/S − 1/P) / (1 − 1/P). 측정한 속도 향상 S에 해당하는 순차 비율입니다. P와 함께 커지면 오버헤드 때문입니다(A. H. Karp, H. P. Flatt, 1990).',
  'term.raceCondition': '경쟁 상태',
  'term.raceCondition.is':
    '어느 프로세스나 스레드가 먼저 실행되는지에 따라 결과가 달라지는 상황입니다. 둘이 함께 카운터를 읽고 1을 더해 다시 쓰면 증가 하나가 사라질 수 있습니다.',
  'term.lock': '락',
  'term.lock.is':
    '한 번에 프로세스나 스레드 하나만 쥘 수 있는 장치이며, 나머지는 기다립니다. 락을 쥐고 공유 메모리를 바꾸는 동안에는 아무도 끼어들 수 없습니다.',
  'term.atomic': '원자적 연산',
  'term.atomic.is':
    '읽고 바꾸고 쓰는 일을 하드웨어가 한 단계로 끝내는 연산입니다. 락이 필요 없고, 앞뒤 메모리 접근의 순서를 지켜 줍니다.',
  'term.cacheLine': '캐시 라인',
  'term.cacheLine.is':
    '메모리와 캐시 사이에서 데이터를 옮기는 단위로, 흔히 64바이트입니다. 여러 코어가 한 캐시 라인에 쓰면, 서로 다른 변수에 쓰더라도 그 라인이 코어의 캐시 사이를 오갑니다(거짓 공유, false sharing).',
  'term.semaphore': '세마포어',
  'term.semaphore.is':
    '0보다 클 때만 줄일 수 있는 카운터로, 0이면 다른 프로세스나 스레드가 늘릴 때까지 기다립니다. 용량이 정해진 큐는 세마포어 두 개로 만들 수 있는데, 하나는 빈자리를 세고 다른 하나는 항목을 셉니다.',
  'term.barrier': '배리어',
  'term.barrier.is':
    '프로세스나 스레드가 모두 도착할 때까지 서로 기다리는 지점입니다. 공유 메모리 데모에서는 프로세스들이 세기 전에 배리어에서 만나 함께 시작합니다.',
  'term.deadlock': '교착 상태',
  'term.deadlock.is':
    '여러 프로세스나 스레드가 서로를 기다리느라 어느 것도 더 나아가지 못하는 상태입니다. 두 프로세스가 서로에게 필요한 락을 하나씩 쥐고 있을 때나, 파이프의 양쪽이 모두 메시지를 기다릴 때 일어납니다.',
  'term.pipe': '파이프',
  'term.pipe.is':
    '두 프로세스 사이의 메시지 통로입니다. 양방향 파이프는 메시지를 양쪽으로 나릅니다.',
  'term.queue': '큐',
  'term.queue.is':
    '여러 생산자가 넣고 여러 소비자가 꺼내는 메시지의 줄입니다. 메시지는 각각 한 번만 꺼내며, 먼저 넣은 것이 먼저 나옵니다.',
  'term.sentinel': '종료 신호(sentinel)',
  'term.sentinel.is':
    '항목이 될 수 없는 값으로, 더 올 항목이 없음을 알립니다. 소비자마다 하나씩 필요합니다.',
  'term.backPressure': '배압',
  'term.backPressure.is':
    '가득 찬 큐는 생산자를 기다리게 합니다. 그래서 생산자가 소비자보다 빠를 수 없고 메모리도 늘지 않습니다.',
  'term.partitioning': '정적 분할',
  'term.partitioning.is':
    '실행하기 전에 어느 워커가 무엇을 할지 정합니다. 실행 중에는 비용이 없지만, 고르지 않은 작업에 대처하지 못합니다.',
  'term.roundRobin': '라운드 로빈',
  'term.roundRobin.is': '카드를 돌리듯 항목 i를 조각 i mod P에 줍니다.',
  'term.selfScheduling': '자기 스케줄링',
  'term.selfScheduling.is':
    '한가한 워커가 공유하는 목록에서 다음 작업을 가져갑니다. 동적 부하 분산이며, 청크마다 나눠 주는 비용이 듭니다.',
  'term.workStealing': '작업 훔치기',
  'term.workStealing.is':
    '워커마다 자기 작업 덱(deque)이 있고, 비면 다른 워커의 덱에서 가져옵니다. 서로 경합하는 일은 거의 없습니다.',
  'term.simd': 'SIMD',
  'term.simd.is':
    '명령 하나로 벡터 레지스터에 든 수 여러 개를 한꺼번에 계산하는 방식입니다(single instruction, multiple data). WebAssembly의 벡터 레지스터는 128비트이며, f32 네 개나 f64 두 개가 들어갑니다.',
  'term.microKernel': '마이크로 커널',
  'term.microKernel.is':
    '행렬 곱의 가장 안쪽 반복문입니다. A와 B의 패널을 따라가는 동안 C의 작은 타일을 레지스터에 둡니다.',
  'term.packing': '패킹',
  'term.packing.is':
    '마이크로 커널이 읽는 순서대로 행렬의 패널을 옮겨 두는 일입니다. 그러면 언제나 메모리의 바로 다음을 읽습니다.',
  'term.gflops': 'GFLOP/s',
  'term.gflops.is':
    '1초에 부동소수점 연산 10⁹번입니다. N×N 행렬의 곱은 알고리즘에 관계없이 2·N³번으로 셉니다.',
  'term.strassen': '슈트라센 알고리즘',
  'term.strassen.is':
    '크기가 절반인 곱 여덟 번 대신 일곱 번과 덧셈 열여덟 번을 합니다. 큰 행렬에서는 연산이 줄지만 오차가 커집니다(V. Strassen, 1969).',

  'timelines.heading': '누가 언제 무엇을 했나',

  'notice.heading': '주소에 관한 알림',
  'notice.badValue': '“{name}={value}” 값은 쓸 수 없습니다. {problem} 대신 {used} 값을 씁니다.',
  'notice.unknownName':
    '“{name}” 항목은 이 데모의 설정이 아니어서 무시했습니다. 쓸 수 있는 설정: {options}.',
  'notice.unknownDemo': '“{name}” 데모는 없습니다. 아래에서 골라 보세요.',

  'embed.unknownDemo': '“{name}” 데모는 없습니다. 데모는 다음과 같습니다: {options}.',
  'embed.invalid': '쓸 수 없는 값이 들어 있는 설정이 있습니다.',
  'embed.sandboxed':
    '이 프레임에서는 워커를 시작할 수 없어 실행할 수 없습니다. sandbox 속성에 allow-same-origin이 없기 때문입니다. 전체 페이지로 열면 실행할 수 있습니다.',
  'embed.full': '전체 페이지로 열기',

  'error.heading': '실행하지 못했습니다',
  'error.detail': '전체 메시지',
  'error.E_ARGUMENT': '라이브러리가 허용하지 않는 설정이 있습니다.',
  'error.E_SHAPE': '피연산자의 모양이 서로 맞지 않습니다.',
  'error.E_MEMORY': '메모리가 부족합니다. 크기를 줄여 보세요.',
  'error.E_NOT_ISOLATED': '공유 메모리가 필요한데, 이 페이지에서는 쓸 수 없습니다.',
  'error.E_UNSUPPORTED': '이 브라우저나 실행 방식에서는 할 수 없는 일입니다.',
  'error.E_WASM': 'WebAssembly 모듈을 불러오지 못했습니다.',
  'error.E_WORKER_LOAD': '워커를 시작하지 못했습니다.',
  'error.E_WORKER_LOST': '작업 도중에 워커를 잃었습니다. 다시 실행하면 새 워커를 씁니다.',
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

  'chart.role': '차트',
  'chart.keys': '화살표 키로 값을 하나씩 읽습니다.',
  'picture.save': '저장',
  'picture.label': '저장: {what}',
  'picture.svg': 'SVG 저장: {what}',
  'picture.png': 'PNG 저장: {what}',
  'picture.csv': 'CSV 저장: {what}',
  'scheduling.policiesDescription':
    '정책마다 작은 타임라인을 하나씩 같은 축척으로 그립니다. 워커마다 한 줄, 작업마다 막대 하나이고, 점선은 하한입니다.',
  'picture.failed': '파일을 만들지 못했습니다.',
  'timings.sample': '표본 {n}',
} as const satisfies Record<keyof typeof en, string>;

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
  'nav.python': 'Python',
  'python.section': '직접 쓰는 프로그램',
  'python.title': '내가 쓰는 Python 프로그램',
  'python.summary':
    'multiprocessing이나 concurrent.futures를 쓰는 Python 프로그램을 직접 쓰고 여기서 실행합니다. 프로세스가 저마다 다른 코어에서 무엇을 출력하고 무엇을 기다리며 어디에서 실패하는지 확인해 보세요.',
  'content.missing': '이 화면에 필요한 파일을 불러오지 못했습니다.',
  'content.close': '닫기',

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
  'badge.idle': '준비됨',
  'badge.opening': '시작하는 중…',
  'badge.failed': '실행 안 됨',
  'tier.idle': '이 페이지에서 무언가를 하면 바로 엔진이 시작됩니다.',
  'tier.opening': '엔진을 시작하면서 이 브라우저가 무엇을 지원하는지 확인하고 있습니다.',
  'tier.threads':
    '모든 기능을 쓸 수 있습니다. 메모리 하나를 공유하는 스레드와, 메모리를 따로 가진 프로세스가 함께 동작합니다.',
  'tier.processes':
    '메모리를 따로 가진 프로세스들이 작업을 실행합니다. 그래도 진짜 병렬 실행입니다.',
  'tier.more': '이 실행 방식에 대하여',
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
  'overview.pictures': '그림은 {when}에 {browser}, 코어 {n}개에서 기록한 실행입니다.',
  'overview.own': '내 Python 프로그램 직접 쓰기',
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
  'control.idle': '지금은 효과가 없는 설정 {n}개',

  'run.run': '실행',
  'run.stop': '중지',
  'run.progress': '진행률',
  'run.percent': '{percent}%',
  'phase.engine': '엔진을 시작하는 중',
  'phase.check': '답을 확인하는 중',
  'phase.measure': '번갈아 측정하는 중',
  'state.stopped': '중지했습니다. 이번 실행의 결과는 표시하지 않습니다.',
  'state.stoppedKept': '중지했습니다. 그 전 실행의 결과를 다시 보여 줍니다.',
  'state.stale': '이 결과를 얻은 뒤에 설정이 바뀌었습니다. 실행을 눌러 새 결과를 확인하세요.',

  'live.started': '{demo}: 실행을 시작했습니다.',
  'live.right': '{demo}: 실행이 끝났고, 답이 맞습니다.',
  'live.wrong': '{demo}: 실행이 끝났지만, 답이 틀렸습니다.',
  'live.judged': '{end} {verdict}',
  'live.stopped': '{demo}: 실행을 중지했습니다.',
  'live.failed': '{demo}: 실행에 실패했습니다. {reason}',

  'answer.heading': '답',
  'answer.own': '내 실행의 답',
  'answer.pending': '아직 실행하지 않음',
  'answer.running': '실행 중…',
  'answer.pendingHint': '시간을 보여 주기 전에 답부터 확인합니다.',
  'answer.right': '맞음',
  'answer.wrong': '틀림',
  'answer.got': '얻은 값',
  'answer.expected': '기대한 값',

  'recorded.answer': '기록된 실행의 답',
  'recorded.speedup': '기록된 실행의 속도 향상',
  'recorded.tag': '기록됨',
  'recorded.on':
    '지금 이 컴퓨터에서 잰 것이 아니라 {when}에 기록한 실행입니다({browser}, 코어 {n}개, {tier}).',
  'recorded.threads': '스레드와 공유 메모리',
  'recorded.processes': '공유 메모리 없는 프로세스',
  'recorded.settings': '그때의 설정은 {settings}입니다.',
  'recorded.own': '실행을 누르면 이 컴퓨터에서 측정합니다.',

  'predict.hint':
    '예측은 하지 않아도 되며 한 번의 실행에만 쓰입니다. 이 컴퓨터에서 잰 결과가 답이 됩니다.',
  'predict.times': '예측: {who}는 하나일 때보다 몇 배 빠를까요?',
  'predict.timesTold': '측정한 값은 {ratio}배입니다(반복마다 {low}배에서 {high}배).',
  'predict.same': '뚜렷한 차이 없음',
  'predict.said': '예측: {guess}.',
  'predict.right': '예측: {guess}. {told} 예측이 맞았습니다.',
  'predict.wrong': '예측: {guess}. {told} 예측이 틀렸습니다.',
  'predict.off': '예측: {guess}. {told} 예측이 {by}만큼 빗나갔습니다.',
  'predict.unclear':
    '예측: {guess}. 시간이 너무 짧거나 고르지 않아 이번 실행으로는 알 수 없습니다.',

  plain: '{text}',
  'speedup.heading': '속도 향상',
  'speedup.own': '내 실행의 속도 향상',
  'speedup.value': '{value}배',
  'speedup.range': '반복마다 {low}배에서 {high}배',
  'speedup.noSpread': '한 번만 쟀거나 반복마다 같아서 범위가 없습니다.',
  'speedup.none': '–',
  'speedup.pending': '같은 실행에서 잰 기준과 비교합니다.',
  'speedup.unmeasurable': '이 시계로 비교하기에는 너무 짧습니다.',
  'speedup.noise': '뚜렷한 차이 없음',
  'speedup.noiseWords': '{low}배에서 {high}배로, 반복마다 엇갈립니다.',
  'speedup.beyond': '약 {n}배',
  'speedup.beyondFar': '{n}배 초과',
  'speedup.beyondWords': '{low}배에서 {high}배. 워커 {n}개로는 최대 {n}배입니다.',
  'speedup.beyondOne': '{low}배. 워커 {n}개로는 최대 {n}배입니다.',

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

  'code.goTo': '프로그램 보기',
  'code.heading': '코드',
  'code.python': 'Python',
  'code.javascript': 'JavaScript',
  'code.languages': '프로그램의 언어',
  'code.open': '고치고 실행하기',
  'code.openWhat': '프로그램을 여기서 고치고 실행합니다. 시작 방식과 CPU 수를 고를 수 있습니다.',
  'program.firstUse':
    '처음 실행할 때 Python(약 8 MB)을 내려받습니다. 브라우저가 보관하므로 다음부터는 다시 받지 않습니다.',
  'program.ownWorker':
    '프로그램은 이 페이지의 라이브러리를 가지고 따로 마련한 워커에서 실행되며, 코드의 끝에 이르면 끝납니다. 기다릴 일이 있으면 await를 쓰세요. spawn한 함수가 출력하는 내용은 브라우저의 콘솔로 갑니다.',
  'code.copy': '복사',
  'code.copyWhat': '복사: {what}',
  'code.copied': '복사했습니다',
  'code.notCopied': '여기서는 복사할 수 없습니다',
  'code.pitfalls': '교재의 프로그램이 실패할 수 있는 곳',
  'code.pitfall.nested':
    '교재는 프로세스의 target을 다른 함수 안에서 정의합니다. CPython에서 이것은 시작 방식이 fork일 때만 됩니다. forkserver(Python 3.14부터 리눅스의 기본값)나 spawn(Windows, macOS)에서는 지역 함수를 pickle할 수 없어 start()가 실패합니다. 여기의 프로그램에서는 target이 모듈의 함수입니다. 이 페이지에서는 안쪽에 정의한 함수도 실행됩니다.',
  'code.pitfall.empty':
    '교재는 Queue.empty()가 참이 될 때까지 결과를 모읍니다. 결과가 아직 오는 중이어도 큐가 잠깐 비어 있을 수 있고, 그러면 그 결과를 잃습니다. 여기의 프로그램은 작업의 수만큼 결과를 기다립니다.',
  'code.pitfall.step':
    '빈 목록이면 교재의 청크 간격이 0이 되어 range()가 ValueError를 일으킵니다. 여기의 프로그램에서는 간격이 1 이상입니다.',
  'code.hint':
    '같은 아이디어를 구현한 완전한 프로그램 두 개이며, 설정의 값이 들어 있습니다. Python 프로그램은 파일로 저장하면 python3으로도 그대로 실행됩니다.',

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
  'row.worker': '워커 {n}',
  'row.thread': '스레드 {n}',
  'row.process': '프로세스 {n}',
  'span.starting': '시작하는 중',
  'who.threads': '스레드 {n}개',
  'who.processes': '프로세스 {n}개',
  'matmul.where': '실행 위치',
  'matmul.threads': '스레드',
  'matmul.processes': '프로세스',
  'matmul.noThreads': '스레드를 쓰려면 공유 메모리가 필요한데, 이 페이지에서는 쓸 수 없습니다.',

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
  'comparison.errorRatio': '오차 ÷ {what}의 오차',

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
  'costs.dispatch': '할 일이 없는 호출',
  'costs.us': '{us} µs',
  'costs.dispatchHint':
    '워커마다 수 하나만 계산하게 하는 호출 전체입니다. 오가는 메시지 말고는 거의 하는 일이 없습니다. 이 실행이 끝날 때 여러 번 재어 얻은 중앙값입니다. 곱셈이 이보다 훨씬 오래 걸리지 않으면 나눌 가치가 없습니다.',
  'shared.toneStarting': '프로세스 시작',
  'partitioning.chunk': '연속 청크',
  'partitioning.roundRobin': '라운드 로빈',
  'parts.heading': '조각',
  'parts.count': '조각 {n}개',
  'parts.part': '조각',
  'parts.items': '항목',
  'parts.number': '개수',
  'parts.share': '작업 비중',
  'parts.none': '없음',
  'parts.pending': '엔진이 시작되면 조각을 보여 줍니다.',
  'parts.more': '항목 {n}개 모두 보기',
  'scheduling.policy': '정책',
  'policy.chunk': '정적 청크',
  'policy.chunk.is': '실행하기 전에 워커마다 연속한 작업 ⌈N/P⌉개짜리 청크 하나를 받습니다.',
  'policy.roundRobin': '라운드 로빈',
  'policy.roundRobin.is': '실행하기 전에 작업 k개짜리 청크를 차례로 돌아가며 나눠 줍니다.',
  'policy.dynamic': '동적',
  'policy.dynamic.is':
    '자기 스케줄링: 한가한 워커가 다음 작업 k개를 가져갑니다. 부하는 고르지만 청크마다 나눠 주는 비용이 듭니다.',
  'policy.guided': '유도',
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
  'scheduling.policiesHeading': '정책 비교',
  'scheduling.policiesHint':
    '모두 같은 시간 축이며, 점선은 하한, 빗금은 쉬는 시간입니다. 하나를 고르면 크게 볼 수 있습니다.',
  'scheduling.makespanMs': '전체 소요 시간 (ms)',
  'scheduling.predictedMs': '예측 (ms)',
  'scheduling.dispatches': '나눠 준 횟수',
  'scheduling.lowerBound': '하한',
  'scheduling.foreign': '다른 곳에서 한 실행: 구간 파일을 열거나 끌어다 놓기',
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
  'playback.back': '이전 이벤트',
  'playback.step': '다음 이벤트',
  'playback.pace': '재생 속도',
  'playback.slider': '시점',
  'playback.at': '{ms} ms',
  'playback.words': '{ms} ms: 끝난 작업 {done}개, 실행 중 {running}개, 대기 중 {waiting}개.',
  'steps.at': '{ms} ms:',
  'steps.of': '{title}: {part}',
  'steps.part': '{what} (구간 {all}개 가운데 {done}개 끝남).',
  'steps.nobody': '아무도 일하지 않음',
  'steps.end': '구간 {all}개가 모두 끝났습니다.',
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
  'export.embed': '임베드',

  'why.heading': '이유',
  'why.pending': '실행하고 나면 이 수치가 어디에서 왔는지 여기에 설명합니다.',
  'why.reached': '{who}: {ratio}배로, 이상적인 {limit}배의 {percent}%입니다.',
  'why.reachedOf':
    '{who}: {ratio}배로, 이상적인 {limit}배의 {percent}%입니다. 워커 시간의 나머지 {missing}%는 다음과 같습니다.',
  'why.noGain': '{who}: 하나일 때보다 뚜렷하게 빨라지지 않았습니다.',
  'why.noGainOf':
    '{who}: 하나일 때보다 뚜렷하게 빨라지지 않았습니다. 이상적인 {limit}배에 비해 워커 시간의 약 {missing}%가 모자랍니다.',
  'why.clock':
    '실행이 이 시계로 재기에는 너무 짧아 시간이 어디에 쓰였는지 알 수 없습니다. 설정을 더 크게 하면 드러납니다.',
  'why.beyond':
    '{who}: 이상적인 {limit}배에 이르렀습니다. 반복마다 {low}배에서 {high}배이므로, 설명할 손실이 없습니다.',
  'why.crowded':
    '{percent}%: 워커 {workers}개가 코어 {cores}개를 번갈아 써서 작업이 도중에 멈추곤 했습니다.',
  'why.idle': '{percent}%: 마지막 워커가 끝날 때까지 다른 워커는 쉬었습니다.',
  'why.slower':
    '{percent}%: 같은 작업이 나란히 실행될 때 워커 하나일 때의 {times}배만큼 걸렸습니다.',
  'why.handing': '{percent}%: 작업을 나눠 주고 결과를 모으는 시간입니다.',
  'why.copying': '{percent}%: 피연산자와 결과를 복사하는 시간입니다.',
  'why.rest': '{percent}%: 이 실행에서 잰 원인으로는 설명되지 않습니다.',

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
  'history.compare': '비교하기: {when}',
  'history.comparing': '실행을 둘 고르면 나란히 보여 줍니다.',
  'history.column': '비교',
  'pair.heading': '두 실행 비교',
  'pair.run': '{n}: {when}',
  'pair.same': '설정이 모두 같습니다.',
  'pair.ratio': '첫째 ÷ 둘째',
  'pair.hint':
    '중앙값입니다. 1보다 크면 둘째 실행이 더 빨랐습니다. 그림은 같은 시간축에 그리며, 이웃한 구간을 하나로 그리기도 합니다.',
  'pair.picture': '{what} · {run}',
  'pair.pictureDescription': '워커마다 한 줄이며, 막대는 일한 시간입니다.',
  'pair.noPicture': '이 실행에는 이런 그림이 없습니다.',
  'pair.noPictures': '두 실행의 타임라인은 남아 있지 않습니다.',
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
    '어느 프로세스나 스레드가 먼저 실행되는지에 따라 결과가 달라지는 상황입니다. 둘이 함께 카운터를 읽고 1을 더해 다시 쓰면 갱신 하나가 사라질 수 있습니다.',
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

  'error.heading': '실행하지 못했습니다',
  'error.detail': '전체 메시지',
  'error.E_ARGUMENT': '라이브러리가 허용하지 않는 설정이 있습니다.',
  'error.E_SHAPE': '피연산자의 모양이 서로 맞지 않습니다.',
  'error.E_MEMORY': '메모리가 부족합니다. 크기를 줄여 보세요.',
  'error.E_NOT_ISOLATED': '공유 메모리가 필요한데, 이 페이지에서는 쓸 수 없습니다.',
  'error.E_UNSUPPORTED': '이 브라우저나 실행 방식에서는 할 수 없는 일입니다.',
  'error.E_WASM': 'WebAssembly 모듈을 불러오지 못했습니다.',
  'error.E_WORKER_LOAD': '워커나 사이트의 다른 파일을 불러오지 못했습니다.',
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

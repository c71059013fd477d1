/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'unit.us': 'µs',
  'unit.mbps': 'MB/s',

  'row.parent': '부모 (이 페이지)',
  'row.child': '자식',
  'span.send': '보내기',
  'span.receive': '받기',

  'pipe.title': '프로세스 사이의 파이프',
  'pipe.short': '파이프',
  'pipe.summary':
    '수 하나가 양방향 파이프로 자식 프로세스에 가고, 두 배가 되어 돌아옵니다. 그다음 두 프로세스가 메시지를 주고받고 한쪽으로도 보내면서, 메시지 하나의 비용과 그 비용이 크기에 따라 어떻게 달라지는지 보여 줍니다.',
  'pipe.alt':
    '기록된 실행의 히스토그램: 왕복의 절반이 파이프에서는 {pipe} µs, MessageChannel에서는 {bare} µs 안에 끝났습니다.',
  'pipe.predict': '예측: 수 하나가 갔다 오는 데 어느 쪽이 더 빠를까요?',
  'pipe.predictTold': '파이프는 MessageChannel의 1 ÷ {ratio}배만큼 걸렸습니다.',
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
  'pipe.definition':
    'MessageChannel의 왕복 시간 ÷ 파이프의 왕복 시간. 같은 차례에 잰 중앙값이며, 1보다 크면 파이프가 빠릅니다.',
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
    '두 프로세스 사이에서 수 하나가 갔다가 돌아오는 시간입니다. 시계 눈금이 한 번의 왕복에 비해 굵으면 표본 하나는 여러 번의 평균입니다. 공유 메모리가 있으면 파이프는 양쪽이 함께 보는 메모리라서 사이에 이벤트 루프가 없고, 없으면 파이프의 메시지가 엔진을 거치므로 더 오래 걸립니다.',
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
  'why.pipeQuicker':
    '왕복 한 번이 파이프로는 {pipe} µs, MessageChannel로는 그 {ratio}배인 {bare} µs 걸렸습니다.',
  'why.pipeSlower':
    '왕복 한 번이 파이프로는 {pipe} µs, MessageChannel로는 {bare} µs 걸려, 파이프가 {ratio}배 오래 걸렸습니다.',
  'why.pipeUnclear':
    '왕복 시간의 중앙값은 파이프가 {pipe} µs, MessageChannel이 {bare} µs입니다. 이번 실행만으로는 어느 쪽이 빠른지 알 수 없습니다.',
  'why.messageCost':
    '1바이트 메시지에 {us} µs가 걸립니다. 이것이 메시지 하나의 비용이며, {size}부터는 바이트를 옮기는 비용이 더 큽니다.',
} as const satisfies Record<keyof typeof en, string>;

/** The comments of the programs. */
export const comments: Readonly<Record<string, string>> = {
  'A child doubles what comes through a pipe.': '자식이 파이프로 받은 수를 두 배로 돌려줍니다.',
  'the largest message': '가장 큰 메시지',
  'Twice some bytes is as many again behind them.':
    '바이트열의 두 배는 같은 것을 뒤에 한 번 더\n이은 것입니다.',
  'four times as large each time': '매번 네 배로',
  'Four times as large each time.': '매번 네 배로 커집니다.',
};

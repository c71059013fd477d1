/** The same in Korean. */
import type { en } from './en';

export const ko = {
  'foreign.lead':
    '파일을 열거나 여기에 끌어다 놓으세요. 이 실험실의 CSV나 JSON, 스크립트 뒤에 파일 이름을 붙여 실행하면 쓰는 파일(python3 dynamic-dask.py spans.csv), 워커와 시작, 끝을 worker, start_ms, end_ms 열에 적은 CSV, Dask의 성능 보고서를 그릴 수 있습니다.',
  'foreign.open': '구간 파일 열기',
  'foreign.heading': '{file} 파일에서',
  'foreign.failed': '{file} 파일은 그릴 수 없습니다.',
  'foreign.tasks': '작업',
} as const satisfies Record<keyof typeof en, string>;

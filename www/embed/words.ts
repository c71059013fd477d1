/** The texts shown before the frame can show its own, and in print. */
export const WORDS = {
  en: {
    title: 'Parallel Playground demo',
    loading: 'Loading the demo…',
    failed: 'The demo could not be loaded.',
  },
  ko: {
    title: '병렬 놀이터 데모',
    loading: '데모를 불러오는 중…',
    failed: '데모를 불러오지 못했습니다.',
  },
} as const;

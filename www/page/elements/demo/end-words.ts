/** What is said of a run's end to those who do not see it. */
import type { Demo } from '../../demos/demo';
import type { Judgement } from '../../judgement';
import type { Message } from '../../messages/index';
import type { RunState } from '../../runner';

/** Null while it has not ended. */
export function endWords(demo: Demo, state: RunState, judgement: Judgement | null): Message | null {
  const values = { demo: { key: demo.title } };
  switch (state.name) {
    case 'idle':
    case 'running':
      return null;
    case 'stopped':
      return { key: 'live.stopped', values };
    case 'finished': {
      const end: Message = { key: state.right ? 'live.right' : 'live.wrong', values };
      return judgement === null
        ? end
        : { key: 'live.judged', values: { end, verdict: judgement.verdict } };
    }
    case 'failed':
      return {
        key: 'live.failed',
        values: { ...values, reason: { key: `error.${state.failure.code}` } },
      };
  }
}

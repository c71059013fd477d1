/** What is said of a program's run. */
import { t } from '../../messages/index';
import type { Manner } from '../../programs/manners';
import type { ProgramState } from '../../programs/run-state';
import { seconds } from './output-lines';

/** What has become of the run. */
export function wordsOf(now: ProgramState, { loading }: Manner): string {
  switch (now.name) {
    case 'idle':
      return t('program.idle');
    case 'loading':
      return t(loading);
    case 'running':
      return t(now.stopping ? 'program.stopping' : 'program.running');
    case 'stopped':
      return t(now.begun ? 'program.stoppedLate' : 'program.stoppedEarly');
    case 'failed':
      return t(`error.${now.failure.code}`);
    case 'ended': {
      const { elapsedMs, exitCode, error } = now.result;
      const values = { time: seconds(elapsedMs), code: String(exitCode) };
      if (now.stopped) return t('program.stopped', values);
      return error === null
        ? t('program.ended', values)
        : t('program.raised', { ...values, error: error.type });
    }
  }
}

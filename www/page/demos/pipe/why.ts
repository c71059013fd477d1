/**
 * Why messages took what they took: the pipe beside the bare channel, and where the bytes begin to
 * cost.
 */
import { formatBytes, formatRatio, formatSignificant } from '../../messages/format';
import type { Message } from '../../messages/message';
import type { FinishedRun } from '../demo';
import { figureOf } from '../figures';
import { sizesOf } from './tables';

export function why({ outcome, values }: FinishedRun): Message[] {
  const trips = figureOf(outcome, 'table', 'latency')?.cells ?? {};
  const [pipe, bare] = [trips['pipe']?.['median'], trips['bare']?.['median']];
  const messages: Message[] = [];
  if (typeof pipe === 'number' && typeof bare === 'number' && pipe > 0 && bare > 0) {
    const us = { pipe: formatSignificant(pipe), bare: formatSignificant(bare) };
    // Each is a median of many trips, whose ratio the headline may not trust.
    if (outcome.speedups?.['trip']?.doubt !== undefined)
      messages.push({ key: 'why.pipeUnclear', values: us });
    else
      messages.push({
        key: pipe < bare ? 'why.pipeQuicker' : 'why.pipeSlower',
        values: { ...us, ratio: formatRatio(pipe < bare ? bare / pipe : pipe / bare) },
      });
  }
  const flows = figureOf(outcome, 'table', 'throughput')?.cells ?? {};
  const sizes = sizesOf(values);
  const first = flows[String(sizes[0])]?.['pipeUs'];
  // Twice the time of a byte: from there on the bytes cost more than the message.
  const turn = sizes.find(
    (size) => (flows[String(size)]?.['pipeUs'] ?? 0) > 2 * (first ?? Infinity),
  );
  if (typeof first === 'number' && turn !== undefined)
    messages.push({
      key: 'why.messageCost',
      values: { us: formatSignificant(first), size: formatBytes(turn) },
    });
  return messages;
}

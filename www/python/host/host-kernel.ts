/**
 * The kernel of a host: a Pyodide that is not ours has the heap itself, and blocks in it. Its user
 * interrupts it by a buffer of the host's own, and reads at each wait what its children have
 * written: the host's event loop does not turn meanwhile.
 */
import { SharedKernel } from '../kernel/shared-kernel';
import type { Waiting } from '../kernel/kernel';

/** The buffer of `pyodide.setInterruptBuffer`: the number of a signal, until it is seen. */
export type InterruptBuffer = { 0: number } | undefined;

export class HostKernel extends SharedKernel {
  /** Where the host hears of interrupts; it may get a buffer at any time. */
  interrupts: () => InterruptBuffer = () => undefined;
  /** Called when a wait has ended, and from time to time in a long one. */
  onTurn: () => void = () => undefined;

  override wait(waiting: Waiting): number {
    const code = super.wait(waiting);
    this.onTurn();
    return code;
  }

  override get isInterrupted(): boolean {
    return (this.interrupts()?.[0] ?? 0) !== 0 || super.isInterrupted;
  }

  override takeSignal(): number {
    const buffer = this.interrupts();
    const signal = buffer?.[0] ?? 0;
    if (!buffer || signal === 0) return super.takeSignal();
    buffer[0] = 0;
    return signal;
  }
}

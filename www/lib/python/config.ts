/** What Python needs to know of its playground. */
export interface PythonConfig {
  workers: number;
  sharedMemory: boolean;
  /** Aborted with the reason when the playground is closed. */
  closing: AbortSignal;
}

/** An interpreter's realm: a spare, then a process, then a spare again. */
import type {
  BootConfig,
  Exit,
  ForkImage,
  InterpreterRealm,
  ProcessConfig,
} from '../common/python-messages';
import { later } from '../common/later';
import { holdLifeLock } from '../common/link';
import { outcomeOf, type Outcome } from '../common/outcome';
import { type Doors, makeDoors } from './doors';
import { closeFiles, HOME, putFiles, removeFiles } from './files-of-programs';
import {
  becomeImage,
  beginStacks,
  type Copied,
  forgetFrames,
  imageOf,
  isByTask,
  referencesOf,
} from './image';
import { ImageBuffers } from './image-buffers';
import { Process } from './process';
import { type Life, loadPyodide, type Pyodide, snapshotOf } from './pyodide';
import { clearTimers, watchTimers } from './timers';
import { hasModulesInC, installWheels } from './wheels';

/** An interpreter whose memory has grown beyond this is not used again: memories do not shrink. */
const MOST_BYTES = 96 * 1024 * 1024;

export class Interpreter implements InterpreterRealm {
  readonly #doors: Doors = makeDoors();
  #pyodide: Pyodide | undefined;
  #life: Life | undefined;
  #base: readonly unknown[] = [];
  readonly #buffers = new ImageBuffers();
  #heapModule: WebAssembly.Module | undefined;
  /** The process that was here has left nothing behind that memory does not hold. */
  #isClean = true;

  boot({ name, files }: BootConfig): Promise<Outcome<Uint8Array | null>> {
    return outcomeOf(async () => {
      await holdLifeLock(name);
      watchTimers();
      const { doors } = this.#doors;
      this.#heapModule = files.heapModule;
      const pyodide = await loadPyodide(files, doors);
      this.#pyodide = pyodide;
      if (files.snapshot) {
        await this.#begin(pyodide);
        return null;
      }
      pyodide.registerJsModule('_playground_doors', doors);
      pyodide.runPython('import _playground.imports');
      return snapshotOf(pyodide, doors);
    });
  }

  image(isShared: boolean): Promise<Outcome<ForkImage>> {
    return outcomeOf(() => imageOf(this.#copied, { isShared, isTask: false }));
  }

  run(config: ProcessConfig): Promise<Outcome<Exit>> {
    return outcomeOf(async () => {
      const { pyodide } = this.#copied;
      const { start } = config;
      this.#isClean = false;
      if (start.kind === 'fork') becomeImage(this.#copied, start.image);
      else if (start.kind === 'spawn') putFiles(pyodide.FS, start.files, start.cwd);
      else putFiles(pyodide.FS, start.request.files, HOME);
      await installWheels(pyodide, config.wheels);
      if (!this.#heapModule || !this.#life) throw new Error('the interpreter was not booted');
      const process = new Process(this.#copied, this.#doors, config);
      const exit = await process.run(this.#heapModule, this.#life);
      this.#isClean = process.isClean && !hasModulesInC(pyodide);
      return exit;
    });
  }

  reset(base: ForkImage): Promise<Outcome<boolean>> {
    return outcomeOf(async () => {
      const { pyodide } = this.#copied;
      if (!this.#isClean || pyodide._module.HEAPU8.length > MOST_BYTES) return false;
      clearTimers();
      // Callbacks that were posted already come first.
      await later(0);
      closeFiles(pyodide.FS);
      removeFiles(pyodide.FS);
      this.#buffers.drop();
      forgetFrames(pyodide._module);
      becomeImage(this.#copied, base);
      return true;
    });
  }

  /** What every spare does once, so that all have the same memory. */
  async #begin(pyodide: Pyodide): Promise<void> {
    this.#life = pyodide.pyimport('_playground.life');
    beginStacks(pyodide._module);
    if (isByTask) await this.#life.nothing.callPromising();
    this.#base = referencesOf(pyodide._module);
  }

  get #copied(): Copied {
    if (!this.#pyodide) throw new Error('the interpreter was not booted');
    return {
      pyodide: this.#pyodide,
      doors: this.#doors.doors,
      base: this.#base,
      buffers: this.#buffers,
    };
  }
}

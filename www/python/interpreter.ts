/** An interpreter's realm: a spare, then a process, then a spare again. */
import type {
  BootConfig,
  Exit,
  InterpreterRealm,
  ProcessConfig,
  PythonFiles,
} from '../common/python-messages';
import { later } from '../common/later';
import { holdLifeLock } from '../common/link';
import { outcomeOf, type Outcome } from '../common/outcome';
import { type Doors, makeDoors } from './doors';
import { closeFiles, HOME, putCopies, putFiles, removeFiles } from './files-of-programs';
import { becomeImage, beginAgain, type Beginning, beginningOf, type Copied } from './image';
import { ImageBuffers } from './image-buffers';
import { shareClock } from './monotonic';
import { Process } from './process';
import { type Life, loadPyodide, loadScripts, type Pyodide, type Scripts } from './pyodide';
import { memoryOf, snapshotOf } from './snapshot';
import { forgetTask, isByTask, prepareTasks } from './tasks';
import { clearTimers, watchTimers } from './timers';
import { hasModulesInC, installWheels } from './wheels';

/** An interpreter whose memory has grown beyond this is not used again: memories do not shrink. */
const MOST_BYTES = 96 * 1024 * 1024;

export class Interpreter implements InterpreterRealm {
  readonly #doors: Doors = makeDoors();
  #scripts: Promise<Scripts> | undefined;
  #pyodide: Pyodide | undefined;
  #life: Life | undefined;
  #beginning: Beginning | undefined;
  readonly #buffers = new ImageBuffers();
  #heapModule: WebAssembly.Module | undefined;
  /** The process that was here has left nothing behind that memory does not hold. */
  #isClean = true;

  load(at: PythonFiles): Promise<Outcome<void>> {
    return outcomeOf(async () => {
      this.#scripts = loadScripts(at);
      await this.#scripts;
    });
  }

  boot({ name, files, isShared }: BootConfig): Promise<Outcome<Uint8Array | null>> {
    return outcomeOf(async () => {
      await holdLifeLock(name);
      watchTimers();
      shareClock();
      const { doors } = this.#doors;
      this.#heapModule = files.heapModule;
      if (!this.#scripts) throw new Error('the interpreter was not loaded');
      const pyodide = await loadPyodide(await this.#scripts, files, doors);
      this.#pyodide = pyodide;
      if (files.snapshot) {
        await this.#begin(pyodide, files.snapshot);
        return null;
      }
      pyodide.registerJsModule('_playground_doors', doors);
      pyodide.runPython('import _playground.imports');
      const snapshot = snapshotOf(pyodide, doors, isShared);
      await this.#begin(pyodide, snapshot);
      return snapshot;
    });
  }

  run(config: ProcessConfig): Promise<Outcome<Exit>> {
    return outcomeOf(async () => {
      const { pyodide } = this.#copied;
      const { start } = config;
      this.#isClean = false;
      if (start.kind === 'fork') {
        if (start.image) becomeImage(this.#copied, start.image);
        start.image = null;
      } else if (start.kind === 'spawn') putCopies(pyodide.FS, start.files, start.cwd);
      else putFiles(pyodide.FS, start.request.files, HOME);
      await installWheels(pyodide, config.wheels);
      if (!this.#heapModule || !this.#life) throw new Error('the interpreter was not booted');
      const process = new Process(this.#copied, this.#doors, config);
      const exit = await process.run(this.#heapModule, this.#life);
      this.#isClean = process.isClean && !hasModulesInC(pyodide);
      return exit;
    });
  }

  reset(): Promise<Outcome<boolean>> {
    return outcomeOf(async () => {
      const { pyodide } = this.#copied;
      if (!this.#isClean || pyodide._module.HEAPU8.length > MOST_BYTES) return false;
      clearTimers();
      // Callbacks that were posted already come first.
      await later(0);
      closeFiles(pyodide.FS);
      removeFiles(pyodide.FS);
      this.#buffers.drop();
      forgetTask(pyodide._module);
      return beginAgain(this.#copied);
    });
  }

  /** What every spare does once. */
  async #begin(pyodide: Pyodide, snapshot: Uint8Array): Promise<void> {
    this.#life = pyodide.pyimport('_playground.life');
    if (isByTask) {
      prepareTasks(pyodide._module);
      await this.#life.nothing.callPromising();
    }
    this.#beginning = beginningOf(pyodide._module, memoryOf(snapshot));
  }

  get #copied(): Copied {
    if (!this.#pyodide || !this.#beginning) throw new Error('the interpreter was not booted');
    return {
      pyodide: this.#pyodide,
      doors: this.#doors.doors,
      beginning: this.#beginning,
      buffers: this.#buffers,
    };
  }
}

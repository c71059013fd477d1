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
import { becomeImage, imageOf } from './image';
import { Process } from './process';
import { loadPyodide, type Pyodide, snapshotOf } from './pyodide';
import { clearTimers, watchTimers } from './timers';

/** An interpreter whose memory has grown beyond this is not used again: memories do not shrink. */
const MOST_BYTES = 96 * 1024 * 1024;

export class Interpreter implements InterpreterRealm {
  readonly #doors: Doors = makeDoors();
  #pyodide: Pyodide | undefined;
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
      if (files.snapshot) return null;
      pyodide.registerJsModule('_playground_doors', doors);
      pyodide.runPython('import _playground.imports');
      return snapshotOf(pyodide, doors);
    });
  }

  image(isShared: boolean): Promise<Outcome<ForkImage>> {
    return outcomeOf(() => imageOf(this.#booted, this.#doors.doors, { isShared, isTask: false }));
  }

  run(config: ProcessConfig): Promise<Outcome<Exit>> {
    return outcomeOf(async () => {
      const pyodide = this.#booted;
      const { start } = config;
      this.#isClean = false;
      if (start.kind === 'fork') becomeImage(pyodide, start.image, this.#doors.doors);
      else if (start.kind === 'spawn') putFiles(pyodide.FS, start.files, start.cwd);
      else putFiles(pyodide.FS, start.request.files, HOME);
      if (!this.#heapModule) throw new Error('the interpreter was not booted');
      const process = new Process(pyodide, this.#doors, config);
      const exit = await process.run(this.#heapModule);
      this.#isClean = process.isClean;
      return exit;
    });
  }

  reset(base: ForkImage): Promise<Outcome<boolean>> {
    return outcomeOf(async () => {
      const pyodide = this.#booted;
      if (!this.#isClean || pyodide._module.HEAPU8.length > MOST_BYTES) return false;
      clearTimers();
      // Callbacks that were posted already come first.
      await later(0);
      closeFiles(pyodide.FS);
      removeFiles(pyodide.FS);
      becomeImage(pyodide, base, this.#doors.doors);
      return true;
    });
  }

  get #booted(): Pyodide {
    if (!this.#pyodide) throw new Error('the interpreter was not booted');
    return this.#pyodide;
  }
}

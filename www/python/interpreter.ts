/** An interpreter's realm: a spare until it is told which process it is. */
import type { BootConfig, Exit, InterpreterRealm, ProcessConfig } from '../common/python-messages';
import { holdLifeLock } from '../common/link';
import { outcomeOf, type Outcome } from '../common/outcome';
import { type Doors, makeDoors } from './doors';
import { becomeImage, HOME, putFiles } from './image';
import { Process } from './process';
import { loadPyodide, type Pyodide, snapshotOf } from './pyodide';

export class Interpreter implements InterpreterRealm {
  readonly #doors: Doors = makeDoors();
  #pyodide: Pyodide | undefined;
  #heapModule: WebAssembly.Module | undefined;

  boot({ name, files }: BootConfig): Promise<Outcome<Uint8Array | null>> {
    return outcomeOf(async () => {
      await holdLifeLock(name);
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

  run(config: ProcessConfig): Promise<Outcome<Exit>> {
    return outcomeOf(async () => {
      const pyodide = this.#pyodide;
      if (!pyodide || !this.#heapModule) throw new Error('the interpreter was not booted');
      const { start } = config;
      if (start.kind === 'fork') becomeImage(pyodide, start.image, this.#doors.doors);
      else if (start.kind === 'spawn') putFiles(pyodide.FS, start.files, start.cwd);
      else putFiles(pyodide.FS, start.request.files, HOME);
      return new Process(pyodide, this.#doors, config).run(this.#heapModule);
    });
  }
}

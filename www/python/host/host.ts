/**
 * Makes a Pyodide that is not ours the first process of a run: a host, such as a notebook's kernel.
 * It has the doors that our interpreters have and blocks in the run's heap as they do; its children
 * are our interpreters. Only a fork of it cannot be. The wheel's `playground` calls `install`.
 */
import { PlaygroundError } from '../../common/errors';
import { Link } from '../../common/link';
import { tabName } from '../../common/names';
import type {
  FileCopy,
  ForkImage,
  HostReply,
  ProcessConfig,
  Request,
  SupervisorRealm,
} from '../../common/python-messages';
import { HeapInstance } from '../../heap/instance';
import { HeapMemory } from '../../heap/heap-memory';
import { fenceOf, WINDOW_AGENT, WINDOW_REGION } from '../../heap/layout';
import { Operations } from '../../heap/operations';
import { type Caller, sharedCalls } from '../calls';
import { Console } from '../console';
import { makeDoors } from '../doors';
import { filesOf } from '../files-of-programs';
import { interruptOf } from '../kernel/signals';
import type { FileSystem, Pyodide, PyodideModule } from '../pyodide';
import { Trace } from '../trace';
import { HostKernel, type InterruptBuffer } from './host-kernel';
import { type HostPlaces, placesIn, placesOfBlobs } from './places';
import { whyNot } from './refusals';

/** The files lie in the host's memory, or on its own origin: but a slow device may be busy. */
const START_TIMEOUT_MS = 300_000;

/** What is used of Emscripten's file system to know what kind of file system a path is in. */
interface MountedFiles extends FileSystem {
  filesystems: { MEMFS: object };
  lookupPath(path: string, options: { follow: boolean }): { node: { mount: { type: object } } };
}

export interface HostOptions {
  /** The folder of the wheel's files in the host's file system. */
  files: string;
  /** The address of their folder on the host's origin, in place of the first. */
  assets?: string;
  /** How many processes are kept ready, and what `os.cpu_count` answers; default: cores. */
  workers?: number;
  /** Addresses of wheels that every process installs. */
  wheels: readonly string[];
  /** Is given what the children write. */
  show: (stream: string, text: string) => void;
}

export interface Installed {
  pid: number;
  workers: number;
  /** For Python's module `_playground_doors`. */
  doors: object;
}

/** @throws PlaygroundError where this host cannot have processes, or what it named is not there */
export async function install(pyodide: Pyodide, options: HostOptions): Promise<Installed> {
  const reason = whyNot(globalThis);
  if (reason) throw reason;
  const workers = options.workers ?? Math.max(1, navigator.hardwareConcurrency);
  const wheels = options.wheels.map((address) => new URL(address, location.href).href);
  const places =
    options.assets === undefined
      ? placesOfBlobs((name) => pyodide.FS.readFile(`${options.files}/${name}`))
      : await placesIn(options.assets);
  const { port1, port2 } = new MessageChannel();
  const link = await supervisorOf(places, workers);
  let reply: HostReply;
  try {
    reply = await link.call('host', [{ cpuCount: workers, wheels, port: port2 }], [port2]);
  } catch (error) {
    link.terminate(error as PlaygroundError);
    throw error;
  }
  const { pid } = reply;
  return { pid, workers, doors: doorsOf(pyodide, reply, port1, options.show) };
}

async function supervisorOf(places: HostPlaces, workers: number): Promise<Link<SupervisorRealm>> {
  const name = tabName('python');
  let worker: Worker;
  try {
    worker = new Worker(places.supervisor, { type: 'module', name: 'python-supervisor' });
  } catch (error) {
    const message = `This host may not start workers: ${String(error)}`;
    throw new PlaygroundError('E_WORKER_LOAD', message, { cause: error });
  }
  const hint = places.supervisor.startsWith('blob:')
    ? `${places.supervisor}: a policy must allow worker-src and script-src blob: here, or install(assets=…) names a folder`
    : places.supervisor;
  const link = new Link<SupervisorRealm>(worker, name, hint);
  const { port1, port2 } = new MessageChannel();
  const config = {
    name,
    nSpares: workers + 1,
    startTimeoutMs: START_TIMEOUT_MS,
    sharedMemory: true,
    folder: places.files,
    progress: port2,
  };
  try {
    await link.start('start', [config], START_TIMEOUT_MS, [port2]);
  } catch (error) {
    link.terminate(error as PlaygroundError);
    throw error;
  } finally {
    port1.close();
  }
  return link;
}

/** What serves Python's calls in the host. */
function doorsOf(
  pyodide: Pyodide,
  { pid, place, heap, heapModule, console }: HostReply,
  port: MessagePort,
  show: HostOptions['show'],
): object {
  const { _module: module } = pyodide;
  const memory = new HeapMemory(heap.memory);
  const { region, table } = place;
  const instance = new HeapInstance(heapModule, memory, region);
  instance.exports.fence_adopt(fenceOf(region));
  const kernel = new HostKernel(instance, pid, table, interruptOf(region), () => {
    throw new Error('the host was ended');
  });
  kernel.interrupts = () =>
    (module as PyodideModule & { Py_EmscriptenSignalBuffer: InterruptBuffer })
      .Py_EmscriptenSignalBuffer;
  // With a stage of its own, so that what the kernel has just got stays where it is.
  const reader = new HeapInstance(heapModule, memory, WINDOW_REGION);
  const output = new Console(
    new Operations(reader),
    console,
    ({ outputs }) => {
      for (const { stream, text } of outputs) show(stream, text);
    },
    WINDOW_AGENT,
  );
  kernel.onTurn = kernel.onSlice = () => output.take();
  const caller = new Host(pyodide, { pid, place, trace: false }, port);
  const doors = makeDoors();
  const calls = sharedCalls(caller, kernel, heap.run);
  doors.serve({ ...calls, fork: noFork, thread_start: noFork, span: nothing, place: nothing });
  // Nobody looks at a host's spans.
  kernel.onWait = undefined;
  return doors.doors;
}

class Host implements Caller {
  readonly pyodide: Pyodide;
  readonly config: Pick<ProcessConfig, 'pid' | 'place' | 'trace'>;
  readonly trace = new Trace(0, () => undefined);
  readonly #port: MessagePort;

  constructor(pyodide: Pyodide, config: Host['config'], port: MessagePort) {
    this.pyodide = pyodide;
    this.config = config;
    this.#port = port;
  }

  post(request: Request): void {
    this.#port.postMessage(request);
  }

  /** Its streams are its own. */
  connect(): void {}

  /** What lies in the host's memory. Mounted file systems may be large, and far away. */
  files(): ReadonlyMap<string, FileCopy> {
    const FS = this.pyodide.FS as MountedFiles;
    const isMounted = (path: string): boolean =>
      FS.lookupPath(path, { follow: false }).node.mount.type !== FS.filesystems.MEMFS;
    return filesOf(FS, false, isMounted);
  }

  image(): ForkImage {
    return noFork();
  }

  exit(): never {
    return noFork();
  }
}

function nothing(): void {}

function noFork(): never {
  throw new PlaygroundError('E_UNSUPPORTED', 'The host’s interpreter cannot do that.');
}
